"""The demonstration firm: what is in it, in which state, and that all of it moves with today."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import peewee
import pytest

from dpa_manager.actions.housekeeping import fsck
from dpa_manager.actions.toolbox import Toolbox
from dpa_manager.cli.demonstration.given import Given, StoryError
from dpa_manager.cli.demonstration.performing import perform, take
from dpa_manager.cli.demonstration.stage import StoryClock, set_stage
from dpa_manager.cli.demonstration.story import FILES, FOLDER, Step, read_story
from dpa_manager.cli.demonstration.stress import CLIENTS, stress_steps
from dpa_manager.config import Config
from dpa_manager.documents.store import Store
from dpa_manager.domain.completeness import Severity, problems
from dpa_manager.domain.evidence import checkpoint_key
from dpa_manager.models import (
    TABLES,
    Agreement,
    AgreementVersion,
    Assignment,
    Client,
    ContactRole,
    Document,
    Engagement,
    Flow,
    ListItem,
    Membership,
    OwnOrganisation,
    Recipient,
    StaffRole,
    Subprocessor,
)
from dpa_manager.models.base import open_database
from dpa_manager.models.document import DOCX
from dpa_manager.models.event import Event
from dpa_manager.queries.demonstrations import HouseState, house_state
from dpa_manager.queries.gathering import gather_facts
from dpa_manager.queries.history import verify_history
from dpa_manager.queries.problems import draft_case, problems_of
from dpa_manager.vocabulary.phrase import LANGUAGES
from tests.conftest import NUMBERS, SECRET

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LATER = timedelta(days=100)

# Title, client, language, versions, languages of the newest version, what keeps the next one.
ENGAGEMENTS = (
    ("Klantencontact 2026", "Lichtpunt Energie CV", "nl", 2, "nl fr en", "R-RET-1 R-TR-4"),
    ("Slimme-metercampagne", "Lichtpunt Energie CV", "nl", 1, "nl", ""),
    ("Hosting planningsapp", "Gezinshulp Dijlevallei VZW", "nl", 1, "nl", ""),
    ("Bevraging mantelzorgers", "Gezinshulp Dijlevallei VZW", "nl", 2, "nl", ""),
    ("Loyaliteitsprogramma", "Brouwershof Retail NV", "nl", 1, "nl", ""),
    (
        "Pakketretouren",
        "Brouwershof Retail NV",
        "nl",
        0,
        "",
        "R-G-4 R-PRE-2 R-PRE-3 R-ROLE-1 R-ROLE-1",
    ),
    ("Rappels de rendez-vous", "Polyclinique Val-Clair ASBL", "fr", 1, "fr nl en", ""),
    ("Numérisation des archives", "Polyclinique Val-Clair ASBL", "fr", 1, "fr", ""),
    ("HR helpdesk", "Orbital Fastenings Europe NV", "en", 1, "en nl fr", ""),
)
CLIENT_NUMBERS = {
    "Lichtpunt Energie CV": "0999001020",
    "Gezinshulp Dijlevallei VZW": "0999002010",
    "Brouwershof Retail NV": "0999003097",
    "Polyclinique Val-Clair ASBL": "0999004087",
    "Orbital Fastenings Europe NV": "0999005077",
}
SUBPROCESSORS = {
    "Noordzee Hosting NV": "active",
    "Belfort Druk & Post NV": "active",
    "Polderstack BV": "active",
    "Clearline Voice Ltd": "active",
    "Mailgarden Ltd": "active",
    "Surveyloop Inc.": "active",
    "Transcripta Inc.": "active",
    "Rheinblick Analytics GmbH": "active",
    "Loire Numérisation SAS": "active",
    "Kadoza Loyalty BV": "active",
    "Fjordvault AS": "active",
    "Pennine Address Ltd": "active",
    "Tasselwood Cloud Inc.": "active",
    "Bluequarry Support Pvt Ltd": "proposed",
    "Notulo BV": "ended",
}
RECIPIENTS = {
    "Netbeheerder Oost",
    "Justus Incasso",
    "Postdienst",
    "Ombudsdienst Energie",
    "Mutualité Horizon",
}


def open_toolbox(url, folder, *, now=NOW):
    config = Config.from_environment({"DPA_HOME": str(folder), "DPA_SECRET_KEY": SECRET})
    return Toolbox(
        config=config, database=open_database(url), store=Store(folder / "store"), clock=lambda: now
    )


def load(url, folder, *, now=NOW, more=()):
    house = open_toolbox(url, folder, now=now)
    with house.connected():
        for _ in perform(read_story(more), house=house):
            pass
    return house


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def loaded(request, tmp_path_factory):
    """The address and folder of a loaded demonstration, without PDFs: once for all tests here."""
    folder = tmp_path_factory.mktemp("demonstration")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'demonstration.sqlite3'}"
    else:
        url = request.getfixturevalue("postgresql_server").create(f"demo_{next(NUMBERS)}")
    load(url, folder)
    return url, folder


@pytest.fixture
def house(loaded):
    """The loaded demonstration, open on this thread."""
    opened = open_toolbox(*loaded)
    with opened.connected():
        yield opened


def engagements():
    return list(Engagement.select(Engagement, Client).join(Client))


def versions_of(engagement):
    """The versions of an engagement's agreement, oldest first."""
    query = AgreementVersion.select().join(Agreement)
    query = query.where(Agreement.engagement == engagement)
    return list(query.order_by(AgreementVersion.number))


def blocking(case):
    return sorted(p.rule for p in problems(case) if p.severity is Severity.BLOCK)


def test_a_loaded_house_is_marked_as_a_demonstration(house):
    assert house_state(house.database) is HouseState.DEMONSTRATION


def test_the_demonstration_has_these_engagements_alone(house):
    found = {(row.title, row.client.legal_name) for row in engagements()}
    assert found == {(title, client) for title, client, *_ in ENGAGEMENTS}


@pytest.mark.parametrize(
    ("title", "client", "language", "versions", "languages", "missing"),
    ENGAGEMENTS,
    ids=[row[0] for row in ENGAGEMENTS],
)
def test_each_engagement_is_in_the_state_it_is_to_show(
    house, title, client, language, versions, languages, missing
):
    row = next(row for row in engagements() if row.title == title)
    found = versions_of(row)
    newest = Document.select().where(Document.agreement_version.in_(found[-1:]))
    facts = gather_facts(row.reference, on=house.today())
    case = draft_case(facts, languages=(language,), on=house.today())
    assert facts.client.language == language
    assert len(found) == versions
    assert [one.language for one in newest.order_by(Document.id)] == languages.split()
    assert blocking(case) == missing.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_printed_text_is_missing_in_any_language(house, language):
    for row in engagements():
        facts = gather_facts(row.reference, on=house.today())
        case = draft_case(facts, languages=(language,), on=house.today())
        assert [p for p in problems(case) if p.rule == "R-LANG-3"] == [], row.title


def test_the_full_map_has_38_flows_with_third_countries_and_a_sensitive_category(house):
    engagement = Engagement.get(Engagement.title == "Klantencontact 2026")
    flows = list(Flow.select().where(Flow.engagement == engagement))
    facts = gather_facts(engagement.reference, on=house.today())
    assert len(flows) == 38
    assert {flow.target for flow in flows} == {"stays", "subprocessor", "recipient"}
    outside = {t.country.key for row in facts.subprocessors for t in row.transfers}
    assert outside == {"GB", "US"}
    assert {u.category.key for a in facts.activities for u in a.data if u.nature} == {"nrn"}
    assert len(facts.subprocessors) == 11
    assert len(facts.recipients) == 4


def test_every_warning_of_a_version_has_a_reason_in_words(house):
    reasons = {
        rule: text for row in AgreementVersion.select() for rule, text in row.reasons.items()
    }
    assert set(reasons) == {"R-SUB-10", "R-DUR-1w"}
    assert all(len(text) > 60 for text in reasons.values())


def test_health_data_have_safeguards_and_functions_with_access(house):
    engagement = Engagement.get(Engagement.title == "Hosting planningsapp")
    facts = gather_facts(engagement.reference, on=house.today())
    uses = [u for a in facts.activities for u in a.data if u.category.key == "health"]
    assert len(uses) == 2
    assert all(use.sensitive.safeguards for use in uses)
    assert len(facts.access_functions) == 3


def test_clients_sub_processors_and_recipients_are_those_of_the_story(house):
    assert {row.legal_name: row.register_no for row in Client.select()} == CLIENT_NUMBERS
    assert {row.legal_name: row.state for row in Subprocessor.select()} == SUBPROCESSORS
    assert {row.name for row in Recipient.select()} >= RECIPIENTS
    assert {row.kind_key for row in Recipient.select()} == {"independent_controller"}


def test_the_people_are_those_of_the_story_and_every_client_has_each_contact(house):
    staff = sorted(row.role for row in StaffRole.select())
    assert staff == ["account-manager", "account-manager", "admin", "dpo", "signatory"]
    people = Counter(row.user_id for row in Membership.select())
    assert sorted(people.values()) == [1, 1, 1, 1, 1, 2]
    managed = Counter(row.client_id for row in Assignment.select())
    assert sorted(managed.values()) == [1, 1, 1, 1, 2]
    for client in Client.select():
        roles = {row.role for row in ContactRole.select().where(ContactRole.client == client)}
        assert roles == {
            "signatory",
            "dpo",
            "privacy",
            "instructions",
            "breaches",
            "breaches_second",
            "requests",
            "subprocessors",
            "audits",
            "end",
        }


def test_who_signs_for_the_firm_is_marked_as_invented(house):
    facts = gather_facts("KBITS-2025-0001", on=house.today())
    party = facts.processor.party
    assert [signatory.name for signatory in party.signatories] == ["Hendrik Sabbe (demonstratie)"]
    assert party.legal_form == "BV (demonstratie)"
    assert party.contact.name == "Kenny Bécu"


def test_every_document_is_a_stored_docx_until_pdfs_are_made(house):
    documents = list(Document.select())
    assert len(documents) == 16
    assert {row.media_type for row in documents} == {DOCX}


def test_rows_and_files_agree_and_the_history_is_whole(house):
    assert fsck(house).is_clean
    verdicts = verify_history(key=checkpoint_key(SECRET))
    assert len(verdicts) == 2 + len(CLIENT_NUMBERS)
    assert all(verdict.is_whole for verdict in verdicts)


def test_the_history_is_spread_over_14_months_and_never_runs_backwards(house):
    events = list(Event.select().order_by(Event.chain, Event.seq))
    assert len(events) >= 160
    assert {event.channel for event in events} == {"demonstration"}
    days = {(house.today() - event.happened_at.date()).days for event in events}
    assert max(days) == 425
    assert min(days) == 0
    assert len(days) > 50
    for before, after in zip(events, events[1:], strict=False):
        if before.chain == after.chain:
            assert before.happened_at <= after.happened_at


def test_nothing_happens_after_the_moment_of_loading(tmp_path):
    early = NOW.replace(hour=3)
    house = load(f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path, now=early)
    with house.connected():
        assert max(event.happened_at for event in Event.select()) <= early
        today = [e for e in Event.select() if e.happened_at.date() == early.date()]
        assert [event.act for event in today] == ["engagement opened"]


def dates_of(folder, *, now):
    """Every date and local day of every row, by table and column; the law's lists left out."""
    house = load(f"sqlite:///{folder / 'moved.sqlite3'}", folder, now=now)
    found = {}
    with house.connected():
        for table in TABLES:
            if table in (ListItem, OwnOrganisation):
                continue
            for name, column in table._meta.fields.items():
                if isinstance(column, peewee.DateField):
                    rows = table.select(column).order_by(table.id).tuples()
                    found[table.__name__, name] = [value for (value,) in rows]
    return found


def test_all_dates_move_with_the_day_of_loading(tmp_path):
    folders = [tmp_path / "now", tmp_path / "later"]
    for folder in folders:
        folder.mkdir()
    now, later = (
        dates_of(folder, now=at) for folder, at in zip(folders, (NOW, NOW + LATER), strict=True)
    )
    assert now.keys() == later.keys()
    for column, values in now.items():
        moved = [value and value + LATER for value in values]
        assert later[column] == moved, column


@pytest.mark.parametrize("name", FILES)
def test_no_text_of_the_story_names_a_year_but_of_a_law(name):
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    years = {line for line in lines if re.search(r"\b(19|20)\d\d\b", line)}
    laws = {line for line in years if re.search(r"legal_basis\.|\(EU\)|postcode", line)}
    assert years - laws <= {'title = "Klantencontact 2026"'}


@pytest.mark.prove
def test_stress_adds_200_complete_clients_and_the_map_of_60(tmp_path):
    house = load(f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path, more=stress_steps())
    with house.connected():
        assert Client.select().count() == len(CLIENT_NUMBERS) + CLIENTS + 1
        wide = Engagement.get(Engagement.title == "Diensten voor Kaleidoscoop Holding NV")
        facts = gather_facts(wide.reference, on=house.today())
        nodes = (
            {flow.subject for flow in facts.flows},
            {flow.category for flow in facts.flows},
            {flow.activity for flow in facts.flows},
            {flow.target_key for flow in facts.flows},
        )
        assert [len(node) for node in nodes] == [4, 18, 12, 26]
        for row in Engagement.select().where(Engagement.title.startswith("Diensten voor ")):
            found = problems_of(row.reference, on=house.today())
            assert Severity.BLOCK not in {problem.severity for problem in found}, row.title


def test_a_value_that_no_act_takes_is_a_slip_of_the_story():
    given = Given({"name": "An", "phnoe": "09"}, NOW.date(), "a.toml, step 1")
    given.text("name")
    with pytest.raises(StoryError, match=r"a.toml, step 1: nobody knows phnoe"):
        given.refuse_rest()
    given.text("phnoe")
    given.refuse_rest()


def test_words_in_two_languages_are_a_slip_of_the_story():
    given = Given({"a": {"nl": "ja", "fr": "oui"}, "b": {}}, NOW.date(), "here")
    with pytest.raises(StoryError, match="here: a is not in each language"):
        given.phrase("a")
    assert not given.phrase("b")


def test_french_words_get_spaces_that_do_not_break():
    words = {"nl": "nu; later", "fr": "ici ; là", "en": "now; later"}
    phrase = Given({"a": words}, NOW.date(), "here").phrase("a")
    assert phrase.fr == "ici\u202f; là"
    assert phrase.nl == "nu; later"


def test_an_unknown_act_is_a_slip_of_the_story(toolbox):
    story = read_story()
    stage = set_stage(toolbox, staff=story.staff, opened_at=NOW, by="mira")
    step = Step(-1, story.founding.at, "els", "dance", {}, "a.toml, step 9")
    with pytest.raises(StoryError, match="a.toml, step 9: nobody knows how to dance"):
        take(step, stage=stage)


def test_the_clock_of_the_story_never_goes_back_nor_beyond_now():
    clock = StoryClock(latest=NOW)
    clock.move_to(NOW - timedelta(days=2))
    first, second = clock(), clock()
    assert NOW - timedelta(days=2) == first < second
    clock.move_to(NOW - timedelta(days=3))
    assert clock() > second
    clock.move_to(NOW + timedelta(days=1))
    assert clock() == clock() == NOW
