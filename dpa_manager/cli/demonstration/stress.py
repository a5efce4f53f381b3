"""What a demonstration under stress adds: 200 clients with an engagement, and a map of 60."""

import itertools
import tomllib
from collections.abc import Iterator
from datetime import time
from typing import Any

from dpa_manager.cli.demonstration.story import FOLDER, Step
from dpa_manager.vocabulary.library import vocabulary

CLIENTS = 200
FLOWS_OF_AN_ACTIVITY = 4

_FIRST_DAY, _MAP_DAY = -390, -180
_ROLES = [
    "signatory",
    "privacy",
    "instructions",
    "breaches",
    "breaches_second",
    "requests",
    "subprocessors",
    "audits",
    "end",
]
_REASON = "De klant beslist waarom en wat; KBITS voert alleen uit."

Values = dict[str, Any]


def stress_steps() -> Iterator[Step]:
    """The steps, in no particular order; the same each time."""
    table = tomllib.loads((FOLDER / "stress.toml").read_text(encoding="utf-8"))
    for number in range(CLIENTS):
        yield from _client_steps(table, number)
    yield from _map_steps(table)


def _client_steps(table: Values, number: int) -> Iterator[Step]:
    """A client with two services of the list, which differ from client to client."""
    key = f"stress_{number}"
    second, first = divmod(number, len(table["first"]))
    name = f"{table['first'][first]} {table['second'][second]} {table['forms'][number % 4]}"
    services = [table["services"][(number + step) % len(table["services"])] for step in (0, 1)]
    yield from _engaged(
        table,
        key=key,
        name=name,
        number=number,
        day=_FIRST_DAY + number * 7 // 4,
        subprocessors=[service[1] for service in services],
    )
    day, at = _FIRST_DAY + number * 7 // 4 + 1, itertools.count(10)
    for kind, target, subject, data in services:
        flows = [f"{subject}: {data} > {target}"]
        yield Step(day, time(next(at)), "els", "activity", _activity(key, kind, flows))
    yield from _closing(
        table,
        key=key,
        day=day,
        kinds=[service[0] for service in services],
        subprocessors=[service[1] for service in services],
    )


def _map_steps(table: Values) -> Iterator[Step]:
    """An engagement in which each of the 60 nodes has at least one flow."""
    plan, key, day = table["map"], "stress_map", _MAP_DAY
    for place, row in enumerate(plan["suppliers"]):
        yield Step(day, time(8, place), "lotte", "subprocessor", _supplier(table, row))
    yield from _engaged(
        table,
        key=key,
        name="Kaleidoscoop Holding NV",
        number=CLIENTS,
        day=day,
        subprocessors=plan["subprocessors"],
    )
    targets = plan["subprocessors"] + plan["recipients"]
    for place, kind in enumerate(plan["services"]):
        flows = [
            f"{plan['subjects'][(place + step) % len(plan['subjects'])]}:"
            f" {plan['data'][(3 * place + step) % len(plan['data'])]} >"
            f" {targets[(FLOWS_OF_AN_ACTIVITY * place + step) % len(targets)]}"
            for step in range(FLOWS_OF_AN_ACTIVITY)
        ]
        yield Step(day + 1, time(9, 4 * place), "yassine", "activity", _activity(key, kind, flows))
    rows = [
        {"recipient": recipient, "instruction": day - 3, "purpose": table["purpose"]}
        for recipient in plan["recipients"]
    ]
    yield Step(day + 1, time(11), "yassine", "direct", {"engagement": key, "row": rows})
    yield from _closing(
        table,
        key=key,
        day=day + 1,
        kinds=plan["services"],
        subprocessors=plan["subprocessors"],
    )


def _engaged(
    table: Values, *, key: str, name: str, number: int, day: int, subprocessors: list[str]
) -> Iterator[Step]:
    """The client, its one person, its yes to the sub-processors, and the engagement."""
    postcode, _, city = table["towns"][number % len(table["towns"])].partition(" ")
    client = {
        "key": key,
        "legal_name": name,
        "legal_form": name.rpartition(" ")[2],
        "register_kind": "kbo",
        "register_no": _enterprise_number(number),
        "street": f"Stationsstraat {number + 1}",
        "postcode": postcode,
        "city": city,
        "language": "nl",
    }
    person = {
        "name": table["people"][number % len(table["people"])],
        "position": "zaakvoerder",
        "email": f"info@client-{number}.example",
        "phone": "09 000 00 00",
        "roles": _ROLES,
        "capacity_key": "manager",
        "is_authority_confirmed": True,
    }
    yield Step(day, time(13), "els", "client", client)
    yield Step(day, time(13, 5), "els", "contacts", {"client": key, "person": [person]})
    agreed = {
        "client": key,
        "subprocessors": subprocessors,
        "mode": "general",
        "document": "Bijlage bij het contract",
        "person": person["name"],
    }
    yield Step(day, time(13, 10), "els", "authorise", agreed)
    engagement = {
        "key": key,
        "client": key,
        "title": f"Diensten voor {name}",
        "contract_name": "Dienstencontract",
        "contract_reference": f"DC-{number:03}",
        "contract_signed": day - 5,
        "duration_kind": "principal",
        "subject_matter": table["subject_matter"],
        "terms": {"return_format": "CSV, JSON"},
    }
    yield Step(day, time(13, 15), "els", "engage", engagement)


def _closing(
    table: Values, *, key: str, day: int, kinds: list[str], subprocessors: list[str]
) -> Iterator[Step]:
    """The sub-processors marked off from each other, and the measures."""
    rows = [{"subprocessor": one, "delimitation": table["delimitation"]} for one in subprocessors]
    yield Step(day, time(14), "els", "delimit", {"engagement": key, "row": rows})
    yield Step(day, time(14, 10), "els", "measures", {"engagement": key, "services": kinds})


def _activity(key: str, kind: str, flows: list[str]) -> Values:
    usual = vocabulary().service_kinds[kind]
    return {
        "engagement": key,
        "title": usual.label.as_dict(),
        "purposes": usual.purpose.as_dict(),
        "service_kinds": [kind],
        "operations": usual.operations,
        "channels": usual.channels,
        "places": usual.locations,
        "role_reason": _REASON,
        "flows": flows,
    }


def _supplier(table: Values, row: list[str]) -> Values:
    key, name, form, street, postcode, city, country = row
    return {
        "key": key,
        "legal_name": name,
        "legal_form": form,
        "street": street,
        "postcode": postcode,
        "city": city,
        "country_code": country,
        "service": table["service"],
        "kinds": ["data_centre"],
        "contact_name": "Privacy desk",
        "contact_position": "",
        "contact_email": f"privacy@{key}.example",
        "contact_phone": "",
        "places": [f"{country}/datacentre"],
        "state": "active",
        "signed": _MAP_DAY - 10,
        "notice": 45,
    }


def _enterprise_number(number: int) -> str:
    """A Belgian number in a block that this demonstration uses, with its check digits."""
    base = 9991000 + number
    return f"0{base}{97 - base % 97:02}"
