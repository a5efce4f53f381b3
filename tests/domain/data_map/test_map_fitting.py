"""Words fit their box by measured width: whole where they fit, ended where they do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from dpa_manager.domain.data_map.fitting import ELLIPSIS, fitted
from dpa_manager.domain.data_map.letter_widths import width_of

FONT = Path("dpa_manager/web/static/fonts/inter-latin.woff2")
TEXTS = st.text(st.sampled_from("abcdefghijWM é-&/."), max_size=80)


@given(TEXTS, st.integers(40, 300), st.booleans(), st.integers(1, 3))
def test_no_line_is_wider_than_its_box(text, width, is_bold, most_lines):
    lines = fitted(text, width=width, size=14, is_bold=is_bold, most_lines=most_lines)

    assert len(lines) <= most_lines
    assert all(width_of(line, size=14, is_bold=is_bold) <= width for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (
        lines[-1].endswith(ELLIPSIS) and whole.startswith(shown.removesuffix(ELLIPSIS))
    )


@given(TEXTS)
def test_what_fits_is_not_broken(text):
    assert fitted(text, width=10_000, size=14) == (
        (" ".join(text.split()),) if text.split() else ()
    )


def test_words_break_between_words_where_they_can():
    assert fitted("Inhoud van e-mail en berichten", width=150, size=14, most_lines=2) == (
        "Inhoud van e-mail en",
        "berichten",
    )


@pytest.mark.parametrize(("narrow", "wide"), [("i", "W"), ("l", "m"), ("a", "中"), ("\u0301", "a")])
def test_letters_have_their_own_width(narrow, wide):
    assert width_of(narrow, size=10) < width_of(wide, size=10)


def test_an_accent_widens_nothing_and_bold_does():
    assert width_of("é", size=10) == width_of("e", size=10) == width_of("e\u0301", size=10)
    assert width_of("naam", size=10, is_bold=True) > width_of("naam", size=10)


@pytest.mark.parametrize(("weight", "is_bold"), [(400, False), (600, True)])
@pytest.mark.parametrize(
    "text",
    [
        "Standaardcontractbepalingen, module 3",
        "Données à caractère personnel d’un élève : œuvres, NIR…",
        "Account- & user data (IP, e-mail) – 100 % “safe” · €",
    ],
)
def test_a_text_is_as_wide_as_the_font_of_the_pages_makes_it(weight, is_bold, text):
    font = ImageFont.truetype(FONT, 1000, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])

    assert width_of(text, size=1000, is_bold=is_bold) == pytest.approx(
        font.getlength(text), rel=0.003
    )
