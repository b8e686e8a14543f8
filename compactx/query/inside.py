"""A place that an instrument has and nobody describes here: the smallest described part around it, and what is known.

Which places exist is told by the extent of the instrument; where none is known, by the articles or paragraphs that are
described, if they are described without a gap.
"""

from __future__ import annotations

from compactx.errors import UnknownReferenceError
from compactx.index.instruments import bare_parts, extent_of, part_names
from compactx.model.extent import DIVISIONS, LIKELY, NO, RECITAL, UNLIKELY, YES
from compactx.model.kinds import family
from compactx.model.locator import annex, article, printed, roman_value, slug
from compactx.model.record import Record
from compactx.model.text import fold
from compactx.query.readings import divisions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.index.read import Index, Node
    from compactx.model.extent import Extent, Range

_COUNTED = ("objective", "principle", "guideline", "rule", "section", "chapter")
_GOALS = ("goal", "target")  # of one instrument, whoever is not named beside them
_PREAMBLES = ("preamble", "preambular", "recital", "recitals", "pp")
_PARAGRAPHS = ("para", "paragraph", "paragraphs")
_THERE, _REFUSED = (YES, LIKELY), (NO, UNLIKELY)


class Surrounding(Record):
    """The smallest described part in which a place stands, and what a reader is told of the place."""

    node: Node
    told: str


def surrounding(index: Index, text: str) -> Surrounding | None:
    """Return what is described around a place in an instrument: article 6(1) for the 6(1)(a) of C97.

    Of an instrument that is known by name and extent alone it is the instrument: article 9 of C143.

    Raises:
        UnknownReferenceError: the instrument has no such place; what it does have is told, or that nobody knows.
    """
    for whole, tail in _wholes(index, text):
        extent = extent_of(index, whole)
        if _of_preamble(tail) and not _has_preamble(index, whole):
            return _at_preamble(index, whole, extent, tail, text)
        if extent.whole and _addresses(extent, tail):
            raise _cited_whole(whole, extent.whole, text)
        for address in _addresses(extent, tail):
            found = _around(index, whole, address, extent, text)
            if found:
                return found
        if not extent.ranges and _addresses(extent, tail) and _has_no_parts(index, whole):
            raise _parts_unknown(whole, tail, text)
        if _of_division(extent, tail) and not _has_divisions(index, whole, extent):
            return Surrounding(whole, f'whether "{text}" exists is not known here; this is {whole.id} as a whole')
    _refuse_bare(index, text)
    return None


def _of_division(extent: Extent, tail: str) -> bool:
    """Say whether words ask for an annex, a chapter or the like of an instrument of which other parts are known.

    >>> from compactx.model.extent import Extent, Range
    >>> from compactx.model.finding import Place
    >>> cites = Extent((Range("cites", "article", 25, Place("x")),))
    >>> [_of_division(cites, tail) for tail in ("Appendix III", "annex B, 2", "part of it", "annex")]
    [True, True, False, False]
    """
    head, _, rest = tail.lower().partition(" ")
    number = rest.replace(",", " ").replace("(", " ").split(" ")[0]
    known = {row.unit for row in extent.ranges} - {RECITAL}
    marks = number.isdecimal() or (number.isalpha() and (len(number) == 1 or roman_value(number) > 0))
    return bool(known) and head in DIVISIONS and head not in known and marks


def _has_divisions(index: Index, whole: Node, extent: Extent) -> bool:
    """Say whether annexes and the like of an instrument are described or counted, so that others may be missing."""
    if any(row.within for row in extent.ranges):
        return True
    return any(node.locator.partition("-")[0] in DIVISIONS for node in index.children(whole.n))


def _of_preamble(tail: str) -> bool:
    """Say whether words ask for a preamble, or a paragraph of one.

    >>> [_of_preamble(tail) for tail in ("preamble", "preambular paragraph 3", "recital 2", "pp 4", "article 3")]
    [True, True, True, True, False]
    """
    words = tail.lower().replace(".", " ").removeprefix("the ").split()
    return bool(words) and words[0] in _PREAMBLES


def _has_preamble(index: Index, whole: Node) -> bool:
    return any(index.by_locator(whole.n, first) for first in ("preamble", "preamble.1", "recital-1"))


def _at_preamble(index: Index, whole: Node, extent: Extent, tail: str, text: str) -> Surrounding:
    """Return the instrument whose preamble is asked for, with what is known of the paragraphs of the preamble.

    Raises:
        UnknownReferenceError: the preamble has no such paragraph.
    """
    there, mark = extent.preamble, tail.lower().split()[-1].strip("()")
    asked = f"{RECITAL}-{mark}" if mark.isdecimal() or len(mark) == 1 else ""
    exists = extent.has(asked) if asked else ""
    if exists in _REFUSED:
        raise _no_such_place(index, whole, f'"{text}"', asked, extent.words(asked), sure=exists == NO)
    if exists in _THERE:
        place = f"preambular paragraph {mark} of {extent.total(asked)}"
    elif there:
        place = f"the preamble{f' of {there.last} paragraphs' if there.last else ''}"
    else:
        return Surrounding(whole, f"whether there is a preamble is not known; this is {whole.id} as a whole")
    return Surrounding(whole, f"{place} is not described here; this is {whole.id} as a whole")


def _cited_whole(whole: Node, row: Range, text: str) -> UnknownReferenceError:
    why = f" ({'; '.join(row.sources)})" if row.sources else ""
    message = f'"{text}" names a part, and {whole.id} is cited whole{why}: no numbered parts of it are known here'
    return UnknownReferenceError(message, text=text, candidates=[(whole.id, whole.caption)])


def _has_no_parts(index: Index, whole: Node) -> bool:
    parts = (*_COUNTED, *_GOALS, "article", "paragraph", "action")
    return family(whole.kind) == "instrument" and not index.of_kind(parts, whole.n)


def _parts_unknown(whole: Node, tail: str, text: str) -> UnknownReferenceError:
    message = f'nothing of {whole.id} is known here as "{tail}": nobody has told which parts it has'
    return UnknownReferenceError(message, text=text, candidates=[(whole.id, whole.caption)])


def _wholes(index: Index, text: str) -> Iterator[tuple[Node, str]]:
    """Yield each instrument that the words name, with the words of the place."""
    first, _, rest = text.partition(" of ")
    if rest.removeprefix("the ").startswith("preamble of "):
        first, rest = f"preamble {first}", rest.partition(" of ")[2]
    if rest and _of_preamble(first):
        text = f"{rest.removeprefix('the ')} {first}"
    for whole, tail in divisions(index, text):
        if not whole.locator:
            yield whole, tail


def _refuse_bare(index: Index, text: str) -> None:
    """Refuse a place that nobody is named beside and the main instrument does not have, or the one that goals are of.

    Raises:
        UnknownReferenceError: there is no such place; what there is instead is told.
    """
    text, owner = _by_kind(index, text)
    goals = text.lower().startswith(_GOALS)
    whole = index.node(owner) if owner else bare_parts(index).get("goal") if goals else index.main()
    if whole is None or not (goals or slug(text) or text.lower().startswith(_COUNTED)):
        return
    extent = extent_of(index, whole)
    for address in _addresses(extent, text):
        exists = extent.has(address)
        if exists in _REFUSED:
            raise _no_such_place(index, whole, text, address, extent.words(address), sure=exists == NO)


def _by_kind(index: Index, text: str) -> tuple[str, int]:
    """Return a part that is named by what its kind is called besides as kind and number: SDG 18 as goal 18.

    Beside it stands the number of the instrument whose parts are called so; of other words they themselves, and 0.
    """
    name, _, number = text.rpartition(" ")
    kind, whole = part_names(index).get(fold(name), ("", 0)) if name else ("", 0)
    return (f"{kind} {number}", whole) if kind else (text, 0)


def _addresses(extent: Extent, tail: str) -> list[str]:
    """Return the dotted locators that words may mean: articles of what has articles, else paragraphs.

    >>> from compactx.model.extent import Extent, Range
    >>> from compactx.model.finding import Place
    >>> crc = Extent((Range("crc", "article", 54, Place("x")),))
    >>> _addresses(crc, "24(2)(c)"), _addresses(Extent(), "para 24 (c)"), _addresses(Extent(), "goal 18")
    (['article-24.2.c'], ['24.c', 'article-24.c'], ['goal-18'])
    """
    head, _, rest = tail.lower().partition(" ")
    if head in _GOALS:
        alone = head == "target" and {row.unit for row in extent.ranges} & set(_GOALS) == {"target"}
        head = "target" if "." in rest or alone else "goal"
    if head in (*_COUNTED, "goal", "target"):
        return [f"{head}-{rest}"] if rest.replace(".", "").isalnum() else []
    numbered = article(tail.partition(" ")[2] if head.rstrip(".") in _PARAGRAPHS else tail)
    paragraph = annex(tail) or slug(tail)
    units = {row.unit for row in extent.ranges if not row.within and row.unit != RECITAL}
    if len(units) == 1 and paragraph and units & set(_COUNTED):
        return [f"{units.pop()}-{paragraph}"]
    if paragraph and "paragraph" in units and "article" not in units:
        return [paragraph]
    return [address for address in ((numbered,) if "article" in units else (paragraph, numbered)) if address]


def _around(index: Index, whole: Node, address: str, extent: Extent, text: str) -> Surrounding | None:
    exists = extent.has(address)
    unit = "article" if address.startswith("article-") else "paragraph"
    if exists in _REFUSED:
        raise _no_such_place(index, whole, text, address, extent.words(address), sure=exists == NO)
    if not any(row.unit == unit for row in extent.ranges):
        _refuse_beyond_described(index, whole, unit, address, text)
    inserted = extent.between(address)
    if inserted:
        said = f'"{text}" is {inserted}, put in between later, and is not described here; this is {whole.id} as a whole'
        return Surrounding(whole, said)
    node = _described(index, whole, address)
    if node and (exists in _THERE or unit == "article"):
        return Surrounding(node, _told(text, node, known=exists in _THERE))
    top = address.partition(".")[0]
    if node or extent.has(top) not in _THERE:
        return None
    counted = f"{'' if address == top else 'in '}{_labelled(top)} of {extent.total(top)}"
    if extent.has(top) == LIKELY:
        counted += " as far as we know (we have not counted a text)"
    return Surrounding(whole, f'"{text}" is {counted} and is not described here; this is {whole.id} as a whole')


def _described(index: Index, whole: Node, address: str) -> Node | None:
    """Return the smallest described part of an instrument that an address lies in."""
    while address:
        node = index.by_locator(whole.n, address)
        if node:
            return node
        address = address.rpartition(".")[0]
    return None


def _labelled(address: str) -> str:
    if address.startswith(RECITAL):
        return f"preambular paragraph {address.partition('-')[2]}"
    return f"paragraph {printed(address)}" if address[:1].isdecimal() else printed(address)


def _told(text: str, node: Node, *, known: bool) -> str:
    where = f"in {node.id}, the smallest part of it that is described here"
    return f'"{text}" stands {where}' if known else f'"{text}" would stand {where}; whether it exists is not known'


def _no_such_place(
    index: Index, whole: Node, text: str, address: str, there_is: str, *, sure: bool = True
) -> UnknownReferenceError:
    around = _described(index, whole, address)
    unit = address.partition("-")[0]
    if around is None and unit in (*_COUNTED, "goal"):
        row = next((node.parent for node in index.of_kind((unit,), whole.n)), None)
        around = index.node(row) if row is not None else None
    place = f"{_labelled(address)} in {whole.id}"
    message = f"there is no {place}: {there_is}" if sure else f"{place} is not known here: {there_is}"
    near = around or whole
    return UnknownReferenceError(message, text=text, candidates=[(near.id, near.caption)])


def _refuse_beyond_described(index: Index, whole: Node, unit: str, address: str, text: str) -> None:
    """Refuse paragraph 135 of an instrument whose paragraphs are described here from 1 to 134 without a gap.

    Raises:
        UnknownReferenceError: it has no such paragraph, or no such article.
    """
    number = address.partition(".")[0].removeprefix("article-")
    locators = [node.locator.removeprefix("article-") for node in index.of_kind((unit,), whole.n)]
    numbers = {int(locator) for locator in locators if locator.isdecimal()}
    last = max(numbers, default=0)
    if number.isdecimal() and last and int(number) not in numbers and numbers == set(range(1, last + 1)):
        raise _no_such_place(index, whole, text, address.partition(".")[0], f"{last} is the last {unit}")
