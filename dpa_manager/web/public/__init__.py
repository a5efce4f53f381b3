"""Addresses that ask for no person: the health of the house."""
