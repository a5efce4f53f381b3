"""A rule, what it finds, and the problem that a person reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.vocabulary.phrase import Phrase
from dpa_manager.vocabulary.sentences import field_names, filled, sentences


class Severity(StrEnum):
    """BLOCK stops a version, WARN asks for a reason, INFO only tells."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    INFO = "INFO"


BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


@dataclass(frozen=True)
class Finding:
    """One place where a rule fires: a dotted path, the thing concerned, words for the sentence."""

    field: str
    subject: str
    values: Mapping[str, str | Phrase]


@dataclass(frozen=True)
class Problem:
    """What a person reads: which rule, how grave, why (article), where (field, subject)."""

    rule: str
    severity: Severity
    article: str
    field: str
    sentence: Phrase
    subject: str = ""


Check = Callable[[DraftCase], Iterable[Finding]]
Condition = Callable[[DraftCase], bool]


def always(case: DraftCase) -> bool:
    """The rule concerns every draft."""
    return True


@dataclass(frozen=True)
class Rule:
    """A rule: a pure function of the case; `applies` says whether it concerns this draft at all.

    `article` is the article of the GDPR, or the name of the text, that asks for it; `field` is the
    part of the data that the rule is about.
    """

    id: str
    severity: Severity
    article: str
    field: str
    findings: Check
    applies: Condition = always

    def problems(self, case: DraftCase) -> Iterable[Problem]:
        """The problems that this rule finds in the case, in the order of the data."""
        if not self.applies(case):
            return
        for finding in self.findings(case):
            yield Problem(
                rule=self.id,
                severity=self.severity,
                article=self.article,
                field=finding.field,
                sentence=filled(sentences()[self.id], finding.values),
                subject=finding.subject,
            )


class Rulebook:
    """The rules of one subject, in the order in which they are written."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(
        self,
        rule_id: str,
        severity: Severity,
        *,
        article: str,
        field: str,
        applies: Condition = always,
    ) -> Callable[[Check], Check]:
        """Write the decorated function into the book as the rule `rule_id`."""

        def write(findings: Check) -> Check:
            self.rules.append(Rule(rule_id, severity, article, field, findings, applies))
            return findings

        return write


def found(field: str, *, subject: str = "", **values: str | Phrase) -> Finding:
    """A finding at `field`; `values` fill the places of the rule's sentence."""
    return Finding(field, subject, values)


def name_of(field_name: str) -> Phrase:
    """What a field is called in a sentence; raises KeyError for a name that is not written."""
    return field_names()[field_name]


def names_of(names: Iterable[str]) -> Phrase:
    """Several field names in one line."""
    known = [name_of(name).as_dict() for name in names]
    return Phrase.of(
        {language: ", ".join(words[language] for words in known) for language in ("nl", "fr", "en")}
    )


def joined(*parts: str | Phrase) -> Phrase:
    """Several words beside each other, in each language."""
    return filled(
        Phrase.same(" ".join(f"{{part{number}}}" for number in range(len(parts)))),
        {f"part{number}": part for number, part in enumerate(parts)},
    )
