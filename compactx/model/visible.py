"""How foreign text is shown: where it does not print or has no room, and which addresses may be handed on as links."""

from __future__ import annotations

SUMMARY = "~ "  # stands before a gist wherever one is shown: these are our words, not the document's
LEGEND = f"{SUMMARY}our summary, not the document's words"  # beside whatever shows one
SAYING = 240  # characters of a wording that stands where a title would

_BYTE = 0x100
_PLANE = 0x10000
_SCHEMES = ("https://", "http://")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
# RFC 3986: what may stand in a path, a query or a fragment besides escapes, which are a percent sign and two digits.
_REST = _HOST | frozenset("_~!$&'()*+,;=:@/?")
_HEX = frozenset("0123456789abcdefABCDEF")
_MOST_PORT = 5  # digits


def escape(char: str) -> str:
    r"""Return the escape of a character.

    >>> escape("\x1b"), escape("\u202e"), escape("\U000e0001")
    ('\\x1b', '\\u202e', '\\U000e0001')
    """
    code = ord(char)
    return f"\\x{code:02x}" if code < _BYTE else f"\\u{code:04x}" if code < _PLANE else f"\\U{code:08x}"


def short(text: str, room: int) -> str:
    """Return text cut to some characters, at a word if one ends near.

    >>> short("Establish mechanisms for the portability", 24)
    'Establish mechanisms …'
    """
    if len(text) <= room:
        return text
    cut = text[: room - 1]
    head, _, tail = cut.rpartition(" ")
    return f"{head} …" if head and len(tail) < room // 2 else f"{cut}…"


def is_web(url: str) -> bool:
    """Say whether an address is one that a page may link to, and every reader of links reads: http or https, a host.

    Nothing that ends a link early, names a user in front of the host, or is no IRI passes.

    >>> is_web("https://example.org:80/a?b=c#d"), is_web("https://example.org/%E6")
    (True, True)
    >>> [is_web(f"http{rest}") for rest in ("s://a b", "://[::1", "s://e.org/%zz", "s://un.org@evil.org", "s://")]
    [False, False, False, False, False]
    """
    scheme = next((scheme for scheme in _SCHEMES if url.startswith(scheme)), "")
    if not scheme:
        return False
    whole, _, fragment = url[len(scheme) :].partition("#")
    end = next((at for at, char in enumerate(whole) if char in "/?"), len(whole))
    host, colon, port = whole[:end].partition(":")
    is_port = not colon or (port.isdecimal() and len(port) <= _MOST_PORT)
    is_host = host[:1].isalnum() and _HOST.issuperset(host)
    return is_host and is_port and _is_quoted(whole[end:]) and _is_quoted(fragment)


def _is_quoted(text: str) -> bool:
    first, *escaped = text.split("%")
    return _REST.issuperset(first) and all(
        len(piece) >= 2 and _HEX.issuperset(piece[:2]) and _REST.issuperset(piece[2:])  # noqa: PLR2004 - two digits
        for piece in escaped
    )
