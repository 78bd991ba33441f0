"""Speed, measured side by side with the plain way: `make bench`."""
