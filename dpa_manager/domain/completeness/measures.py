"""Rules about Annex III: measures under each heading of Art. 32, secrecy, certificates."""

from collections.abc import Iterator

from dpa_manager.domain.completeness.case import DraftCase
from dpa_manager.domain.completeness.days import months_before
from dpa_manager.domain.completeness.rule import (
    BLOCK,
    INFO,
    WARN,
    Finding,
    Rulebook,
    found,
    name_of,
)
from dpa_manager.domain.facts import MeasureFacts
from dpa_manager.vocabulary.folding import folded
from dpa_manager.vocabulary.library import vocabulary

book = Rulebook()

AUDIT_MONTHS = 24


def printed_measures(case: DraftCase) -> Iterator[MeasureFacts]:
    """The measures that Annex III prints: those in place and those planned."""
    for measure in case.facts.measures.measures:
        if measure.status != "not_applicable":
            yield measure


@book.rule("R-B-1w", WARN, article="28(3)(b)", field="processor.has_confidentiality_evidence")
def secrecy_of_staff_is_proven(case: DraftCase) -> Iterator[Finding]:
    """There is evidence that the staff is bound to secrecy."""
    if not case.facts.processor.has_confidentiality_evidence:
        yield found("processor.has_confidentiality_evidence")


@book.rule("R-C-1", BLOCK, article="28(3)(c), 32", field="measures")
def measure_set_is_attached(case: DraftCase) -> Iterator[Finding]:
    """A dated, numbered set of measures is attached."""
    measures = case.facts.measures
    if not measures.measures:
        yield found("measures", missing=name_of("measures"))
    if not measures.name:
        yield found("measures.name", missing=name_of("name"))
    if measures.version is None:
        yield found("measures.version", missing=name_of("version"))
    if measures.dated_on is None:
        yield found("measures.dated_on", missing=name_of("dated_on"))


@book.rule("R-C-2", BLOCK, article="32(1)(a)-(d)", field="measures")
def headings_have_measures(case: DraftCase) -> Iterator[Finding]:
    """Each heading of Art. 32 has a measure in place, or says why not; plans do not count."""
    in_place = {m.heading for m in case.facts.measures.measures if m.status == "implemented"}
    explained = {heading for heading, reason in case.facts.measures.reasons if reason}
    for heading, term in vocabulary().measure_headings.items():
        if term.needs_measure and heading not in in_place | explained:
            yield found(
                f"measures.headings.{heading}", subject=f"III.{heading}", heading=term.label
            )


@book.rule("R-C-3", WARN, article="32", field="measures")
def measures_are_concrete(case: DraftCase) -> Iterator[Finding]:
    """A measure says what is in place, not only what it is called."""
    for measure in printed_measures(case):
        if not measure.text or _only_repeats_its_label(measure):
            yield _about(measure, "text")


def _only_repeats_its_label(measure: MeasureFacts) -> bool:
    labels = measure.label.as_dict()
    # Folding is slow, so it is left to texts that could be equal at all.
    return any(
        text and len(text) <= 2 * len(labels[language]) and folded(text) == folded(labels[language])
        for language, text in measure.text.as_dict().items()
    )


def _about(measure: MeasureFacts, part: str) -> Finding:
    label = measure.label or measure.key
    return found(f"measures.{measure.key}.{part}", subject=measure.key, measure=label)


@book.rule("R-C-4", BLOCK, article="28(3)(c), 32", field="measures")
def planned_measures_have_a_date(case: DraftCase) -> Iterator[Finding]:
    """A planned measure binds from its date, so it has one."""
    for measure in case.facts.measures.measures:
        if measure.status == "planned" and measure.planned_on is None:
            yield _about(measure, "planned_on")


@book.rule("R-C-5", WARN, article="28(3)(c), 32", field="measures")
def planned_measures_lie_ahead(case: DraftCase) -> Iterator[Finding]:
    """A plan whose date has passed is either in place or late."""
    for measure in case.facts.measures.measures:
        is_planned = measure.status == "planned" and measure.planned_on is not None
        if is_planned and measure.planned_on and measure.planned_on < case.today:
            yield _about(measure, "planned_on")


@book.rule(
    "R-CERT-1",
    WARN,
    article="28(5)",
    field="certificates",
    applies=lambda case: bool(case.facts.certificates),
)
def certificates_are_valid(case: DraftCase) -> Iterator[Finding]:
    """A certificate that is printed has not expired."""
    for place, certificate in enumerate(case.facts.certificates, start=1):
        if certificate.valid_until is not None and certificate.valid_until < case.today:
            yield found(
                f"certificates.{place}.valid_until",
                subject=certificate.scheme,
                scheme=certificate.scheme,
                day=certificate.valid_until.isoformat(),
            )


@book.rule(
    "R-CERT-2",
    BLOCK,
    article="28(5)",
    field="certificates",
    applies=lambda case: bool(case.facts.certificates),
)
def certificates_are_described(case: DraftCase) -> Iterator[Finding]:
    """A certificate has a scheme and a scope."""
    for place, certificate in enumerate(case.facts.certificates, start=1):
        for name, value in (("scheme", certificate.scheme.strip()), ("scope", certificate.scope)):
            if not value:
                yield found(
                    f"certificates.{place}.{name}", subject=str(place), missing=name_of(name)
                )


@book.rule("R-GUAR-1", INFO, article="28(1)", field="certificates")
def guarantees_are_shown(case: DraftCase) -> Iterator[Finding]:
    """A valid certificate or an audit of the last 24 months shows sufficient guarantees."""
    has_certificate = any(
        certificate.valid_until is None or certificate.valid_until >= case.today
        for certificate in case.facts.certificates
    )
    audit = case.last_audit_on
    has_audit = audit is not None and audit >= months_before(case.today, AUDIT_MONTHS)
    if not has_certificate and not has_audit:
        yield found("certificates")
