"""Rules about whom to reach: the subjects of Annex I.D on both sides.

Three contacts of the client have rules of their own because an article asks for them: instructions
(R-PRE-7), breaches (R-F-1) and requests (R-E-1). Every other row is R-CON-1.
"""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.naming import party_name, sides
from dpa_manager.domain.completeness.rule import BLOCK, Finding, Rulebook, found, name_of
from dpa_manager.domain.parties import Party, Person

book = Rulebook()

INSTRUCTIONS, BREACHES, BREACHES_SECOND, REQUESTS = (
    "instructions",
    "breaches",
    "breaches_second",
    "requests",
)
SUBJECTS = (
    INSTRUCTIONS,
    BREACHES,
    BREACHES_SECOND,
    REQUESTS,
    "subprocessors",
    "audits",
    "end",
)
HAS_OWN_RULE = frozenset(("client", subject) for subject in (INSTRUCTIONS, BREACHES, REQUESTS))


def contact_for(party: Party, subject: str) -> Person | None:
    """The first person with a name and an e-mail address for this subject, or None."""
    for point in party.contacts:
        if point.subject.key == subject and point.person.name.strip() and point.person.email:
            return point.person
    return None


@book.rule("R-CON-1", BLOCK, article="28(3)", field="client.contacts")
def every_subject_has_a_person(case: DraftCase) -> Iterator[Finding]:
    """Each row of Annex I.D names a person with an e-mail address on both sides."""
    for side, party in sides(case.facts.client, case.facts.processor):
        for subject in SUBJECTS:
            if (side, subject) not in HAS_OWN_RULE and contact_for(party, subject) is None:
                yield found(
                    f"{side}.contacts.{subject}",
                    subject=party.legal_name,
                    party=party_name(side, party),
                    topic=name_of(f"contact_{subject}"),
                )


@book.rule("R-CON-2", BLOCK, article="33(2)", field="client.contacts.breaches")
def breach_contacts_have_a_phone(case: DraftCase) -> Iterator[Finding]:
    """Breaches are reported by mail and by phone, day and night."""
    for side, party in sides(case.facts.client, case.facts.processor):
        for subject in (BREACHES, BREACHES_SECOND):
            person = contact_for(party, subject)
            if person is not None and not person.phone.strip():
                yield found(
                    f"{side}.contacts.{subject}.phone",
                    subject=person.name,
                    party=party_name(side, party),
                    person=person.name,
                )
