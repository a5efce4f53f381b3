"""The words for a value of the facts: a day, a period, a choice, a person in one line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from dpa_manager.domain import facts, parties
from dpa_manager.domain.parties import Worded
from dpa_manager.domain.settings import SETTINGS
from dpa_manager.domain.telling_changes.change import words
from dpa_manager.domain.wording.voice import Voice, voice
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase

# What one line about a value shows of it, in this order.
SHOWN: Mapping[type, tuple[str, ...]] = {
    parties.Person: ("name", "position", "email", "phone"),
    parties.Address: ("street", "postcode", "city", "country"),
    parties.Signatory: ("name", "capacity", "mandate_on"),
    parties.ContactPoint: ("subject", "person"),
    parties.EndController: ("name", "address", "contact"),
    parties.Authority: ("name", "address", "email"),
    facts.PrincipalContract: ("name", "reference", "signed_on"),
    facts.RetentionRule: ("words",),
    facts.SensitiveData: ("reason", "safeguards", "legal_basis"),
    facts.SubjectCategoryUse: ("category",),
    facts.DataCategoryUse: ("category",),
    facts.Location: ("country", "place"),
    facts.Platform: ("name", "contract_of"),
    facts.Transfer: ("country", "mechanism", "document"),
    facts.ChainLink: ("name", "address", "contact", "country"),
    facts.Certificate: ("scheme", "scope", "number", "valid_until"),
    facts.AccessFunction: ("function", "tasks", "bound_by"),
    facts.LegalRetention: ("data", "statute", "until", "access"),
    facts.OnwardPermission: ("scope", "document", "given_on"),
    facts.SpecialTerm: ("text",),
}

# Choices that the facts hold by key, and the group of the vocabulary's options that names them.
_OPTIONS = {
    "ClientFacts.role": "client_role",
    "ActivityFacts.client_role": "client_role",
    "ClientFacts.region": "region",
    "ProcessorFacts.privacy_officer_kind": "privacy_officer_kind",
    "AgreementFacts.duration_kind": "duration_kind",
    "Platform.contract_of": "platform_contract",
    "MeasureFacts.status": "measure_status",
}


def shown(value: Any, *, of: str) -> Phrase:
    """The words for the value of a fact named `of` ("Kind.field"); an empty phrase for none."""
    if value is None or value == "" or value == ():
        return _of_nothing(of)
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value, of)
    return _in_one_line(value)


def listed(parts: Iterable[Phrase]) -> Phrase:
    """Several words as a sentence lists them: "a, b and c"."""
    names = [_everywhere(part) for part in dict.fromkeys(parts)]
    return _each(lambda speaker: speaker.listed([name[speaker.language] for name in names]))


def _of_nothing(of: str) -> Phrase:
    """What an empty choice means, where it means something."""
    return words(_EMPTY[of]) if of in _EMPTY else Phrase()


_EMPTY = {
    "DataCategoryUse.nature": "nature.ordinary",
    "ClientFacts.region": "region.outside",
    "ClientFacts.public_body": "public_body.none",
    "MeasureFacts.activities": "all-activities",
}


def _bool(value: bool, _: str) -> Phrase:
    return vocabulary().document_words["yes" if value else "no"]


def _number(value: int, of: str) -> Phrase:
    name = of.partition(".")[2]
    if name.endswith("_euro"):
        is_rate = name == "hourly_rate_euro"
        return _each(lambda one: one.rate(value) if is_rate else one.money(value))
    unit = SETTINGS[name].unit if name in SETTINGS else _UNITS.get(name, "")
    if unit == "times":
        return _each(lambda one: one.times_a_year(value))
    if unit:
        return _each(lambda one: one.counted(value, unit.removesuffix("s")))
    return _each(lambda one: str(value) if name in _CODES else one.number(value))


_UNITS = {"notice_days": "days"}
_CODES = ("version", "number")


def _text(value: str, of: str) -> Phrase:
    """The label of a choice; whatever people typed stays as it is."""
    kind, _, name = of.partition(".")
    group = _OPTIONS.get(of, name if kind == "AgreementTerms" else "")
    choices = vocabulary().options.get(group) or _other_choices(of)
    if value in choices:
        return choices[value].label
    if of in _OWN_WORDS:
        key = f"{_OWN_WORDS[of]}.{value}"
        return words(key) if value in _KNOWN[_OWN_WORDS[of]] else Phrase.same(value)
    return Phrase.same(value)


_OWN_WORDS = {
    "DataCategoryUse.nature": "nature",
    "ClientFacts.language": "language",
    "AgreementTerms.authentic_language": "language",
}
_KNOWN = {"nature": ("art9", "art10", "nrn"), "language": LANGUAGES}


def _other_choices(of: str) -> Mapping[str, Any]:
    found: Mapping[str, Mapping[str, Any]] = {
        "ClientFacts.public_body": vocabulary().public_bodies,
        "RoleDecision.outcome": vocabulary().role_outcomes,
        "MeasureFacts.heading": vocabulary().measure_headings,
    }
    return found.get(of, {})


def _tuple(values: tuple[Any, ...], of: str) -> Phrase:
    if of == "MeasureFacts.activities":
        return listed(Phrase.same(f"II.{number}") for number in sorted(values))
    return listed(shown(value, of=of) for value in values)


def _worded(term: Worded, _: str) -> Phrase:
    return term.words or Phrase.same(term.key)


def _in_one_line(value: Any) -> Phrase:
    if not is_dataclass(value):
        return Phrase.same(str(value))
    kind = type(value)
    parts = [
        _everywhere(shown(getattr(value, name), of=f"{kind.__name__}.{name}"))
        for name in SHOWN[kind]
    ]
    return _each(lambda one: ", ".join(part[one.language] for part in parts if any(part.values())))


_WRITERS: Mapping[Any, Callable[[Any, str], Phrase]] = {
    Phrase: lambda value, _: value,
    Worded: _worded,
    bool: _bool,
    int: _number,
    date: lambda value, _: _each(lambda one: one.day(value)),
    str: _text,
    tuple: _tuple,
}


def _everywhere(phrase: Phrase) -> dict[str, str]:
    """The words in each language, those of another where one has none."""
    found = phrase.as_dict()
    other = next(filter(None, found.values()), "")
    return {language: text or other for language, text in found.items()}


def _each(say: Callable[[Voice], str]) -> Phrase:
    return Phrase.of({language: say(voice(language)) for language in LANGUAGES})
