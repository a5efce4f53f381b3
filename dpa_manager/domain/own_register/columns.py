"""The columns of the client's own register: who can fill each, and whether Art. 30(1) asks it."""

from dataclasses import dataclass
from typing import Literal

Filler = Literal["known", "check", "open"]
"""known: the map says all of it; check: the client adds its own side; open: the client alone."""


@dataclass(frozen=True)
class RegisterColumn:
    """A column: its words are `column-<key>` and `note-<key>`; `width` in signs.

    `choices` names a list from which its cells are chosen: legal_bases, special_bases or dpia.
    """

    key: str
    filler: Filler
    is_required: bool = False
    width: int = 24
    choices: str = ""


COLUMNS = (
    RegisterColumn("activity-title", "known"),
    RegisterColumn("controller", "known", is_required=True, width=36),
    RegisterColumn("controller-contact", "check", is_required=True, width=32),
    RegisterColumn("joint", "open", is_required=True),
    RegisterColumn("representative", "check", is_required=True),
    RegisterColumn("dpo", "check", is_required=True),
    RegisterColumn("business-process", "open"),
    RegisterColumn("owner", "open"),
    RegisterColumn("description", "check", width=40),
    RegisterColumn("purpose", "check", is_required=True, width=40),
    RegisterColumn("legal-basis", "open", width=32, choices="legal_bases"),
    RegisterColumn("special-basis", "check", width=32, choices="special_bases"),
    RegisterColumn("operations", "known", width=32),
    RegisterColumn("subject-categories", "known", is_required=True, width=32),
    RegisterColumn("vulnerable", "known"),
    RegisterColumn("subject-count", "check"),
    RegisterColumn("data-categories", "known", is_required=True, width=40),
    RegisterColumn("special-data", "known", is_required=True, width=32),
    RegisterColumn("classification", "open"),
    RegisterColumn("source", "check", width=32),
    RegisterColumn("combination", "open"),
    RegisterColumn("retention", "check", is_required=True, width=56),
    RegisterColumn("processor", "known", is_required=True, width=32),
    RegisterColumn("agreement", "known", width=36),
    RegisterColumn("subprocessors", "known", is_required=True, width=36),
    RegisterColumn("internal-recipients", "open", is_required=True),
    RegisterColumn("external-recipients", "check", is_required=True, width=36),
    RegisterColumn("third-countries", "known", is_required=True),
    RegisterColumn("transferred-data", "known", width=32),
    RegisterColumn("transfer-nature", "known", width=36),
    RegisterColumn("safeguards", "known", is_required=True, width=36),
    RegisterColumn("technology", "check"),
    RegisterColumn("measures", "check", is_required=True, width=56),
    RegisterColumn("risk", "open"),
    RegisterColumn("mitigation", "open"),
    RegisterColumn("dpia", "open", choices="dpia"),
    RegisterColumn("rights", "open"),
    RegisterColumn("status", "known"),
    RegisterColumn("started-on", "known", width=14),
    RegisterColumn("ends-on", "known", width=14),
    RegisterColumn("replaced-by", "open"),
    RegisterColumn("reviewed-on", "open", width=20),
)
