"""The pages on which the agreement of an engagement is drafted, one module a part."""
