"""Controlled terms in Dutch, French and English, kept as TOML that lawyers can read."""
