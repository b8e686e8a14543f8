r"""Quoting for each language that formats write, so that text stays text.

Titles and surfaces come from corpora and documents and may hold anything: quotation marks, markup, formulas, escape
sequences. Formats that have an escape for every character keep text exactly; the others (XML, DOT, Mermaid, Markdown)
show characters that do not print as ``\x1b``.
"""

from __future__ import annotations

from compactx.model.visible import escape

_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_XML_TABLE = str.maketrans(_XML)
_BREAKS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TURTLE = str.maketrans({**_BREAKS, '"': '\\"'})
_CYPHER = str.maketrans({**_BREAKS, "'": "\\'"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|<>~&$:")
_MERMAID = frozenset('"#&<>;`\\[]{}()|')


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
    if not text.isprintable():
        text = "".join(c if _in_xml(ord(c)) else _shown(c) for c in text)
    return text.translate(_XML_TABLE)


def _in_xml(code: int) -> bool:
    """Say whether XML 1.0 section 2.2 allows a character; the C1 controls it discourages are not let through."""
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0x7E  # noqa: PLR2004 - printable ASCII
        or 0xA0 <= code <= 0xD7FF  # noqa: PLR2004 - the rest of the plane below the surrogates
        or (0xE000 <= code <= 0xFFFD and code != 0xFEFF)  # noqa: PLR2004 - above them, without the byte order mark
        or (0x10000 <= code <= 0x10FFFF and code & 0xFFFE != 0xFFFE)  # noqa: PLR2004 - no noncharacters
    )


def html(text: str) -> str:
    """Return text for HTML and SVG that a browser shows as it is.

    >>> html("<script>alert('1')</script>")
    '&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;'
    """
    return visible(text).translate(_XML_TABLE)


def cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet calculates.

    A text that begins like a formula, or with an apostrophe, gets an apostrophe in front; to read a table back exactly
    take one leading apostrophe off (:func:`uncell`).

    >>> cell("=1+1"), cell("plain"), cell("'tis"), uncell(cell("'tis")), cell(None)
    ("'=1+1", 'plain', "''tis", "'tis", '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    bare = value.lstrip(" ")
    return f"'{value}" if bare.startswith(("'", *_FORMULA)) else value


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
    r"""Return text as a Cypher string; every character survives.

    >>> cypher("it's\n")
    "'it\\'s\\n'"
    """
    escaped = text.translate(_CYPHER)
    if escaped.isprintable():
        return f"'{escaped}'"
    # Cypher's escape has four digits: what lies beyond them stands as it is.
    return "'" + "".join(c if ord(c) > 0xFFFF else _printed(c) for c in escaped) + "'"  # noqa: PLR2004 - beyond the first plane


def _code(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"  # noqa: PLR2004 - short and long form
