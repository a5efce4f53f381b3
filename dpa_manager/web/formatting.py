"""How pages write values: days, instants, sizes of files, register numbers, articles."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from dpa_manager.actions.toolbox import HOUSE_TIME
from dpa_manager.domain import register_numbers
from dpa_manager.domain.parties import Party
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.devices import browser_name
from dpa_manager.web.house import house
from dpa_manager.web.mail_words import mail_kind, mail_state
from dpa_manager.web.security_words import security_details
from dpa_manager.web.speaking import gettext, in_reader_language, reader_language

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
# An octet in French, a byte elsewhere.
_UNITS = {"nl": ("kB", "MB"), "fr": ("ko", "Mo"), "en": ("kB", "MB")}
_KILO, _MEGA = 1_000, 1_000_000


def format_values(app: Flask) -> None:
    """Give the pages of `app` the filters that write values."""
    app.jinja_env.filters |= {
        "agreement_state": agreement_state,
        "contact_role": contact_role,
        "people_role": people_role,
        "article": article,
        "browser_name": browser_name,
        "day": day,
        "instant": instant,
        "month": month,
        "mail_kind": mail_kind,
        "mail_state": mail_state,
        "moment": moment,
        "option": option,
        "register_number": register_number,
        "role_outcome": role_outcome,
        "security_details": security_details,
        "size": size,
    }


def day(value: date) -> str:
    """A date as the reader writes it: "24 november 2026"."""
    return format_date(value, format="d MMMM y", locale=_LOCALES[reader_language()])


def instant(value: datetime) -> str:
    """An instant in Brussels time, to the minute: "24 nov 2026 10:30"."""
    local = value.astimezone(HOUSE_TIME)
    return format_datetime(local, format="d MMM y HH:mm", locale=_LOCALES[reader_language()])


def moment(value: datetime) -> str:
    """When something was just done: "at 14:32" today, else the day with the time."""
    local, now = value.astimezone(HOUSE_TIME), house().now().astimezone(HOUSE_TIME)
    if local.date() != now.date():
        return gettext("on %(day)s") % {"day": instant(value)}
    return gettext("at %(time)s") % {"time": local.strftime("%H:%M")}


def month(value: datetime) -> str:
    """The month of an instant in Brussels: "November 2026"."""
    words = format_date(
        value.astimezone(HOUSE_TIME), format="MMMM y", locale=_LOCALES[reader_language()]
    )
    return words[:1].upper() + words[1:]


def size(count: int) -> str:
    """The size of a file: in whole kB and at least 1, or in MB with one decimal."""
    language = reader_language()
    kilo, mega = _UNITS[language]
    if count < _MEGA:
        return f"{max(1, round(count / _KILO))} {kilo}"
    number = format_decimal(count / _MEGA, format="0.0", locale=_LOCALES[language])
    return f"{number} {mega}"


def register_number(party: Party) -> str:
    """The register number of a party as documents print it: "0544.651.634"."""
    kind = party.register_kind
    return register_numbers.shown(kind.key if kind else "", party.register_no)


def article(value: str) -> str:
    """The article that asks for something: "Art. 28(3) GDPR"; other texts bring their own name."""
    if not value[:1].isdigit():
        return value
    return gettext("Art. %(article)s GDPR") % {"article": value}


def agreement_state(key: str) -> str:
    """What the reader calls a state of an agreement: "Sent for review"."""
    return in_reader_language(vocabulary().agreement_states[key].label)


def option(key: str, choice: str) -> str:
    """What the reader calls a value of a choice: option("general", "subproc_mode")."""
    return in_reader_language(vocabulary().options[choice][key].label)


def role_outcome(key: str) -> str:
    """What the reader calls an outcome of the role wizard."""
    return in_reader_language(vocabulary().role_outcomes[key].label)


def contact_role(key: str) -> str:
    """What a client's contact is there for."""
    terms = {**vocabulary().contact_subjects, **vocabulary().contact_roles}
    return in_reader_language(terms[key].label)


def people_role(key: str) -> str:
    """What the reader calls a role of somebody with an account."""
    return in_reader_language(vocabulary().people_roles[key].label)
