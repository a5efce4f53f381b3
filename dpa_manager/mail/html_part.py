"""The HTML of a mail: one column, readable in light and dark, nothing fetched from anywhere."""

from html import escape
from string import Template

from dpa_manager.mail.wording import CLOSING, Paragraph, Words

# Programs that know no style sheet still show black on white; the others follow the reader's mode.
_FRAME = Template(
    """\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>$subject</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 16px; background: #ffffff; color: #1b1f24; }
.text { max-width: 560px; margin: 0 auto;
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
.button { display: inline-block; padding: 12px 20px; border-radius: 6px;
  background: #0b5394; color: #ffffff; font-weight: 600; text-decoration: none; }
.address { font-size: 14px; }
.address a { color: #0b5394; }
.code { font: 700 28px/1.3 ui-monospace, Consolas, monospace; letter-spacing: 4px; }
.closing { margin-top: 32px; padding-top: 12px; border-top: 1px solid #8a929c;
  color: #4d5661; font-size: 14px; }
@media (prefers-color-scheme: dark) {
  body { background: #14171a; color: #e8eaed; }
  .button { background: #9cc7f0; color: #0b1a2a; }
  .address a { color: #9cc7f0; }
  .closing { border-color: #767f8a; color: #b4bcc6; }
}
</style>
</head>
<body>
<div class="text">
$paragraphs
</div>
</body>
</html>
"""
)


def html_of(words: Words, *, link: str, language: str) -> str:
    """The page of a mail; every text in it is escaped, the only address is `link`."""
    return _FRAME.substitute(
        language=language,
        subject=escape(words.subject),
        paragraphs="\n".join(_html(paragraph, link=link) for paragraph in words.paragraphs),
    )


def _html(paragraph: Paragraph, *, link: str) -> str:
    text = escape(paragraph.words)
    if paragraph.kind == "button":
        address = escape(link)
        return (
            f'<p><a class="button" href="{address}">{text}</a></p>\n'
            f'<p class="address"><a href="{address}">{address}</a></p>'
        )
    if paragraph.kind in ("code", CLOSING):
        return f'<p class="{paragraph.kind}">{text}</p>'
    return f"<p>{text}</p>"
