"""Pages for the people of clients."""
