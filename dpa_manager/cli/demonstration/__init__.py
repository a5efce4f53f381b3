"""The demonstration firm: its story in TOML files, and what performs it by the real actions."""
