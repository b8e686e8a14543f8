"""Put together what the finders saw: no two anchors claim the same words, and pinpoints hang on theirs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from compactx.citation.citation import Anchor
from compactx.citation.detect import find_names
from compactx.citation.heads import BODY_HEADS, INSTRUMENT_HEADS, singular
from compactx.citation.normalise import key
from compactx.citation.numbers import find_numbers
from compactx.citation.pinpoint import find_pinpoints
from compactx.citation.symbols import find as find_symbols
from compactx.citation.unknown import find_unknown
from compactx.citation.unknown_body import find_bodies
from compactx.model.kinds import INSTRUMENT_KINDS

if TYPE_CHECKING:
    from compactx.citation.catalogue import Catalogue
    from compactx.citation.pinpoint import Pinpoint

_HEADS = "|".join(sorted((*INSTRUMENT_HEADS, *BODY_HEADS), key=len, reverse=True))
_BACK = re.compile(
    rf"\b(?P<which>[Tt]he|[Tt]hat|[Tt]hose|[Ss]uch|[Bb]oth|[Ss]aid|[Tt]wo|[Ii]ts)(?: (?P<adjective>said"
    rf"|same|latter|two|aforementioned|above-mentioned))?"
    rf" (?P<head>(?:{_HEADS})s?|Treaties|(?P<small>{_HEADS.lower()})s?)\b(?!-| [A-Z][a-z]| (?:on|for"
    rf"|against|relating to|concerning|to|of|in)(?: the)? [A-Z][a-z])"
)
_SAME = re.compile(
    r"(?<![\w.])(?:Id\.?(?=\*?(?:,? at\b|,? ¶|,? para|[,.;)]|$))|(?:[Ii]bid|IBID)(?:\.(?!, (?:vol\.|Supplement"
    r"|[0-9]{4}, Supplement|[A-Z][a-z-]+(?: [a-z]+)? (?:[Ss]pecial |[Ee]mergency )?Session))|(?![.A-Za-z])))"
)
_FORWARD = re.compile(r",? (?:of|in|to|under|from|contained in|set out in|laid down in|enshrined in|set forth in)"
                      r"(?: (?:the|its|that|this|said|their|our|[0-9]{4}|General|Assembly|Security"
                      r"|Council|United|Nations|aforementioned)){0,5} $")  # fmt: skip
_BACKWARD = re.compile(
    r"[\"')]{0,2}(?: of [0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4})?(?: \([A-Z][a-z]{2,4}\.? [0-9]{1,2}, [0-9]{4}\))?"
    r"(?:(?:,|;|,? ?\(|,? (?:in particular|especially|notably|including|specifically|namely|see|at)\b)"
    r"(?: ?(?:and|or|in particular|in|its|the|especially|notably|including|specifically|see|at|inter alia"
    r"|namely|as well as|under),?){0,4})? ?$"
)
_SAME_AT = re.compile(r"\*?,?(?: at)? ?$")
_GAP = 90
# Readings that give way to the name of an instrument that no catalogue has.
_GUESSES = frozenset({"general", "lowered"})
# Symbols whose letters name nothing of their own ("HRC" in A/HRC/RES/57/14).
_SEALED = frozenset({"symbol", "treaty-series"})


def find_anchors(text: str, catalogue: Catalogue, own: str) -> tuple[list[Anchor], list[Pinpoint]]:
    """Return everything in a folded text that may cite, in order, and the pinpoints that hang on nothing.

    A name inside another anchor is kept when it is a citation of its own; a symbol inside a name is part of it.
    """
    names = [Anchor(m.start, m.end, "name", m.forms, m.how, m.outer) for m in find_names(text, catalogue)]
    symbols = [Anchor(s.start, s.end, "symbol", s) for s in _symbols(text, own)]
    unknown = [Anchor(start, end, "unknown", text[start:end]) for start, end in find_unknown(text)]
    bodies = [Anchor(start, end, "body", text[start:end]) for start, end in find_bodies(text)]
    unknown = _beside(unknown, [body for body in bodies if key(body.value) not in catalogue.friends])
    same = [Anchor(m.start(), m.end(), "same", m.group()) for m in _SAME.finditer(text)]
    back = [Anchor(m.start(), m.end(), "back", m) for m in _BACK.finditer(text)]
    merged = _merge(names, [*symbols, *same], unknown, back)
    return _with_pinpoints(text, merged, catalogue)


def _symbols(text: str, own: str) -> list:  # type: ignore[type-arg]
    found = sorted((*find_symbols(text), *find_numbers(text, own)), key=lambda s: (s.start, -s.end))
    kept = []  # type: ignore[var-annotated]
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


def _merge(names: list[Anchor], symbols: list[Anchor], unknown: list[Anchor], back: list[Anchor]) -> list[Anchor]:
    """Let names win over symbols inside them, longer names over known ones, and any of them over pointers back."""
    outer = [(a.start, a.end) for a in names if a.outer < 0 and a.how != "general"]
    free_symbols = [s for s in symbols if not _inside(s, outer)]
    taken = sorted([*outer, *((s.start, s.end) for s in free_symbols)])
    larger = [u for u in (_behind(u, taken) for u in unknown) if _reaches_beyond(u, taken)]
    spans = [(u.start, u.end) for u in larger]
    sealed = sorted((s.start, s.end) for s in free_symbols if getattr(s.value, "rule", "") in _SEALED)
    weak = {n for n, a in enumerate(names) if (a.how in _GUESSES and _overlaps(a, spans)) or _inside(a, sealed)}
    kept: list[Anchor] = []
    renumbered: dict[int, int] = {}
    everything = [*((a, n) for n, a in enumerate(names) if n not in weak), *((a, -1) for a in (*free_symbols, *larger))]
    everything.sort(key=lambda pair: (pair[0].start, -pair[0].end, pair[0].outer))
    for anchor, number in everything:
        if anchor.what == "name":
            renumbered[number] = len(kept)
            anchor.outer = _around(anchor, kept) if anchor.outer < 0 else renumbered.get(anchor.outer, -1)
        kept.append(anchor)
    taken = sorted([*taken, *spans, *((a.start, a.end) for a in names if a.how == "general")])
    pointers = [b for b in back if not _overlaps(b, taken)]
    return _insert(kept, pointers)


def _insert(anchors: list[Anchor], more: list[Anchor]) -> list[Anchor]:
    """Add anchors that overlap none, keeping the order and the numbers of outer ones."""
    order = sorted([*enumerate(anchors), *((-1, b) for b in more)], key=lambda pair: (pair[1].start, -pair[1].end))
    return renumbered_outers(order)


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
    at = bisect_right(spans, (anchor.start, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= anchor.start and anchor.end <= spans[at][1] + 1


def _overlaps(anchor: Anchor, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (anchor.end, 0))
    return any(start < anchor.end and end > anchor.start for start, end in spans[max(0, at - 4) : at])


def _behind(anchor: Anchor, taken: list[tuple[int, int]]) -> Anchor:
    """Return what is left of a name of unknown make behind a known one, if that is a name ("WHO | Plan of Action")."""
    at = bisect_left(taken, (anchor.start, 0))
    if at == len(taken) or taken[at][0] != anchor.start or taken[at][1] >= anchor.end:
        return anchor
    start = taken[at][1] + 1
    rest = anchor.value[start - anchor.start :]
    find = find_bodies if anchor.what == "body" else find_unknown
    if find(f"the {rest}") != [(4, 4 + len(rest))]:
        return anchor
    return Anchor(start, anchor.end, anchor.what, rest)


def _reaches_beyond(anchor: Anchor, taken: list[tuple[int, int]]) -> bool:
    """Say whether a name of unknown make is more than the known names in it, and does not begin with one."""
    at = bisect_left(taken, (anchor.end, 0))
    inner = [(start, end) for start, end in taken[max(0, at - 8) : at] if start < anchor.end and end > anchor.start]
    return all(start > anchor.start and end <= anchor.end for start, end in inner)


def _with_pinpoints(text: str, anchors: list[Anchor], catalogue: Catalogue) -> tuple[list[Anchor], list[Pinpoint]]:
    """Hang each pinpoint on the anchor after it ("article 13 of the ..."), or on the one before it ("..., para. 5")."""
    whole = [n for n, a in enumerate(anchors) if a.outer < 0 and _has_parts(a, catalogue)]
    starts = [anchors[n].start for n in whole]
    held: dict[int, Pinpoint] = {}
    loose: list[Pinpoint] = []
    for pin in find_pinpoints(text):
        at = bisect_left(starts, pin.start)
        if any(
            anchors[n].start <= pin.start and pin.end <= anchors[n].end and anchors[n].what != "back"
            for n in whole[max(0, at - 2) : at + 1]
        ):
            continue
        after = whole[bisect_left(starts, pin.end)] if bisect_left(starts, pin.end) < len(whole) else -1
        before = whole[at - 1] if at else -1
        if (
            after >= 0
            and anchors[after].start - pin.end < _GAP
            and _leads(text, pin, anchors[after])
            and after not in held
        ):
            held[after] = pin
        elif (
            before >= 0
            and pin.start - anchors[before].end < _GAP
            and _follows(text, anchors[before], pin)
            and before not in held
        ):
            held[before] = pin
        else:
            loose.append(pin)
    for number, pin in held.items():
        anchors[number].pinpoint = pin
    return anchors, loose


def _has_parts(anchor: Anchor, catalogue: Catalogue) -> bool:
    """Say whether an anchor may be an instrument: bodies and groups have no paragraphs."""
    if anchor.what == "name":
        return any(catalogue.kind(form.target) in INSTRUMENT_KINDS for form in anchor.value)
    if anchor.what == "body":
        return False
    return anchor.what != "back" or back_words(anchor.value)[1] in INSTRUMENT_HEADS


def _leads(text: str, pin: Pinpoint, anchor: Anchor) -> bool:
    gap = text[pin.end : anchor.start]
    aimed = text[pin.start : pin.end]
    if aimed.count("(") > aimed.count(")"):
        gap = gap.removeprefix(")")
    return bool(_FORWARD.match(gap))


def _follows(text: str, anchor: Anchor, pin: Pinpoint) -> bool:
    gap = text[anchor.end : pin.start]
    return bool(_BACKWARD.match(gap) or (anchor.what == "same" and _SAME_AT.match(gap)))


def back_words(found: re.Match[str]) -> tuple[str, str, bool]:
    """Return the determiner, the head noun in the singular, and whether it is a plural."""
    which = (found.group("adjective") or found.group("which")).lower()
    head = found.group("head").capitalize()
    single = singular(head)
    return which, single, single != head
