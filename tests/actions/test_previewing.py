"""A preview says what a version would say, marks what is missing, and writes nothing."""

from datetime import date
from pathlib import Path

import pytest

from dpa_manager.actions import describing, engaging, mapping, onboarding
from dpa_manager.actions.drafting import DraftChoices, draft_agreement
from dpa_manager.actions.previewing import preview, preview_docx
from dpa_manager.documents.reader import read_document
from dpa_manager.domain.typed_parties import TypedOrganisation
from dpa_manager.models import TABLES, Activity, Client, Engagement, Flow, Template, TemplateVersion
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from tests.access.counting import statements
from tests.actions.complete_house import ENGAGEMENT, doing
from tests.documents.word_files import paragraph, word_file
from tests.factories import AT, tell

BODY = "word/document.xml"
PREVIEW_WORDS = {"nl": "Ontwerp, niet ondertekenen", "fr": "Projet, ne pas signer"}
HOSTILE = (
    'A & B <"Sons">',
    "{{7*7}}{% if x %}",
    "\u202eالشركة\u202c",
    "x" * 3_000,
    "\ue000\ue100\ue001",
)


@pytest.fixture
def toolbox(complete_sqlite_toolbox):
    return complete_sqlite_toolbox


@pytest.fixture
def engagement(toolbox):
    return find_engagement(ENGAGEMENT)


@pytest.fixture
def blank(toolbox):
    """An engagement of which nothing is known yet, of a client of whom little is."""
    client = onboarding.add_client(
        onboarding.TypedClient(TypedOrganisation("Nieuw", country_code=""), language="nl"),
        **doing(toolbox),
    )
    return engaging.engage(client, engaging.TypedEngagement("Leeg"), **doing(toolbox))


def shown(engagement, toolbox, language="nl", **options):
    """The preview of an engagement as it stands in the tables now."""
    row = find_engagement(engagement.reference)
    return preview(row, language=language, toolbox=toolbox, **options)


def rows():
    """How many rows each table has."""
    return {table.__name__: table.select().count() for table in TABLES}


def files(toolbox):
    return sorted(
        path.name for path in Path(toolbox.config.agreements).rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_preview_reads_like_the_version_that_is_drafted_then(engagement, toolbox, language):
    lines = shown(engagement, toolbox, language).page.lines
    reasons = {"R-LANG-1": "asked for by the client", "R-LANG-4": "asked for by the client"}
    draft_agreement(ENGAGEMENT, choices=DraftChoices(language="nl"), **doing(toolbox))

    drafted = draft_agreement(
        ENGAGEMENT, choices=DraftChoices(language=language, reasons=reasons), **doing(toolbox)
    )

    assert lines == read_document(toolbox.store.read(drafted.docx.sha256)).parts[BODY]


def test_a_drafted_version_is_previewed_under_its_own_number(engagement, toolbox):
    draft_agreement(ENGAGEMENT, choices=DraftChoices(), **doing(toolbox))
    same = shown(engagement, toolbox).key[1]
    Engagement.update(title="Anders").execute()
    tell()

    changed = shown(engagement, toolbox).key[1]

    assert (same.version, changed.version) == (1, 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_says_the_same_and_that_it_is_no_version(blank, toolbox, language):
    file = read_document(preview_docx(blank, language=language, toolbox=toolbox))

    assert file.parts[BODY] == shown(blank, toolbox, language).page.lines
    assert PREVIEW_WORDS.get(language, "Draft") in file.text
    assert "\ue000" not in file.text


def test_a_preview_writes_nothing(engagement, toolbox):
    before = rows(), files(toolbox)

    shown(engagement, toolbox)
    preview_docx(engagement, language="fr", toolbox=toolbox)

    assert (rows(), files(toolbox)) == before


def test_a_complete_engagement_lacks_nothing(engagement, toolbox):
    found = shown(engagement, toolbox)

    assert found.problem is None
    assert found.missing == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_blank_engagement_all_that_is_missing_is_marked(blank, toolbox, language):
    found = shown(blank, toolbox, language)
    fields = [gap.field for gap in found.missing]

    assert found.problem is None
    assert {"subject_matter", "duration_kind", "activities", "client.address.street"} <= {*fields}
    assert len(fields) == len({*found.missing})


def test_missing_words_come_in_the_order_of_reading(blank, toolbox):
    found = shown(blank, toolbox)
    pieces = [p.gap for one in found.page.paragraphs() for p in one.pieces if p.gap >= 0]

    assert [found.gaps[number] for number in dict.fromkeys(pieces)] == list(found.missing)


def test_a_gap_tells_of_which_row_it_is(engagement, toolbox):
    activity = Activity.get(Activity.number == 1)
    mapping.set_locations(engagement, activity=1, locations=(), **doing(toolbox))

    (gap,) = shown(engagement, toolbox).missing

    assert gap.field == "activities.1.locations"
    assert gap.row == activity.title.nl


@pytest.mark.parametrize(
    ("typed", "language"), [*zip(HOSTILE, ("nl", "fr", "en", "nl", "fr"), strict=True)]
)
def test_whatever_people_typed_is_shown_letter_for_letter(engagement, toolbox, typed, language):
    Client.update(legal_name=typed).execute()
    Activity.update(title=Phrase.same(typed), purposes=Phrase.same(typed)).execute()

    found = shown(engagement, toolbox, language, parts=frozenset({"client", "activities"}))

    assert found.problem is None
    assert typed.strip("\ue001") in "".join(found.page.lines)


def test_an_engagement_without_flows_is_shown(engagement, toolbox):
    Flow.delete().execute()

    assert shown(engagement, toolbox).problem is None


def test_an_activity_that_was_removed_is_not_shown(engagement, toolbox):
    activity = Activity.get(Activity.number == 1)
    describing.remove_activity(engagement, activity, **doing(toolbox))

    text = "\n".join(shown(engagement, toolbox).page.lines)

    assert activity.title.nl not in text


def test_equal_data_are_rendered_once(engagement, toolbox):
    first = shown(engagement, toolbox)
    again = shown(engagement, toolbox)
    Engagement.update(end_on=date(2031, 1, 1), duration_kind="fixed").execute()
    tell()
    changed = shown(engagement, toolbox)

    assert again is first
    assert changed.page.lines != first.page.lines
    assert shown(engagement, toolbox, "fr") is not first


def test_values_of_the_open_part_are_marked(engagement, toolbox):
    marked = shown(engagement, toolbox, parts=frozenset({"register", "subprocessors"}))
    values = {p.text for one in marked.page.paragraphs() for p in one.pieces if p.is_value}

    assert "Noordzee Hosting NV" in values
    assert marked.page.lines == shown(engagement, toolbox).page.lines


def test_without_a_template_a_preview_says_so(engagement, toolbox):
    Template.update(is_active=False).where(Template.language == "fr").execute()

    found = shown(engagement, toolbox, "fr")

    assert found.page is None
    assert "fr" in found.problem.nl


@pytest.mark.parametrize(
    "data",
    [b"no document", word_file(paragraph("{{ nobody_knows }}")), word_file(paragraph("{% if %}"))],
)
def test_a_template_that_cannot_be_filled_is_told_in_a_sentence(engagement, toolbox, data):
    template = Template.get(Template.language == "nl", Template.key == "processing-agreement")
    TemplateVersion.create(
        template=template,
        number=99,
        sha256=toolbox.store.put(data),
        size=len(data),
        report={"clauses": {}, "words": []},
        created_at=AT,
    )
    Template.update(active_number=99).where(Template.id == template.id).execute()

    found = shown(engagement, toolbox)

    assert found.page is None
    assert all(found.problem.as_dict().values())


def test_a_preview_asks_the_database_six_times_and_then_three_times(engagement, toolbox):
    asked = []
    for _ in range(2):
        with statements() as told:
            preview(engagement, language="nl", toolbox=toolbox)
        asked.append(len(told))

    assert asked == [6, 3]
