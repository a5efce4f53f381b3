"""The library: all lists of terms, read once from the TOML files beside this module."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_origin, get_type_hints

from dpa_manager.vocabulary import terms
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.reading import VocabularyError, read_groups, read_list, read_phrases
from dpa_manager.vocabulary.references import check_references


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Every list: an attribute named like its TOML file, from key to term in printed order.

    `sentences` and `document_words` go from key to Phrase; `options` from choice to its values.
    """

    concepts: dict[str, terms.Concept]
    data_categories: dict[str, terms.DataCategory]
    data_subjects: dict[str, terms.SubjectCategory]
    operations: dict[str, terms.Operation]
    service_kinds: dict[str, terms.ServiceKind]
    subprocessor_kinds: dict[str, terms.SubprocessorKind]
    own_purposes: dict[str, terms.OwnPurpose]
    retention_rules: dict[str, terms.RetentionRule]
    retention_starts: dict[str, terms.Term]
    retention_actions: dict[str, terms.Term]
    measure_headings: dict[str, terms.MeasureHeading]
    measures: dict[str, terms.Measure]
    recipient_groups: dict[str, terms.RecipientGroup]
    recipient_kinds: dict[str, terms.RecipientKind]
    transfer_mechanisms: dict[str, terms.TransferMechanism]
    countries: dict[str, terms.Country]
    eea_memberships: dict[str, terms.EeaMembership]
    adequacy_decisions: dict[str, terms.AdequacyDecision]
    channels: dict[str, terms.Term]
    legal_bases: dict[str, terms.LegalBasis]
    rights: dict[str, terms.Right]
    authorities: dict[str, terms.SupervisoryAuthority]
    contact_subjects: dict[str, terms.ContactSubject]
    contact_roles: dict[str, terms.Term]
    capacities: dict[str, terms.Capacity]
    register_kinds: dict[str, terms.RegisterKind]
    place_kinds: dict[str, terms.Term]
    signature_levels: dict[str, terms.SignatureLevel]
    agreement_states: dict[str, terms.State]
    notice_states: dict[str, terms.State]
    public_bodies: dict[str, terms.PublicBody]
    people_roles: dict[str, terms.PersonRole]
    security_events: dict[str, terms.Term]
    role_outcomes: dict[str, terms.Term]
    role_questions: dict[str, terms.RoleQuestion]
    template_kinds: dict[str, terms.TemplateKind]
    options: dict[str, dict[str, terms.Option]]
    settings: dict[str, terms.Option]
    document_words: dict[str, Phrase]
    sentences: dict[str, Phrase]

    def is_eea(self, country_code: str, *, on: date) -> bool:
        """Is the country inside the European Economic Area on this day? Unknown codes are not."""
        return any(
            membership.country == country_code and membership.holds(on=on)
            for membership in self.eea_memberships.values()
        )

    def adequacy(self, country_code: str, *, on: date) -> terms.AdequacyDecision | None:
        """The adequacy decision that stands for the country on this day, the newest one first."""
        standing = [
            decision
            for decision in self.adequacy_decisions.values()
            if country_code and decision.country == country_code and decision.holds(on=on)
        ]
        return max(standing, key=lambda decision: decision.adopted_on, default=None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the house, read once; raises VocabularyError when a file is not right."""
    folder = files(__package__)
    texts = {
        field.name: (folder / f"{field.name}.toml").read_text(encoding="utf-8")
        for field in fields(Vocabulary)
    }
    return read_vocabulary(texts)


def read_vocabulary(texts: dict[str, str]) -> Vocabulary:
    """A vocabulary from TOML texts by list name; every list must be there."""
    hints = get_type_hints(Vocabulary)
    for name in hints:
        if name not in texts:
            raise VocabularyError(f"{name}.toml: the list is missing")
    lists = {name: _read(texts[name], name=name, hint=hint) for name, hint in hints.items()}
    check_references(lists)
    return Vocabulary(**lists)


def _read(text: str, *, name: str, hint: Any) -> Any:
    _, kind = get_args(hint)
    file = f"{name}.toml"
    if kind is Phrase:
        return read_phrases(text, file=file)
    if get_origin(kind) is dict:
        return read_groups(text, file=file, kind=get_args(kind)[1])
    return read_list(text, file=file, kind=kind)
