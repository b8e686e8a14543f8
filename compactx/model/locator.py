"""Addresses inside an instrument.

A locator has one canonical spelling in files and ids, dotted (``43.b.iii``), and one printed spelling
(``43(b)(iii)``). People write it many ways; :func:`slug` reads the ones that stand for one provision. Lists and
ranges are the pinpoint grammar's work (:mod:`compactx.citation.pinpoint`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_LABELS = frozenset((
    "para", "paras", "paragraph", "paragraphs", "¶", "¶¶", "clause", "subparagraph", "item", "action", "principle",
    "commitment", "art", "article", "section",
))  # fmt: skip
# Behind the number of an article or a paragraph that was put in between two others later.
INSERTED = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
_WORD = 5  # letters from which a part is a word and not a mark
_ARTICLES = ("art", "article", "articles")
_PAIR = 2  # a word and its number
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def printed(locator: str, paragraphs: Container[str] = (), above: str = "") -> str:
    """Return the printed spelling of a dotted locator.

    ``paragraphs`` are the locators of the paragraphs of the text, below ``above``: a number with points is one of
    them where the text itself writes it so; otherwise the second number is an item's and stands in brackets.

    >>> printed("43.b.iii"), printed("target-10.c"), printed("objective-17"), printed("annex-ii.8.a")
    ('43(b)(iii)', 'target 10.c', 'objective 17', 'annex II, 8(a)')
    >>> printed("section-ii.short-term-4"), printed("article-8.bis.2")
    ('section II, short term 4', 'article 8 bis(2)')
    >>> printed("2.1.a", {"2", "2.1"}), printed("2.1.a", {"2"}), printed("annex-i.2.1", {"annex-i.2.1"})
    ('2.1(a)', '2(1)(a)', 'annex I, 2.1')
    """
    head, *tail = locator.split(".")
    if head.startswith(("target-", "indicator-")):
        return locator.replace("-", " ", 1)
    shown = _words(head)
    if head.startswith("annex-") and tail:
        return f"{shown}, {printed('.'.join(tail), paragraphs, f'{above}{head}.')}"
    if tail and head.isdecimal() and tail[0].isdecimal():
        count = _points([head, *tail], paragraphs, above)
        shown, tail = ".".join([head, *tail][:count]), tail[count - 1 :]
    return shown + "".join(map(_printed_part, tail))


def _printed_part(part: str) -> str:
    """Return a part behind a number: a letter in brackets, the words of a section, the "bis" of what was put in."""
    if part in INSERTED:
        return f" {part}"
    return f"({part})" if len(part) < _WORD else f", {_words(part)}"


def _points(parts: Sequence[str], paragraphs: Container[str], above: str) -> int:
    """Return how many parts are one number with points: the longest that a paragraph has, the first alone if none."""
    for count in range(len(parts), 1, -1):
        if all(part.isdecimal() for part in parts[:count]) and above + ".".join(parts[:count]) in paragraphs:
            return count
    return 1


def _words(part: str) -> str:
    """Return ``section-ii`` as ``section II``."""
    return " ".join(word.upper() if n and roman_value(word) else word for n, word in enumerate(part.split("-")))


def slug(text: str) -> str:
    """Return the dotted spelling of a provision address as people write it, or '' if it is none.

    ::

        address = [label] number {part}
        label   = "para" | "paragraph" | "¶" | "action" | "principle" | ...
        part    = ["."] ( "(" word ")" | word )

    >>> slug("33(a)"), slug("para. 43 (b) (iii)"), slug("43.b.iii"), slug("33a"), slug("Paris")
    ('33.a', '43.b.iii', '43.b.iii', '33.a', '')
    """
    folded = text.strip().lower()
    head, _, rest = folded.partition(" ")
    if head.rstrip(".") in _LABELS:
        folded = rest
    elif folded.startswith("¶"):
        folded = folded.lstrip("¶")
    spaced = "".join(c if c.isalnum() else " " for c in folded)
    if not folded.isascii() or any(not (c.isalnum() or c in " ().") for c in folded):
        return ""
    parts = [piece for word in spaced.split() for piece in split_number(word)]
    if not parts or not parts[0].isdecimal() or len(parts) > 4:  # noqa: PLR2004 - number, letter, roman, one spare
        return ""
    if any(part.isdecimal() for part in parts[1:]) or any(len(part) > 4 for part in parts[1:]):  # noqa: PLR2004 - viii is the longest mark
        return ""
    return ".".join([parts[0].lstrip("0") or "0", *parts[1:]])


def split_number(word: str) -> list[str]:
    """Split a number and the letters behind it.

    >>> split_number("33a"), split_number("b")
    (['33', 'a'], ['b'])
    """
    digits = len(word) - len(word.lstrip("0123456789"))
    return [piece for piece in (word[:digits], word[digits:]) if piece]


def parent(locator: str) -> str:
    """Return the locator above, '' at the top.

    >>> parent("43.b.iii"), parent("43")
    ('43.b', '')
    """
    return locator.rpartition(".")[0]


def roman_value(text: str) -> int:
    """Return the value of a lower-case roman numeral, 0 if the text is none.

    >>> roman_value("iv"), roman_value("b")
    (4, 0)
    """
    values = [_NUMERALS.get(c, 0) for c in text]
    if not values or 0 in values:
        return 0
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if to_roman(total) == text else 0


def to_roman(number: int) -> str:
    """Return the lower-case roman numeral of a number from 1 to 399.

    >>> to_roman(19)
    'xix'
    """
    out = []
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def is_numbered(shown: str) -> bool:
    """Say whether a printed locator is an address that a text has: numbers and letters, each with one word before it.

    Other words are those of an id, and a place is better called by its title or short name.

    >>> [is_numbered(one) for one in ("33(b)", "annex II, 8(s)", "chapter IV", "criticism 1", "annex II, (b)")]
    [True, True, True, True, True]
    >>> [is_numbered(one) for one in ("annex II, borders", "summary", "statement smith 1", "longer term(1)")]
    [False, False, False, False]
    """
    return all(len(part) <= _PAIR and _is_mark(part[-1]) for part in (one.split(" ") for one in shown.split(", ")))


def _is_mark(word: str) -> bool:
    own = word.partition("(")[0].lower()
    return any(map(str.isdecimal, own)) or len(own) < _PAIR or bool(roman_value(own))


def spellings(locator: str) -> list[str]:
    """Return the locators under which a corpus may hold a part, the most exact first.

    >>> spellings("annex-ii.section-iii.8.a")
    ['annex-ii.section-iii.8.a', 'annex-ii.8.a']
    >>> spellings("annex.5"), spellings("goal-10.7"), spellings("goal-8.target-8.7")
    (['annex.5', '5'], ['goal-10.7', 'target-10.7', 'goal-10'], ['target-8.7', 'goal-8.target-8.7', 'goal-8'])
    >>> spellings("goal-10.target-7"), spellings("indicator-10.7.1")
    (['target-10.7', 'goal-10.target-7', 'goal-10'], ['indicator-10.7.1', 'target-10.7'])
    """
    parts = locator.split(".")
    found = [locator]
    containers = [n for n, part in enumerate(parts) if part.startswith(("section-", "part-", "chapter-"))]
    if containers and len(parts) > len(containers):
        found.append(".".join(part for n, part in enumerate(parts) if n not in containers))
    if parts[0] in {"annex", "preamble"} and len(parts) > 1:
        found.append(".".join(parts[1:]))
    if parts[0].startswith("goal-") and len(parts) > 1:
        goal = parts[0].removeprefix("goal-")
        if parts[1].startswith("target-"):
            number = ".".join(parts[1:]).removeprefix("target-")
            own = number if "." in number else f"{goal}.{number}"
            return [f"target-{own}", *found, parts[0]]
        found += [f"target-{locator[5:]}", parts[0]]
    if parts[0].startswith("indicator-") and len(parts) > 1:
        found.append(f"target-{parts[0].removeprefix('indicator-')}.{parts[1]}")
    if parts[0].startswith("objective-") and len(parts) > 1:
        found.append(parts[0])
    if parts[0].startswith("article-"):
        found.append(locator.removeprefix("article-"))
    return found


def article(text: str) -> str:
    """Return the dotted locator of an article, or of a place in one, as people write it; '' if the words are none.

    ::

        address = ["article" | "art" ["."]] number {part}
        number  = digits | a roman numeral after the label, or alone and in capitals
        part    = ["."] ( "(" mark ")" | mark )      at most three letters or digits, or a roman numeral; a letter may
                                                     follow digits at once

    >>> article("12"), article("art. 10(1)"), article("1A(2)"), article("Article IV"), article("12 13")
    ('article-12', 'article-10.1', 'article-1.a.2', 'article-4', '')
    >>> article("40(2)(b)(viii)"), article("10(best)"), article("XIV"), article("xiv"), article("C")
    ('article-40.2.b.viii', '', 'article-14', '', '')
    """
    folded = text.strip().lower()
    if _is_capital_numeral(text.strip()):
        return f"article-{roman_value(folded)}"
    head, _, rest = folded.partition(" ")
    labelled = head.rstrip(".") in _ARTICLES
    folded = rest if labelled else folded
    if not folded.isascii() or any(not (char.isalnum() or char in " ().") for char in folded):
        return ""
    closed = folded.replace(" ", "")
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    if any(word.isdecimal() and f"({word})" not in closed and f".{word}" not in closed for word in words[1:]):
        return ""
    parts = [piece for word in words for piece in split_number(word)]
    if parts and labelled and not parts[0].isdecimal():
        parts[0] = str(roman_value(parts[0]) or "")
    if not parts or not parts[0].isdecimal() or len(parts) > 4 or not all(map(_marks, parts)):  # noqa: PLR2004 - see the grammar
        return ""
    return "article-" + ".".join([parts[0].lstrip("0") or "0", *parts[1:]])


def _is_capital_numeral(word: str) -> bool:
    """Say whether a word alone is a roman numeral: letters that mark a part or begin an acronym are none."""
    return word.isupper() and (len(word) > 1 or word in "IVX") and roman_value(word.lower()) > 0


def _marks(part: str) -> bool:
    return len(part) <= 3 or roman_value(part) > 0  # noqa: PLR2004 - see the grammar of article


def annex(tail: str) -> str:
    """Return the dotted locator of ``annex II, 8 (m)``, '' if the words are none.

    >>> annex("Annex II 8(m)")
    'annex-ii.8.m'
    """
    words = tail.lower().replace(",", " ").split()
    if len(words) < 2 or words[0] != "annex":  # noqa: PLR2004 - annex and its number
        return ""
    inner = slug(" ".join(words[2:])) if words[2:] else ""
    return f"annex-{words[1]}" + (f".{inner}" if inner else "")
