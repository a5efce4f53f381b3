"""Settings: read once from the environment, refused with a sentence each when unsafe."""

import difflib
import ipaddress
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, fields
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

PROJECT = Path(__file__).resolve().parent.parent

SECRET_FILE = "secret.key"  # noqa: S105 - the name of the file, not the secret.
SHORTEST_SECRET = 32
FEWEST_SIGNS = 10

DEFAULT_BASE_URL = "http://127.0.0.1:8000"

DATABASE_SCHEMES = ("sqlite", "postgresql")
SMTP_SCHEMES = ("smtp", "smtps")
QUEUE_SCHEMES = ("sqlite", "redis", "rediss", "postgresql")
TSA_SCHEMES = ("https", "http")

LOOPBACK_NAMES = ("127.0.0.1", "localhost")

MASK = "•••"
MASKED_NAMES = ("DPA_SECRET_KEY", "DPA_SEAL_PASSWORD")


class ConfigError(Exception):
    """The settings are not safe to work with; `problems` has one sentence for each fault."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, repr=False)
class Config:
    """The settings in force. A text is "" and a path None where nothing was set.

    `trusted_proxies` counts the proxies that set X-Forwarded headers. `base_url` has no slash at
    its end; `is_base_url_set` says whether somebody chose it. Addresses may hold passwords: only
    `as_rows` gives them in a form that may be shown.
    """

    home: Path
    database_url: str
    agreements: Path
    templates: Path
    guide: Path
    secret_key: str
    base_url: str
    is_base_url_set: bool
    smtp_url: str
    mail_from: str
    seal_p12: Path | None
    seal_password: str
    tsa_url: str
    trust: Path | None
    queue_url: str
    trusted_proxies: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the DPA_ settings of `environment`, and the secret key kept in the home.

        Raises ConfigError with a sentence for every setting that is unknown, wrong or unsafe.
        """
        reader = _Reader(environment)
        home = reader.folder("DPA_HOME", Path.cwd())
        config = cls(
            home=home,
            database_url=reader.database_url(f"sqlite:///{home / 'dpa_manager.sqlite3'}"),
            agreements=reader.path("DPA_AGREEMENTS", home / "agreements"),
            templates=reader.folder("DPA_TEMPLATES", PROJECT / "templates"),
            guide=reader.folder("DPA_GUIDE", PROJECT / "docs" / "handleiding"),
            secret_key=reader.secret_key(home),
            base_url=reader.base_url(),
            is_base_url_set=bool(environment.get("DPA_BASE_URL")),
            smtp_url=reader.address("DPA_SMTP_URL", SMTP_SCHEMES),
            mail_from=reader.mailbox("DPA_MAIL_FROM"),
            seal_p12=reader.file("DPA_SEAL_P12"),
            seal_password=environment.get("DPA_SEAL_PASSWORD", ""),
            tsa_url=reader.address("DPA_TSA_URL", TSA_SCHEMES),
            trust=reader.chosen_folder("DPA_TRUST"),
            queue_url=reader.queue_url(f"sqlite:///{home / 'queue.sqlite3'}"),
            trusted_proxies=reader.count("DPA_TRUSTED_PROXIES", most=10),
        )
        if reader.problems:
            raise ConfigError(*reader.problems)
        return config

    def missing_for_serving(self) -> tuple[str, ...]:
        """A sentence for each setting that `serve` needs and that is not there."""
        missing = []
        if not self.is_base_url_set:
            missing.append("DPA_BASE_URL is not set; links in mails are made from it.")
        if not self.secret_key:
            missing.append(f"There is no DPA_SECRET_KEY and no {SECRET_FILE} in the home.")
        return tuple(missing)

    @property
    def base_host(self) -> str:
        """The host of the base URL."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the base URL is of this machine, so that nobody else can follow a link."""
        return is_loopback(self.base_host)

    def trusted_hosts(self) -> tuple[str, ...]:
        """The hosts that a request may name: the base URL's, and on this machine both its names."""
        names = (self.base_host, *LOOPBACK_NAMES) if self.is_local else (self.base_host,)
        return tuple(dict.fromkeys(names))

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """Name and value of every setting as it may be shown: secrets and passwords masked."""
        shown = [f.name for f in fields(self) if f.name != "is_base_url_set"]
        return tuple((setting_name(name), self._shown(name)) for name in shown)

    def __repr__(self) -> str:
        """The settings as they may be shown, since a trace of an error prints them."""
        return f"Config({dict(self.as_rows())})"

    def _shown(self, name: str) -> str:
        value = getattr(self, name)
        if value in ("", None):
            return ""
        if setting_name(name) in MASKED_NAMES:
            return MASK
        return _without_password(value) if name.endswith("_url") else str(value)


def setting_name(name: str) -> str:
    """The environment variable of the field `name`: "home" is DPA_HOME."""
    return f"DPA_{name.upper()}"


SETTING_NAMES = tuple(
    setting_name(field.name) for field in fields(Config) if field.name != "is_base_url_set"
)


def write_secret_key(home: Path) -> bool:
    """Keep a new random secret in the home, readable by its owner only.

    Returns whether it was written: a secret that is there already stays. Raises OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(home / SECRET_FILE, flags, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(descriptor)
    return True


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine itself: localhost or an address such as 127.0.0.1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _without_password(url: str) -> str:
    netloc = urlsplit(url).netloc
    user, at, host = netloc.rpartition("@")
    name, colon, _ = user.partition(":")
    if colon:
        url = url.replace(netloc, f"{name}:{MASK}{at}{host}", 1)
    # PostgreSQL also takes passwords among the options of an address.
    return re.sub(r"(password=)[^&#]*", rf"\1{MASK}", url)


class _Reader:
    """Reads single settings and gathers a sentence for each that cannot be used."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.problems: list[str] = []
        for name in sorted(environment):
            if name.startswith("DPA_") and name not in SETTING_NAMES:
                self.problems.append(_unknown(name))

    def text(self, name: str) -> str:
        """The setting without spaces around it, "" when not set."""
        return self.environment.get(name, "").strip()

    def path(self, name: str, default: Path) -> Path:
        """An absolute path, which need not be there yet."""
        return Path(self.text(name) or default).absolute()

    def folder(self, name: str, default: Path) -> Path:
        """A folder; a fault when one was named that is not there."""
        return self.chosen_folder(name) or default.absolute()

    def chosen_folder(self, name: str) -> Path | None:
        """A folder that was named, or None; a fault when it is not there."""
        if not self.text(name):
            return None
        path = Path(self.text(name)).absolute()
        if not path.is_dir():
            self.problems.append(f"{name}: there is no folder {path}.")
        return path

    def file(self, name: str) -> Path | None:
        """A file that was named, or None; a fault when it is not there."""
        if not self.text(name):
            return None
        path = Path(self.text(name)).absolute()
        if not path.is_file():
            self.problems.append(f"{name}: there is no file {path}.")
        return path

    def address(self, name: str, schemes: tuple[str, ...], default: str = "") -> str:
        """An address with one of `schemes`, and with a host unless it is SQLite's."""
        url = self.text(name) or default
        if not url:
            return ""
        parts = _split(url)
        if parts is None or parts.scheme not in schemes:
            starts = " or ".join(f"{scheme}://" for scheme in schemes)
            self.problems.append(f"{name} does not start with {starts} as it must.")
        elif not parts.hostname and parts.scheme not in DATABASE_SCHEMES:
            self.problems.append(f"{name} names no host.")
        return url

    def database_url(self, default: str) -> str:
        """The database's address."""
        return self._checked_sqlite("DPA_DATABASE_URL", DATABASE_SCHEMES, default)

    def queue_url(self, default: str) -> str:
        """The queue's address."""
        return self._checked_sqlite("DPA_QUEUE_URL", QUEUE_SCHEMES, default)

    def _checked_sqlite(self, name: str, schemes: tuple[str, ...], default: str) -> str:
        url = self.address(name, schemes, default)
        if not url.startswith("sqlite:"):
            return url
        path = url.removeprefix("sqlite:///")
        if path in ("", url, ":memory:") or "?" in path:
            self.problems.append(f"{name} is sqlite:///PATH, a file on this machine, no options.")
        elif self.text(name) and not Path(path).absolute().parent.is_dir():
            self.problems.append(f"{name}: there is no folder {Path(path).absolute().parent}.")
        return f"sqlite:///{Path(path).absolute()}" if path != url else url

    def base_url(self) -> str:
        """The address that people use; https, or http on this machine alone."""
        url = self.text("DPA_BASE_URL") or DEFAULT_BASE_URL
        parts = _split(url)
        if parts is None or not parts.hostname or parts.scheme not in ("https", "http"):
            self.problems.append("DPA_BASE_URL is not a web address such as https://dpa.example.")
        elif parts.scheme == "http" and not is_loopback(parts.hostname):
            self.problems.append(
                "DPA_BASE_URL is http and leaves this machine: people's passwords would be open."
            )
        elif parts.query or parts.fragment or parts.username or parts.path not in ("", "/"):
            self.problems.append("DPA_BASE_URL has a scheme, a host and a port, and nothing more.")
        return url.rstrip("/")

    def mailbox(self, name: str) -> str:
        """One e-mail address alone."""
        text = self.text(name)
        if text and not _is_one_mailbox(text):
            self.problems.append(f"{name} is not one e-mail address.")
        return text

    def count(self, name: str, *, most: int) -> int:
        """A whole number from 0 to `most`."""
        text = self.text(name) or "0"
        if not (text.isascii() and text.isdigit()) or int(text) > most:
            self.problems.append(f"{name} is not a whole number from 0 to {most}.")
            return 0
        return int(text)

    def secret_key(self, home: Path) -> str:
        """The secret from the environment or else from the home; "" when there is none yet."""
        secret, source = self.text("DPA_SECRET_KEY"), "DPA_SECRET_KEY"
        if not secret:
            source = str(home / SECRET_FILE)
            secret = self._kept_secret(home / SECRET_FILE)
        if secret and (len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS):
            self.problems.append(
                f"{source} is too easy to guess: at least {SHORTEST_SECRET} random signs."
            )
        return secret

    def _kept_secret(self, path: Path) -> str:
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            secret = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{path} cannot be read.")
            return ""
        if mode & 0o077:
            self.problems.append(f"{path} can be read by others: its mode is {mode:o}, not 600.")
        if not secret:
            self.problems.append(f"{path} is empty.")
        return secret


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, SETTING_NAMES, n=1)
    hint = f" Is {near[0]} meant?" if near else ""
    return f"{name} is not a setting of this program.{hint}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        # Reading the port is what raises ValueError for one that is no number.
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def _is_one_mailbox(text: str) -> bool:
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return bool(address.username and "." in address.domain)
