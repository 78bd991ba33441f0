"""Documents of the room as PDF."""
