"""What every answer and every rule of the pages must hold, by enumeration of the url map."""

import shutil
from dataclasses import replace

from dpa_manager.app import create_app
from dpa_manager.documents.converter import Converter
from dpa_manager.models import Document, Setting
from dpa_manager.queries.house import DEMONSTRATION
from dpa_manager.queries.lookup import find_engagement
from dpa_manager.web.access import OPEN_ENDPOINTS
from tests.actions.complete_house import ENGAGEMENT


def paths(app):
    """An address for each rule, with arguments that exist."""
    known = {
        "agreements.engagement": {"public_id": find_engagement(ENGAGEMENT).public_id},
        "agreements.document": {"public_id": Document.get().public_id},
        "static": {"filename": "base.css"},
    }
    with app.test_request_context():
        found = {
            rule.endpoint: app.url_for(rule.endpoint, **known.get(rule.endpoint, {})).removeprefix(
                "http://localhost"
            )
            for rule in app.url_map.iter_rules()
        }
    # The end of a request closes this thread's connection, and so does the end of this one.
    app.extensions["house"].database.connect(reuse_if_open=True)
    return found


def test_every_rule_answers_on_this_computer(app, visitor, drafted):
    for endpoint, path in paths(app).items():
        assert visitor.get(path).status_code == 200, endpoint


def test_other_computers_see_no_page_but_the_open_ones(app, visitor, drafted):
    for endpoint, path in paths(app).items():
        answer = visitor.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert (answer.status_code == 200) is (endpoint in OPEN_ENDPOINTS), endpoint
        assert answer.status_code in (200, 403)


def test_a_house_with_real_data_shows_no_page_but_the_open_ones(app, visitor, drafted):
    every_path = paths(app)
    Setting.delete().where(Setting.name == DEMONSTRATION).execute()

    for endpoint, path in every_path.items():
        answer = visitor.get(path)
        assert (answer.status_code == 200) is (endpoint in OPEN_ENDPOINTS), endpoint


def test_the_house_is_well_while_database_and_store_work(visitor, house):
    answer = visitor.get("/healthz")

    assert answer.status_code == 200
    assert answer.json["database"] == answer.json["store"] == "ok"
    assert answer.json["queue"] == "missing"


def test_the_house_is_not_well_after_a_failed_write(visitor, house):
    house.store.is_healthy = False

    answer = visitor.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["store"] == "failing"


def test_the_house_is_not_well_without_its_tables(visitor, house):
    house.database.execute_sql("DROP TABLE setting")

    answer = visitor.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["database"] == "failing"


def test_the_house_is_not_well_when_its_store_is_no_folder(visitor, house):
    shutil.rmtree(house.store.folder)
    house.store.folder.write_text("a file")

    answer = visitor.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["store"] == "failing"


def test_the_health_of_every_part_is_told_to_any_computer(house):
    app = create_app(replace(house, converter=Converter()))

    answer = app.test_client().get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert answer.json.keys() == {"converter", "database", "fonts", "queue", "sandbox", "store"}
    assert set(answer.json.values()) <= {"ok", "missing", "failing"}
