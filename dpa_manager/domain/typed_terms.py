"""Terms of one agreement as people choose them: each of its own type and from its own list."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any, get_type_hints

from dpa_manager.domain import typed_text
from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import TERM_CHOICES, TERM_NAMES
from dpa_manager.domain.choosing import one_of, whole_number
from dpa_manager.domain.refusals import refused


def terms_with(terms: AgreementTerms, changes: Mapping[str, Any]) -> AgreementTerms:
    """The terms with these fields changed; raises Refused with the field that is wrong.

    Whether the law allows a value (hours of a breach notice) is the matter of the rules: an
    account manager may write down what a client asks for, and see the rule that refuses it.
    """
    return replace(terms, **{name: _checked(name, value) for name, value in changes.items()})


def terms_as_plain(terms: AgreementTerms) -> dict[str, Any]:
    """The terms as a row keeps them, every field named."""
    return asdict(terms)


def _checked(name: str, value: Any) -> Any:
    if name not in TERM_NAMES:
        raise refused("choice-unknown", field=name[:40], choice="…")
    if name in TERM_CHOICES:
        return one_of(value, TERM_CHOICES[name], field=name)
    kind = _kinds()[name]
    if kind is bool:
        if type(value) is not bool:
            raise refused("yes-or-no", field=name)
        return value
    if kind is str:
        return typed_text.line(value, field=name, max_length=300)
    if value is None and kind == int | None:
        return None
    return whole_number(value, field=name, most=10**9)


@cache
def _kinds() -> dict[str, Any]:
    return get_type_hints(AgreementTerms)
