r"""Official symbols: documents, resolutions, treaty volumes, labour conventions, goals and targets.

::

    symbol     = organ "/" part {"/" part} [" (" year | session | part ")"] ["/" Add.N ...]
    resolution = [body] ("resolution" | "decision" | "Res.") number {separator number}
    number     = 70/1 | 2020/5 | S-24/2 | 217 A (III) | 1325 (2000)

Every pattern is a sequence of bounded pieces: none can be matched in two ways, so the work grows with the text alone.
A number without its organ is completed from the words before it (:mod:`compactx.citation.numbers`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Symbol(Record):
    """A symbol in a folded text: its range, its one spelling, what it stands for, and the pattern that found it.

    ``kind`` is a kind of instrument, or ``goal``, ``target`` or ``indicator``; ``symbol`` is '' when the words before
    the number do not tell whose it is.
    """

    start: int
    end: int
    symbol: str
    kind: str
    rule: str


# First components of symbols that documents of the United Nations and its treaties bear.
_ORGANS = (
    "A|S|E|T|ST|CD|CCW|NPT|TD|UNEP|FCCC|CBD|ICCD|CTOC|CAC|SPLOS|ISBA|CLCS|JIU|DP|HSP|IDB|GC|CEDAW|CRC"
    "|CRPD|CCPR|CAT|CED|CERD"
    "|CMW|HRI|HR|BWC|TPNW|LC|LEG|PCNICC|DC|APLC|ICC|WHA|EB|Assembly|HS|ECE|LG|UNFF|IPBES|UNW|SAICM|PBC"
    "|ESCAP|E_ESCAP|CEB|ICEF"
    "|HLPF|IOM|MC|ACC|LNTS|ILC|DEC|INFCIRC|UNCTAD|CP|SCA|OSPAR|ASEAN|EC|UNODC|COP|DPKO|CLT|UNA|AU|EX|MIGRATION"
)
_PART = r"(?:E?S-[0-9]{1,3}|[A-Z0-9][A-Za-z0-9.]{0,24}(?:(?<=[A-Z])\([A-Z0-9]{1,4}\))?)"
_SUFFIX = r"(?:/(?:Add|Corr|Rev|Amend|L|CRP|INF)\.[0-9]{1,4})"
_LABEL = r"(?:Parts?|Vols?\.?|Sects?\.?|Supp\.?) ?[IVXLC0-9]{1,5}[A-Z]?(?: and [IVXLC0-9]{1,5})?|[Pp]lan outline"
_BRACKET = rf"(?: ?[A-Z])? ?\((?:(?:19|20)[0-9]{{2}}|[IVXLC]{{1,8}}|E?S-[IVX]{{1,5}}|{_LABEL})\)"
_SLASHED = re.compile(
    rf"(?<![\w/.])(?:{_ORGANS})(?:/{_PART}|/ (?:Add|Corr"
    rf"|Rev)\.[0-9]{{1,3}}){{1,7}}(?:{_BRACKET}{_SUFFIX}{{0,3}}(?:[A-Z]\b)?)?"
)
_PART_LETTER = re.compile(r" ([A-Z])(?=[,.;:)]| of | and |$)")
_TREATY_SERIES = re.compile(
    r"(?:United Nations,? )?(?:Treaty Series|UNTS|U\.N\.T\.S\."
    r"|[Ii]bid\.),? vols?\. ?([0-9]{1,4})(?:,? (?:and|to) [0-9]{1,4})?"
    r"(?:, (No|p|pp)\. ?I?-?([0-9]{1,6}))?"
)
_TREATY_VOLUME = re.compile(r"\b([0-9]{1,4}) (?:UNTS|U\.N\.T\.S\.) ([0-9]{1,4})\b")
_LABOUR = re.compile(
    r"\b(?:(?:ILO|International Labour Organi[sz]ation(?: \(ILO\))?) )?(Conventions?|Recommendations?|Protocols?),?"
    r"(?: [0-9]{4})? \(?(?:Nos?\.? ?|number )([0-9]{1,3})"
    r"(?:\(?,? [12][0-9]{3}\)?)?((?:\)?(?:, (?:and )?| and | or | to )(?:(?:Conventions?"
    r"|the) )?\(?(?:Nos?\.? ?)?[0-9]{1,3}(?![0-9/]|\.[0-9])){0,16})"
)
_LABOUR_PLAIN = re.compile(
    r"\bILO (Convention|Recommendation)s? ([0-9]{1,3})(?![\w/])"
    r"((?:(?:, (?:and )?| and | or )[0-9]{1,3}(?![\w/]|\.[0-9])){0,16})"
)
_LABOUR_CODE = re.compile(r"(?<![\w/.-])(?:(ILO) )?([CR])([0-9]{2,3})(?![\w/-]|\.[0-9])")
_LABOUR_MORE = re.compile(r"[0-9]{1,3}")
_DECISION = re.compile(r"\bdecisions? ([0-9]{1,3}/(?:CP|CMA|CMP|COP)\.[0-9]{1,3})\b")
_HEALTH = re.compile(
    r"\bWHA ?([0-9]{1,2}\.[0-9]{1,3})\b|\b(?:World Health Assembly|WHA) resolution ([0-9]{1,2}\.[0-9]{1,3})\b"
)
_SALES = re.compile(r"\bSales No\. ?[EFRSAC]\.[0-9]{2}\.[IVX]{1,5}\.[A-Z]?\.?[0-9]{1,3}\b")
_PLAIN = re.compile(r"(?<![\w/.-])(?:A[0-9]{2}/[0-9]{1,3}|INFCIRC/[0-9]{1,4})(?![\w/])")
_SPACE = re.compile(r"\s+")
_LETTER_BRACKET = re.compile(r"^(.*?/?[0-9]+)([A-Z])?(\([IVXLC-]+[A-Z]*\))([A-Z])?$")


def tidy(number: str) -> str:
    """Return a number or symbol without spaces, the letter of a part after the bracket.

    >>> tidy("217 A (III)"), tidy("1325 (2000)"), tidy("66/235 B")
    ('217(III)A', '1325(2000)', '66/235B')
    """
    plain = _SPACE.sub("", number).rstrip(".")
    lettered = _LETTER_BRACKET.match(plain)
    if lettered and (lettered.group(2) or lettered.group(4)):
        return lettered.group(1) + lettered.group(3) + (lettered.group(2) or lettered.group(4))
    return plain


def find(text: str) -> list[Symbol]:
    """Return the symbols of a folded text that need no words around them, in order."""
    found: list[Symbol] = []
    if "/" in text:
        found += _slashed(text)
    if any(word in text for word in ("Treaty Series", "UNTS", "U.N.T.S.", "bid.")):
        found += _treaties(text)
    found += _labour(text)
    found += [
        Symbol(m.start(), m.end(), f"decision {m.group(1)}", "resolution", "decision") for m in _DECISION.finditer(text)
    ]
    found += [
        Symbol(m.start(), m.end(), f"WHA{m.group(1) or m.group(2)}", "resolution", "health")
        for m in _HEALTH.finditer(text)
    ]
    found += [Symbol(m.start(), m.end(), m.group(), "document", "sales-number") for m in _SALES.finditer(text)]
    found += [Symbol(m.start(), m.end(), m.group(), "document", "symbol") for m in _PLAIN.finditer(text)]
    found.sort(key=lambda symbol: (symbol.start, -symbol.end))
    return found


def _slashed(text: str) -> Iterator[Symbol]:
    for found in _SLASHED.finditer(text):
        shown = found.group().rstrip(" .(")
        if not any(c.isdecimal() for c in shown):
            continue
        end = found.start() + len(shown)
        letter = _PART_LETTER.match(text, end) if "/RES/" in shown else None
        end = letter.end() if letter else end
        yield Symbol(found.start(), end, tidy(text[found.start() : end]), symbol_kind(shown), "symbol")


def symbol_kind(symbol: str) -> str:
    """Return the kind of instrument that a symbol names: a resolution, or a document."""
    return "resolution" if "/RES/" in symbol.upper() or "/DEC" in symbol.upper() else "document"


def _treaties(text: str) -> Iterator[Symbol]:
    for found in _TREATY_SERIES.finditer(text):
        volume, label, number = found.groups()
        if found.group()[1:5] == "bid." and label != "No":
            continue
        tail = "" if not number else f" No. {number}" if label == "No" else f" p. {number}"
        yield Symbol(found.start(), found.end(), f"UNTS {volume}{tail}", "treaty", "treaty-series")
    for found in _TREATY_VOLUME.finditer(text):
        yield Symbol(
            found.start(), found.end(), f"UNTS {found.group(1)} p. {found.group(2)}", "treaty", "treaty-series"
        )


def _labour(text: str) -> Iterator[Symbol]:
    for found in _LABOUR.finditer(text):
        word, first, more = found.groups()
        letter = {"C": "C", "R": "R", "P": "P"}[word[0]]
        kind = "guidance" if letter == "R" else "treaty"
        end = found.start(3) if more else found.end()
        yield Symbol(found.start(), end, f"ILO {letter}{int(first)}", kind, "labour-number")
        for other in _LABOUR_MORE.finditer(text, found.start(3), found.end(3)):
            yield Symbol(other.start(), other.end(), f"ILO {letter}{int(other.group())}", kind, "labour-number")
    for found in _LABOUR_PLAIN.finditer(text):
        kind = "treaty" if found.group(1) == "Convention" else "guidance"
        letter = found.group(1)[0]
        yield Symbol(found.start(), found.end(2), f"ILO {letter}{int(found.group(2))}", kind, "labour-number")
        for other in _LABOUR_MORE.finditer(text, found.start(3), found.end(3)):
            yield Symbol(other.start(), other.end(), f"ILO {letter}{int(other.group())}", kind, "labour-number")
    for found in _LABOUR_CODE.finditer(text):
        rule = "labour-code" if found.group(1) else "labour-bare-code"
        kind = "treaty" if found.group(2) == "C" else "guidance"
        yield Symbol(found.start(), found.end(), f"ILO {found.group(2)}{int(found.group(3))}", kind, rule)
