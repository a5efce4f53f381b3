"""The settings in force: the firm's choices over the defaults, and the terms that follow."""

from typing import Any

from dpa_manager.domain.agreement_terms import AgreementTerms
from dpa_manager.domain.choices import TERM_NAMES
from dpa_manager.domain.settings import SETTINGS, Value
from dpa_manager.models import Setting


def settings_in_force() -> dict[str, Value]:
    """Every setting with its value: the row's where the firm chose, else the default."""
    rows: Any = Setting.select(Setting.name, Setting.value).tuples()
    chosen = {name: tuple(v) if isinstance(v, list) else v for name, v in rows}
    return {name: chosen.get(name, setting.default) for name, setting in SETTINGS.items()}


def usual_terms() -> AgreementTerms:
    """The terms that a new engagement starts from."""
    values: Any = {n: v for n, v in settings_in_force().items() if n in TERM_NAMES}
    return AgreementTerms(**values)
