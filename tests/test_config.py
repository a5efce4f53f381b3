"""Settings are read once, and every unsafe one is refused with a sentence of its own."""

import dataclasses
import stat
from pathlib import Path

import pytest

from dpa_manager.config import (
    DEFAULT_BASE_URL,
    MASK,
    SETTING_NAMES,
    Config,
    ConfigError,
    is_loopback,
    write_secret_key,
)

SECRET = "0123456789 abcdefghij 0123456789"  # noqa: S105
ROOT = Path(__file__).resolve().parent.parent


def read(tmp_path, **settings):
    """The settings of a house in `tmp_path`."""
    return Config.from_environment({"DPA_HOME": str(tmp_path)} | settings)


def problems(tmp_path, **settings):
    """The sentences with which the settings are refused; none when they are taken."""
    try:
        read(tmp_path, **settings)
    except ConfigError as error:
        return error.problems
    return ()


def test_everything_has_a_default_beside_the_home(tmp_path):
    config = read(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path}/dpa_manager.sqlite3"
    assert config.queue_url == f"sqlite:///{tmp_path}/queue.sqlite3"
    assert config.agreements == tmp_path / "agreements"
    assert config.templates == ROOT / "templates"
    assert config.guide == ROOT / "docs" / "handleiding"
    assert config.base_url == DEFAULT_BASE_URL
    assert (config.smtp_url, config.mail_from, config.tsa_url) == ("", "", "")
    assert (config.seal_p12, config.trust, config.trusted_proxies) == (None, None, 0)
    assert config.secret_key == ""


def test_without_a_home_the_current_folder_is_the_home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Config.from_environment({"PATH": "/bin"}).home == tmp_path


def test_relative_paths_are_fixed_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    config = Config.from_environment(
        {"DPA_HOME": "home", "DPA_DATABASE_URL": "sqlite:///home/x.sqlite3", "DPA_AGREEMENTS": "a"}
    )
    assert config.database_url == f"sqlite:///{tmp_path}/home/x.sqlite3"
    assert config.agreements == tmp_path / "a"


def test_settings_cannot_be_changed_afterwards(tmp_path):
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(tmp_path).base_url = "http://evil.example"


TAKEN = {
    "DPA_BASE_URL": (
        "https://dpa.kbits.example",
        "https://dpa.kbits.example:8443/",
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
    ),
    "DPA_DATABASE_URL": ("postgresql://dpa:pw@db.example/dpa", "postgresql:///dpa?host=/run/pg"),
    "DPA_QUEUE_URL": ("redis://queue.example:6379/0", "rediss://q.example", "postgresql://q/d"),
    "DPA_SMTP_URL": ("smtp://user:pw@mail.example:587", "smtps://mail.example"),
    "DPA_MAIL_FROM": ("privacy@kbits.example",),
    "DPA_TSA_URL": ("https://tsa.example/tsr", "http://tsa.example/tsr"),
    "DPA_TRUSTED_PROXIES": ("0", "1", "10", " 2 "),
    "DPA_SECRET_KEY": (SECRET,),
    "DPA_SEAL_PASSWORD": ("x",),
}
REFUSED = {
    "DPA_BASE_URL": (
        "http://dpa.kbits.example",
        "http://127.0.0.1.evil.example",
        "http://10.0.0.1",
        "http://0.0.0.0:8000",
        "ftp://dpa.kbits.example",
        "dpa.kbits.example",
        "https://",
        "https://dpa.kbits.example/app",
        "https://dpa.kbits.example?x=1",
        "https://user@dpa.kbits.example",
        "https://dpa.kbits.example:port",
        "https://dpa.kbits.example:0",
        "https://[::1",
    ),
    "DPA_DATABASE_URL": (
        "mysql://db/dpa",
        "postgres://db/dpa",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:////no/such/folder/x.sqlite3",
        "sqlite:////tmp/x.sqlite3?synchronous=off",
        "x.sqlite3",
    ),
    "DPA_QUEUE_URL": ("amqp://q", "redis://", "sqlite://", "memory://x"),
    "DPA_SMTP_URL": ("mail.example:587", "http://mail.example", "smtp://"),
    "DPA_MAIL_FROM": (
        "privacy",
        "a@x.example, b@y.example",
        "a@x.example\nBcc: b@y.example",
        "a@b",
    ),
    "DPA_TSA_URL": ("tsa.example", "https://"),
    "DPA_TRUSTED_PROXIES": ("-1", "11", "one", "1.5", "²"),
    "DPA_SECRET_KEY": ("secret", "0123456789 abcdefghij 012345678", "a" * 64, "abcabcabc" * 9),
    "DPA_HOME": ("/no/such/folder",),
    "DPA_TEMPLATES": ("/no/such/folder",),
    "DPA_GUIDE": ("/no/such/folder",),
    "DPA_TRUST": ("/no/such/folder",),
    "DPA_SEAL_P12": ("/no/such/file.p12",),
}


def pairs(table):
    return [(name, value) for name, values in table.items() for value in values]


@pytest.mark.parametrize(("name", "value"), pairs(TAKEN))
def test_a_safe_setting_is_taken(tmp_path, name, value):
    assert problems(tmp_path, **{name: value}) == ()


@pytest.mark.parametrize(("name", "value"), pairs(REFUSED))
def test_an_unsafe_setting_is_refused_in_one_sentence_that_names_it(tmp_path, name, value):
    (sentence,) = problems(tmp_path, **{name: value})
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.count(". ") == 0


def test_every_setting_that_can_be_wrong_is_tried():
    assert set(REFUSED) | {"DPA_SEAL_PASSWORD", "DPA_AGREEMENTS"} == set(SETTING_NAMES)


def test_folders_and_files_that_are_there_are_taken(tmp_path):
    (tmp_path / "seal.p12").touch()
    config = read(
        tmp_path,
        DPA_SEAL_P12=str(tmp_path / "seal.p12"),
        DPA_TRUST=str(tmp_path),
        DPA_TEMPLATES=str(tmp_path),
    )
    assert (config.seal_p12, config.trust) == (tmp_path / "seal.p12", tmp_path)


def test_all_faults_are_told_at_once(tmp_path):
    told = problems(tmp_path, DPA_SMTP_URL="x", DPA_TRUSTED_PROXIES="x", DPA_COLOUR="blue")
    assert len(told) == 3


@pytest.mark.parametrize(
    ("name", "hint"),
    [("DPA_BASEURL", "Is DPA_BASE_URL meant?"), ("DPA_XYZ", "is not a setting of this program.")],
)
def test_an_unknown_setting_is_refused_with_the_nearest_name(tmp_path, name, hint):
    (sentence,) = problems(tmp_path, **{name: "x"})
    assert name in sentence
    assert sentence.endswith(hint)


def test_an_empty_setting_is_one_that_is_not_set(tmp_path):
    assert read(tmp_path, **dict.fromkeys(SETTING_NAMES[1:], "")) == read(tmp_path)


def test_the_secret_is_written_once_for_its_owner_alone(tmp_path):
    assert write_secret_key(tmp_path)
    path = tmp_path / "secret.key"
    kept = path.read_text()
    assert not write_secret_key(tmp_path)
    assert path.read_text() == kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read(tmp_path).secret_key == kept
    assert read(tmp_path, DPA_SECRET_KEY=SECRET).secret_key == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_secret_that_others_can_read_is_refused(tmp_path, mode):
    write_secret_key(tmp_path)
    (tmp_path / "secret.key").chmod(mode)
    (sentence,) = problems(tmp_path)
    assert f"its mode is {mode:o}, not 600" in sentence


@pytest.mark.parametrize("text", ["", "short", "é" * 40])
def test_a_kept_secret_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "secret.key"
    path.write_text(text)
    path.chmod(0o600)
    (sentence,) = problems(tmp_path)
    assert str(path) in sentence


def test_serving_needs_an_address_and_a_secret(tmp_path):
    lacking = read(tmp_path).missing_for_serving()
    assert [sentence.split(" is ")[0] for sentence in lacking] == [
        "DPA_BASE_URL",
        "There",
    ]
    given = {"DPA_BASE_URL": DEFAULT_BASE_URL, "DPA_SECRET_KEY": SECRET}
    assert read(tmp_path, **given).missing_for_serving() == ()


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("https://dpa.kbits.example:8443", ("dpa.kbits.example",)),
        ("http://127.0.0.1:8000", ("127.0.0.1", "localhost")),
        ("http://localhost", ("localhost", "127.0.0.1")),
    ],
)
def test_only_the_hosts_of_the_base_url_are_trusted(tmp_path, base_url, hosts):
    assert read(tmp_path, DPA_BASE_URL=base_url).trusted_hosts() == hosts


def test_shown_settings_hold_no_secret(tmp_path):
    settings = {
        "DPA_SECRET_KEY": SECRET,
        "DPA_SEAL_PASSWORD": "hidden-1",
        "DPA_DATABASE_URL": "postgresql://dpa:hidden-2@db.example:5432/dpa",
        "DPA_SMTP_URL": "smtp://user:hidden-3@mail.example:587",
        "DPA_QUEUE_URL": "redis://:hidden-4@queue.example/0",
        "DPA_TSA_URL": "https://user:hidden-5@tsa.example",
    }
    config = read(tmp_path, **settings)
    rows = dict(config.as_rows())
    assert set(rows) == set(SETTING_NAMES)
    assert rows["DPA_DATABASE_URL"] == f"postgresql://dpa:{MASK}@db.example:5432/dpa"
    assert rows["DPA_QUEUE_URL"] == f"redis://:{MASK}@queue.example/0"
    assert rows["DPA_SECRET_KEY"] == rows["DPA_SEAL_PASSWORD"] == MASK
    assert "hidden" not in str(rows)
    assert SECRET not in str(rows)
    assert "hidden" not in repr(config)
    assert SECRET not in repr(config)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql:///d?host=/run&password=hidden", f"postgresql:///d?host=/run&password={MASK}"),
        (
            "postgresql://u:hidden@h/d?sslpassword=x",
            f"postgresql://u:{MASK}@h/d?sslpassword={MASK}",
        ),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
    ],
)
def test_a_password_is_masked_wherever_an_address_has_it(tmp_path, url, shown):
    assert dict(read(tmp_path, DPA_DATABASE_URL=url).as_rows())["DPA_DATABASE_URL"] == shown


def test_shown_settings_tell_what_is_not_set(tmp_path):
    rows = dict(read(tmp_path).as_rows())
    assert (rows["DPA_SECRET_KEY"], rows["DPA_SMTP_URL"], rows["DPA_TRUST"]) == ("", "", "")
    assert (rows["DPA_HOME"], rows["DPA_TRUSTED_PROXIES"]) == (str(tmp_path), "0")


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example", False),
        ("128.0.0.1", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(host, answer):
    assert is_loopback(host) is answer
