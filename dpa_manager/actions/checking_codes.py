"""Checking codes: of the app, for recovery, of a mail; each works once.

Every use is an UPDATE that only the first one of two at the same moment can make. All of it
belongs into the caller's transaction, which counts the try (`holding_back.try_once`).
"""

import hmac
from datetime import datetime

from dpa_manager.actions.holding_back import Claim, count
from dpa_manager.actions.keeping_secrets import keyed_hash, seal, unseal
from dpa_manager.actions.linking import code_digits
from dpa_manager.actions.mailing import queue_mail
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.actions.watching import note
from dpa_manager.domain import factors
from dpa_manager.domain.sessions import CODE_LIVES
from dpa_manager.domain.throttling import ASK_CODE
from dpa_manager.models import Credential, OneTimeCode, RecoveryCode, Session, User

MOST_TRIES = 5
APP, RECOVERY, MAIL = "app", "recovery", "mail"


def has_app(user_id: int) -> bool:
    """Whether a person has set up an app as second factor."""
    mine = (Credential.user == user_id) & (Credential.totp_secret != "")
    return bool(Credential.select().where(mine).exists())


def prepare_app(user_id: int, *, toolbox: Toolbox) -> None:
    """Make a new secret for an app, which counts only once a code has confirmed it."""
    pending = seal(factors.new_secret(), toolbox=toolbox)
    Credential.insert(user=user_id, totp_pending=pending).on_conflict(
        conflict_target=[Credential.user], update={Credential.totp_pending: pending}
    ).execute()


def way_proven(
    user_id: int, code: str, *, session_id: int, is_staff: bool, toolbox: Toolbox
) -> str:
    """How this code proves the person: APP, RECOVERY or MAIL; "" when it does not. It is used up.

    Who has set up an app proves it by that or a recovery code; of the others, only persons of
    clients, by the code mailed for this session.
    """
    if has_app(user_id):
        if use_app_code(user_id, code, toolbox=toolbox):
            return APP
        return RECOVERY if _use_recovery_code(user_id, code, toolbox=toolbox) else ""
    if is_staff:
        return ""
    return MAIL if _use_mailed_code(session_id, code, toolbox=toolbox) else ""


def use_app_code(user_id: int, code: str, *, toolbox: Toolbox) -> bool:
    """Whether this is the app's code of now or a moment ago, later than the last one used."""
    plain = factors.plain_code(code)
    credential = Credential.get_or_none(Credential.user == user_id)
    if credential is None or not credential.totp_secret or not factors.is_digits(plain):
        return False
    secret = unseal(credential.totp_secret, toolbox=toolbox)
    step = factors.step_of(plain, secret=secret, at=toolbox.now())
    if step is None:
        return False
    moved: int = (
        Credential.update(totp_last_step=step)
        .where(
            Credential.id == credential.id,
            Credential.totp_secret == credential.totp_secret,
            Credential.totp_last_step < step,
        )
        .execute()
    )
    return moved == 1


def replace_recovery_codes(user: User, *, toolbox: Toolbox) -> tuple[str, ...]:
    """New recovery codes, as they are shown once; the former ones work no more."""
    codes = factors.new_recovery_codes()
    drop_recovery_codes(user.id)
    for code in codes:
        RecoveryCode.create(user=user, code_hash=_code_hash(user.id, code, toolbox=toolbox))
    return codes


def drop_recovery_codes(user_id: int) -> None:
    """Have a person's recovery codes work no more."""
    RecoveryCode.delete().where(RecoveryCode.user == user_id).execute()


def queue_code(session: Session, *, user: User, claim: Claim, toolbox: Toolbox) -> None:
    """Mail a new code for this session alone; the one before works no more."""
    now = toolbox.now()
    OneTimeCode.update(expires_at=now).where(
        OneTimeCode.session == session.id,
        OneTimeCode.used_at.is_null(),
        OneTimeCode.expires_at > now,
    ).execute()
    code = OneTimeCode.create(session=session, created_at=now, expires_at=now + CODE_LIVES)
    count(ASK_CODE, claim=claim, toolbox=toolbox, is_success=False)
    note("code-asked", toolbox=toolbox, user=user, browser=claim.browser)
    queue_mail(
        "sign-in-code",
        to=user,
        key=f"sign-in-code {code.public_id}",
        toolbox=toolbox,
        code=code,
        content={"minutes": int(CODE_LIVES.total_seconds()) // 60},
    )


def _use_recovery_code(user_id: int, code: str, *, toolbox: Toolbox) -> bool:
    used: int = (
        RecoveryCode.update(used_at=toolbox.now())
        .where(
            RecoveryCode.user == user_id,
            RecoveryCode.code_hash == _code_hash(user_id, code, toolbox=toolbox),
            RecoveryCode.used_at.is_null(),
        )
        .execute()
    )
    return used == 1


def _use_mailed_code(session_id: int, code: str, *, toolbox: Toolbox) -> bool:
    now = toolbox.now()
    newest = _newest_code(session_id, now=now)
    if newest is None or not _tried_once_more(newest):
        return False
    digits = code_digits(newest, toolbox=toolbox)
    if not hmac.compare_digest(digits, factors.plain_code(code)):
        return False
    mine = (OneTimeCode.id == newest.id) & OneTimeCode.used_at.is_null()
    used: int = OneTimeCode.update(used_at=now).where(mine).execute()
    return used == 1


def _newest_code(session_id: int, *, now: datetime) -> OneTimeCode | None:
    """The code mailed last for a session, while it may still be used; tries are not looked at."""
    newest: OneTimeCode | None = (
        OneTimeCode.select()
        .where(
            OneTimeCode.session == session_id,
            OneTimeCode.used_at.is_null(),
            OneTimeCode.expires_at > now,
        )
        .order_by(OneTimeCode.created_at.desc(), OneTimeCode.id.desc())
        .first()
    )
    return newest


def _tried_once_more(code: OneTimeCode) -> bool:
    """Count a try with a code; False when it has had all of them."""
    counted: int = (
        OneTimeCode.update(tries=OneTimeCode.tries + 1)
        .where(OneTimeCode.id == code.id, OneTimeCode.tries < MOST_TRIES)
        .execute()
    )
    return counted == 1


def _code_hash(user_id: int, code: str, *, toolbox: Toolbox) -> str:
    plain = factors.plain_recovery_code(code)
    return keyed_hash(f"{user_id} {plain}", purpose="recovery codes", toolbox=toolbox).hex()
