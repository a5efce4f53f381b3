"""From nothing to a downloaded agreement for a new client, as an account manager does it."""

import itertools

import pytest

from dpa_manager.documents.reader import read_document
from tests.browser.conftest import LANGUAGES
from tests.browser.hands import Keyboard, Pointer

pytestmark = [pytest.mark.browser, pytest.mark.office]

NAME = 'A & B <"Sons"> NV'
# Numbers that pass the check, so that no two clients have the same.
NUMBERS = itertools.count(9_990_010)
PERSON = {
    "name": "Greet Mertens",
    "position": "algemeen directeur",
    "email": "greet@sons.example",
    "phone": "016 00 00 01",
}
CONTENTS = "invoices, letters & photographs that customers upload"
MOST_FIELDS = 60


def a_number():
    first = next(NUMBERS)
    return f"{first:08d}{97 - first % 97:02d}"


def a_client():
    """What is typed of a new client in Ghent, whose agreement is Dutch."""
    return {
        "register_no": a_number(),
        "legal_name": NAME,
        "legal_form": "NV",
        "street": "Kaai 1",
        "postcode": "9000",
        "city": "Gent",
    }


WALKS = [
    pytest.param("sqlite", "nl", Pointer, True, True, id="nl"),
    pytest.param("sqlite", "fr", Pointer, False, False, id="fr-without-script"),
    pytest.param("sqlite", "en", Keyboard, True, False, id="en-by-keyboard"),
    *(
        pytest.param(
            database,
            language,
            hands,
            has_script,
            False,
            id=f"{database}-{language}-{hands.__name__.lower()}-{has_script}",
            marks=pytest.mark.prove,
        )
        for database in ("sqlite", "postgresql")
        for language in LANGUAGES
        for hands, has_script in ((Pointer, True), (Pointer, False), (Keyboard, True))
        if (database, language, hands, has_script)
        not in (
            ("sqlite", "nl", Pointer, True),
            ("sqlite", "fr", Pointer, False),
            ("sqlite", "en", Keyboard, True),
        )
    ),
]


@pytest.mark.parametrize(("database", "language", "hands", "has_script", "judges"), WALKS)
def test_from_a_new_client_to_a_downloaded_agreement(
    open_office, tmp_path, record_testsuite_property, database, language, hands, has_script, judges
):
    office = open_office(database, language, hands=hands, has_script=has_script, judges=judges)
    client = a_client()

    office.new_client(client)
    office.first_contact(PERSON)
    office.engagement_from_preset()
    office.parties()
    office.terms()
    office.role()
    office.matrix()
    office.authorise()
    office.describe_data(CONTENTS)
    office.preview(NAME)
    if has_script:
        office.search(NAME)
    office.draft()
    docx, pdf = (office.download(kind, tmp_path) for kind in ("DOCX", "PDF"))

    record_testsuite_property(f"fields of a journey in {language}", office.hands.filled)
    assert office.page.locator("html").get_attribute("lang") == language
    assert NAME in read_document(docx.read_bytes()).text
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert office.hands.filled <= MOST_FIELDS
    assert office.watch.complaints == []
