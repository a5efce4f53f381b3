"""The pictures of the user guide: whose screen each shows, where, and which part of it."""

from dataclasses import dataclass

MOST_BYTES = 120_000

MANAGER, OFFICER, ADMINISTRATOR = "Account manager", "Data protection officer", "Administrator"
HERO, EMPTY, WHOLE = "Klantencontact 2026", "Pakketretouren", "Slimme-metercampagne"


@dataclass(frozen=True)
class Shot:
    """One picture: the page of a thing that a list names, and the parts of it that are shown.

    `start` is a list on which `named` is a link; `then` is added to the address it leads to.
    `parts` are the selectors of what the picture holds, cut off at `height` pixels; `opened` are
    folded things to open and `ticked` boxes to tick before.
    """

    name: str
    start: str
    parts: tuple[str, ...]
    named: str = ""
    then: str = ""
    who: str = MANAGER
    height: int = 700
    opened: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()


def _of_engagement(name, task, *parts, named=HERO, **other):
    return Shot(name, "/engagements", parts, named=named, then=task, **other)


SHOTS = (
    Shot("vandaag", "/today", (".top-bar", "main")),
    Shot("klant", "/clients", (".page-head", ".columns"), named="Lichtpunt Energie CV", height=520),
    Shot(
        "nieuwe-opdracht",
        "/engagements/new",
        ("main form",),
        named="Orbital Fastenings Europe NV",
        height=620,
        ticked=("Webhosting",),
    ),
    _of_engagement("opdracht", "", ".page-head", ".drafting-tasks", "main .problem", named=EMPTY),
    _of_engagement("partijen", "/parties", ".drafting__head", ".drafting", height=760, named=EMPTY),
    _of_engagement("rol", "/activities/1/role", ".drafting__head", ".drafting__part", named=EMPTY),
    _of_engagement("matrix", "/flows/2", ".matrix-card", height=560),
    _of_engagement("subverwerkers", "/subprocessors", ".drafting__part", height=620),
    _of_engagement("beveiliging", "/measures", ".drafting__part", opened=("III.A",), height=620),
    _of_engagement("bewaartermijnen", "/retention", ".drafting__part", height=620),
    _of_engagement("nakijken", "/check", ":has(> #draft)", named=WHOLE),
    _of_engagement("kaart", "/map", "main", height=760),
    Shot("vergelijken", "/agreements", ("main",), named="KBITS-2025-0001", then="/compare"),
    Shot("sjablonen", "/dpo/templates", (".sub-bar", "main"), who=OFFICER),
    Shot("gebruikers", "/admin/users", (".sub-bar", "main"), who=ADMINISTRATOR, height=620),
)
