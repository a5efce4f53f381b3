"""The renderer: a template and plain words become a DOCX whose every value was read back."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping

from dpa_manager.documents.compiled_template import CompiledTemplate
from dpa_manager.documents.plain_words import check_words
from dpa_manager.documents.readback import read_back
from dpa_manager.documents.reference_renderer import ReferenceTemplate
from dpa_manager.documents.template_source import OpenedTemplate

MOST_TEMPLATES_KEPT = 32

Template = CompiledTemplate | ReferenceTemplate


class TemplateCache:
    """The templates compiled last, by the SHA-256 of their bytes; safe among threads."""

    def __init__(self, *, most: int = MOST_TEMPLATES_KEPT) -> None:
        """`most` templates are kept; the one unused longest goes first."""
        self._most = most
        self._kept: OrderedDict[bytes, Template] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, data: bytes) -> Template:
        """The template of these bytes, compiled now if it is not kept; raises BrokenTemplate."""
        key = hashlib.sha256(data).digest()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        # Compiled outside the lock, so that others go on filling; two threads may do it at once.
        template = open_template(data)
        with self._lock:
            self._kept[key] = template
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return template

    def __len__(self) -> int:
        return len(self._kept)


def open_template(data: bytes) -> Template:
    """Compile a template; docxtpl itself fills those whose tables change their columns."""
    opened = OpenedTemplate(data)
    if opened.has_fixed_columns():
        return CompiledTemplate(opened)
    return ReferenceTemplate(data, opened)


_CACHE = TemplateCache()


def render(template: bytes, words: Mapping[str, object]) -> bytes:
    """Fill `template` (a DOCX) with `words` (plain str, bool, list and dict only): a DOCX.

    Equal input gives equal bytes. Raises UnfitValue, UndefinedWord, BrokenTemplate, UnsafePackage,
    and ValueLost when a value printed does not stand verbatim in the result.
    """
    check_words(words)
    filled = _CACHE.get(template).fill(words)
    read_back(filled.parts, filled.printed)
    return filled.docx
