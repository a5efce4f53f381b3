"""What a broken habit of the house looks like: one checker a habit, over files as text."""

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import PurePosixPath

MOST_LINES = 400
MOST_VIEW_LINES = 15
FEWEST_WORDS = 4
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "miscellaneous"}
TABLE_CALLS = {
    "save", "create", "delete_instance", "select", "get_or_create", "get_by_id", "execute_sql",
}  # fmt: skip
REGISTRIES = ("pypi", "pythonhosted", "npmjs", "deb.debian", "security.debian", "nodesource")


@dataclass(frozen=True)
class File:
    """A file of the repository: its path from the root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


Check = Callable[[Sequence[File]], list[str]]


def each_file(check: Callable[[File], Iterator[tuple[int, str]]]) -> Check:
    """Make a checker over many files of one that looks at a single file and yields (line, what)."""

    @wraps(check)
    def check_all(files: Sequence[File]) -> list[str]:
        return [f"{file.path}:{line}: {what}" for file in files for line, what in check(file)]

    return check_all


def each_line(pattern: str, what: str) -> Check:
    """A checker that finds a pattern in any line."""
    found = re.compile(pattern)

    @each_file
    def check(file: File) -> Iterator[tuple[int, str]]:
        for number, line in enumerate(file.text.splitlines(), start=1):
            if match := found.search(line):
                yield number, f"{what}: {match.group().strip()}"

    return check


@each_file
def too_long(file: File) -> Iterator[tuple[int, str]]:
    if (lines := len(file.text.splitlines())) > MOST_LINES:
        yield MOST_LINES, f"{lines} lines, and {MOST_LINES} is the most"


@each_file
def vaguely_named(file: File) -> Iterator[tuple[int, str]]:
    for part in PurePosixPath(file.path).parts:
        if part.split(".")[0].lower() in VAGUE_NAMES:
            yield 1, f"{part} does not say what it owns"


@each_file
def without_docstring(file: File) -> Iterator[tuple[int, str]]:
    if file.text.strip() and not ast.get_docstring(file.tree):
        yield 1, "the first line does not say what the file owns"


def calls_of(*names: str) -> Check:
    """A checker that finds calls of functions or methods by their last name."""

    @each_file
    def check(file: File) -> Iterator[tuple[int, str]]:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and _last_name(node.func) in names:
                yield node.lineno, f"calls {_last_name(node.func)}()"

    return check


def method_calls_of(*names: str) -> Check:
    """A checker that finds calls of methods, but not of plain functions, by name."""

    @each_file
    def check(file: File) -> Iterator[tuple[int, str]]:
        for node in ast.walk(file.tree):
            is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_method and node.func.attr in names:
                yield node.lineno, f"calls .{node.func.attr}()"

    return check


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@each_file
def agreement_called_dpa(file: File) -> Iterator[tuple[int, str]]:
    for node in ast.walk(file.tree):
        for name in _names_given(node):
            if "dpa" in name.lower().replace("dpa_manager", "").split("_") and not name.isupper():
                yield getattr(node, "lineno", 1), f"{name}: say agreement or authority"


def _names_given(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return []


@each_file
def misnamed_time(file: File) -> Iterator[tuple[int, str]]:
    """Dates end in _on and instants in _at; `today`, `now` and the ends of a span say it too."""
    span = ("_from", "_to", "_until")
    endings = {"date": ("_on", "today", *span), "datetime": ("_at", "now", *span)}
    fields = {"DateField": "date", "InstantField": "datetime", "DateTimeField": "datetime"}
    for node, name in _class_fields(file.tree):
        kind = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            kind = fields.get(_last_name(node.value.func), "")
        allowed = endings.get(kind.removesuffix(" | None"))
        if allowed and not f"_{name}".endswith(allowed):
            yield node.lineno, f"{name} is a {kind}, so it ends in {allowed[0]}"


def _class_fields(tree: ast.Module) -> Iterator[tuple[ast.Assign | ast.AnnAssign, str]]:
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in owner.body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if isinstance(target, ast.Name):
                    yield node, target.id


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key as written: where, from which class, to which, with which options."""

    place: str
    owner: str
    target: str
    options: dict[str, str]


def _foreign_keys(files: Sequence[File]) -> list[ForeignKey]:
    return [
        ForeignKey(
            place=f"{file.path}:{call.lineno}",
            owner=owner.name,
            target=_last_name(call.args[0]) if call.args else "",
            options={word.arg or "**": ast.unparse(word.value) for word in call.keywords},
        )
        for file in files
        for owner in ast.walk(file.tree)
        if isinstance(owner, ast.ClassDef)
        for call in ast.walk(owner)
        if isinstance(call, ast.Call) and _last_name(call.func) == "ForeignKeyField"
    ]


def lazily_loaded(files: Sequence[File]) -> list[str]:
    return [
        f"{key.place}: a key of {key.owner} to {key.target} loads rows that nobody joined"
        for key in _foreign_keys(files)
        if key.options.get("lazy_load") != "False"
    ]


def walked_back(files: Sequence[File]) -> list[str]:
    """From a row that belongs to no client, nothing may lead on to rows of clients."""
    keys = _foreign_keys(files)
    of_clients = {"Client"}
    while more := {k.owner for k in keys if k.target in of_clients} - of_clients:
        of_clients |= more
    return [
        f"{key.place}: {key.target} is shared, so the key of {key.owner} needs backref='+'"
        for key in keys
        if key.owner in of_clients
        and key.target not in of_clients
        and key.options.get("backref") != "'+'"
    ]


@each_file
def careless_page(file: File) -> Iterator[tuple[int, str]]:
    signs = {
        r"\sstyle\s*=": "a style attribute",
        r"<style\b": "a style element",
        r"<script\b(?![^>]*\bsrc\s*=)": "an inline script",
        r"\son[a-z]+\s*=": "an event attribute",
        r"""["']\s*javascript:""": "a script address",
        r"\|\s*safe\b": "unescaped words",
        r"autoescape\s+false": "unescaped words",
    }
    for pattern, what in signs.items():
        for match in re.finditer(pattern, file.text, re.IGNORECASE):
            yield file.text.count("\n", 0, match.start()) + 1, what


@each_file
def loose_lock(file: File) -> Iterator[tuple[int, str]]:
    """A lock holds exact pins with at least one hash each, and nothing else: no address."""
    pin = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[\w.!+]+( ; [^\\]+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = file.text.splitlines()
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if pin.fullmatch(line):
            if not hashed.fullmatch(after):
                yield number, "a pin without a hash"
        elif not hashed.fullmatch(line) or line.endswith("\\") != after.startswith("    --hash"):
            yield number, f"neither a pin nor a hash: {line[:60]}"


@each_file
def names_no_claim(file: File) -> Iterator[tuple[int, str]]:
    for test in _tests(file):
        if len(test.name.removeprefix("test_").split("_")) < FEWEST_WORDS:
            yield test.lineno, f"{test.name} claims nothing"


def cannot_fail(files: Sequence[File]) -> list[str]:
    """A test can fail by an assertion of its own, or of a function of the tests that it calls."""
    functions = [
        (file.path, node)
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef)
    ]
    asserting = {"raises", "warns", "fail", "expect"}
    while more := {f.name for _, f in functions if _can_fail(f, asserting)} - asserting:
        asserting |= more
    return [
        f"{path}:{function.lineno}: {function.name} asserts nothing"
        for path, function in functions
        if function.name.startswith("test_") and function.name not in asserting
    ]


def _can_fail(function: ast.FunctionDef, asserting: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            if not isinstance(node.test, ast.Constant):
                return True
        elif isinstance(node, ast.Call) and _last_name(node.func) in asserting:
            return True
    return False


def _tests(file: File) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


@each_file
def left_out_or_faked(file: File) -> Iterator[tuple[int, str]]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _last_name(node)
            if name in {"skip", "skipif", "xfail", "importorskip"}:
                yield node.lineno, f"{name}: all that a test needs is set up by ./run test"
        if isinstance(node, ast.Import | ast.ImportFrom):
            words = ast.unparse(node).replace(".", " ").replace(",", " ").split()
            if "mock" in words:
                yield node.lineno, "a mock, where the real thing can be had"


@each_file
def long_view(file: File) -> Iterator[tuple[int, str]]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef) and any(map(_is_route, node.decorator_list)):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            if lines > MOST_VIEW_LINES:
                yield (
                    node.lineno,
                    f"{node.name} has {lines} lines, and {MOST_VIEW_LINES} is the most",
                )


def _is_route(decorator: ast.expr) -> bool:
    is_call = isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute)
    return is_call and decorator.func.attr in {"route", "get", "post"}
