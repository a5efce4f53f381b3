"""Sentences of rules and errors, and the names of the fields that they point at.

`sentences.toml` goes from the id of a rule or the code of an error to its sentence in three
languages, with named places like {party}; `field_names.toml` names what may stand in such a place.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.reading import read_phrases


@cache
def sentences() -> Mapping[str, Phrase]:
    """Every sentence by rule id or error code; raises VocabularyError for a bad file."""
    return _read("sentences.toml")


@cache
def history_acts() -> Mapping[str, Phrase]:
    """What the history's acts are called, by the act with dashes for spaces."""
    return _read("history_acts.toml")


@cache
def field_names() -> Mapping[str, Phrase]:
    """What a field is called in a sentence, by its name in the facts or a name of our own."""
    return _read("field_names.toml")


@cache
def change_words() -> Mapping[str, Phrase]:
    """Sentences of what changed between versions, and what each fact is called in them."""
    return _read("changes.toml")


@cache
def drift_words() -> Mapping[str, Phrase]:
    """The classes of what an agreement no longer says, and what each asks for."""
    return _read("drift_classes.toml")


@cache
def map_words() -> Mapping[str, Phrase]:
    """What a data map prints and says: heads, counts, its sentence, and the words of its marks."""
    return _read("map_words.toml")


@cache
def map_file_words() -> Mapping[str, Phrase]:
    """What the files of a data map print: heads of tables, and the client's own register."""
    return _read("map_file_words.toml")


def filled(sentence: Phrase, values: Mapping[str, str | Phrase]) -> Phrase:
    """The sentence with its places filled; raises KeyError for a place without a value.

    A Phrase gives its words of that language, or of any language that has some: a report about a
    missing translation must still be able to name the thing. A value that ends in a full stop
    ("Inc.") ends the sentence with it.
    """
    words = {
        language: _ended_once(
            template.format_map(
                {name: _in_language(value, language) for name, value in values.items()}
            )
        )
        for language, template in sentence.as_dict().items()
    }
    return Phrase.of(words)


def _ended_once(sentence: str) -> str:
    has_two = sentence.endswith("..") and not sentence.endswith("...")
    return sentence[:-1] if has_two else sentence


def _in_language(value: str | Phrase, language: str) -> str:
    if isinstance(value, str):
        return value
    words = value.as_dict()
    return words[language] or next((words[other] for other in LANGUAGES if words[other]), "")


def _read(file: str) -> Mapping[str, Phrase]:
    text = (files(__package__) / file).read_text(encoding="utf-8")
    return read_phrases(text, file=file)
