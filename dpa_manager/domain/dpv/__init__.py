"""The data map in words that other programs know: the W3C Data Privacy Vocabulary 2.3 as JSON-LD.

It has no shapes and no published context (DOMAIN 6.1), so three things keep this right: the context
stands in each file, every term is one of `vocabulary/dpv_terms.txt`, and a record passes the shapes
of `vocabulary/dpv_shapes.ttl`. All three are tested; nothing is fetched.
"""

from dpa_manager.domain.dpv.record import record_of

__all__ = ["record_of"]
