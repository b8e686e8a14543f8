"""Put together what the finders saw: no two anchors claim the same words, and pinpoints hang on theirs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from compactx.citation.citation import Anchor
from compactx.citation.detect import find_names
from compactx.citation.gates import Opening, first_words_of, gates_of, holding
from compactx.citation.hanging import hang
from compactx.citation.language import (
    DEFAULT,
    INSTRUMENT_HEADS,
    any_case,
    as_written,
    cases_of,
    head_of,
    is_instrument_head,
    singular,
    table,
)
from compactx.citation.normalise import key
from compactx.citation.numbers import find_numbers
from compactx.citation.pinpoint import find_pinpoints
from compactx.citation.symbols import find_acts, find_symbols
from compactx.citation.unknown import find_bodies, find_bracketed, find_unknown, spells
from compactx.model.kinds import INSTRUMENT_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container
    from re import Match

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.pinpoint import Pinpoint
    from compactx.citation.symbols import Symbol

# Readings that give way to the name of an instrument that no catalogue has.
_GUESSES = frozenset({"general", "lowered"})
# Symbols whose letters name nothing of their own ("HRC" in A/HRC/RES/57/14).
_OF_ONE_THING = 2  # spaces in a name that is long enough to be of one thing only, whatever year stands before it
# A name of unknown make that the bracket behind it tells: it is the whole name, whatever known one it begins with.
_TOLD = "told"
_SEALED = frozenset({"symbol", "treaty-series"})


_short_key = lru_cache(maxsize=10_000)(key)  # of names: a text repeats few


class Pointers:
    """The patterns of words that point back in one language: "the Convention", "ibid."."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words, gate = table(code), gates_of(code).gate
        nouns = dict.fromkeys((*words["heads"].split(), *INSTRUMENT_HEADS, *words["body_heads"].split()))
        heads = "|".join(sorted(nouns, key=len, reverse=True))
        which, bodies = any_case(words["back"]), words["body_heads"].replace(" ", "|")
        leads = f"{words['back']}|{words['back_here']}".split("|")
        self.back = gate(
            rf"\b(?P<which>{which}|{any_case(words['back_here'])}(?= (?:{bodies})\b))"
            rf"(?: (?P<adjective>{words['back_adjectives']}))? ?"
            rf"(?P<head>(?:{heads})s?|{words['plural_heads']}|(?P<small>{heads.lower()})s?)"
            r"\b(?!-| [A-Z][a-z]"
            rf"| (?:{words['back_not_before']})(?: (?:{words['articles']}))? [A-Z][a-z]"
            rf"|(?<={words['annexed_heads'].partition('|')[0]}) {words['annexing']} )",
            opening=Opening(lambda: first_words_of(cases_of(leads), loosely=True)),
        )
        ibids = [form for w in words["ibid"].split("|") for form in (w, w.capitalize(), w.upper())]
        ids = [form.capitalize() for form in words["id"].split("|")]
        ibid, short = as_written("|".join(ibids)), as_written("|".join(ids))
        paragraph = "|".join(sorted({label.rstrip("s.") for label in words["labels"]["paragraph"].split("|")}))
        kinds = any_case(words["session_kinds"])
        self.same = gate(
            rf"(?<![\w.])(?:{short}\.?(?=\*?(?:,? {words['at']}\b|,? (?:{paragraph})|[,.;)]|$))|{ibid}(?:\."
            rf"(?!, (?:{as_written(words['volume'])}|{words['supplement']}|[0-9]{{4}}, {words['supplement']}"
            rf"|[A-Z][a-z-]+(?: [a-z]+)? (?:{kinds} )?{words['session']}))|(?![.A-Za-z])))",
            need=holding([*ibids, *ids]),
        )


@lru_cache(maxsize=16)
def pointers(code: str = DEFAULT) -> Pointers:
    """Return the patterns of a language, compiled once."""
    return Pointers(code)


def find_anchors(
    text: str, catalogue: Catalogue, own: str, code: str = DEFAULT, marks: Container[str] = frozenset()
) -> tuple[list[Anchor], list[Pinpoint]]:
    """Return everything in a folded text that may cite, in order, and the pinpoints that hang on nothing.

    A name inside another anchor is kept when it is a citation of its own; a symbol inside a name is part of it.
    """
    rules = pointers(code)
    names = [Anchor(a, b, "name", forms, how, outer) for a, b, forms, how, outer in find_names(text, catalogue, code)]
    symbols = [Anchor(s.start, s.end, "symbol", s) for s in _symbols(text, own, code, marks)]
    unknown = [Anchor(start, end, "unknown", text[start:end]) for start, end in find_unknown(text, code)]
    bodies = [Anchor(start, end, "body", text[start:end]) for start, end in find_bodies(text, code)]
    told = [_told(text[start:end], start, end) for start, end in find_bracketed(text, code)]
    unknown = _with_told(_beside(unknown, [b for b in bodies if _short_key(b.value) not in catalogue.friends]), told)
    same = [Anchor(m.start(), m.end(), "same", m.group()) for m in rules.same.finditer(text)]
    back = [Anchor(m.start(), m.end(), "back", m) for m in rules.back.finditer(text)]
    merged = _merge(names, [*symbols, *same], unknown, back, code)
    _told_by_known(text, merged, catalogue)
    parted: dict[int, bool] = {}  # by the place of forms in memory, which they keep meanwhile
    for one in names:
        if id(one.value) not in parted:
            parted[id(one.value)] = _has_parts(one, catalogue)
    whole = [
        n
        for n, one in enumerate(merged)
        if one.outer < 0 and (parted[id(one.value)] if one.what == "name" else _has_parts(one, catalogue))
    ]
    pins = find_pinpoints(text, catalogue.grammar(code))
    return merged, hang(text, merged, whole, pins, code)


def _symbols(text: str, own: str, code: str, marks: Container[str]) -> list[Symbol]:
    acts = find_acts(text, code)
    found = sorted(
        (*acts, *find_symbols(text, code), *find_numbers(text, own, code, marks)), key=lambda s: (s.start, -s.end)
    )
    kept: list[Symbol] = []
    for symbol in found:
        if not kept or symbol.start >= kept[-1].end:
            kept.append(symbol)
    return kept


def _beside(unknown: list[Anchor], bodies: list[Anchor]) -> list[Anchor]:
    """Add bodies of unknown make to instruments of unknown make; the longer wins where two meet."""
    wide = [(b.start, b.end) for b in bodies]
    kept = [a for a in unknown if not _inside(a, wide)]
    spans = [(a.start, a.end) for a in kept]
    return sorted([*kept, *(b for b in bodies if not _overlaps(b, spans))], key=lambda a: a.start)


def _told(name: str, start: int, end: int) -> Anchor:
    """Return the anchor of a name that the bracket behind it tells."""
    return Anchor(start, end, "unknown" if is_instrument_head(head_of(name)) else "body", name, _TOLD)


def _with_told(unknown: list[Anchor], told: list[Anchor]) -> list[Anchor]:
    """Add names that a bracket tells; they give way to names of unknown make that reach farther."""
    more = [one for one in told if not any(_is_wider(u, one) for u in _near(unknown, one))]
    spans = sorted((one.start, one.end) for one in more)
    return sorted([*(u for u in unknown if not _overlaps(u, spans)), *more], key=lambda anchor: anchor.start)


def _is_wider(anchor: Anchor, one: Anchor) -> bool:
    return anchor.start <= one.start and one.end <= anchor.end and len(anchor.value) > len(one.value)


def _told_by_known(text: str, anchors: list[Anchor], catalogue: Catalogue) -> None:
    """Read a name of unknown make as what the bracket behind it says: "... Arms and Their Parts (Harbour Convention)".

    The bracket must hold nothing but a known name of an instrument, called by the same noun or by the name's letters.
    """
    for number, anchor in enumerate(anchors):
        if anchor.what != "unknown" or text[anchor.end : anchor.end + 2] != " (":
            continue
        inner = next((a for a in anchors[number + 1 : number + 8] if a.start >= anchor.end), None)
        if inner is None or inner.what != "name" or inner.how != "exact" or inner.outer >= 0:
            continue
        known, name = text[inner.start : inner.end], text[anchor.start : anchor.end]
        alone = inner.start == anchor.end + 2 and text[inner.end : inner.end + 1] == ")"
        kinds = {catalogue.kind(form.target) for form in inner.value}
        alike = head_of(known) == head_of(name) if head_of(known) else spells(known, name)
        if alone and alike and kinds.issubset(INSTRUMENT_KINDS):
            anchor.what, anchor.value, anchor.how = "name", inner.value, "exact"


def _near(anchors: list[Anchor], one: Anchor) -> list[Anchor]:
    at = bisect_left(anchors, one.end, key=lambda anchor: anchor.start)
    return anchors[max(0, at - 4) : at]


def _merge(
    names: list[Anchor], symbols: list[Anchor], unknown: list[Anchor], back: list[Anchor], code: str
) -> list[Anchor]:
    """Let names win over symbols inside them, longer names over known ones, and any of them over pointers back."""
    outer = [(a.start, a.end) for a in names if a.outer < 0 and a.how != "general"]
    free_symbols = [s for s in symbols if not _inside(s, outer)]
    taken = sorted([*outer, *((s.start, s.end) for s in free_symbols)])
    larger = [u for u in (_behind(u, taken, code) for u in unknown) if _reaches_beyond(u, taken)]
    ours = frozenset(table(code)["organisation_names"].split("|"))
    led = {span for u in larger if (span := _led(u, ours))}
    if led:
        known = {span for a in names if (span := (a.start, a.end)) in led and a.how not in _GUESSES and _is_of_one(a)}
        larger = [u for u in larger if _led(u, ours) not in known]
    spans = [(u.start, u.end) for u in larger]
    sealed = sorted((s.start, s.end) for s in free_symbols if getattr(s.value, "rule", "") in _SEALED)
    weak = {n for n, a in enumerate(names) if (a.how in _GUESSES and _overlaps(a, spans)) or _inside(a, sealed)}
    kept = _in_order(names, weak, [*free_symbols, *larger])
    taken = sorted([*taken, *spans, *((a.start, a.end) for a in names if a.how == "general")])
    return _insert(kept, [b for b in back if not _overlaps(b, taken)])


def _in_order(names: list[Anchor], weak: Container[int], others: list[Anchor]) -> list[Anchor]:
    """Return names but for weak ones, and other anchors, in order, each name told what stands around it."""
    order = [(a.start, -a.end, a.outer, n, a) for n, a in enumerate(names) if n not in weak]
    order += [(a.start, -a.end, a.outer, n, a) for n, a in enumerate(others, len(names))]
    order.sort()
    kept: list[Anchor] = []
    renumbered: dict[int, int] = {}
    reach = -1  # where the last of what may stand around a name ends
    for start, end, outer, number, anchor in order:
        if anchor.what == "name":
            renumbered[number] = len(kept)
            around = renumbered.get(outer, -1)
            anchor.outer = around if around >= 0 else _around(anchor, kept) if start < reach else -1
        elif -end > reach:
            reach = -end
        kept.append(anchor)
    return kept


def _insert(anchors: list[Anchor], more: list[Anchor]) -> list[Anchor]:
    """Add anchors that overlap none, keeping the order and the numbers of outer ones."""
    if not more:
        return anchors
    begun = [(anchor.start, -anchor.end) for anchor in anchors]
    places = [bisect_right(begun, (one.start, -one.end)) for one in more]
    for anchor in anchors:
        if anchor.outer >= 0:
            anchor.outer += bisect_right(places, anchor.outer)
    found: list[Anchor] = []
    last = 0
    for place, one in zip(places, more, strict=True):
        found += anchors[last:place]
        found.append(one)
        last = place
    return found + anchors[last:]


def renumbered_outers(order: list[tuple[int, Anchor]]) -> list[Anchor]:
    """Return anchors in a new order, told their outer ones by it; each comes with its old number, -1 for a new one."""
    places = {number: place for place, (number, _) in enumerate(order) if number >= 0}
    for _, anchor in order:
        anchor.outer = places.get(anchor.outer, -1)
    return [anchor for _, anchor in order]


def _around(anchor: Anchor, kept: list[Anchor]) -> int:
    for place in range(len(kept) - 1, max(-1, len(kept) - 6), -1):
        if (
            kept[place].what in {"unknown", "body", "symbol"}
            and kept[place].start <= anchor.start
            and anchor.end <= kept[place].end
        ):
            return place
    return -1


def _inside(anchor: Anchor, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (anchor.start, 1 << 60)) - 1 if spans else -1
    return at >= 0 and spans[at][0] <= anchor.start and anchor.end <= spans[at][1] + 1


def _overlaps(anchor: Anchor, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (anchor.end, 0))
    return any(start < anchor.end and end > anchor.start for start, end in spans[max(0, at - 4) : at])


def _behind(anchor: Anchor, taken: list[tuple[int, int]], code: str) -> Anchor:
    """Return what is left of a name of unknown make behind a known one, if that is a name ("WHO | Plan of Action")."""
    at = bisect_left(taken, (anchor.start, 0))
    if anchor.how == _TOLD or at == len(taken) or taken[at][0] != anchor.start or taken[at][1] >= anchor.end:
        return anchor
    start = taken[at][1] + 1
    rest = anchor.value[start - anchor.start :]
    find = find_bodies if anchor.what == "body" else find_unknown
    the = f"{table(code)['the_one']} "
    if find(the + rest, code) != [(len(the), len(the) + len(rest))]:
        return anchor
    return Anchor(start, anchor.end, anchor.what, rest)


def _reaches_beyond(anchor: Anchor, taken: list[tuple[int, int]]) -> bool:
    """Say whether a name of unknown make is more than the known names in it, and does not begin with one."""
    at = bisect_left(taken, (anchor.end, 0))
    inner = [(start, end) for start, end in taken[max(0, at - 8) : at] if start < anchor.end and end > anchor.start]
    if anchor.how == _TOLD:
        return all(
            start >= anchor.start and end <= anchor.end and end - start < len(anchor.value) for start, end in inner
        )
    return all(start > anchor.start and end <= anchor.end for start, end in inner)


def _led(anchor: Anchor, ours: Collection[str]) -> tuple[int, int] | None:
    """Return where the known name would stand if one of unknown make is that with its year or the organisation before.

    "1989 Convention on the ...", "UN Global Compact for ...".
    """
    lead = _lead(anchor, ours)
    return (anchor.start + len(lead) + 1, anchor.end) if lead else None


def _is_of_one(anchor: Anchor) -> bool:
    return len({form.target for form in anchor.value}) == 1


def _lead(anchor: Anchor, ours: Collection[str]) -> str:
    """Return the year or the organisation before a name that is long enough to be of one thing only without it."""
    lead = next((one for one in ours if anchor.value.startswith(f"{one} ")), anchor.value.partition(" ")[0])
    leads = lead in ours or (len(lead) == len("1989") and lead.isdigit())
    return lead if leads and anchor.value.count(" ", len(lead) + 1) >= _OF_ONE_THING else ""


def _has_parts(anchor: Anchor, catalogue: Catalogue) -> bool:
    """Say whether an anchor may be an instrument: bodies and groups have no paragraphs."""
    if anchor.what == "name":
        forms = anchor.value
        return any([catalogue.kind(form.target) in INSTRUMENT_KINDS for form in forms])  # noqa: C419 - mostly one
    if anchor.what == "body":
        return False
    return anchor.what != "back" or is_instrument_head(back_words(anchor.value)[1])


def back_words(found: Match[str]) -> tuple[str, str, bool]:
    """Return the determiner, the head noun in the singular, and whether it is a plural."""
    which = (found.group("adjective") or found.group("which")).lower()
    head = found.group("head").capitalize()
    single = singular(head)
    return which, single, single != head
