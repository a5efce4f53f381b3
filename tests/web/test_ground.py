"""Whether the house is well: what /healthz tells, to anybody."""

import shutil
from dataclasses import replace

from dpa_manager.app import create_app
from dpa_manager.documents.converter import Converter


def test_the_house_is_well_while_database_and_store_work(stranger, house):
    answer = stranger.get("/healthz")

    assert answer.status_code == 200
    assert answer.json["database"] == answer.json["store"] == "ok"
    assert answer.json["queue"] == "missing"


def test_the_house_is_not_well_after_a_failed_write(stranger, house):
    house.store.is_healthy = False

    answer = stranger.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["store"] == "failing"


def test_the_house_is_not_well_without_its_tables(stranger, house):
    house.database.execute_sql("DROP TABLE setting")

    answer = stranger.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["database"] == "failing"


def test_the_house_is_not_well_when_its_store_is_no_folder(stranger, house):
    shutil.rmtree(house.store.folder)
    house.store.folder.write_text("a file")

    answer = stranger.get("/healthz")

    assert answer.status_code == 503
    assert answer.json["store"] == "failing"


def test_the_health_of_every_part_is_told_to_any_computer(house):
    app = create_app(replace(house, converter=Converter()))

    answer = app.test_client().get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert answer.json.keys() == {"converter", "database", "fonts", "queue", "sandbox", "store"}
    assert set(answer.json.values()) <= {"ok", "missing", "failing"}
