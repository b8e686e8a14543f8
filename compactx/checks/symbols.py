"""Symbols of things: which one has, whether another is of the same thing, and how a wrong one is put right."""

from __future__ import annotations

from itertools import pairwise

from compactx.checks.draft import Fix, Judgement, is_own_symbol
from compactx.citation import words
from compactx.citation.symbols import tidy
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_ALIKE = 0.6  # from which a title is that of a name
_TAKEN = frozenset({"adopted-by", "endorsed-by"})  # by a resolution, or by an organ, which another may have made
_SERIES = "UNTS"
_PAGE = " p. "  # in the symbol of a treaty whose page is cited instead of its number
_CONFERENCE = "/CONF."
_SLIP = 2  # characters
# Relations of things of which each can be called by the symbol of the other.
_SAME_BY = frozenset({"edition-of", "member-of", "belongs-to", "endorsed-by", "adopted-by", "succeeds"})


def mismatch(draft: Draft, name: Citation, symbol: Citation, node: Node) -> Judgement | None:
    """Judge a symbol that the text puts together with a name, and that is not plainly the symbol of what it names."""
    other = draft.node(symbol.to)
    own = symbols_of(draft, node)
    if _is_same(draft, node, other, symbol.symbol, own) or _is_of_another(draft, name, symbol, own):
        return None
    unlisted = _is_series(draft, node) and (other is None or not draft.is_held(other))  # earlier ones are not listed
    right = "" if unlisted else _right(symbol.symbol, own)
    if not right:
        return None
    message = f"{symbol.symbol} is not the symbol of {node.title}: that is {right}"
    if other is not None and draft.is_held(other):
        message += f"; {symbol.symbol} is {other.title}"
    low, high = min(name.start, symbol.start), max(name.end, symbol.end)
    return Judgement(low, high, message, node.id, symbol.symbol, right, fix=put_right(draft, symbol, right))


def _right(symbol: str, own: list[str]) -> str:
    """Return the symbol of a thing that should stand in the place of another, '' if it has none of the kind."""
    if "/DEC/" in symbol:
        return ""  # of decisions none is known to have adopted what a name means
    series = symbol.startswith(_SERIES)
    kinds = [one for one in own if one.startswith(_SERIES) == series and (series or "/RES/" in one or "/CONF." in one)]
    if not series and "/RES/" in symbol:
        kinds = [one for one in kinds if "/RES/" in one]  # what a conference adopted is endorsed by resolutions
    if _CONFERENCE in symbol and any(one.rpartition("/")[0] == symbol.rpartition("/")[0] for one in kinds):
        return ""  # another document of the conference
    if not kinds or (series and not _is_numbered(symbol) and _volume(symbol) in map(_volume, kinds)):
        return ""
    return kinds[0] if series else kinds[0].partition(",")[0]


def _is_of_another(draft: Draft, name: Citation, symbol: Citation, own: list[str]) -> bool:
    """Say whether the sentence has the right symbol of a name too: then the wrong one is of something else.

    One that is put with the name of another thing is that thing's: two symbols may have changed places.
    """
    low, high = draft.sentence(min(name.start, symbol.start), max(name.end, symbol.end))
    bare = {one.partition(",")[0] for one in own}
    inside = [one for one in draft.wholes if low <= one.start and one.end <= high]
    for before, one in pairwise([name, *inside]):
        if one.symbol in bare:
            put = not before.symbol and before.to != name.to and draft.fullmatch("name_first", before.end, one.start)
            if not put:
                return True
    return False


def _is_numbered(symbol: str) -> bool:
    return " No. " in symbol


def is_slip(symbol: str, right: str) -> bool:
    """Say whether a symbol may be a slip of the pen for another: the session or the number is right, or nearly so.

    >>> is_slip("A/RES/73/196", "A/RES/73/195"), is_slip("A/RES/72/279", "A/RES/70/1")
    (True, False)
    """
    one, other = (text.partition(",")[0].rpartition("RES/")[2] for text in (symbol, right))
    session, _, number = one.partition("/")
    own, _, figure = other.partition("/")
    if session == own or (number == figure and number != "") or sorted(one) == sorted(other):
        return True
    return abs(len(one) - len(other)) <= _SLIP and edits(one, other) <= _SLIP


def edits(one: str, other: str) -> int:
    """Return how many characters are put in, left out or changed between two short words (Levenshtein's distance).

    >>> edits("73/195", "73/196"), edits("73/195", "7/19"), edits("", "70")
    (1, 2, 2)
    """
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        corner, row[0] = row[0], at
        for place, there in enumerate(other, 1):
            changed = corner + (sign != there)
            corner, row[place] = row[place], min(changed, row[place] + 1, row[place - 1] + 1)
    return row[-1]


def _volume(symbol: str) -> str:
    """Return the volume of the Treaty Series in a symbol: one treaty stands in one of them."""
    return next(iter(re.findall("[0-9]+", symbol)), "")


def symbols_of(draft: Draft, node: Node) -> list[str]:
    """Return the symbols of a thing, and of what endorsed it; of a class those of its members."""
    if node.kind == "class":
        rows = [edge.src for edge in draft.index.edges_to(node.n) if edge.relation == "member-of"]
        return [symbol for number in rows[:20] for symbol in symbols_of(draft, draft.index.node(number))]
    found = [node.symbol, *draft.facts(node).get("symbols", ())]
    found += [name.name for name in draft.index.names_of(node.n) if name.type == "symbol" and "/" in name.name]
    takers = [draft.index.node(edge.dst) for edge in draft.index.edges_from(node.n) if edge.relation in _TAKEN]
    found += [one.symbol for one in takers if one.kind == "resolution"]
    if node.kind == "treaty":
        found += [tidy(one.name) for group in _groups(draft, node) for one in draft.index.names_of(group.n)
                  if one.type == "symbol" and "/RES/" in one.name]  # fmt: skip
    return list(dict.fromkeys(_tidy(one) for one in found if one))


def _is_series(draft: Draft, node: Node) -> bool:
    """Say whether a thing is a series of resolutions with one title, whose members are those that were seen."""
    if node.kind != "class":
        return False
    members = [draft.index.node(edge.src) for edge in draft.index.edges_to(node.n) if edge.relation == "member-of"]
    names = _full_names(draft, node)
    return bool(members) and all(one.kind == "resolution" and one.title in names for one in members)


def _groups(draft: Draft, node: Node) -> list[Node]:
    """Return the groups of a thing: what one resolution adopted together bears its symbol."""
    return [draft.index.node(edge.dst) for edge in draft.index.edges_from(node.n) if edge.relation == "member-of"]


def _tidy(symbol: str) -> str:
    return symbol.replace("UNTS vol. ", "UNTS ").replace(", No.", " No.").replace(", p.", " p.")


def _is_same(draft: Draft, node: Node, other: Node | None, symbol: str, own: list[str]) -> bool:
    """Say whether a symbol is a thing's own, or of something that is an edition, a part or the adoption of it."""
    if is_own_symbol(symbol, own):
        return True
    if other is None:
        return False
    apart = any("/RES/" in one for one in own) and "/RES/" in other.symbol + " ".join(symbols_of(draft, other))
    if other.n == node.n or _is_linked(draft, node, other, apart) or _is_linked(draft, other, node, apart):
        return True
    title = words.keys(node.title)
    if other.confidence:  # both are in the corpus: two things, unless the title of one holds that of the other
        names, whole = [set(words.keys(one)) for one in _full_names(draft, other)], set(title)
        return node.kind != "treaty" and any(one <= whole or whole <= one for one in names if one)
    return any(words.score(title, words.keys(one)) >= _ALIKE for one in all_names(draft, other))


def _is_linked(draft: Draft, one: Node, other: Node, apart: bool) -> bool:  # noqa: FBT001 - both have resolutions
    """Say whether one thing is an edition, a part, the adoption or the making of another.

    Of two that were adopted by resolutions of their own (``apart``), one may have mandated the other and is not it.
    """
    edges = [edge for edge in draft.index.edges_from(one.n)[:400] if edge.dst == other.n]
    if apart:
        return any(edge.relation in _SAME_BY for edge in edges)
    return any(edge.family in {"catalogue", "follow-up"} for edge in edges)


def all_names(draft: Draft, node: Node) -> list[str]:
    """Return the title of a thing and the names that are no symbols."""
    return [node.title, *(name.name for name in draft.index.names_of(node.n) if name.type != "symbol")]


def _full_names(draft: Draft, node: Node) -> list[str]:
    return [node.title, *(name.name for name in draft.index.names_of(node.n) if name.type == "full")]


def put_right(draft: Draft, symbol: Citation, right: str) -> Fix | None:
    """Return the right symbol in the form in which the wrong one is written: 73/195 for 73/196."""
    written = draft.text[symbol.start : symbol.end]
    if symbol.symbol.startswith(_SERIES):
        return _fix_series(symbol, written, right)
    number = right.partition("/RES/")[2]
    at = re.compile(r"[0-9]{1,3}/[0-9]{1,4}$").search(written)
    if not number or not at:
        return None
    return Fix(symbol.start + at.start(), symbol.end, number)


def _fix_series(symbol: Citation, written: str, right: str) -> Fix | None:
    wanted, shown = re.findall(r"[0-9]+", right), list(re.finditer(r"[0-9]+", written))
    paged = (_PAGE in symbol.symbol, _PAGE in right)
    if len(wanted) != len(shown) or len(shown) != 2 or paged[0] != paged[1]:  # noqa: PLR2004 - volume and number
        return None
    start, end = shown[0].start(), shown[1].end()
    text = wanted[0] + written[shown[0].end() : shown[1].start()] + wanted[1]
    return Fix(symbol.start + start, symbol.start + end, text)
