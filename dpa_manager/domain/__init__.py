"""What is true: pure functions and frozen dataclasses; the date of today is always an argument."""
