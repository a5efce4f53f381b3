"""What can go wrong with a document, each with a sentence for the person who asked."""

from dpa_manager.domain.errors import Damaged, Refused, Unavailable
from dpa_manager.vocabulary.phrase import Phrase


class UnsafePackage(Refused):
    """A file that is no plain Word document; `part` is where that was seen, "" for the whole."""

    def __init__(self, code: str, sentence: Phrase, *, part: str = "") -> None:
        super().__init__(code, sentence)
        self.part = part


class BrokenTemplate(Refused):
    """A template that cannot be filled; the template check names the paragraph beforehand."""

    def __init__(self, *, part: str, detail: str) -> None:
        super().__init__(
            "broken-template",
            Phrase(
                nl=f"Het sjabloon kan niet worden ingevuld ({part}): {detail}.",
                fr=f"Le modèle ne peut pas être rempli ({part}) : {detail}.",
                en=f"The template cannot be filled in ({part}): {detail}.",
            ),
        )
        self.part = part
        self.detail = detail


class UndefinedWord(Refused):
    """A template asks for a word that it was not given."""

    def __init__(self, *, name: str, part: str) -> None:
        super().__init__(
            "undefined-word",
            Phrase(
                nl=f"Het sjabloon vraagt het woord '{name}' ({part}), dat er niet is.",
                fr=f"Le modèle demande le mot « {name} » ({part}), qui n'existe pas.",
                en=f"The template asks for the word '{name}' ({part}), which is not there.",
            ),
            field=name,
        )
        self.name = name
        self.part = part


class UnfitValue(Refused):
    """A value that no document may hold: not plain data, or with characters that XML lacks."""

    def __init__(self, *, name: str, detail: Phrase) -> None:
        super().__init__(
            "unfit-value",
            Phrase(
                nl=f"De waarde van '{name}' past niet in een document: {detail.nl}.",
                fr=f"La valeur de « {name} » n'a pas sa place dans un document : {detail.fr}.",
                en=f"The value of '{name}' does not fit in a document: {detail.en}.",
            ),
            field=name,
        )
        self.name = name


class ValueLost(Damaged):
    """A value that was printed cannot be read in the finished document (TRUST 0, trap 1)."""

    def __init__(self, *, value: str, part: str) -> None:
        shown = value if len(value) <= 60 else value[:60] + "…"
        super().__init__(
            "value-lost",
            Phrase(
                nl=f"De waarde '{shown}' staat niet letterlijk in het document ({part}).",
                fr=f"La valeur « {shown} » ne figure pas telle quelle dans le document ({part}).",
                en=f"The value '{shown}' does not stand verbatim in the document ({part}).",
            ),
        )
        self.value = value
        self.part = part


class ConversionFailed(Unavailable):
    """A DOCX did not become a PDF; the DOCX is untouched and a later try may succeed."""
