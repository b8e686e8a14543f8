"""Official symbols: documents, resolutions, treaty volumes, labour conventions, goals and targets; and acts of the EU.

::

    symbol     = organ "/" part {"/" part} [" (" year | session | part ")"] ["/" Add.N ...]
    resolution = [body] ("resolution" | "decision" | "Res.") number {separator number}
    number     = 70/1 | 2020/5 | S-24/2 | 217 A (III) | 1325 (2000)

Every pattern is a sequence of bounded pieces: none can be matched in two ways, so the work grows with the text alone.
A number without its organ is completed from the words before it (:mod:`compactx.citation.numbers`).

Acts of the European Union are numbered like resolutions and are none::

    act    = [maker] [kind] word "(" union ")" ["No"] number        "Regulation (EU) 2016/679"
           | [maker] [kind] word number "/" union                   "Directive 2008/115/EC"
           | maker [kind] word number                               "Council Decision 2019/1754"
    number = year "/" digits | digits "/" year

Without the Union's letters the maker must be named, and no organ of the United Nations can have given the number.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.gates import Opening, gates_of, holding
from compactx.citation.language import DEFAULT, any_case, as_written, cases_of, matches, places_of, table
from compactx.citation.organs import ECONOMIC, possible
from compactx.model import patterns as re
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from compactx.citation.gates import Gate


class Symbol(Record, often=True):
    """A symbol in a folded text: its range, its one spelling, what it stands for, and the pattern that found it.

    ``kind`` is a kind of instrument, or ``goal``, ``target`` or ``indicator``; ``symbol`` is '' when the words before
    the number do not tell whose it is. ``refusal`` says why the organ that is named cannot have given the number.
    """

    start: int
    end: int
    symbol: str
    kind: str
    rule: str
    refusal: str = ""


# First components of symbols that documents of the United Nations and its treaties bear.
_ORGANS = (
    "A|S|E|T|ST|CD|CCW|NPT|TD|UNEP|FCCC|CBD|ICCD|CTOC|CAC|SPLOS|ISBA|CLCS|JIU|DP|HSP|IDB|GC|CEDAW|CRC"
    "|CRPD|CCPR|CAT|CED|CERD"
    "|CMW|HRI|HR|BWC|TPNW|LC|LEG|PCNICC|DC|APLC|ICC|WHA|EB|Assembly|HS|ECE|LG|UNFF|IPBES|UNW|SAICM|PBC"
    "|ESCAP|E_ESCAP|CEB|ICEF"
    "|HLPF|IOM|MC|ACC|LNTS|ILC|DEC|INFCIRC|UNCTAD|CP|SCA|OSPAR|ASEAN|EC|UNODC|COP|DPKO|CLT|UNA|AU|EX|MIGRATION"
)
_LONGEST_ORGAN = max(map(len, _ORGANS.split("|")))
_PART = r"(?:E?S-[0-9]{1,3}|[A-Z0-9][A-Za-z0-9.]{0,24}(?:(?<=[A-Z])\([A-Z0-9]{1,4}\))?)"
_SUFFIX = r"(?:/(?:Add|Corr|Rev|Amend|L|CRP|INF)\.[0-9]{1,4})"
_PLAIN = r"(?<![\w/.-])(?:A[0-9]{2}/[0-9]{1,3}|INFCIRC/[0-9]{1,4})(?![\w/])"
_SHORTENED = r"(?<![\w/.-])HRC/(?:RES|DEC)/(?:S-)?[0-9]{1,3}/[0-9]{1,3}(?![\w/])"
_CONFERENCE = r"[0-9]{1,3}/(?:CP|CMA|CMP|COP)\.[0-9]{1,3}\b"
_FIGURES = re.compile(r"[0-9]{1,3}")
_SPACE = re.compile(r"\s+")
_NEAR = 30  # letters before a labour standard in which another organisation may be named
_KEPT = 10_000  # numbers that are remembered: a text repeats few
_LETTER_BRACKET = re.compile(r"^(.{0,60}?/?[0-9]{1,6})([A-Z])?(\([IVXLC-]{1,12}[A-Z]{0,3}\))([A-Z])?$")


@lru_cache(maxsize=_KEPT)
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


class SymbolWords:
    """The patterns of symbols with words in them, in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words, gate = table(code), gates_of(code).gate
        labels, joint = as_written(words["symbol_labels"]), as_written(words["and"])
        label = (
            rf"{labels} ?[IVXLC0-9]{{1,5}}[A-Z]?(?: {joint} [IVXLC0-9]{{1,5}})?|{as_written(words['symbol_titles'])}"
        )
        bracket = rf"(?: ?[A-Z])? ?\((?:(?:19|20)[0-9]{{2}}|[IVXLC]{{1,8}}|E?S-[IVX]{{1,5}}|{label})\)"
        self.slashed = re.compile(
            rf"(?<![\w/.])(?:{_ORGANS})(?:/{_PART}|/ (?:Add|Corr"
            rf"|Rev)\.[0-9]{{1,3}}){{1,7}}(?:{bracket}{_SUFFIX}{{0,3}}(?:[A-Z]\b)?)?"
        )
        self.plain = gate(_PLAIN, opening=Opening(lambda: ["A", "INFCIRC"]))
        self.shortened = gate(_SHORTENED, opening=Opening(lambda: ["HRC"]))
        self.part_letter = re.compile(rf" ([A-Z])(?=[,.;:)]| {as_written(words['letter_before'])} |$)")
        series = words["treaty_series"].split("|")
        same = words["same_series"]
        self.series = (*series, same, same.capitalize(), same.upper())
        self.volumes = tuple(f" {volume}" for volume in words["volume"].split("|"))
        self.before_series = tuple(f"{words['organisation']}{comma} " for comma in (",", ""))
        self.codes = tuple(words["treaty_codes"].split("|"))
        self.same = any_case(words["same_series"])
        both = f"{words['and']}|{words['through']}"
        self.treaty_number = words["treaty_number"]
        self.treaty = re.compile(
            rf"(?:{words['organisation']},? )?(?:{as_written(words['treaty_series'])}|(?P<same>{self.same})),?"
            rf" {as_written(words['volume'])} ?(?P<volume>[0-9]{{1,4}})(?:,? {as_written(both)} [0-9]{{1,4}})?"
            rf"(?:, (?P<label>{self.treaty_number}|{as_written(words['treaty_page'])})\. ?I?-?"
            r"(?P<number>[0-9]{1,6}))?"
        )
        self.treaty_volume = re.compile(rf"\b([0-9]{{1,4}}) {as_written(words['treaty_codes'])} ([0-9]{{1,4}})\b")
        self.letters = {form: letter for letter, forms in words["labour"].items() for form in forms.split("|")}
        self._labour(words, gate)
        self._labour_codes(words, gate)
        self._documents(words, gate)

    def _documents(self, words: dict[str, Any], gate: Callable[..., Gate]) -> None:
        """Compile the patterns of decisions of conferences, of health resolutions and of numbers of sale."""
        decision = words["decision"]
        self.decision = gate(
            rf"\b{any_case(decision)} (?P<number>{_CONFERENCE})",
            need=holding(["/CP.", "/CM", "/COP."]),
            opening=Opening(lambda: cases_of(decision.split("|"))),
        )
        self.health = gate(
            rf"\b{words['health_code']} ?([0-9]{{1,2}}\.[0-9]{{1,3}})\b"
            rf"|\b{as_written(words['health'])} {any_case(words['resolution'])} ([0-9]{{1,2}}\.[0-9]{{1,3}})\b",
            opening=Opening(lambda: [words["health_code"], *words["health"].split("|")]),
        )
        self.sales = gate(
            rf"\b{as_written(words['sales'])} ?[EFRSAC]\.[0-9]{{2}}\.[IVX]{{1,5}}\.[A-Z]?\.?[0-9]{{1,3}}\b",
            opening=Opening(lambda: words["sales"].split("|")),
        )

    def _labour(self, words: dict[str, Any], gate: Callable[..., Gate]) -> None:
        """Compile the patterns of labour conventions and their lists of numbers."""
        code = as_written(words["labour_code"])
        office, standard = as_written(words["labour_office"]), as_written("|".join(self.letters))
        small = as_written("|".join(self.letters).lower())  # "ILO conventions Nos. 97 and 143"
        number = rf"(?:{as_written(words['labour_numero'])} ?)"
        numbered = re.compile(rf"{number}[0-9]").search
        joint = as_written(words["number_joints"])
        bare = "|".join(form for form in self.letters if self.letters[form] == "C")
        more = (
            rf"(?P<more>(?:\)?{joint} (?:(?:{as_written(bare)}|{words['the_one']}) )?"
            rf"\(?{number}?[0-9]{{1,3}}(?![0-9/]|\.[0-9])){{0,16}})"
        )
        standards = [*self.letters, *(form.lower() for form in self.letters)]
        self.labour = gate(
            rf"\b(?:{office}(?: \({code}\))? (?P<small>{small})"
            rf"|(?:{office}(?: \({code}\))? )?(?P<standard>{standard})),?(?: [0-9]{{4}})?"
            rf" \(?{number}(?P<number>[0-9]{{1,3}})(?:\(?,? [12][0-9]{{3}}\)?)?"
            rf"{more}",
            need=numbered,
            opening=Opening(lambda: [*words["labour_office"].split("|"), *self.letters]),
        )
        either, behind = rf"(?:(?P<standard>{standard})|(?P<small>{small}))", as_written(words["labour_behind"])
        listed = rf"\(?{number}?(?P<number>[0-9]{{1,3}})(?![0-9/]|\.[0-9]){more}"
        patterns = [rf"\b{either} {listed}\)?,? \(?{behind}(?!\w)", rf"\b{either} {behind},? {listed}"]
        if words["labour_of"]:
            title = rf"{as_written(words['labour_of'])} [^.;:()\n]{{3,140}}(?:\([^()\n]{{3,30}}\))?,?"
            title += " ?[12][0-9]{3},? "
            patterns.append(rf"\b{either} (?:{title})?\({number}(?P<number>[0-9]{{1,3}})(?P<more>)\)")
        said = holding(words["labour_behind"].split("|"))
        needs = (said, said, numbered)
        opening = Opening(lambda: standards)
        self.labour_told = [gate(one, need=need, opening=opening) for one, need in zip(patterns, needs, strict=False)]

    def _labour_codes(self, words: dict[str, Any], gate: Callable[..., Gate]) -> None:
        """Compile the patterns of labour standards that a code tells: "ILO Convention 97", "C189"."""
        code, standard = as_written(words["labour_code"]), as_written("|".join(self.letters))
        joint = as_written(words["number_joints"])
        self.others = re.compile(rf".{{0,12}}\b{as_written(words['labour_others'])}")
        self.labour_plain = gate(
            rf"\b{code} (?P<standard>{standard}) (?P<number>[0-9]{{1,3}})(?![\w/])"
            rf"(?P<more>(?:{joint} [0-9]{{1,3}}(?![\w/]|\.[0-9])){{0,16}})",
            opening=Opening(lambda: words["labour_code"].split("|")),
        )
        self.labour_code = gate(
            rf"(?<![\w/.-])(?P<office>{code} )?(?P<letter>[CR])(?P<number>[0-9]{{2,3}})"
            r"(?![\w/-]|\.[0-9])",
            opening=Opening(lambda: ["C", "R", *words["labour_code"].split("|")]),
        )


@lru_cache(maxsize=16)
def phrases(code: str = DEFAULT) -> SymbolWords:
    """Return the patterns of a language, compiled once."""
    return SymbolWords(code)


def find_symbols(text: str, code: str = DEFAULT) -> list[Symbol]:
    """Return the symbols of a folded text that need no words around them, in order."""
    words = phrases(code)
    found: list[Symbol] = []
    if "/" in text:
        found += slashed(text, words)
        found += [Symbol(m.start(), m.end(), m.group(), "document", "symbol") for m in words.plain.finditer(text)]
        found += [
            Symbol(m.start(), m.end(), f"A/{m.group()}", "resolution", "symbol") for m in words.shortened.finditer(text)
        ]
        found += [
            Symbol(m.start(), m.end(), f"decision {m.group('number')}", "resolution", "decision")
            for m in words.decision.finditer(text)
        ]
    found += _treaties(text, words)
    found += _labour(text, words)
    found += [
        Symbol(m.start(), m.end(), f"WHA{m.group(1) or m.group(2)}", "resolution", "health")
        for m in words.health.finditer(text)
    ]
    found += [Symbol(m.start(), m.end(), m.group(), "document", "sales-number") for m in words.sales.finditer(text)]
    found.sort(key=lambda symbol: (symbol.start, -symbol.end))
    return found


def _begun(text: str) -> Iterator[int]:
    """Yield where words begin that end at a stroke: nothing else begins a symbol with strokes."""
    for at in places_of(text, ("/",)):
        start = at
        while start and (text[start - 1].isalnum() or text[start - 1] == "_") and at - start <= _LONGEST_ORGAN:
            start -= 1
        if start < at and not text[start].isdecimal():
            yield start


def _volumes(text: str, words: SymbolWords) -> Iterator[int]:
    """Yield where the names of treaty series begin, with the organisation before them if it stands there."""
    for at in places_of(text, words.volumes):
        end = at - (text[at - 1 : at] == ",")
        start = end - next((len(name) for name in words.series if text.endswith(name, 0, end)), end + 1)
        if start >= 0:
            yield start - next((len(name) for name in words.before_series if text.endswith(name, 0, start)), 0)


def _pages(text: str, words: SymbolWords) -> Iterator[int]:
    """Yield where the volumes begin that stand before the letters of a treaty series ("999 UNTS 171")."""
    for at in places_of(text, words.codes):
        start = at - 1
        while start > at - 6 and text[start - 1 : start].isdecimal():
            start -= 1
        if 0 <= start < at - 1:
            yield start


def slashed(text: str, words: SymbolWords) -> Iterator[Symbol]:
    """Yield the symbols with strokes in a folded text, in order."""
    for found in matches(words.slashed, text, _begun(text)):
        shown = found.group().rstrip(" .(")
        if not any(c.isdecimal() for c in shown):
            continue
        end = found.start() + len(shown)
        letter = words.part_letter.match(text, end) if "/RES/" in shown else None
        end = letter.end() if letter else end
        yield Symbol(found.start(), end, tidy(text[found.start() : end]), symbol_kind(shown), "symbol")


def symbol_kind(symbol: str) -> str:
    """Return the kind of instrument that a symbol names: a resolution, or a document."""
    return "resolution" if "/RES/" in symbol.upper() or "/DEC" in symbol.upper() else "document"


def _treaties(text: str, words: SymbolWords) -> Iterator[Symbol]:
    for found in matches(words.treaty, text, _volumes(text, words)):
        volume, label, number = found.group("volume"), found.group("label"), found.group("number")
        if found.group("same") and label != words.treaty_number:
            continue
        tail = "" if not number else f" No. {number}" if label == words.treaty_number else f" p. {number}"
        yield Symbol(found.start(), found.end(), f"UNTS {volume}{tail}", "treaty", "treaty-series")
    for found in matches(words.treaty_volume, text, _pages(text, words)):
        yield Symbol(
            found.start(), found.end(), f"UNTS {found.group(1)} p. {found.group(2)}", "treaty", "treaty-series"
        )


def _labour(text: str, words: SymbolWords) -> Iterator[Symbol]:
    listed = ((found, True) for found in words.labour.finditer(text))
    plain = ((found, False) for gate in (*words.labour_told, words.labour_plain) for found in gate.finditer(text))
    for found, numbered in (*listed, *plain):
        before = max(0, found.start() - _NEAR)
        if words.others.match(text, found.end()) or words.others.search(text, before, found.start()):
            continue
        letter = words.letters[found.group("standard") or found.group("small").capitalize()]
        kind = "guidance" if letter == "R" else "treaty"
        more = found.start("more") if found.group("more") or not numbered else found.end()
        yield Symbol(found.start(), more, f"ILO {letter}{int(found.group('number'))}", kind, "labour-number")
        for other in _FIGURES.finditer(text, found.start("more"), found.end("more")):
            yield Symbol(other.start(), other.end(), f"ILO {letter}{int(other.group())}", kind, "labour-number")
    for found in words.labour_code.finditer(text):
        rule = "labour-code" if found.group("office") else "labour-bare-code"
        kind = "treaty" if found.group("letter") == "C" else "guidance"
        symbol = f"ILO {found.group('letter')}{int(found.group('number'))}"
        yield Symbol(found.start(), found.end(), symbol, kind, rule)


_UNION = r"(?:EU|EC|EEC|CE|CEE|UE|ECSC|Euratom|JHA|JAI|CFSP|PESC)"
_NUMBER = r"(?P<number>[0-9]{1,4}/[0-9]{1,4})(?![0-9])"


@lru_cache(maxsize=16)
def _gate(code: str) -> Gate:
    words = table(code)
    maker = rf"(?P<maker>{as_written(words['act_makers'])} )?(?:{as_written(words['act_kinds'])} )?"
    pattern = (
        rf"(?<!\w){maker}(?P<word>{as_written(words['acts'])})"
        rf"(?P<union> \({_UNION}(?:, {_UNION})?\))?(?: {as_written(words['act_numero'])})? {_NUMBER}"
        rf"(?P<tail>/{_UNION}(?![\w]))?"
    )
    said = f"{words['act_makers']}|{words['act_kinds']}|{words['acts']}"
    return gates_of(code).gate(pattern, opening=Opening(lambda: said.split("|")))


def find_acts(text: str, code: str = DEFAULT) -> Iterator[Symbol]:
    """Yield the acts of the Union in a folded text, in order.

    >>> [act.symbol for act in find_acts("Regulation (EU) 2016/679, Council Directive 2003/86/EC, Decision 70/1")]
    ['Regulation (EU) 2016/679', 'Directive 2003/86/EC']
    """
    for found in _gate(code).finditer(text):
        year, _, figure = found.group("number").partition("/")
        foreign = found.group("maker") and not possible(ECONOMIC, year, int(figure)) and len(year) + len(figure) > 5  # noqa: PLR2004 - a year and more
        if found.group("union") or found.group("tail") or foreign:
            shown = (
                f"{found.group('word')}{found.group('union') or ''} {found.group('number')}{found.group('tail') or ''}"
            )
            yield Symbol(found.start(), found.end(), shown, "document", "european-act")
