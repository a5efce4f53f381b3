"""Countries, places and small builders for the complete case."""

from dpa_manager.domain import parties
from dpa_manager.vocabulary.phrase import Phrase


def word(key: str, nl: str, fr: str, en: str) -> parties.Worded:
    """A term of a vocabulary with its words."""
    return parties.Worded(key, Phrase(nl, fr, en))


def person(name: str, position: str, email: str, phone: str = "") -> parties.Person:
    """Somebody to write to."""
    return parties.Person(name, position, email, phone)


BELGIUM = word("BE", "België", "Belgique", "Belgium")
UNITED_STATES = word("US", "Verenigde Staten", "États-Unis", "United States")
DATA_CENTRE = word("datacentre", "datacenter", "centre de données", "data centre")
OFFICE = word("kbits_office", "kantoor van KBITS", "bureau de KBITS", "KBITS office")
REMOTE = word("remote", "op afstand", "à distance", "remote")
