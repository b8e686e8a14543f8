r"""Quoting for each language that formats write, so that text stays text.

Titles and surfaces come from corpora and documents and may hold anything: quotation marks, markup, formulas, escape
sequences. One rule for all of them: no file holds a character that a terminal acts on or that hides what is read.
Formats that have an escape for every character keep text exactly; the others (tables, XML, DOT, Mermaid, Markdown) show
characters that do not print as ``\x1b``.
"""

from __future__ import annotations

from compactx.model.text import escape

_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_XML_TABLE = str.maketrans(_XML)
_BREAKS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TURTLE = str.maketrans({**_BREAKS, '"': '\\"'})
_CYPHER = str.maketrans({**_BREAKS, "'": "\\'"})
_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000\u200c\u200d").union(map(chr, range(0x2000, 0x200B)))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|<>~&$:")
_MERMAID = frozenset('%"#&<>;`\\[]{}()|')


def inert(text: str, keep: str = "") -> str:
    r"""Return text with every character that does not print as an escape, but for spaces, joiners and what is kept.

    >>> inert("a\x1b[31m\u202eb\u3000c\nd"), inert("a\nb", "\n")
    ('a\\x1b[31m\\u202eb\u3000c\\x0ad', 'a\nb')
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SPACES or c in keep else escape(c) for c in text)


def visible(text: str) -> str:
    r"""Return text with every character that does not print as an escape; line breaks and tabs become spaces.

    >>> visible("a\x1b[31m\u202eb\nc")
    'a\\x1b[31m\\u202eb c'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else _shown(c) for c in text)


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    return escape(char)


def xml(text: str) -> str:
    r"""Return text for an XML attribute or element; what XML 1.0 cannot hold becomes visible.

    >>> xml('<a b="c">\x00')
    '&lt;a b=&quot;c&quot;&gt;\\x00'
    """
    return inert(text, "\t\n\r").translate(_XML_TABLE)


def html(text: str) -> str:
    """Return text for HTML and SVG that a browser shows as it is.

    >>> html("<script>alert('1')</script>")
    '&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;'
    """
    return visible(text).translate(_XML_TABLE)


def cell(value: object) -> str:
    r"""Return a value as a cell that no spreadsheet calculates.

    A text that begins like a formula, also in wide letters, or with an apostrophe, gets an apostrophe in front; to read
    a table back take one leading apostrophe off (:func:`uncell`). Line breaks and tabs stay inside their quotation
    marks, whatever else does not print is shown.

    >>> cell("=1+1"), cell("plain"), cell("'tis"), uncell(cell("'tis")), cell(None), cell("\uff1d1"), cell("a\x1b")
    ("'=1+1", 'plain', "''tis", "'tis", '', "'\uff1d1", 'a\\x1b')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    shown = inert(value, "\n\t")
    return f"'{shown}" if _is_like_formula(value) else shown


def _is_like_formula(text: str) -> bool:
    first = text.lstrip(" \u00a0\u200b\u200c\u200d\u3000\ufeff")[:1]
    if first and not first.isascii():
        import unicodedata  # noqa: PLC0415 - most cells are ASCII

        first = unicodedata.normalize("NFKC", first)
    return first.startswith(("'", *_FORMULA))


def uncell(text: str) -> str:
    """Return what :func:`cell` was given."""
    return text.removeprefix("'")


def dot(text: str) -> str:
    r"""Return text as a DOT string; Graphviz reads escapes and entities in it, so both are taken out.

    >>> dot('say "hi" \\N & go')
    '"say \\"hi\\" \\\\N &amp; go"'
    """
    return '"' + visible(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid(text: str) -> str:
    """Return text as a Mermaid string, its own marks as entity codes.

    >>> mermaid('a "b" <c>')
    '"a #34;b#34; #60;c#62;"'
    """
    return '"' + "".join(f"#{ord(c)};" if c in _MERMAID else c for c in visible(text)) + '"'


def markdown(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> markdown("[x](y) <b>")
    '\\[x\\]\\(y\\) \\<b\\>'
    """
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in visible(text))


def turtle(text: str) -> str:
    r"""Return text as a Turtle or N-Triples string; every character survives.

    >>> turtle('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    escaped = text.translate(_TURTLE)
    return f'"{escaped}"' if escaped.isprintable() else '"' + "".join(map(_printed, escaped)) + '"'


def _printed(char: str) -> str:
    return char if char.isprintable() else _code(char)


def cypher(text: str) -> str:
    r"""Return text as a Cypher string; every character of the first plane survives.

    >>> cypher("it's\n")
    "'it\\'s\\n'"
    """
    escaped = text.translate(_CYPHER)
    if escaped.isprintable():
        return f"'{escaped}'"
    return "'" + "".join(_cypher_printed(c) for c in escaped) + "'"


def _cypher_printed(char: str) -> str:
    """Return a character of a Cypher string; its escape has four digits, so what lies beyond is shown."""
    if char.isprintable() or ord(char) <= 0xFFFF:  # noqa: PLR2004 - the first plane
        return _printed(char)
    return "\\" + escape(char)


def _code(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"  # noqa: PLR2004 - short and long form
