"""Documents: bytes in, bytes out, bytes kept."""
