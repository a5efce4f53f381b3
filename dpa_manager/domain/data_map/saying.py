"""The words of a data map: one of the vocabulary's, filled, counted or put together."""

from collections.abc import Iterable

from dpa_manager.domain.data_map.rows import Receiver
from dpa_manager.domain.parties import Worded
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.phrase import LANGUAGES, Phrase
from dpa_manager.vocabulary.sentences import filled, map_words


def map_word(key: str, **values: str | Phrase) -> Phrase:
    """A word or sentence of `map_words.toml`, its places filled; raises KeyError for none."""
    words = map_words()[key]
    return filled(words, values) if values else words


def counted(thing: str, number: int) -> Phrase:
    """A number with its noun: "1 soort gegevens", "8 soorten gegevens"; French counts 0 as one."""
    one, more = map_words()[f"count-{thing}-one"], map_words()[f"count-{thing}-more"]
    words = Phrase(
        nl=(one if number == 1 else more).nl,
        fr=(one if number < 2 else more).fr,
        en=(one if number == 1 else more).en,
    )
    return filled(words, {"number": str(number)})


def put_together(parts: Iterable[Phrase], *, by: str) -> Phrase:
    """The parts one after the other in each language, with `by` between them."""
    found = list(parts)
    return Phrase.of(
        {language: by.join(part.in_language(language) for part in found) for language in LANGUAGES}
    )


def said(words: Phrase, language: str) -> str:
    """The words in this language, or else in one that has some: nobody is left without a name."""
    text: str = getattr(words, language)
    return text or next((other for other in words.as_dict().values() if other), "")


def place_name(country: Worded, *, language: str) -> str:
    """What a country is called; one that nobody has named yet is "land nog niet bekend"."""
    return said(country.words or Phrase.same(country.key) or map_word("unknown-country"), language)


def places_of(receiver: Receiver, *, language: str) -> str:
    """Every country of a receiver in one line: "Ierland en Verenigde Staten"."""
    names = [place_name(country, language=language) for country in receiver.countries]
    return voice(language).listed(names) or said(map_word("unknown-country"), language)


def ground_of(receiver: Receiver, *, language: str) -> str:
    """On what ground it may have the data: within the EEA, or a safeguard for each country."""
    if not receiver.is_outside_eea:
        return said(map_word("inside"), language) if receiver.countries else ""
    names = [_safeguards(receiver, country.key, language) for country in receiver.outside]
    if len(names) == 1:
        return names[0]
    speaker = voice(language)
    return speaker.stacked(
        speaker.labelled(place_name(country, language=language), name)
        for country, name in zip(receiver.outside, names, strict=True)
    )


def named_receiver(receiver: Receiver, *, language: str) -> str:
    """Name and countries: "Surveyloop Inc. (Verenigde Staten, buiten de EER)"."""
    places = places_of(receiver, language=language)
    outside = f", {said(map_word('outside'), language)}" if receiver.is_outside_eea else ""
    return f"{receiver.name} ({places}{outside})"


def _safeguards(receiver: Receiver, country: str, language: str) -> str:
    names = dict.fromkeys(
        said(one.words, language)
        for one in receiver.safeguards
        if one.country.key == country and one.words
    )
    return ", ".join(names) or said(map_word("no-safeguard"), language)
