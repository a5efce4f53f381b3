"""Options as forms offer them: the label of each choice, and the sentence that explains it."""

from typing import Any

from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.forms.base import choices
from dpa_manager.web.speaking import gettext, in_reader_language


def options_of(name: str, *, usual: Any = None) -> list[Any]:
    """The choices of an option of `vocabulary/options.toml`; `usual` is the firm's own, marked."""
    return choices(
        (key, usual_words(in_reader_language(option.label), is_usual=key == usual))
        for key, option in vocabulary().options[name].items()
    )


def usual_words(words: str, *, is_usual: bool) -> str:
    """The words of a choice; that of the firm says so."""
    return gettext("%(choice)s (usual)") % {"choice": words} if is_usual else words


def hints_of(name: str) -> dict[str, str]:
    """What each choice means, by its key."""
    options = vocabulary().options[name]
    return {key: in_reader_language(option.explanation) for key, option in options.items()}
