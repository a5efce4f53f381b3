"""Folding a text so that typography does not hide that it says the same."""

from unicodedata import normalize

_FOLDS = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u2060": None,
    }
)


def folded(text: str) -> str:
    """The text in lower case with plain spaces, apostrophes and hyphens, white space collapsed."""
    return " ".join(normalize("NFC", text).translate(_FOLDS).casefold().split())
