"""The picture of a map that leaves the program: under its title and sentence, with its day."""

import math
import re
from datetime import date

from markupsafe import Markup

from dpa_manager.domain.data_map.fitting import fitted
from dpa_manager.domain.data_map.picture import picture_of
from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.sentences import map_file_words

# Whoever finds the file later must see what it is about, and of which day.
_MARGIN = 32
_LEAST_WIDTH = 720
# Twice as sharp as the picture on a page; on A4 landscape some 210 dots an inch.
_SHARP_WIDTH = 2400
# Four bytes each while it is drawn, and about a second of work.
_MOST_DOTS = 16_000_000
_SIZE = re.compile(r'^<svg [^>]*?width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')
_LINK_TO_ROW = re.compile(r' href="#row-\d+"')
_TITLE, _SENTENCE, _DAY = 22, 15, 12

_PICTURE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" lang="{language}"><title>{title}</title>'
    '<rect width="{width}" height="{height}" fill="#fff"/>{lines}\n{map}</svg>\n'
)
_LINE = Markup('\n<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}">{words}</text>')


def bare_picture(data_map: DataMap, *, language: str) -> str:
    """The whole picture alone, with its colours, for a page that has words around it."""
    return picture_of(data_map, language=language, is_standalone=True, is_whole=True)


def told_picture(data_map: DataMap, *, title: str, on: date, language: str) -> str:
    """The whole picture as a file of its own: SVG on white, with a heading."""
    speaker = voice(language)
    inner = bare_picture(data_map, language=language)
    across, down = _size(inner)
    width = max(across, _LEAST_WIDTH) + 2 * _MARGIN
    day = speaker.of(map_file_words()["told-on"]).format(day=speaker.day(on))
    lines, below = _heading(
        (title, _TITLE, 2, True),
        (speaker.of(sentence_of(data_map)), _SENTENCE, 3, False),
        (day, _DAY, 1, False),
        width=width - 2 * _MARGIN,
    )
    # Inside another picture a picture is placed by x and y; no table stands below this one.
    placed = inner.replace("<svg ", f'<svg x="{_MARGIN}" y="{below}" ', 1)
    placed = _LINK_TO_ROW.sub("", placed)
    return str(
        _PICTURE.format(
            width=width,
            height=round(below + down + _MARGIN),
            language=language,
            title=title,
            lines=lines,
            map=Markup(placed),  # noqa: S704 - our own picture, which escapes the words in it.
        )
    )


def sharp_width(svg: str) -> int:
    """How many dots wide a PNG of this picture is: sharp in print, bounded for a very tall one."""
    across, down = _size(svg)
    bounded = math.isqrt(_MOST_DOTS * across // down)
    return min(_SHARP_WIDTH, bounded)


def _size(svg: str) -> tuple[int, int]:
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("A picture that stands alone says how large it is.")
    return round(float(found[1])), round(float(found[2]))


def _heading(*parts: tuple[str, int, int, bool], width: float) -> tuple[Markup, int]:
    """The lines of the heading, each part as high as its words ask, and where the map begins."""
    lines, y = Markup(""), _MARGIN
    for text, size, most, is_bold in parts:
        for line in fitted(text, width=width, size=size, is_bold=is_bold, most_lines=most):
            y += round(size * 1.35)
            weight = 600 if is_bold else 400
            lines += _LINE.format(x=_MARGIN, y=y, size=size, weight=weight, words=line)
        y += 4
    return lines, y + _MARGIN // 2
