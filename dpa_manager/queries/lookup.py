"""Looking up one row by what people call it: a reference, a register number or a public id."""

from dpa_manager.domain import register_numbers
from dpa_manager.domain.errors import NotFound, Refused
from dpa_manager.domain.refusals import not_found
from dpa_manager.models import Agreement, Client, Engagement, Recipient, Subprocessor, User
from dpa_manager.vocabulary.library import vocabulary


def find_engagement(name: str) -> Engagement:
    """The engagement, its client joined, by reference (any case) or public id; raises NotFound."""
    wanted = _askable(name)
    query = Engagement.select(Engagement, Client).join(Client)
    found: Engagement | None = query.where(
        (Engagement.reference == wanted.upper()) | (Engagement.public_id == wanted)
    ).first()
    if found is None:
        raise _missing("engagement-not-found", name)
    return found


def find_client(name: str) -> Client:
    """The client by register number as people type it, or public id; raises NotFound."""
    wanted = _askable(name)
    matches = Client.public_id == wanted
    for kind in vocabulary().register_kinds:
        number = _number(kind, wanted)
        if number:
            matches |= (Client.register_kind == kind) & (Client.register_no == number)
    found = list(Client.select().where(matches).limit(2))
    if len(found) != 1:
        raise _missing("client-not-found", name)
    return found[0]


def find_subprocessor(name: str) -> Subprocessor:
    """The sub-processor by reference (SUB-NNNN) or public id; raises NotFound."""
    wanted = _askable(name)
    found: Subprocessor | None = Subprocessor.get_or_none(
        (Subprocessor.reference == wanted.upper()) | (Subprocessor.public_id == wanted)
    )
    if found is None:
        raise _missing("subprocessor-not-found", name)
    return found


def find_recipient(name: str) -> Recipient:
    """The recipient by reference (REC-NNNN) or public id; raises NotFound."""
    wanted = _askable(name)
    found: Recipient | None = Recipient.get_or_none(
        (Recipient.reference == wanted.upper()) | (Recipient.public_id == wanted)
    )
    if found is None:
        raise _missing("recipient-not-found", name)
    return found


def find_agreement(name: str) -> Agreement:
    """The agreement, engagement and client joined, by reference or public id; raises NotFound."""
    wanted = _askable(name)
    query = (
        Agreement.select(Agreement, Client, Engagement)
        .join(Client)
        .switch(Agreement)
        .join(Engagement)
    )
    found: Agreement | None = query.where(
        (Agreement.reference == wanted.upper()) | (Agreement.public_id == wanted)
    ).first()
    if found is None:
        raise _missing("agreement-not-found", name)
    return found


def find_user(email: str) -> User:
    """The person with this e-mail address in any case; raises NotFound."""
    found: User | None = User.get_or_none(User.email == _askable(email).lower())
    if found is None:
        raise _missing("user-not-found", email)
    return found


def _askable(name: str) -> str:
    """The name as it may be put to a database: without what no database can hold, such as NUL."""
    return "".join(character for character in name.strip() if character.isprintable())


def _number(kind: str, text: str) -> str:
    try:
        return register_numbers.parse(kind, text)
    except Refused:
        return ""


def shown_name(name: str) -> str:
    """What was asked for, in characters that any console can show."""
    return name[:80].encode("ascii", "backslashreplace").decode()


def _missing(code: str, name: str) -> NotFound:
    return not_found(code, name=shown_name(name))
