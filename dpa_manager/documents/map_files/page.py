"""The data map as one HTML page for the client's own files: sentence, picture, table.

It holds all that it shows: no script, no letter, no picture and no address outside the file.
"""

from datetime import date

from markupsafe import Markup

from dpa_manager.domain.data_map.rows import DataMap
from dpa_manager.domain.data_map.summing_up import sentence_of
from dpa_manager.domain.data_map.telling import MapRow, rows_of
from dpa_manager.domain.wording.voice import voice
from dpa_manager.vocabulary.sentences import map_file_words, map_words

_STYLE = Markup("""
:root { color-scheme: light; color: #17202b; line-height: 1.5;
  font-family: Inter, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
body { margin: 2rem auto; max-inline-size: 80rem; padding-inline: 1.25rem; background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
.sentence { font-size: 1.125rem; margin-block: 0.5rem 1.5rem; }
.day { color: #4c5968; margin: 0; }
.picture { overflow-x: auto; }
.picture svg { display: block; inline-size: 100%; min-inline-size: 56rem; block-size: auto; }
.table { overflow-x: auto; margin-block-start: 2rem; }
table { border-collapse: collapse; inline-size: 100%; font-size: 0.9375rem; }
caption { text-align: start; font-weight: 600; padding-block-end: 0.5rem; }
th, td { text-align: start; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; }
tr { border-block-end: 1px solid #d8dee6; scroll-margin-block: 2rem; }
thead th { color: #4c5968; font-weight: 600; }
tr:target { background: #fff3d6; }
.mark { font-weight: 600; white-space: nowrap; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { font-size: 9pt; }
  body { margin: 0; max-inline-size: none; padding: 0; }
  .picture, .table { overflow: visible; }
  .picture { break-inside: avoid; }
  .picture svg { min-inline-size: 0; max-block-size: 150mm; }
  .table { break-before: page; margin: 0; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
""")

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="day">{day}</p>
</header>
<main>
<p class="sentence">{sentence}</p>
{picture}{table}</main>
</body>
</html>
""")
_PICTURE = Markup('<div class="picture">{svg}</div>\n')
# A region that can be scrolled sideways can be reached with the keyboard alone.
_TABLE = Markup("""<div class="table" tabindex="0" role="region" aria-label="{caption}">
<table>
<caption>{caption}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
""")
_HEAD = Markup('<th scope="col">{words}</th>')
_ROW = Markup("""<tr id="row-{number}"><th scope="row">{category}{mark}</th><td>{subjects}</td>\
<td>{activity}</td><td>{receiver}</td><td>{country}{outside}</td><td>{ground}</td></tr>
""")
_MARK = Markup(' <span class="mark">({words})</span>')
_HEADS = ("category", "subjects", "activity", "receiver", "country", "ground")


def map_page(data_map: DataMap, *, svg: str, title: str, on: date, language: str) -> bytes:
    """The page, UTF-8; `svg` is our own picture of this map, standing alone."""
    speaker = voice(language)
    words = map_file_words()
    page = _PAGE.format(
        language=language,
        title=title,
        style=_STYLE,
        day=speaker.of(words["told-on"]).format(day=speaker.day(on)),
        sentence=speaker.of(sentence_of(data_map)),
        # The picture escapes the words in it; nothing here comes from elsewhere.
        picture=_PICTURE.format(svg=Markup(svg)) if data_map.flows else "",  # noqa: S704
        table=_table(data_map, title=title, language=language) if data_map.flows else "",
    )
    return page.encode("utf-8")


def _table(data_map: DataMap, *, title: str, language: str) -> Markup:
    words = map_file_words()
    heads = (_HEAD.format(words=words[key].in_language(language)) for key in _HEADS)
    rows = (_row(row, language=language) for row in rows_of(data_map, language=language))
    return _TABLE.format(caption=title, heads=Markup("").join(heads), rows=Markup("").join(rows))


def _row(row: MapRow, *, language: str) -> Markup:
    return _ROW.format(
        number=row.number,
        category=row.category,
        mark=_mark("sensitive", language=language) if row.is_sensitive else "",
        subjects=voice(language).stacked(row.subjects),
        activity=row.activity,
        receiver=row.receiver,
        country=row.country,
        outside=_mark("outside", language=language) if row.is_outside else "",
        ground=row.ground,
    )


def _mark(key: str, *, language: str) -> Markup:
    return _MARK.format(words=map_words()[key].in_language(language))
