"""Where the rooms are put together: settings, addresses, menu, command line."""
