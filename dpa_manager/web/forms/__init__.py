"""Forms: what people type on pages, checked for its shape only; what it means is the actions'."""
