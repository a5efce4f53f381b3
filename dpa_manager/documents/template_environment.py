"""The sandbox in which templates are filled: no functions, no filters, only text can be printed."""

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Under this key a rendering collects what it printed. It is no identifier, so no template can
# name it; Jinja keeps what it was given under any key.
PRINTED = "values printed"


@pass_context
def _note_printed(context: Context, value: object) -> object:
    if isinstance(value, Undefined):
        return str(value)  # Raises UndefinedError: the class is StrictUndefined.
    if type(value) is not str:
        raise TemplateRuntimeError("only text can be printed")
    context.parent[PRINTED].append(value)
    return value


class _PlainEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox whose dots reach the words of a group before anything else, and sooner."""

    def getattr(self, obj: object, attribute: str) -> object:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def template_environment(*, is_escaping: bool = True) -> ImmutableSandboxedEnvironment:
    """A fresh sandbox; `is_escaping` False is for text that the caller escapes itself.

    By default Jinja lets a template run code through its built-in functions, docxtpl does not
    escape, and a missing word prints as nothing (TRUST 0, traps 1, 2 and 4).
    """
    environment = _PlainEnvironment(
        autoescape=is_escaping,
        undefined=StrictUndefined,
        finalize=_note_printed,
        keep_trailing_newline=True,
        cache_size=0,
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment
