"""Templates: the version of each language that is in use, and what the rules need of it."""

from collections.abc import Iterable

from dpa_manager.domain.completeness import TemplateFacts
from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.template_words import WORDS
from dpa_manager.models import Template, TemplateVersion
from dpa_manager.vocabulary.phrase import Phrase

PROCESSING_AGREEMENT = "processing-agreement"


def version_in_use(key: str, *, language: str) -> TemplateVersion:
    """The version of the template `key` in `language` that is drafted with, template joined.

    Raises NotFound.
    """
    versions = versions_in_use(key, languages=(language,))
    if not versions:
        raise _no_template(key, language)
    return versions[0]


def versions_in_use(key: str, *, languages: Iterable[str]) -> tuple[TemplateVersion, ...]:
    """The version in use of template `key` for each language that has one, templates joined.

    It is the activated one, and the newest where none was.
    """
    wanted = (
        TemplateVersion.select(TemplateVersion, Template)
        .join(Template)
        .where(
            Template.key == key,
            Template.language.in_(tuple(languages)),
            Template.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
            Template.active_number.is_null() | (TemplateVersion.number == Template.active_number),
        )
        .order_by(Template.language, TemplateVersion.number)
    )
    return tuple({version.template.language: version for version in wanted}.values())


def template_facts(version: TemplateVersion) -> TemplateFacts:
    """What the check of this version found, as the rules want it."""
    report = version.report
    return TemplateFacts(
        kind=version.template.kind,
        language=version.template.language,
        clauses=report["clauses"],
        bookmarks=frozenset(report["clauses"]),
        unknown_words=tuple(word for word in report["words"] if word.split(".")[0] not in WORDS),
    )


def _no_template(key: str, language: str) -> NotFound:
    name = f"{key} ({language})"
    return NotFound(
        "no-template",
        Phrase(
            nl=f"Er is geen sjabloon {name}.",
            fr=f"Il n'y a pas de modèle {name}.",
            en=f"There is no template {name}.",
        ),
        field="template",
    )
