"""What a check of a template found: problems with their place, its clauses, the words it uses."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dpa_manager.documents.check_sentences import SENTENCES
from dpa_manager.vocabulary.phrase import Phrase

REFUSES, WARNS = "refuses", "warns"
_PLACES = (
    ("word/document", Phrase(nl="tekst", fr="texte", en="text")),
    ("word/header", Phrase(nl="koptekst", fr="en-tête", en="header")),
    ("word/footer", Phrase(nl="voettekst", fr="pied de page", en="footer")),
    ("word/footnotes", Phrase(nl="voetnoten", fr="notes de bas de page", en="footnotes")),
    ("word/endnotes", Phrase(nl="eindnoten", fr="notes de fin", en="endnotes")),
    ("word/comments", Phrase(nl="opmerkingen", fr="commentaires", en="comments")),
    (
        "docProps/",
        Phrase(nl="documenteigenschappen", fr="propriétés du document", en="document properties"),
    ),
)


@dataclass(frozen=True)
class Place:
    """Where in a template: its part, the paragraph from 1 (0: the part), the clause around it."""

    part: str = ""
    paragraph: int = 0
    clause: str = ""

    def words(self) -> Phrase:
        """The place as a person looks for it: "header, paragraph 3, clSub"."""
        known = next((words for start, words in _PLACES if self.part.startswith(start)), None)
        name = known or Phrase.same(self.part)
        alinea = Phrase(nl="alinea", fr="paragraphe", en="paragraph")
        return Phrase.of(
            {
                language: ", ".join(
                    piece
                    for piece in (
                        name.in_language(language),
                        f"{alinea.in_language(language)} {self.paragraph}" * bool(self.paragraph),
                        self.clause,
                    )
                    if piece
                )
                for language in name.as_dict()
            }
        )


@dataclass(frozen=True)
class TemplateProblem:
    """One thing wrong with a template; `severity` is refuses or warns, `detail` the very thing."""

    code: str
    place: Place
    detail: str = ""
    severity: str = REFUSES

    @property
    def sentence(self) -> Phrase:
        """What is wrong, in a sentence."""
        words = SENTENCES[self.code].as_dict()
        return Phrase.of({k: v.replace("{detail}", self.detail) for k, v in words.items()})


@dataclass(frozen=True)
class TemplateReport:
    """The outcome of a check.

    `clauses` are the bookmarks of clauses, annexes and signature places in printed order, each
    with the text that the template itself prints there; `words` are the dotted words that it uses.
    """

    problems: tuple[TemplateProblem, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether nothing refuses the template; warnings do not."""
        return all(problem.severity != REFUSES for problem in self.problems)

    def as_json(self) -> dict[str, object]:
        """Plain data for JSON, which `from_json` reads again."""
        return {
            "problems": [asdict(problem) for problem in self.problems],
            "clauses": dict(self.clauses),
            "words": list(self.words),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TemplateReport":
        """The report that `as_json` gave."""
        problems = tuple(
            TemplateProblem(**{**item, "place": Place(**item["place"])})
            for item in data["problems"]
        )
        return cls(problems, dict(data["clauses"]), tuple(data["words"]))
