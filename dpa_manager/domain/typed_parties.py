"""Organisations and persons as people type them, checked and brought into the form of a row."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dpa_manager.domain import register_numbers, typed_text
from dpa_manager.domain.choosing import each_of, one_or_none
from dpa_manager.domain.refusals import refused
from dpa_manager.vocabulary.library import vocabulary


@dataclass(frozen=True)
class TypedOrganisation:
    """An organisation; `register_kind` is a key of `register_kinds`, "" while it is not known."""

    legal_name: str
    trade_name: str = ""
    legal_form: str = ""
    register_kind: str = ""
    register_no: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country_code: str = "BE"


@dataclass(frozen=True)
class TypedPerson:
    """A person with roles (keys of `contact_roles`); the last three are of those who sign."""

    name: str
    position: str = ""
    email: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    capacity_key: str = ""
    mandate_on: date | None = None
    is_authority_confirmed: bool = False


def organisation_columns(typed: TypedOrganisation) -> dict[str, Any]:
    """The columns of an organisation; raises Refused with the field that is wrong."""
    line = typed_text.line
    country = one_or_none(
        line(typed.country_code, field="country_code").upper(),
        vocabulary().countries,
        field="country_code",
    )
    kind, number = _register(typed)
    return {
        "legal_name": line(typed.legal_name, field="legal_name", max_length=300, required=True),
        "trade_name": line(typed.trade_name, field="trade_name", max_length=300),
        "legal_form": line(typed.legal_form, field="legal_form", max_length=120),
        "register_kind": kind,
        "register_no": number,
        "street": line(typed.street, field="street", max_length=300),
        "postcode": line(typed.postcode, field="postcode", max_length=20),
        "city": line(typed.city, field="city", max_length=120),
        "country_code": country,
    }


def person_columns(typed: TypedPerson) -> dict[str, Any]:
    """The columns of a person, without the roles; raises Refused with the field that is wrong."""
    return {
        "name": typed_text.line(typed.name, field="name", required=True),
        "position": typed_text.line(typed.position, field="position"),
        "email": typed_text.email(typed.email, field="email"),
        "phone": typed_text.phone(typed.phone, field="phone"),
        "capacity_key": one_or_none(
            typed.capacity_key, vocabulary().capacities, field="capacity_key"
        ),
        "mandate_on": typed.mandate_on,
        "is_authority_confirmed": typed.is_authority_confirmed,
    }


def roles_of(typed: TypedPerson) -> list[str]:
    """The person's roles once each; raises Refused for an unknown one."""
    return each_of(typed.roles, vocabulary().contact_roles, field="roles")


def _register(typed: TypedOrganisation) -> tuple[str, str]:
    kind = one_or_none(typed.register_kind, vocabulary().register_kinds, field="register_kind")
    number = typed_text.line(typed.register_no, field="register_no", max_length=60)
    if not number:
        return kind, ""
    if not kind:
        raise refused("register-kind-missing", field="register_kind")
    return kind, register_numbers.parse(kind, number)
