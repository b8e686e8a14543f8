"""Names that do not say one thing: beside a symbol of something else, or read in several ways."""

from __future__ import annotations

from itertools import pairwise

from compactx.checks.bodies import body_slips
from compactx.checks.draft import DOUBTFUL, WRONG, Fix, Judgement, days_of_symbol, draft_rule, goes_on, stated_day
from compactx.citation.citation import AMBIGUOUS, RESOLVED
from compactx.citation.symbols import tidy
from compactx.model import patterns as re
from compactx.model.kinds import ACTOR_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_BY_NAME = frozenset({"name", "defined"})
_ALIKE = 0.6
_TAKEN = frozenset(
    {"adopted-by", "endorsed-by"}
)  # by a resolution of its own, or by an organ, which may have been made by another
_SERIES = "UNTS"
_OPENING, _CLOSING = frozenset('"\u201c'), frozenset('"\u201d,.')
_SINGLE = frozenset("'\u2018\u2019")
_PAGE = " p. "  # in the symbol of a treaty whose page is cited instead of its number
_CONFERENCE = "/CONF."
_SLIP = 2  # characters
_APART = 400  # characters between a name and a symbol beyond which no words put them together
_NAMED = frozenset({"framework", "treaty", "document"})  # what a resolution adopted, called by its own name
# Relations of things of which each can be called by the symbol of the other.
_SAME_BY = frozenset({"edition-of", "member-of", "belongs-to", "endorsed-by", "adopted-by", "succeeds"})


@draft_rule("name-and-symbol", WRONG)
def name_and_symbol(draft: Draft) -> Iterator[Judgement]:
    """A name and the symbol, treaty series number or convention number beside it belong to the same thing.

    Examples: "Global Compact for Migration (A/RES/73/196)", "Migration for Employment Convention (Revised), 1949
    (No. 79)", a resolution beside the title of another. Told where the corpus or the library knows both.
    """
    yield from _titles(draft)
    yield from body_slips(draft)
    told: set[int] = set()
    for judgement in _of_labour(draft):
        told.add(judgement.start)
        yield judgement
    for _, judged in mismatches(draft):
        if judged.start not in told:
            yield judged


def _of_labour(draft: Draft) -> Iterable[Judgement]:
    """Return what is wrong with labour standards that are named with their numbers in brackets, as few are.

    Where each number ends a name that the corpus has with this number in it, nothing is.
    """
    numbers = {found.end() for found in draft.phrases.labour_number.finditer(draft.text)}
    if numbers <= {one.end for one in draft.wholes if one.rule == "name"}:
        return ()
    from compactx.checks.labour import labour_numbers  # noqa: PLC0415 - as above

    return labour_numbers(draft)


def mismatches(draft: Draft) -> list[tuple[Citation, Judgement]]:
    """Return each symbol that stands beside the name of another thing, with the judgement: ``to`` is what is named."""
    found: list[tuple[Citation, Judgement]] | None = draft.memo.get("mismatches")
    if found is None:
        found = draft.memo["mismatches"] = list(_mismatches(draft))
    return found


def _mismatches(draft: Draft) -> Iterator[tuple[Citation, Judgement]]:
    cited = [one for one in draft.wholes if one.kind not in ACTOR_KINDS]
    for before, after in pairwise(cited):
        judged = _pair(draft, before, after)
        if judged:
            yield (after if after.symbol else before), judged
    for name, symbol in _noted(draft):
        judged = _compare(draft, name, symbol) if name.kind not in ACTOR_KINDS else None
        if judged:
            yield symbol, judged.replace(start=symbol.start, end=symbol.end)


def _noted(draft: Draft) -> Iterable[tuple[Citation, Citation]]:
    """Return names with the symbols that footnotes give, where there are footnotes."""
    if not any(span.kind == "footnote" for span in draft.spans):
        return ()
    from compactx.checks.notes import noted_pairs  # noqa: PLC0415 - as above

    return noted_pairs(draft)


def _pair(draft: Draft, before: Citation, after: Citation) -> Judgement | None:
    if before.end > after.start or bool(before.symbol) == bool(after.symbol):
        return None
    low, high = before.end, after.start
    if after.symbol:
        low = _behind_part(draft, before, high)
        of_year = draft.match("of_year", low)
        low = of_year.end() if of_year and of_year.end() <= high else low
    gap = draft.text[low:high]
    if len(gap) > _APART or "\n" in gap:
        return None
    return _joined(draft, before, after, gap) if after.symbol else _titled(draft, before, after, gap)


def _joined(draft: Draft, name: Citation, symbol: Citation, gap: str) -> Judgement | None:
    """Judge a symbol behind a name."""
    low, high = symbol.start - len(gap), symbol.start
    short = symbol.symbol.startswith(_SERIES) or (
        draft.phrases.short_resolution.search(draft.text, symbol.start, symbol.end)
        and (gap.strip(" \u00a0") != "," or _is_first(draft, name))
    )
    # "the Declaration, adopted on 8 September 2000, resolution 77/213": the next of a list
    listed = gap.rstrip(" \u00a0").endswith(",") and not short
    dated = symbol.symbol.startswith(_SERIES) and draft.fullmatch("dated_bracket", low, high)
    quoted = gap[:1] not in _SINGLE or draft.text[name.start - 1 : name.start] in _SINGLE
    joined = quoted and (dated or (not listed and draft.fullmatch("name_first", low, high)))
    if not joined or _is_around(draft, name, symbol) or _is_on_subject(draft, name, symbol, gap):
        return None
    return _compare(draft, name, symbol)


def _titled(draft: Draft, symbol: Citation, name: Citation, gap: str) -> Judgement | None:
    """Judge a name behind a symbol."""
    between, plain = (symbol.end, name.start), gap.strip(" \u00a0")
    bracketed = draft.text[name.end : name.end + 1] == ")" and draft.fullmatch("name_in_brackets", *between)
    if bracketed:
        return None if _is_on_subject(draft, name, symbol, " (") else _compare(draft, name, symbol)
    if plain == ",":
        short = draft.phrases.short_resolution.search(draft.text, symbol.start, symbol.end)
        titled = bool(short and draft.fullmatch("symbol_first", *between))
    else:
        titled = plain != "" and draft.fullmatch("symbol_first", *between) is not None
    titled = titled or bool(
        draft.fullmatch("symbol_adopts", *between)
        and draft.phrases.by_it.search(draft.text, max(0, symbol.start - 40), symbol.start)
    )
    if not titled or symbol.symbol.startswith((_SERIES, "ILO")) or _is_only_begun(draft, name, gap):
        return None
    if draft.fullmatch("on_subject", *between) and _is_of_other_body(draft, name, symbol):
        return None
    return _compare(draft, name, symbol)


def _is_around(draft: Draft, name: Citation, symbol: Citation) -> bool:
    """Say whether a symbol is of the longer name that a name ends: "the Protocol to the | Convention (...)"."""
    return any(one.to == symbol.to and one.end == name.end and one.start < name.start for one in draft.wholes if one.to)


def _is_only_begun(draft: Draft, name: Citation, gap: str) -> bool:
    """Say whether a name behind a resolution is the beginning of a longer title: "the Strategy | Review"."""
    quoted = gap[-1:] in _OPENING and draft.text[name.end : name.end + 1] not in _CLOSING
    return quoted or goes_on(draft, name) or draft.phrases.more_of_name.match(draft.text, name.end) is not None


def _is_of_other_body(draft: Draft, name: Citation, symbol: Citation) -> bool:
    """Say whether a resolution is of a body that adopted no edition of what is named: it is one on the subject."""
    node = draft.node(name.to)
    own = [one.partition("/RES/") for one in _symbols(draft, node)] if node else []
    bodies = {body for body, adopted, _ in own if adopted}
    return bool(bodies) and symbol.symbol.partition("/RES/")[0] not in bodies


def _behind_part(draft: Draft, name: Citation, end: int) -> int:
    """Return where the part of a name is over that stands before a symbol at ``end``: " art. 12, | Dec. 16, 1966, "."""
    part = draft.pinpoint(name)
    return part[1] if part and part[0] >= name.end and part[1] <= end else name.end


def _is_first(draft: Draft, name: Citation) -> bool:
    """Say whether a name begins its sentence or its note: what follows a comma is then not the next of a list."""
    low, _ = draft.sentence(name.start, name.end)
    return draft.phrases.nothing_said.fullmatch(draft.text, low, name.start) is not None


def _is_on_subject(draft: Draft, name: Citation, symbol: Citation, gap: str) -> bool:
    """Say whether a resolution in brackets may be one on the subject of what is named: "the Agenda (resolution 76/5)".

    The same is so of a name in brackets behind a resolution. A document's own symbol there, or a number that is nearly
    the right one, is said to be that of the name.
    """
    node, other = draft.node(name.to), draft.node(symbol.to)
    if not gap.strip(" \u00a0").startswith("(") or symbol.rule != "resolution-number" or node is None:
        return False
    if other is not None and other.confidence and other.kind in _NAMED:
        return False  # it is known by a name of its own
    return not any(_is_slip(symbol.symbol, one) for one in _symbols(draft, node) if "/RES/" in one)


def _compare(draft: Draft, name: Citation, symbol: Citation) -> Judgement | None:
    """Judge a name and a symbol that the text puts together."""
    node, other = draft.node(name.to), draft.node(symbol.to)
    if node is None or name.status != RESOLVED or node.locator or node.kind in ACTOR_KINDS:
        return None
    if not node.confidence or name.rule not in _BY_NAME or draft.ends_title(name) or symbol.symbol.startswith("ILO"):
        return None  # not in the corpus, or not by its own name
    plain = node.symbol and node.kind != "class" and _is_own(symbol.symbol, [_tidy(node.symbol)])
    if plain or draft.phrases.longer_name.search(draft.text, max(0, name.start - 60), name.start):
        return None  # most symbols are a thing's own: what else it has need not be looked up
    own = _symbols(draft, node)
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
    return Judgement(low, high, message, node.id, symbol.symbol, right, fix=_fix(draft, symbol, right))


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


def _is_slip(symbol: str, right: str) -> bool:
    """Say whether a symbol may be a slip of the pen for another: the session or the number is right, or nearly so.

    >>> _is_slip("A/RES/73/196", "A/RES/73/195"), _is_slip("A/RES/72/279", "A/RES/70/1")
    (True, False)
    """
    one, other = (text.partition(",")[0].rpartition("RES/")[2] for text in (symbol, right))
    session, _, number = one.partition("/")
    own, _, figure = other.partition("/")
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - loaded where a symbol may be a slip

    near = Levenshtein.distance(one, other) <= _SLIP
    return session == own or (number == figure and number != "") or near or sorted(one) == sorted(other)


def _volume(symbol: str) -> str:
    """Return the volume of the Treaty Series in a symbol: one treaty stands in one of them."""
    return next(iter(re.findall("[0-9]+", symbol)), "")


def _symbols(draft: Draft, node: Node) -> list[str]:
    """Return the symbols of a thing, and of what endorsed it; of a class those of its members."""
    if node.kind == "class":
        rows = [edge.src for edge in draft.index.edges_to(node.n) if edge.relation == "member-of"]
        return [symbol for number in rows[:20] for symbol in _symbols(draft, draft.index.node(number))]
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
    if _is_own(symbol, own):
        return True
    if other is None:
        return False
    apart = any("/RES/" in one for one in own) and "/RES/" in other.symbol + " ".join(_symbols(draft, other))
    if other.n == node.n or _is_linked(draft, node, other, apart) or _is_linked(draft, other, node, apart):
        return True
    from compactx.citation import words  # noqa: PLC0415 - titles are compared where symbols differ

    title = words.keys(node.title)
    if other.confidence:  # both are in the corpus: two things, unless the title of one holds that of the other
        names, whole = [set(words.keys(one)) for one in _full_names(draft, other)], set(title)
        return node.kind != "treaty" and any(one <= whole or whole <= one for one in names if one)
    return any(words.score(title, words.keys(one)) >= _ALIKE for one in _names(draft, other))


def _is_own(symbol: str, own: list[str]) -> bool:
    """Say whether a symbol is one of a thing's own, or has its number: whosever it was then read as.

    >>> _is_own("A/HRC/RES/73/195", ["A/RES/73/195, annex"]), _is_own("A/RES/73/196", ["A/RES/73/195"])
    (True, False)
    """
    number = symbol.partition("/RES/")[2]
    if number and any(one.partition(",")[0].partition("/RES/")[2] == number for one in own):
        return True
    return symbol in {one.partition(",")[0] for one in own} | set(own)


def _is_linked(draft: Draft, one: Node, other: Node, apart: bool) -> bool:  # noqa: FBT001 - both have resolutions
    """Say whether one thing is an edition, a part, the adoption or the making of another.

    Of two that were adopted by resolutions of their own (``apart``), one may have mandated the other and is not it.
    """
    edges = [edge for edge in draft.index.edges_from(one.n)[:400] if edge.dst == other.n]
    if apart:
        return any(edge.relation in _SAME_BY for edge in edges)
    return any(edge.family in {"catalogue", "follow-up"} for edge in edges)


def _names(draft: Draft, node: Node) -> list[str]:
    return [node.title, *(name.name for name in draft.index.names_of(node.n) if name.type != "symbol")]


def _full_names(draft: Draft, node: Node) -> list[str]:
    return [node.title, *(name.name for name in draft.index.names_of(node.n) if name.type == "full")]


def _fix(draft: Draft, symbol: Citation, right: str) -> Fix | None:
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


def _titles(draft: Draft) -> Iterator[Judgement]:
    """Judge the titles that stand in quotation marks after a symbol."""
    for citation in draft.wholes:
        found = draft.match("entitled", citation.end) if "/RES/" in citation.symbol else None
        node = draft.node(citation.to)
        if not found or node is None or not draft.is_held(node) or node.title.startswith(("Resolution ", node.symbol)):
            continue
        if citation.symbol[-1].isalpha():
            continue  # each part of a resolution has a title of its own
        if not _is_title(draft.said(found, 1), _names(draft, node)):
            yield _mistitled(draft, citation, node, found)


def _is_title(written: str, names: list[str]) -> bool:
    """Say whether a title is like one of some names, or has no words that could be unlike."""
    from compactx.citation import words  # noqa: PLC0415 - few symbols have a title beside them

    title = words.keys(written)
    return not title or any(_is_like(title, name) for name in map(words.keys, names) if name)


def _is_like(title: list[str], name: list[str]) -> bool:
    """Say whether a title is a name, or one of them holds most of the other."""
    from compactx.citation import words  # noqa: PLC0415 - as above

    kept = words.score(title, name) * (len(title) + len(name)) / 2
    return kept >= _ALIKE * max(len(title), len(name)) or kept >= 0.8 * min(len(title), len(name)) >= 2  # noqa: PLR2004 - a short form


def _mistitled(draft: Draft, citation: Citation, node: Node, found: re.Match[str]) -> Judgement:
    message = f"{citation.symbol} is entitled {node.title}"
    fix, expected = None, node.title
    owner = _owner(draft, draft.said(found, 1), node)
    said = stated_day(draft, citation)
    if owner is not None:
        message += f"; the title is of {owner.symbol}"
        if said is None or owner.date == said.value:
            expected = owner.symbol
            fix = _fix(draft, citation, owner.symbol) if said is not None else None
    if fix is None and said is not None and said.value in days_of_symbol(draft, node, citation.symbol):
        fix, expected = Fix(found.start(1), found.end(1), node.title), node.title
    return Judgement(citation.start, found.end(), message, node.id, draft.said(found, 1), expected, fix=fix)


def _owner(draft: Draft, title: str, node: Node) -> Node | None:
    """Return the one resolution of the same body that bears a title, the nearest in time."""
    body = node.symbol.partition("/RES/")[0]
    rows = {name.node: draft.index.node(name.node) for name in draft.index.named(title)[:40]}
    same = [one for one in rows.values() if one.symbol.partition("/RES/")[0] == body and one.kind == "resolution"]
    dated = [one for one in same if one.date == node.date] or same
    return dated[0] if len(dated) == 1 else None


@draft_rule("ambiguous", DOUBTFUL)
def ambiguous(draft: Draft) -> Iterator[Judgement]:
    """A citation says which of the things that the text has named it means.

    Example: "the Convention" after two conventions.
    """
    for citation in draft.wholes:
        if citation.status == AMBIGUOUS:
            readings = "; ".join(_title(draft, one) for one in citation.candidates)
            message = f"this can mean several things: {readings}"
            yield Judgement(
                citation.start, citation.end, message, "", citation.surface, "", "name the one that is meant"
            )


def _title(draft: Draft, identity: str) -> str:
    node = draft.node(identity)
    return node.title if node else identity
