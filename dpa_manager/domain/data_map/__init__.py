"""The data map: rows and flows read from facts, their sentence, their picture, their changes."""
