"""Templates: the Word files that agreements are drafted with, their versions and their checks."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dpa_manager.actions.templating import TemplateRefused, activate_template, add_template
from dpa_manager.queries.history import events_about
from dpa_manager.queries.template_sheets import (
    read_template,
    template_differences,
    template_lines,
    template_list,
    template_sheet,
)
from dpa_manager.vocabulary.library import vocabulary
from dpa_manager.web.access import needs, scope
from dpa_manager.web.answers import file_answer
from dpa_manager.web.doing import doing, pressed
from dpa_manager.web.forms.base import accepted
from dpa_manager.web.forms.templates import TemplateForm
from dpa_manager.web.history import entries
from dpa_manager.web.house import house
from dpa_manager.web.lists import Choice, Head, Shown, list_file, listed_page
from dpa_manager.web.speaking import (
    LANGUAGE_NAMES,
    gettext,
    in_reader_language,
    marked,
    reader_language,
)

blueprint = Blueprint("templates", __name__)

Page = str | tuple[str, int] | Response

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def template_kind(key: str) -> str:
    """What the reader calls a kind of template."""
    return in_reader_language(vocabulary().template_kinds[key].label)


_LIST = Shown(
    title=marked("Templates"),
    search=marked("Kind or language"),
    heads=(
        Head("kind", marked("Kind of document"), lambda line: template_kind(line.kind), width=36),
        Head("language", marked("Language"), lambda line: LANGUAGE_NAMES[line.language]),
        Head("in_use", marked("In use"), lambda line: line.in_use, is_number=True),
        Head("newest", marked("Newest version"), lambda line: line.newest, is_number=True),
        Head("changed", marked("Added"), lambda line: line.changed_at),
    ),
    choices=(
        Choice("written_in", marked("Language"), tuple(LANGUAGE_NAMES), LANGUAGE_NAMES.__getitem__),
    ),
)


@blueprint.get("/dpo/templates")
@needs("template.read")
def templates() -> str:
    """The templates by kind and language."""
    listed = listed_page(_LIST, template_list(scope()), template_lines)
    return render_template("office/templates.html", listed=listed, kind=template_kind)


@blueprint.get("/dpo/templates.xlsx")
@blueprint.get("/dpo/templates.csv")
@needs("template.read")
def templates_file() -> Response:
    """The list as a file."""
    return list_file(_LIST, template_list(scope()), template_lines)


@blueprint.get("/dpo/templates/new")
@needs("template.write")
def new_template() -> str:
    """Ask for a Word file."""
    return render_template("office/new_template.html", form=TemplateForm(), report=None)


@blueprint.post("/dpo/templates/new")
@needs("template.write")
def upload() -> Page:
    """Check a file, and keep it as a version that is not in use yet."""
    form, refused = TemplateForm(), []

    def keep() -> Any:
        try:
            return _add(form)
        except TemplateRefused as error:
            refused.append(error.report)
            raise

    version = accepted(form, keep)
    if version is None:
        report = refused[0] if refused else None
        return render_template("office/new_template.html", form=form, report=report), 400
    flash(gettext("The template passed its check and is kept. Put it to use when you want."))
    return redirect(url_for(".template", template=version.template.public_id), code=303)


@blueprint.get("/dpo/templates/<template>")
@needs("template.read")
def template(template: str) -> str:
    """One template: its versions, which one is in use, what happened."""
    row = scope().template(template)
    return render_template(
        "office/template.html",
        sheet=template_sheet(row),
        kind=template_kind(row.kind),
        history=entries(events_about("template", row.public_id, chain="firm")),
    )


@blueprint.get("/dpo/templates/<template>/versions/<template_version>.docx")
@needs("template.read")
def download(template: str, template_version: str) -> Response:
    """A version as the Word file that was uploaded."""
    row = scope().template(template)
    version = scope().template_version(row, template_version)
    data = read_template(version, store=house().store)
    name = f"{template_kind(row.kind)} {row.language} v{version.number}.docx"
    return file_answer(data, name=name, media_type=_DOCX, language=row.language)


@blueprint.post("/dpo/templates/<template>/versions/<template_version>/activate")
@needs("template.write")
def activate(template: str, template_version: str) -> Page:
    """Draft with this version from now on."""
    row = scope().template(template)
    version = scope().template_version(row, template_version)
    if pressed(activate_template, version):
        told = gettext("Version %(number)s is in use from now on.")
        flash(told % {"number": version.number})
    return redirect(url_for(".template", template=template), code=303)


@blueprint.get("/dpo/templates/<template>/versions/<template_version>/differences")
@needs("template.read")
def differences(template: str, template_version: str) -> str:
    """What the fixed text of a version has different from another one, `with` by its number."""
    row = scope().template(template)
    version = scope().template_version(row, template_version)
    sheet = template_sheet(row)
    others = [line for line in sheet.versions if line.number != version.number]
    other = _other(others, version)
    return render_template(
        "office/template_differences.html",
        sheet=sheet,
        kind=template_kind(row.kind),
        version=version,
        other=other,
        others=others,
        differences=_between(row, other, version),
    )


def _other(others: list[Any], version: Any) -> Any:
    """The version that the address asks for, or the one before, or None."""
    wanted = request.args.get("with", "")
    asked = (line for line in others if str(line.number) == wanted)
    earlier = (line for line in others if line.number < version.number)
    return next(asked, None) or next(earlier, None)


def _between(row: Any, other: Any, version: Any) -> Any:
    if other is None:
        return ()
    before = scope().template_version(row, other.public_id)
    return template_differences(before, version, language=reader_language())


def _add(form: TemplateForm) -> Any:
    return add_template(
        form.file.data.read(),
        kind=form.kind.data,
        language=form.language.data,
        activates=False,
        **doing(),
    )
