"""Fitting words into a box: whole words on so many lines, and an ellipsis where they end."""

from collections.abc import Callable

from dpa_manager.domain.data_map.letter_widths import width_of

ELLIPSIS = "…"


def fitted(
    text: str, *, width: float, size: float, is_bold: bool = False, most_lines: int = 1
) -> tuple[str, ...]:
    """The text on at most `most_lines` lines, none wider than `width`; () for no text.

    Lines break between words, or inside one that is wider than a line. What does not fit ends in
    an ellipsis.
    """

    def is_fitting(line: str) -> bool:
        return width_of(line, size=size, is_bold=is_bold) <= width

    # No-break spaces keep words together in running text; in a box every space may end a line.
    rest = " ".join(text.split())
    lines: list[str] = []
    while rest and len(lines) < most_lines - 1 and not is_fitting(rest):
        line = _first_line(rest, is_fitting=is_fitting)
        lines.append(line)
        rest = rest[len(line) :].lstrip()
    if rest:
        lines.append(rest if is_fitting(rest) else _cut(rest, is_fitting=is_fitting))
    return tuple(lines)


def _first_line(text: str, *, is_fitting: Callable[[str], bool]) -> str:
    """The most whole words that fit, or else the most letters; always at least one."""
    words = text.split(" ")
    line = words[0]
    for word in words[1:]:
        if not is_fitting(f"{line} {word}"):
            break
        line = f"{line} {word}"
    return line if is_fitting(line) else _most(line, is_fitting=is_fitting)


def _cut(text: str, *, is_fitting: Callable[[str], bool]) -> str:
    most = _most(text, is_fitting=lambda line: is_fitting(_ended(line)))
    return _ended(most)


def _ended(line: str) -> str:
    return line.rstrip(" ,;:.·(-") + ELLIPSIS


def _most(text: str, *, is_fitting: Callable[[str], bool]) -> str:
    """The longest beginning that fits; a first letter is kept even where nothing does."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if is_fitting(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return text[:low]
