"""Fold a text to the form that is counted, fingerprinted and compared.

Two copies of one official document differ in dashes, quotation marks, white space and compatibility
characters, and in nothing else that matters. Folding those away lets a fingerprint say whether the
words are the same.
"""

from __future__ import annotations

import bisect
from operator import methodcaller

from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = {
    0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'",
    0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"',
}  # fmt: skip
# Soft hyphens, joiners and marks of direction; fingerprints leave out the first five alone.
HIDDEN = (
    "\u00ad\u200b\u200c\u200d\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
)
_FOLDS = {**_DASHES, **_QUOTES, **dict.fromkeys(map(ord, HIDDEN), "")}
_REPLACED = tuple((chr(code), new) for code, new in _FOLDS.items() if chr(code) not in HIDDEN[5:])

_KEY = {code: " " for code in range(128) if not chr(code).isalnum()}
_KEY |= {code: chr(code).lower() for code in range(65, 91)}
_KEY[10] = "\n"
_KEY_BYTES = bytes(range(256)).decode("latin-1").translate(_KEY).encode("latin-1")
_ASCII = bytes(range(128))
# Bytes of UTF-8: those that begin a letter beyond ASCII as 255, and those that go on with one, which are left out.
_FIRST_BYTES, _MORE_BYTES = _ASCII + b"\xff" * 128, bytes(range(128, 192))
_BEYOND = re.compile(r"([^\x00-\xff][^\x00-\xff]*)")


def normalise(text: str) -> str:
    r"""Return the text in NFKC with plain dashes and quotation marks and single spaces.

    >>> normalise("non\u2011binding  \u201ctext\u201d")
    'non-binding "text"'
    """
    if text.isascii():
        return " ".join(text.split())
    plain = compatible(text.replace("\u00a0", " "))  # most often there is nothing else to do
    for char, new in _REPLACED:  # several times faster than a table
        if char in plain:
            plain = plain.replace(char, new)
    return " ".join(plain.split())


def compatible(text: str) -> str:
    r"""Return a text in NFKC; most pages in English have nothing that asks for it.

    >>> compatible("\ufb01le \u00b2")
    'file 2'
    """
    if text.isascii():
        return text
    import unicodedata  # noqa: PLC0415 - as long to load as a page is read

    return unicodedata.normalize("NFKC", text)


def fingerprint(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the normalised text."""
    return fingerprint_of(normalise(text))


def fingerprint_of(plain: str) -> str:
    """Return the fingerprint of a text that is normalised already."""
    import hashlib  # noqa: PLC0415 - what scans a text takes no fingerprint

    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def word_count(text: str) -> int:
    """Return the number of words of the normalised text, as white space divides them."""
    return len(normalise(text).split())


def key(text: str) -> str:
    """Return a text as names are compared: lower case, everything but letters and digits as spaces, same length.

    >>> key("Land, Sea and Air (1949)")
    'land  sea and air  1949 '
    """
    if text.isascii():  # many times faster
        return text.translate(_KEY)
    try:  # bytes are changed in a twentieth of the time
        return text.encode("latin-1").translate(_KEY_BYTES).decode("latin-1")
    except UnicodeEncodeError:
        pieces = _BEYOND.split(text)
        pieces[::2] = [piece.encode("latin-1").translate(_KEY_BYTES).decode("latin-1") for piece in pieces[::2]]
        return "".join(pieces)


BREAK = " \n "  # what stands for a blank line


class FoldedText:
    r"""A text folded for matching, and the way back to the offsets of the original.

    Folding keeps the case. White space shrinks to one space, a blank line to ``" \n "`` (no name runs over it), dashes
    and quotation marks become plain, superscript digits (marks of footnotes) vanish, words broken at a line end are
    joined.
    """

    __slots__ = ("_from", "_kept", "_until", "text")

    def __init__(self, text: str, pieces: Sequence[tuple[int, int, int]]) -> None:
        """Keep the folded text and its pieces: where each starts here, where there, and whether it is copied."""
        self.text = text
        self._until = [at for at, _, _ in pieces]
        self._from = [source for _, source, _ in pieces]
        self._kept = [kept for _, _, kept in pieces]

    def start(self, offset: int) -> int:
        """Return where the character at a folded offset begins in the original."""
        piece = bisect.bisect_right(self._until, offset) - 1
        return self._from[piece] + (offset - self._until[piece]) * self._kept[piece]

    def starts(self, offsets: Iterable[int]) -> list[int]:
        """Return where the characters at some folded offsets begin in the original; each is no less than the last."""
        until, source, kept = self._until, self._from, self._kept
        found, piece, following = [], -1, -1
        for offset in offsets:
            while following <= offset:
                piece += 1
                following = until[piece + 1] if piece + 1 < len(until) else offset + 1
            found.append(source[piece] + (offset - until[piece]) * kept[piece])
        return found

    def end(self, offset: int) -> int:
        """Return where the characters before a folded offset end in the original."""
        if offset == 0:
            return self._from[0]
        piece = bisect.bisect_right(self._until, offset - 1) - 1
        if self._kept[piece]:
            return self._from[piece] + offset - self._until[piece]
        return self._from[piece + 1]


def fold_text(
    text: str, start: int = 0, end: int | None = None, words: Container[str] = frozenset(), base: int = 0
) -> FoldedText:
    r"""Fold a stretch of a text; offsets lead back into the whole text, in which the one given begins at ``base``.

    ``words`` are lower-case words known to exist: a word broken by a hyphen at a line end loses the hyphen if the
    whole is one of them, and keeps it otherwise.

    >>> folded = fold_text("the 2030\n  Agenda\u00b9 for mi-\ngrants", words={"migrants"})
    >>> folded.text
    'the 2030 Agenda for migrants'
    >>> folded.start(9), folded.end(15)
    (11, 17)
    """
    end = len(text) if end is None else end
    out: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = begun = start
    length = 0
    plain, specials = _specials(text, start, end)
    for found in specials:
        new = _folding(found, text, words)
        if new is None:
            continue
        first, last = found.span()
        out.append(plain[at - start : first - start])
        out.append(new)
        at = last
        if len(new) == last - first == 1:  # one for one, as for a line end: offsets go on as they were
            continue
        if first > begun:
            pieces.append((length, base + begun, 1))
            length += first - begun
        if new:
            pieces.append((length, base + first, 0))
            length += len(new)
        begun = at
    pieces += [(length, base + begun, 1), (length + end - begun, base + end, 1)]
    out.append(plain[at - start : end - start])
    return FoldedText("".join(out), pieces)


def _specials(text: str, start: int, end: int) -> tuple[str, Iterable[re.Match[str]]]:
    """Return a stretch with what is folded one for one, and what else is to be folded there, in order.

    A text holds few different letters beyond ASCII. Where none of them joins its neighbours, each is replaced
    everywhere at once, and only the rest is looked at.
    """
    plain = text[start:end]
    held = {char for char in _ASKED if char in plain}
    letters = b"" if plain.isascii() else plain.encode("utf-8", "surrogatepass")  # bytes are swept many times faster
    held.update(letters.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    beyond = {char for char in held if char > "\x7f" and not char.isspace() and char not in _MARKS}
    if any(char >= "\u0300" and not any(low <= ord(char) < high for low, high in _ALONE) for char in beyond):
        return plain, _SPECIAL.finditer(text, start, end)
    singles = {char: _FOLDS[ord(char)] if ord(char) in _FOLDS else compatible(char).translate(_FOLDS)
               for char in beyond}  # fmt: skip
    found = _broken(text, start, end, _HYPHENS & held)
    if "&" in plain:
        found += _AMPERSAND.finditer(text, start, end)
    if not held.isdisjoint(_MARKS):
        found += _MARK.finditer(text, start, end)
    if beyond:
        hyphens = {one.start() for one in found}
        runs = _runs(text, start, letters, alone=any(len(new) != 1 for new in singles.values()))
        found += [run for run in runs if run.start() not in hyphens]
    singles.update((char, " ") for char in held if char.isspace())
    for char, new in singles.items():
        if len(new) == 1 and new != char:
            plain = plain.replace(char, new)
    found += _gaps(text, plain, (start, end), {one.end() for one in found}, breaks=not held.isdisjoint("\f\u2029"))
    if len(found) > 1:
        found.sort(key=methodcaller("start"))
    return plain, found


def _broken(text: str, start: int, end: int, hyphens: Iterable[str]) -> list[re.Match[str]]:
    """Return the words that are broken at a line end."""
    found = []
    for hyphen in hyphens:
        at = text.find(hyphen, start, end)
        while at >= 0:
            one = _BROKEN.match(text, at, end) if text[at + 1 : at + 2].isspace() else None
            if one:
                found.append(one)
            at = text.find(hyphen, at + 1, end)
    return found


def _runs(text: str, start: int, letters: bytes, *, alone: bool) -> Iterator[re.Match[str]]:
    """Yield what stands beyond ASCII side by side, and with ``alone`` what stands there alone.

    ``letters`` are the bytes in UTF-8 of a stretch: the first byte of a letter tells whether it is of ASCII.
    """
    kinds = letters.translate(_FIRST_BYTES, _MORE_BYTES)
    wanted = b"\xff" if alone else b"\xff\xff"
    at = kinds.find(wanted)
    while at >= 0:
        end = at + 1
        while kinds[end : end + 1] == b"\xff":
            end += 1
        found = _OTHER.finditer(text, start + at, start + end)
        yield from (run for run in found if alone or run.end() - run.start() > 1)
        at = kinds.find(wanted, end)


def _gaps(
    text: str, plain: str, span: tuple[int, int], inside: Container[int], *, breaks: bool
) -> Iterator[re.Match[str]]:
    """Yield the white space longer than a character that no broken word ends with; with ``breaks``, all of it."""
    start, end = span
    if breaks:
        yield from (gap for gap in _GAP.finditer(text, start, end) if gap.end() not in inside)
        return
    at = plain.find("  ")
    while at >= 0:
        gap = _GAP.match(text, start + at, end)
        if gap is None:
            return
        if gap.end() not in inside:
            yield gap
        at = plain.find("  ", gap.end() - start)


_SPECIAL = re.compile(
    r"(?P<and>(?<=\s)&(?=\s))"
    r"|(?P<broken>(?<=[a-z])[-\u00ad\u2010\u2011][^\S\n]{0,8}\n\s{0,40}(?=[a-z]))|(?P<gap>\s{2,}|[^\S ])"
    r"|(?P<mark>[\u00b9\u00b2\u00b3\u2070-\u2079]+)|(?P<other>[A-Za-z]?[\u0300-\u036f]+"
    r"|[^\x00-\x7f\s\u00b9\u00b2\u00b3\u2070-\u2079]+)"
)
# The same one by one; a pattern that begins with a set of letters is looked for many times faster.
_BROKEN = re.compile(r"(?P<broken>(?<=[a-z])[-\u00ad\u2010\u2011][^\S\n]{0,8}\n\s{0,40}(?=[a-z]))")
_GAP = re.compile(r"(?P<gap>\s{2,}|[^\S ])")
_MARK = re.compile(r"(?P<mark>[\u00b9\u00b2\u00b3\u2070-\u2079][\u00b9\u00b2\u00b3\u2070-\u2079]*)")
_AMPERSAND = re.compile(r"(?P<and>(?<=\s)&(?=\s))")
_OTHER = re.compile(r"(?P<other>[^\x00-\x7f\s\u00b9\u00b2\u00b3\u2070-\u2079]+)")
_ASKED = "-\t\n\v\f\r\x1c\x1d\x1e\x1f"  # what matters here of ASCII
_HYPHENS = frozenset("-\u00ad\u2010\u2011")
_MARKS = frozenset("\u00b9\u00b2\u00b3\u2070\u2071\u2072\u2073\u2074\u2075\u2076\u2077\u2078\u2079")
# Beyond U+0300, where marks that join a letter begin, the code points that never join what stands beside them.
_ALONE = ((0x370, 0x400), (0x1E00, 0x20D0), (0x2100, 0x2C00))
_AND = "and"  # what "&" between words stands for in names
_LETTERS_BEFORE = re.compile(r"[A-Za-z]{1,40}\Z")
_LETTERS_AFTER = re.compile(r"[a-z]{1,40}")


def _folding(found: re.Match[str], text: str, words: Container[str]) -> str | None:
    """Return what stands for a special stretch, None if it stays as it is."""
    special = found.group()
    if found.lastgroup == "gap":
        return BREAK if special.count("\n") > 1 or "\f" in special or "\u2029" in special else " "
    if found.lastgroup == "mark":
        return ""
    if found.lastgroup == "and":
        return _AND
    if found.lastgroup == "broken":
        before = _LETTERS_BEFORE.search(text, max(0, found.start() - 40), found.start())
        after = _LETTERS_AFTER.match(text, found.end())
        whole = (before.group() if before else "") + (after.group() if after else "")
        return "" if whole.lower() in words else "-"
    plain = compatible(special).translate(_FOLDS)
    return None if plain == special else plain
