"""What the page of parts shows: invented clients, people and vendors, very long names too."""

from datetime import UTC, date, datetime
from typing import Any

from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.web.speaking import gettext, in_reader_language

LONG_NAME = (
    "Association intercommunale pour le développement économique et l’aménagement durable du "
    "territoire des communes de la vallée de la Haute-Meuse, de l’Entre-Sambre-et-Meuse et des "
    "cantons limitrophes, société coopérative à responsabilité limitée de droit public, "
    "anciennement « Intercommunale Val-Clair »"
)
ENDLESS_NAME = "Verwerkersovereenkomstenbeheersysteem" * 8
_CLIENT = "Lichtpunt Energie CV"
_ID = "AAAAAAAAAAAAAAAAAAAAAA"
_SAMPLE_ON = date(2026, 11, 24)
_SAMPLE_AT = datetime(2026, 11, 24, 13, 32, tzinfo=UTC)
_SUBJECT = Phrase(
    "het beantwoorden van vragen van klanten per telefoon en per e-mail",
    "la réponse aux questions des clients par téléphone et par courrier électronique",
    "answering clients' questions by telephone and by e-mail",
)
_MISSING_GROUND = Phrase(
    "Kies de grond voor de doorgifte aan Transcripta Inc.",
    "Choisissez le fondement du transfert vers Transcripta Inc.",
    "Choose the ground for the transfer to Transcripta Inc.",
)
_MISSING_PERIOD = Phrase(
    "Vul in hoelang gespreksopnames worden bewaard.",
    "Indiquez la durée de conservation des enregistrements d’appels.",
    "Fill in how long recordings of calls are kept.",
)
_STATES = Phrase("Verenigde Staten", "États-Unis", "United States")
_IRELAND = Phrase("Ierland", "Irlande", "Ireland")
_CLAUSES = Phrase("Modelcontract, module 3", "Clauses types, module 3", "Model clauses, module 3")


def samples() -> dict[str, Any]:
    """The samples by name, in the reader's language where a part takes plain words."""
    version = _version()
    line = {
        "title": "Klantencontact 2026",
        "reference": "KBITS-2026-0001",
        "public_id": _ID,
        "is_active": True,
        "version": version,
        "versions": [version],
        "next_number": 3,
        "state": "sent_for_review",
    }
    return {
        "client_name": _CLIENT,
        "long_name": LONG_NAME,
        "endless_name": ENDLESS_NAME,
        "subject": in_reader_language(_SUBJECT),
        "missing_ground": in_reader_language(_MISSING_GROUND),
        "missing_period": in_reader_language(_MISSING_PERIOD),
        "line": line,
        "long_line": line | {"title": LONG_NAME, "is_active": False, "state": ""},
        "facts": _facts(),
        "entries": _entries(),
        "people": _people(),
        "problems": _problems(),
        "subprocessors": _subprocessors(),
    }


def _version() -> dict[str, Any]:
    def file(kind: str) -> dict[str, Any]:
        return {"public_id": _ID, "format": kind, "size": 184_320, "language": "nl"}

    both = {"language": "nl", "pdf": file("PDF"), "docx": file("DOCX")}
    one = {"language": "fr", "pdf": None, "docx": file("DOCX") | {"language": "fr"}}
    return {
        "number": 2,
        "dated_on": _SAMPLE_ON,
        "fingerprint": "1f3a-77c0-9be2",
        "files": [both, one],
    }


def _facts() -> dict[str, Any]:
    address = {"street": "Kouter 1", "postcode": "9000", "city": "Gent"}
    signatory = {"name": LONG_NAME[:80], "capacity": None}
    party = {
        "legal_name": _CLIENT,
        "legal_form": "coöperatieve vennootschap",
        "register_no": "",
        "address": address,
        "signatories": [signatory],
    }
    return {
        "client": {"party": party},
        "principal_contract": None,
        "subject_matter": _SUBJECT,
        "activities": [{"number": 1, "title": _SUBJECT}],
    }


def _entries() -> list[dict[str, Any]]:
    entry = {
        "happened_at": _SAMPLE_AT,
        "what": in_reader_language(_MISSING_PERIOD),
        "about": _CLIENT,
        "count": 1,
        "by_name": "Els Maes",
    }
    return [entry, entry | {"count": 12, "by_name": ""}, entry | {"about": LONG_NAME}]


def _people() -> list[dict[str, Any]]:
    person = {
        "public_id": _ID,
        "name": "Els Maes",
        "email": "els.maes@kbits.example",
        "role": "client-signatory",
        "is_active": True,
        "position": gettext("Position"),
        "roles": ["instructions", "breaches"],
        "phone": "+32 56 00 00 00",
    }
    email = "een-zeer-lang-adres-van-een-verantwoordelijke@gegevensbescherming.example"
    return [person, person | {"name": LONG_NAME, "email": email, "is_active": False}]


def _problems() -> list[dict[str, Any]]:
    return [
        {"sentence": sentence, "severity": severity, "article": article, "rule": rule}
        for sentence, severity, article, rule in (
            (_MISSING_GROUND, "BLOCK", "44", "R-TRA-1"),
            (_MISSING_PERIOD, "WARN", "28(3)(g)", "R-RET-1"),
            (_SUBJECT, "INFO", "28(3)", "R-SUB-1"),
        )
    ]


def _subprocessors() -> list[dict[str, Any]]:
    inside = {
        "number": 1,
        "party": {"legal_name": "Clearline Voice Ltd"},
        "service": _SUBJECT,
        "locations": [{"country": {"words": _IRELAND}}],
        "access_from": [],
        "is_outside_eea": False,
        "transfers": [],
    }
    states = {"words": _STATES}
    transfers = [
        {"country": states, "mechanism": {"words": _CLAUSES}},
        {"country": states, "mechanism": None},
    ]
    outside = inside | {
        "number": 2,
        "party": {"legal_name": LONG_NAME},
        "locations": [{"country": states}],
        "is_outside_eea": True,
        "transfers": transfers,
    }
    return [inside, outside]
