"""The form that begins an engagement."""

from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from dpa_manager.queries.lists import offered, read_lists
from dpa_manager.vocabulary.terms import ServiceKind
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.house import house
from dpa_manager.web.speaking import in_reader_language, marked

_LONGEST_TITLE = 200


def kinds_on_offer() -> dict[str, ServiceKind]:
    """What the firm sells today, by key: one query."""
    kinds: dict[str, ServiceKind] = offered(
        read_lists("service_kinds").service_kinds, on=house().today()
    )
    return kinds


class NewEngagementForm(Form):
    """The name of an engagement, and the services that fill it; `way` is the pressed button."""

    title = StringField(marked("Name of the engagement"), validators=[Length(max=_LONGEST_TITLE)])
    service_kinds = ChoicesField(marked("Services"))
    way = HiddenField()

    def __init__(self, kinds: dict[str, ServiceKind], **options: Any) -> None:
        self.kinds = kinds
        super().__init__(**options)

    def process(self, formdata: Any = None, *arguments: Any, **options: Any) -> None:
        """Take in what was sent, of the services that are offered."""
        self.service_kinds.choices = choices(
            (kind.key, in_reader_language(kind.label)) for kind in self.kinds.values()
        )
        super().process(formdata, *arguments, **options)
