"""Settings: read once from the environment, refused with a sentence each when unsafe."""
