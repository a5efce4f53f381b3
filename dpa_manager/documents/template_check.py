"""The check of an uploaded template: refuses, with the place, what may not or cannot be filled."""

from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import nodes
from lxml import etree

from dpa_manager.documents.content_check import content_problems, located
from dpa_manager.documents.faults import BrokenTemplate, UnsafePackage
from dpa_manager.documents.package import read_package
from dpa_manager.documents.package_check import package_problems, parsed_parts
from dpa_manager.documents.readback import read_back
from dpa_manager.documents.renderer import open_template
from dpa_manager.documents.style_check import style_problems
from dpa_manager.documents.tag_check import tag_problems
from dpa_manager.documents.template_clauses import ClauseText, clause_texts
from dpa_manager.documents.template_environment import template_environment
from dpa_manager.documents.template_report import REFUSES, Place, TemplateProblem, TemplateReport
from dpa_manager.documents.template_source import BODY, CORE, OpenedTemplate, PartSource
from dpa_manager.documents.template_syntax import syntax_faults
from dpa_manager.documents.word_use import sample_words, word_uses
from dpa_manager.domain.errors import DomainError
from dpa_manager.domain.template_words import ANNEXES, CLAUSES, SIGNATURE_PLACES, WORDS
from dpa_manager.domain.template_words.shapes import Word

AGREEMENT = "processing-agreement"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_PROBLEMS = 50


def check(
    data: bytes, *, kind: str, language: str, words: Mapping[str, Word] = WORDS
) -> TemplateReport:
    """Everything that keeps `data` from being a template of this kind and language.

    Each step runs only when the steps before found nothing to refuse, from the cheapest and most
    suspicious to the trial with sample data; nothing is fetched, run or kept. For files from
    outside use `sandboxed_check.check_in_sandbox`, which runs this under limits.
    """
    try:
        parts = read_package(data)
    except UnsafePackage as error:
        return TemplateReport((TemplateProblem(error.code, Place(error.part)),))
    problems: list[TemplateProblem] = []
    roots = parsed_parts(parts, problems)
    filled = frozenset(_filled_parts(parts))
    problems += package_problems(parts, roots)
    problems += content_problems(roots, filled=filled)
    problems += style_problems(roots, language=language)
    for name in sorted(filled & roots.keys()):
        problems += tag_problems(name, roots[name])
    if _refuse(problems):
        return TemplateReport(tuple(problems[:_MOST_PROBLEMS]))
    return _check_filling(data, roots, problems, kind=kind, words=words)


def _refuse(problems: list[TemplateProblem]) -> bool:
    return any(problem.severity == REFUSES for problem in problems)


def _filled_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in parts:
        if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes")):
            yield name


def _check_filling(
    data: bytes,
    roots: Mapping[str, etree._Element],
    problems: list[TemplateProblem],
    *,
    kind: str,
    words: Mapping[str, Word],
) -> TemplateReport:
    try:
        opened = OpenedTemplate(data)
        trees = _trees(opened, roots, problems)
    except BrokenTemplate as error:
        problems.append(_cannot_be_filled(error))
        return TemplateReport(tuple(problems))
    used = _used_words(trees, roots, problems, words=words)
    clauses = clause_texts(trees[BODY]) if BODY in trees else {}
    if kind == AGREEMENT and BODY in trees:
        problems += _clause_problems(clauses, roots[BODY])
    if not _refuse(problems):
        problems += _trial_problems(data, words)
    return TemplateReport(
        tuple(problems[:_MOST_PROBLEMS]),
        {name: clause.fixed_text for name, clause in clauses.items()},
        tuple(dict.fromkeys(used)),
    )


def _trees(
    opened: OpenedTemplate, roots: Mapping[str, etree._Element], problems: list[TemplateProblem]
) -> dict[str, nodes.Template]:
    """Jinja's tree of each part whose syntax is allowed; the rest becomes `problems`."""
    environment = template_environment()
    trees = {}
    for source in opened.sources(counts_paragraphs=True):
        place = _Places(source, roots.get(source.part))
        try:
            tree = environment.parse(source.source)
        except jinja2.TemplateSyntaxError as error:
            detail = error.message or "?"
            problems.append(TemplateProblem("syntax-error", place.at(error.lineno), detail))
        except RecursionError:
            problems.append(TemplateProblem("nested-too-deep", place.at(1)))
        else:
            faults = syntax_faults(tree)
            problems += [TemplateProblem(f.code, place.at(f.line), f.detail) for f in faults]
            if not faults:
                trees[source.part] = tree
    return trees


class _Places:
    """Turns Jinja's line into paragraph and clause; properties have neither."""

    def __init__(self, source: PartSource, root: etree._Element | None) -> None:
        self._part = source.part
        self._clauses: list[str] = [""]
        if root is not None and source.part != CORE:
            for item in located(source.part, root):
                if item.element.tag in (f"{_W}p", f"{_W}bookmarkStart"):
                    del self._clauses[item.place.paragraph :]
                    self._clauses.append(item.place.clause)

    def at(self, line: int) -> Place:
        if self._part == CORE:
            return Place(CORE)
        paragraph = max(line - 1, 0)
        clause = self._clauses[min(paragraph, len(self._clauses) - 1)]
        return Place(self._part, paragraph, clause)


def _used_words(
    trees: Mapping[str, nodes.Template],
    roots: Mapping[str, etree._Element],
    problems: list[TemplateProblem],
    *,
    words: Mapping[str, Word],
) -> list[str]:
    used = []
    for name, tree in trees.items():
        place = _Places(PartSource(name, ""), roots.get(name))
        for use in word_uses(tree, words):
            if use.fault:
                problems.append(TemplateProblem(use.fault, place.at(use.line), use.name))
            else:
                used.append(use.name)
    return used


def _clause_problems(
    clauses: Mapping[str, ClauseText], body: etree._Element
) -> Iterator[TemplateProblem]:
    """R-TPL-2: what must be there and is not, or never has text (AGREEMENT 2.7)."""
    names = [str(mark.get(f"{_W}name")) for mark in body.iter(f"{_W}bookmarkStart")]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield TemplateProblem("duplicate-bookmark", Place(BODY, clause=name), name)
    for name in (*CLAUSES, *ANNEXES, *SIGNATURE_PLACES):
        clause = clauses.get(name)
        if clause is None:
            yield TemplateProblem("missing-clause", Place(BODY, clause=name), name)
        elif not clause.is_printed and name not in SIGNATURE_PLACES:
            yield TemplateProblem("empty-clause", Place(BODY, clause=name), name)


def _trial_problems(data: bytes, words: Mapping[str, Word]) -> Iterator[TemplateProblem]:
    """Fill the template with everything and with nothing: both must be sound documents."""
    try:
        template = open_template(data)
    except DomainError as error:
        yield _cannot_be_filled(error)
        return
    for is_full in (True, False):
        try:
            filled = template.fill(sample_words(words, is_full=is_full))
            read_back(filled.parts, filled.printed)
        except DomainError as error:
            yield _cannot_be_filled(error)


def _cannot_be_filled(error: DomainError) -> TemplateProblem:
    part = getattr(error, "part", "")
    detail = getattr(error, "detail", "") or str(error)
    return TemplateProblem("cannot-be-filled", Place(part), detail[:200])
