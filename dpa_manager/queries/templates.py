"""Templates: the newest version of each language, and what the rules need to know of it."""

from collections.abc import Iterable

from dpa_manager.domain.completeness import TemplateFacts
from dpa_manager.domain.errors import NotFound
from dpa_manager.domain.template_words import WORDS
from dpa_manager.models import Template, TemplateVersion
from dpa_manager.vocabulary.phrase import Phrase

PROCESSING_AGREEMENT = "processing-agreement"


def newest_version(key: str, *, language: str) -> TemplateVersion:
    """The newest version of the active template `key` in `language`, its template joined.

    Raises NotFound.
    """
    versions = newest_versions(key, languages=(language,))
    if not versions:
        raise _no_template(key, language)
    return versions[0]


def newest_versions(key: str, *, languages: Iterable[str]) -> tuple[TemplateVersion, ...]:
    """The newest version of template `key` for each language that has one, templates joined."""
    wanted = (
        TemplateVersion.select(TemplateVersion, Template)
        .join(Template)
        .where(
            Template.key == key,
            Template.language.in_(tuple(languages)),
            Template.is_active == True,  # noqa: E712 - peewee writes the SQL for ==.
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
