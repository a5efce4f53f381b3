"""Pages for the people of the firm."""
