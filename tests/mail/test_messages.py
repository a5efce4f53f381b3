"""The message itself: its headers, its two parts, and what people wrote in it kept harmless."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest

from dpa_manager.domain.errors import Refused
from dpa_manager.domain.mails import COMMON_VALUES, MAIL_KINDS
from dpa_manager.mail.messages import Envelope, message_of
from dpa_manager.mail.wording import filled_text
from dpa_manager.vocabulary.phrase import LANGUAGES

LINK = "https://dpa.kbits.example/m/" + "Ab-_" * 10 + "xyz"
NASTY = '"><img src="https://evil.example/x"> & {link} é'


class Page(HTMLParser):
    """The tags and addresses of a page, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.addresses, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "background")]

    def handle_data(self, data):
        self.text += data


def made(kind="staff-invitation", *, language="nl", value="Tine", firm="KBITS", **envelope):
    """The message as the recipient's program reads it."""
    values = dict.fromkeys((*COMMON_VALUES, *MAIL_KINDS[kind].values), value) | {"firm": firm}
    given = {"sender": "privacy@kbits.example", "firm": firm, "recipient": "tine@x.example"}
    message = message_of(
        filled_text(kind, language=language, values=values, code="012345"),
        envelope=Envelope(**(given | envelope)),
        language=language,
        link=LINK if MAIL_KINDS[kind].has_link else "",
        message_id="<abc@dpa.kbits.example>",
        at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    )
    return message_from_bytes(message.as_bytes(), policy=default)


def part(message, kind):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def test_the_headers_say_who_writes_to_whom_and_that_a_program_does():
    message = made()
    assert message["From"] == "KBITS <privacy@kbits.example>"
    assert message["To"] == "tine@x.example"
    assert message["Date"] == "Tue, 24 Nov 2026 09:30:00 +0000"
    assert message["Message-ID"] == "<abc@dpa.kbits.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"
    assert message["Subject"] == "Uitnodiging voor de verwerkersovereenkomsten van KBITS"


@pytest.mark.parametrize(
    "firm",
    ["Café Réseau, BV", 'K"B; <x@y.example>', "Société générale d’Ærø, Réseau & Fils", "KBITS"],
)
def test_a_firms_name_stays_one_name_in_the_headers(firm):
    message = made("client-invitation", language="fr", firm=firm)
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (firm, "privacy@kbits.example")
    assert message["Subject"].endswith(firm)


def test_no_line_of_a_message_is_anything_but_ascii_and_short():
    message = made(language="fr", firm="Café Réseau", value="Ænn " * 80)
    lines = message.as_bytes(policy=default.clone(linesep="\r\n", cte_type="7bit")).split(b"\r\n")
    assert all(line.isascii() and len(line) < 998 for line in lines)


@pytest.mark.parametrize(
    "recipient", ["a@x.example, evil@y.example", "a@x.example\nBcc: evil@y.example", "A <a@x.be>"]
)
def test_no_message_is_made_for_more_than_one_address(recipient):
    with pytest.raises(Refused):
        made(recipient=recipient)
    with pytest.raises(Refused):
        made(sender=recipient)


def test_a_line_break_in_a_subject_makes_no_header():
    with pytest.raises(ValueError, match="CR or LF"):
        made(firm="KBITS\r\nBcc: evil@y.example")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAIL_KINDS)
def test_both_parts_say_the_same_and_lead_to_our_address_alone(kind, language):
    message = made(kind, language=language)
    page = Page(part(message, "html"))
    plain = part(message, "plain")
    assert set(page.addresses) == ({LINK} if MAIL_KINDS[kind].has_link else set())
    assert plain.count(LINK) == MAIL_KINDS[kind].has_link
    assert not {"img", "script", "link", "iframe", "form", "object"} & set(page.tags)
    text = " ".join(page.text.split())
    for line in plain.replace("\n-- \n", "\n").split("\n\n"):
        assert " ".join(line.split()) in text
    assert [bit.get_content_type() for bit in message.iter_parts()] == ["text/plain", "text/html"]


def test_what_people_wrote_is_only_text():
    message = made(value=NASTY)
    page = Page(part(message, "html"))
    assert "img" not in page.tags
    assert set(page.addresses) == {LINK}
    assert NASTY in page.text.replace("\u200c", "")
    assert NASTY in " ".join(part(message, "plain").replace("\u200c", "").split())


def test_the_page_is_readable_in_the_dark_and_names_its_language():
    html = part(made(language="fr"), "html")
    assert "prefers-color-scheme: dark" in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert '<html lang="fr">' in html


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("is_dark", [False, True])
def test_words_stand_out_in_both_modes(is_dark):
    html = part(made(), "html")
    light, dark = html.split("@media (prefers-color-scheme: dark) {")
    rules = dict(re.findall(r"(\S[^{}]*) \{([^}]*)\}", dark if is_dark else light))
    behind = re.search(r"background: (#\w{6})", rules["body"])[1]
    for words in ("body", ".closing", ".address a"):
        colour = re.search(r"(?<!-)color: (#\w{6})", rules[words])[1]
        assert contrast(colour, behind) >= 4.5
    button = rules[".button"]
    colours = re.findall(r"#\w{6}", button)
    assert contrast(*colours) >= 4.5
