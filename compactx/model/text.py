"""Text from outside: how names compare, which number digits give, and how what does not print or fit is shown.

Everything that is printed passes :func:`clean` or :func:`field` once: the text of a corpus and of documents may hold
escape sequences or bidirectional overrides that would change what a terminal shows. This runs on every lookup, so it
does without ``re``; ``unicodedata`` is loaded only for text beyond ASCII.
"""

from __future__ import annotations

SUMMARY = "~ "  # stands before a gist wherever one is shown: these are our words, not the document's
LEGEND = f"{SUMMARY}our summary, not the document's words"  # beside whatever shows one
SAYING = 240  # characters of a wording that stands where a title would
MOST = 999_999_999  # of anything that is counted or numbered; an index and every platform hold it

_PUNCTUATION = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": " ", "\u201d": " ", '"': " ", "\u2010": "-",
                              "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " "})  # fmt: skip
_SHORTEST = 4
_IRREGULAR = {"child": "children", "woman": "women", "man": "men", "person": "people"}
_IRREGULAR |= {many: one for one, many in _IRREGULAR.items()}

_BYTE = 0x100
_PLANE = 0x10000
_SCHEMES = ("https://", "http://")
_HOST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
# RFC 3986: what may stand in a path, a query or a fragment besides escapes, which are a percent sign and two digits.
_REST = _HOST + "_~!$&'()*+,;=:@/?"
_HEX = "0123456789abcdefABCDEF"
_MOST_PORT = 5  # digits
_PLAIN_BREAKS = {"\n": " ", "\t": " ", "\r": " "}


def whole(value: object, most: int = MOST) -> int | None:
    """Return the number that some digits or a header give, None if it is none, is negative, or exceeds ``most``.

    >>> whole("17"), whole("017"), whole("+1"), whole("\u00b2"), whole("9" * 5000)
    (17, 17, None, None, None)
    >>> whole(3.7), whole(float("inf")), whole(float("nan")), whole(-1), whole(2**80), whole(None)
    (3, None, None, None, None, None)
    """
    if isinstance(value, str):
        digits = value.lstrip("0") or value[:1]
        if not (value.isascii() and value.isdecimal()) or len(digits) > len(str(most)):
            return None
        number = int(digits)
    elif isinstance(value, int | float) and 0 <= value <= most:  # not true of NaN
        number = int(value)
    else:
        return None
    return number if number <= most else None


def fold(text: str) -> str:
    r"""Return the comparable form of a name.

    >>> fold("  The  2030 Agenda "), fold("Non\u2011refoulement"), fold("Lajčák")
    ('2030 agenda', 'non-refoulement', 'lajcak')
    """
    plain = text.translate(_PUNCTUATION)
    if not plain.isascii():
        import unicodedata  # noqa: PLC0415 - costs as much as a query; most names are ASCII

        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = plain.casefold().split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def forms(word: str) -> tuple[str, ...]:
    """Return a word with its regular plural or singular, alone if it has none.

    >>> forms("policies"), forms("gfmd"), forms("access"), forms("17")
    (('policies', 'policy'), ('gfmd', 'gfmds'), ('access',), ('17',))
    """
    if word in _IRREGULAR:
        return word, _IRREGULAR[word]
    if not (word.isascii() and word.isalpha() and len(word) >= _SHORTEST) or word.endswith(("ss", "us", "is")):
        return (word,)
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("s"):
        return word, word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, word[:-1] + "ies"
    return word, word + "s"


def any_form(word: str) -> str:
    """Return the expression of the text index that finds a word in any of its forms.

    >>> any_form("policies"), any_form("17")
    ('("policies" OR "policy")', '"17"')
    """
    quoted = [f'"{form}"' for form in forms(word)]
    return f"({' OR '.join(quoted)})" if len(quoted) > 1 else quoted[0]


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
    is_host = host[:1].isalnum() and not host.strip(_HOST)
    return is_host and is_port and _is_quoted(whole[end:]) and _is_quoted(fragment)


def _is_quoted(text: str) -> bool:
    first, *escaped = text.split("%")
    return not first.strip(_REST) and all(
        len(piece) >= 2 and not piece[:2].strip(_HEX) and not piece[2:].strip(_REST)  # noqa: PLR2004 - two digits
        for piece in escaped
    )


def clean(text: str) -> str:
    r"""Return the text with every character that does not print shown as its escape.

    Line breaks and tabs become spaces. Joiners inside scripts and emoji stay.

    >>> clean("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else _visible(c) for c in text)


def _visible(char: str) -> str:
    if char in _PLAIN_BREAKS:
        return _PLAIN_BREAKS[char]
    if char in "\u00a0\u202f\u2009":
        return " "
    return escape(char)


def field(text: object) -> str:
    r"""Return a value as one field of a tab-separated line: cleaned, tabs and line breaks escaped.

    >>> field("a\tb\nc"), field(None)
    ('a\\tb\\nc', '')
    """
    if text is None:
        return ""
    if isinstance(text, str) and text.isprintable() and "\\" not in text:  # nearly all, by the hundred thousand
        return text
    if isinstance(text, (list, tuple)):
        return ", ".join(map(field, text))
    shown = str(text).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return shown if shown.isprintable() else clean(shown)
