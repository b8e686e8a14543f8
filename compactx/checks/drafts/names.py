"""Names that do not say one thing: beside a symbol of something else, or read in several ways."""

from __future__ import annotations

from itertools import pairwise

from compactx.checks.bodies import body_slips
from compactx.checks.draft import (
    DOUBTFUL,
    WRONG,
    Fix,
    Judgement,
    days_of_symbol,
    draft_rule,
    goes_on,
    is_own_symbol,
    stated_day,
)
from compactx.citation.citation import AMBIGUOUS, RESOLVED
from compactx.model.kinds import ACTOR_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from compactx.checks.draft import Draft
    from compactx.citation.citation import Citation
    from compactx.index.read import Node

_BY_NAME = frozenset({"name", "defined"})
_ALIKE = 0.6
_SERIES = "UNTS"
_OPENING, _CLOSING = frozenset('"\u201c'), frozenset('"\u201d,.')
_SINGLE = frozenset("'\u2018\u2019")
_APART = 400  # characters between a name and a symbol beyond which no words put them together
_NAMED = frozenset({"framework", "treaty", "document"})  # what a resolution adopted, called by its own name


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

    Nothing is where each number ends a name that was read as the standard of this number.
    """
    numbers = {(found.end(), found.group(1)) for found in draft.phrases.labour_number.finditer(draft.text)}
    named = {(one.end, node.symbol[1:]) for one, node in draft.instruments if one.rule == "name"} if numbers else set()
    if numbers <= named:
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
    from compactx.checks.symbols import symbols_of  # noqa: PLC0415 - as below

    node = draft.node(name.to)
    own = [one.partition("/RES/") for one in symbols_of(draft, node)] if node else []
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
    from compactx.checks.symbols import is_slip, symbols_of  # noqa: PLC0415 - as below

    return not any(is_slip(symbol.symbol, one) for one in symbols_of(draft, node) if "/RES/" in one)


def _compare(draft: Draft, name: Citation, symbol: Citation) -> Judgement | None:
    """Judge a name and a symbol that the text puts together."""
    node = draft.node(name.to)
    if node is None or name.status != RESOLVED or node.locator or node.kind in ACTOR_KINDS:
        return None
    if not node.confidence or name.rule not in _BY_NAME or draft.ends_title(name) or symbol.symbol.startswith("ILO"):
        return None  # not in the corpus, or not by its own name
    plain = "/RES/" in node.symbol and node.kind != "class" and is_own_symbol(symbol.symbol, [node.symbol])
    if plain or draft.phrases.longer_name.search(draft.text, max(0, name.start - 60), name.start):
        return None  # most symbols are a thing's own: what else it has need not be looked up
    from compactx.checks.symbols import mismatch  # noqa: PLC0415 - most symbols are those of the names beside them

    return mismatch(draft, name, symbol, node)


def _titles(draft: Draft) -> Iterator[Judgement]:
    """Judge the titles that stand in quotation marks after a symbol."""
    for citation in draft.wholes:
        found = draft.match("entitled", citation.end) if "/RES/" in citation.symbol else None
        node = draft.node(citation.to)
        if not found or node is None or not draft.is_held(node) or node.title.startswith(("Resolution ", node.symbol)):
            continue
        if citation.symbol[-1].isalpha():
            continue  # each part of a resolution has a title of its own
        from compactx.checks.symbols import all_names  # noqa: PLC0415 - few symbols have a title beside them

        if not _is_title(draft.said(found, 1), all_names(draft, node)):
            yield _mistitled(draft, citation, node, found)


def _is_title(written: str, names: list[str]) -> bool:
    """Say whether a title is like one of some names, or has no words that could be unlike."""
    from compactx.citation import words  # noqa: PLC0415 - as above

    title = words.keys(written)
    return not title or any(_is_like(title, name) for name in map(words.keys, names) if name)


def _is_like(title: list[str], name: list[str]) -> bool:
    """Say whether a title is a name, or one of them holds most of the other."""
    from compactx.citation import words  # noqa: PLC0415 - as above

    kept = words.score(title, name) * (len(title) + len(name)) / 2
    return kept >= _ALIKE * max(len(title), len(name)) or kept >= 0.8 * min(len(title), len(name)) >= 2  # noqa: PLR2004 - a short form


def _mistitled(draft: Draft, citation: Citation, node: Node, found: re.Match[str]) -> Judgement:
    from compactx.checks.symbols import put_right  # noqa: PLC0415 - as above

    message = f"{citation.symbol} is entitled {node.title}"
    fix, expected = None, node.title
    owner = _owner(draft, draft.said(found, 1), node)
    said = stated_day(draft, citation)
    if owner is not None:
        message += f"; the title is of {owner.symbol}"
        if said is None or owner.date == said.value:
            expected = owner.symbol
            fix = put_right(draft, citation, owner.symbol) if said is not None else None
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
