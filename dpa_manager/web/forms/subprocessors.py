"""The forms about a sub-processor in the register: its data, contract, state, and a proposal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from dpa_manager.actions.proposing import Proposal
from dpa_manager.actions.subcontracting import TypedContract, TypedLink, TypedSubprocessor
from dpa_manager.domain.choices import MIRRORED_DUTIES, SUBPROCESSOR_STATES
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.web.forms.base import Form, choices
from dpa_manager.web.forms.countries import CountryField
from dpa_manager.web.forms.editing import EditForm
from dpa_manager.web.forms.people import ChoicesField
from dpa_manager.web.forms.rows import RowForm, RowsField
from dpa_manager.web.speaking import gettext, in_reader_language, marked

if TYPE_CHECKING:
    from dpa_manager.models import Subprocessor

_LINE, _NAME, _ADDRESS, _URL, _SERVICE = 200, 300, 254, 500, 2000
_LONGEST_DAYS = 3650
_LINES = {"rows": 2}
_PROSE = [Length(max=_SERVICE)]
_REGISTERED = (
    "legal_name", "trade_name", "legal_form", "register_kind", "register_no", "street",
    "postcode", "city", "country_code",
)  # fmt: skip
_TEXTS = (
    "parent_country_code", "contact_name", "contact_position", "contact_email", "contact_phone",
    "breach_contact", "chain_url",
)  # fmt: skip
_DAYS = ("chain_checked_on", "reviewed_on", "next_review_on")


def _labelled(terms: Mapping[str, Any], *, none: str = "") -> list[Any]:
    """The terms of a list with their names in the reader's language, after an empty one."""
    empty = [("", none)] if none else []
    named = [(key, in_reader_language(term.label)) for key, term in terms.items()]
    return choices([*empty, *named])


def _duties() -> list[Any]:
    terms = vocabulary().options["mirrored_duty"]
    return choices((key, _with_words(terms[key])) for key in MIRRORED_DUTIES)


def _with_words(term: Any) -> str:
    return f"{in_reader_language(term.label)}: {in_reader_language(term.explanation)}"


class PlaceRow(RowForm):
    """A country and what stands there."""

    country_code = CountryField(marked("Country"), validators=[InputRequired()])
    place = SelectField(
        marked("Kind of place"),
        choices=lambda: _labelled(vocabulary().place_kinds),
        default="datacentre",
    )


class LinkRow(RowForm):
    """A sub-processor of the sub-processor."""

    name = StringField(marked("Name"), validators=[InputRequired(), Length(max=_NAME)])
    address = StringField(marked("Address"), validators=[Length(max=500)])
    contact = StringField(marked("Contact"), validators=[Length(max=_NAME)])
    country_code = CountryField(marked("Country"))
    is_listed = BooleanField(marked("Told to clients"))


class SubprocessorForm(EditForm):
    """All that is known of a sub-processor, besides its contract, its grounds and its state."""

    legal_name = StringField(
        marked("Name as registered"), validators=[InputRequired(), Length(max=_NAME)]
    )
    trade_name = StringField(marked("Trade name"), validators=[Length(max=_NAME)])
    legal_form = StringField(marked("Legal form"), validators=[Length(max=120)])
    register_kind = SelectField(
        marked("Register"),
        choices=lambda: _labelled(vocabulary().register_kinds, none=gettext("none")),
    )
    register_no = StringField(marked("Number in the register"), validators=[Length(max=60)])
    street = StringField(marked("Street and number"), validators=[Length(max=_NAME)])
    postcode = StringField(marked("Postcode"), validators=[Length(max=20)])
    city = StringField(marked("City"), validators=[Length(max=120)])
    country_code = CountryField(marked("Country"))
    parent_country_code = CountryField(
        marked("Country of the parent company"),
        description=marked("Only if it is another one: its law may reach the data too."),
    )
    service_nl = TextAreaField(marked("What it does, in Dutch"), _PROSE, render_kw=_LINES)
    service_fr = TextAreaField(marked("What it does, in French"), _PROSE, render_kw=_LINES)
    service_en = TextAreaField(marked("What it does, in English"), _PROSE, render_kw=_LINES)
    kinds = ChoicesField(
        marked("Kind of supplier"), choices=lambda: _labelled(vocabulary().subprocessor_kinds)
    )
    locations = RowsField(PlaceRow, marked("Where it processes the data"))
    access_from = RowsField(PlaceRow, marked("From where else the data can be reached"))
    contact_name = StringField(marked("Contact person"), validators=[Length(max=_LINE)])
    contact_position = StringField(marked("Position"), validators=[Length(max=_LINE)])
    contact_email = EmailField(marked("E-mail address"), validators=[Length(max=_ADDRESS)])
    contact_phone = TelField(marked("Phone"), validators=[Length(max=40)])
    breach_contact = StringField(
        marked("Whom to reach at a data breach"),
        validators=[Length(max=_NAME)],
        description=marked("Day and night: a number, an address, a desk."),
    )
    chain = RowsField(LinkRow, marked("Its own sub-processors"))
    chain_url = URLField(marked("Where it publishes them"), validators=[Length(max=_URL)])
    chain_checked_on = DateField(marked("Last looked at on"), validators=[Optional()])
    reviewed_on = DateField(marked("Last reviewed on"), validators=[Optional()])
    next_review_on = DateField(marked("Next review on"), validators=[Optional()])
    add = HiddenField()

    def typed(self, *, state: str) -> TypedSubprocessor:
        """What the action takes."""
        texts: dict[str, Any] = {name: self[name].data or "" for name in _TEXTS}
        return TypedSubprocessor(
            TypedOrganisation(**{name: self[name].data or "" for name in _REGISTERED}),
            service=phrase_of(self, "service"),
            kinds=tuple(self.kinds.data or ()),
            locations=_places(self.locations),
            access_from=_places(self.access_from),
            chain=tuple(_link(row) for row in self.chain.data),
            state=state,
            **texts,
            **{name: self[name].data for name in _DAYS},
        )


class ContractForm(EditForm):
    """The contract with a sub-processor, and which duties it mirrors."""

    signed_on = DateField(marked("Signed on"), validators=[InputRequired()])
    version = StringField(marked("Version"), validators=[Length(max=60)])
    url = URLField(
        marked("Where the signed contract lies"),
        validators=[Length(max=_URL)],
        description=marked("An address in your own files, or of its published terms."),
    )
    notice_days = IntegerField(
        marked("Days of notice that they give before a change"),
        validators=[Optional(), NumberRange(0, _LONGEST_DAYS)],
        render_kw={"inputmode": "numeric"},
    )
    mirrored_duties = ChoicesField(
        marked("What the contract says, read duty by duty"), choices=_duties
    )

    def typed(self) -> TypedContract:
        """What the action takes."""
        return TypedContract(
            signed_on=self.signed_on.data,
            version=self.version.data or "",
            url=self.url.data or "",
            mirrored_duties=tuple(self.mirrored_duties.data or ()),
            notice_days=self.notice_days.data,
        )


class StateForm(Form):
    """The state in which a sub-processor comes, by the button that was pressed."""

    state = StringField(validators=[AnyOf(SUBPROCESSOR_STATES)])


class ProposalForm(Form):
    """The few facts of a new sub-processor; the officer adds the rest."""

    legal_name = StringField(
        marked("Name of the firm"), validators=[InputRequired(), Length(max=_NAME)]
    )
    country_code = CountryField(marked("Country"))
    service = TextAreaField(
        marked("What it does for the client"), validators=_PROSE, render_kw=_LINES
    )
    contact_name = StringField(marked("Contact person"), validators=[Length(max=_LINE)])
    contact_email = EmailField(marked("E-mail address"), validators=[Length(max=_ADDRESS)])

    def typed(self, *, language: str) -> Proposal:
        """What the action takes; the service was typed in `language`."""
        return Proposal(
            self.legal_name.data or "",
            service=Phrase.of({language: self.service.data or ""}),
            country_code=self.country_code.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
        )


def current_of(row: "Subprocessor") -> dict[str, Any]:
    """What the form of a sub-processor shows of its row."""
    names = (*_REGISTERED, *_TEXTS, *_DAYS, "kinds")
    return (
        {name: getattr(row, name) for name in names}
        | phrase_fields("service", row.service)
        | {
            "locations": [_place_row(place) for place in row.locations],
            "access_from": [_place_row(place) for place in row.access_from],
            "chain": [
                {name: link[name] for name in ("name", "address", "contact", "is_listed")}
                | {"country_code": link["country"]}
                for link in row.chain
            ],
        }
    )


def current_contract(row: "Subprocessor") -> dict[str, Any]:
    """What the form of a contract shows of the sub-processor's row."""
    return {
        "signed_on": row.contract_signed_on,
        "version": row.contract_version,
        "url": row.contract_url,
        "notice_days": row.notice_days,
        "mirrored_duties": list(row.mirrored_duties),
    }


def phrase_fields(name: str, words: Phrase) -> dict[str, str]:
    """A text in three languages by the names of its fields."""
    return {f"{name}_{code}": words.in_language(code) for code in LANGUAGES}


def phrase_of(form: Form, name: str) -> Phrase:
    """A text in three languages from its fields; one that was not sent is empty."""
    return Phrase.of({code: form[f"{name}_{code}"].data or "" for code in LANGUAGES})


def _place_row(place: Mapping[str, str]) -> dict[str, str]:
    return {"country_code": place["country"], "place": place["place"]}


def _places(field: RowsField) -> tuple[tuple[str, str], ...]:
    return tuple((row["country_code"], row["place"] or "") for row in field.data)


def _link(row: Mapping[str, Any]) -> TypedLink:
    texts = {name: row[name] or "" for name in ("name", "address", "contact", "country_code")}
    return TypedLink(**texts, is_listed=row["is_listed"])
