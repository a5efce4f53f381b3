"""What the rules judge: a draft of an agreement with its templates, its languages and its day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dpa_manager.domain.facts import ActivityFacts, AgreementFacts, FlowFacts
from dpa_manager.vocabulary.folding import folded


@dataclass(frozen=True)
class TemplateFacts:
    """What is known of a template in one language before anything is rendered.

    `clauses` goes from clause id to the clause's fixed text, all its variants together;
    `bookmarks` are all names in the file; `unknown_words` are the words that it asks for and that
    `template_words.WORDS` does not have.
    """

    kind: str
    language: str
    clauses: Mapping[str, str]
    bookmarks: frozenset[str] = frozenset()
    unknown_words: tuple[str, ...] = ()

    @cached_property
    def folded_clauses(self) -> Mapping[str, str]:
        """The clauses' texts, folded for comparison; made once for a template."""
        return {clause: folded(text) for clause, text in self.clauses.items()}


@dataclass(frozen=True)
class PrintedReference:
    """A cross-reference read back from a rendered document, beside the heading that it means."""

    language: str
    number: str
    name: str
    heading_number: str
    heading_name: str


@dataclass(frozen=True)
class DraftCase:
    """A draft to judge on the day `today`, in `languages`, with one template for each of them.

    `last_audit_on` is the last audit of the processor, if there was one; `references` are empty
    until the document is rendered and read back.
    """

    facts: AgreementFacts
    templates: tuple[TemplateFacts, ...]
    languages: tuple[str, ...]
    today: date
    last_audit_on: date | None = None
    references: tuple[PrintedReference, ...] = field(default=())

    @cached_property
    def activities(self) -> tuple[ActivityFacts, ...]:
        """The activities that the agreement covers."""
        return self.facts.in_agreement()

    @cached_property
    def flows(self) -> tuple[FlowFacts, ...]:
        """The flows that are printed: all but those of activities outside the agreement."""
        left_out = {a.number for a in self.facts.activities} - {a.number for a in self.activities}
        return tuple(flow for flow in self.facts.flows if flow.activity not in left_out)

    def template_in(self, language: str) -> TemplateFacts | None:
        """The template in this language, or None."""
        return next((t for t in self.templates if t.language == language), None)
