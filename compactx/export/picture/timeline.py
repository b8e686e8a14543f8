"""The way of an idea as a picture: documents from left to right in time, clauses as cards, links as curves.

A document with more clauses than a slide shows has a card for each of its objectives, and one for the rest; documents
that have nothing to do with each other share a column, one under the other. Links over several columns run in lanes
above the cards, a lane for all that pass by the same columns.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.export.picture.frame import (
    Content,
    Sign,
    framed,
    level_line,
    marker,
    markers,
    of_line,
    of_look,
    of_mark,
    stroke,
    words_at,
)
from compactx.export.picture.looks import (
    CITATION,
    IN_PART,
    QUIET,
    TAKEN_UP,
    WIDTHS,
    LineLook,
    line_of,
    look_of,
    outline,
)
from compactx.export.picture.text import text_width, wrapped
from compactx.model.kinds import kind_named
from compactx.model.record import Record
from compactx.model.text import SUMMARY
from compactx.query.trace import UNUSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from compactx.index.read import Node
    from compactx.query.trace import LineageLink, Trace, TraceStop

LIMIT = 8  # cards of a column
_COLUMNS = 6  # more are put together where they can
_CARD = 182.0  # the width of a card: eight of them, with their gaps, fill a slide at its own size
_GAP = 62.0  # between two columns: room for curves
_PAD = 9.0
_BETWEEN = 13.0  # between two cards
_BELOW = 24.0  # between two documents of a column
_HEAD, _BODY = 12.5, 11.5  # font sizes
_LINE = 1.28
_LANE = 8.0
_ROWS = 3  # of a summary; the whole of it is in the card's tooltip
_BEHIND = 4.0  # how far the sheet behind a group looks out
_SHOWN = 6  # clauses named on the card of a group


class Card(Record):
    """A place on the picture: one stop or several, with its lines of text; ``tip`` tells each stop in full."""

    stops: tuple[Node, ...]
    tip: str
    head: tuple[str, ...]
    body: tuple[str, ...]
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        """The height of the card in units of the picture, from its lines of text."""
        return 2 * _PAD + _LINE * (len(self.head) * _HEAD + len(self.body) * _BODY)

    @property
    def middle(self) -> float:
        """The height at which curves meet it."""
        return self.y + self.height / 2


class Sheet(Record):
    """A document on the picture: the lines of its head, how high they stand, and its cards."""

    step: TraceStop
    cards: tuple[Card, ...]
    x: float = 0.0
    y: float = 0.0


class _Thread(Record):
    """All links between two cards that are drawn alike."""

    links: tuple[LineageLink, ...]
    line: LineLook
    start: Card
    end: Card
    lane: float | None


def svg(found: Trace, *, limit: int = LIMIT, dark: bool = False) -> str:
    """Return the picture as SVG text; ``limit`` bounds the cards of a column (0: all)."""
    columns = _columns(found, limit)
    place = {step.document.n: at for at, column in enumerate(columns) for step in column}
    lanes = _lanes(found.links, place)
    sheets = list(_placed(columns, limit, len(lanes) * _LANE, found.called))
    cards = [card for sheet in sheets for card in sheet.cards]
    threads = _threads(found.links, cards, place, lanes)
    curves = (_curve(thread, found.called) for thread in threads)
    drawing = (*map(_heading, sheets), *curves, *map(_drawn, cards))
    across = len(columns) * _CARD + max(0, len(columns) - 1) * _GAP
    down = max((card.y + card.height for card in cards), default=0.0)
    return framed(
        Content(
            _name(found),
            "from document to document, in the order of time",
            drawing,
            max(across, 0.0) + _BEHIND,
            down + _BEHIND,
            _signs(cards, threads),
            _notes(cards, threads),
            markers([thread.line for thread in threads]),
        ),
        dark=dark,
    )


def _name(found: Trace) -> str:
    node = found.node
    if node is None:
        return "Links between documents"
    name = found.called.get(node.n) or node.printed
    return f"{name}: {node.caption}" if node.locator and name != node.caption else node.caption


def _columns(found: Trace, limit: int) -> list[list[TraceStop]]:
    """Return the documents of each column: neighbours in time share one while there are many and no link ties them."""
    columns = [[step] for step in found.steps]
    tied = {frozenset((link.earlier_document.n, link.later_document.n)) for link in found.links}
    while limit and len(columns) > _COLUMNS:
        free = [at for at in range(len(columns) - 1) if not _ties(columns[at], columns[at + 1], tied)]
        if not free:
            break
        at = min(free, key=lambda at: sum(min(len(step.stops), limit) for step in (*columns[at], *columns[at + 1])))
        columns[at : at + 2] = [[*columns[at], *columns[at + 1]]]
    return columns


def _ties(one: Sequence[TraceStop], other: Sequence[TraceStop], tied: set[frozenset[int]]) -> bool:
    return any(frozenset((here.document.n, there.document.n)) in tied for here in one for there in other)


def _lanes(links: Iterable[LineageLink], place: dict[int, int]) -> dict[tuple[int, int], int]:
    """Return the number of the lane for each two columns with others between them; the shortest are the lowest."""
    pairs = {(place[link.earlier_document.n], place[link.later_document.n]) for link in links}
    passing = sorted(
        (pair for pair in pairs if abs(pair[1] - pair[0]) != 1), key=lambda pair: (pair[0] - pair[1], pair)
    )
    return {pair: number for number, pair in enumerate(passing)}


def _placed(
    columns: Sequence[Sequence[TraceStop]], limit: int, lanes: float, called: Mapping[int, str]
) -> Iterator[Sheet]:
    tops = [max((_head_height(column[0]) for column in columns if column), default=0.0) + lanes + 10] * len(columns)
    for at, column in enumerate(columns):
        x = at * (_CARD + _GAP)
        y = tops[at]
        room = _shares([len(step.stops) for step in column], limit)
        for number, step in enumerate(column):
            head = 0.0
            if number:
                head = y + _BELOW - _BETWEEN
                y = head + _head_height(step) + 8
            cards = []
            for card in _cards(step, room[number], called):
                cards.append(card.replace(x=x, y=y))
                y += card.height + _BETWEEN
            yield Sheet(step, tuple(cards), x, head)


def _shares(sizes: Sequence[int], limit: int) -> list[int]:
    """Return how many cards each document of a column may have.

    >>> _shares([29, 1, 1], 8), _shares([3], 8), _shares([9, 9], 0)
    ([6, 1, 1], [3], [9, 9])
    """
    room = list(sizes)
    while limit and sum(room) > max(limit, len(room)):
        room[room.index(max(room))] -= 1
    return room


def _cards(step: TraceStop, room: int, called: Mapping[int, str]) -> list[Card]:
    """Return the cards of a document: a stop each, or as many groups of them as there is room for."""
    if len(step.stops) <= room:
        return [_card((stop,), called) for stop in step.stops]
    groups: dict[object, list[Node]] = defaultdict(list)
    for stop in step.stops:
        groups[("objective", stop.objective) if stop.objective else stop.parent or stop.n].append(stop)
    if len(groups) <= room:
        return [_card(tuple(group), called) for group in groups.values()]
    ranked = sorted(groups.values(), key=lambda group: -len(group))
    kept = [group for group in groups.values() if group in ranked[: room - 1]]
    rest = [stop for group in ranked[room - 1 :] for stop in group]
    return [*(_card(tuple(group), called) for group in kept), _card(tuple(rest), called, rest=bool(kept))]


def _card(stops: tuple[Node, ...], called: Mapping[int, str], *, rest: bool = False) -> Card:
    head, body = _words_of(stops, called, rest=rest)
    room = _CARD - 2 * _PAD
    tip = "; ".join(": ".join(dict.fromkeys((called[stop.n] or stop.kind, stop.caption))) for stop in stops)
    return Card(stops, tip, tuple(wrapped(head, _HEAD, room, 2, bold=True)), tuple(wrapped(body, _BODY, room, _ROWS)))


def _words_of(stops: tuple[Node, ...], called: Mapping[int, str], *, rest: bool) -> tuple[str, str]:
    """Return what stands in bold on a card, and below it."""
    first = stops[0]
    if len(stops) == 1:
        head = called[first.n] or first.kind
        return (head, first.caption if first.caption != head else "") if first.locator else ("as a whole", "")
    told = _places(stops, called)
    shown = ", ".join(told[:_SHOWN])
    more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    if not rest and first.objective:
        return f"objective {first.objective}", f"{len(stops)} places: {shown}{more}"
    return f"{len(stops)} {'more' if rest else 'places'}", f"{shown}{more}"


def _places(stops: Sequence[Node], called: Mapping[int, str]) -> list[str]:
    """Return how places are named: by numbers or titles, those that have neither by how many of a kind there are."""
    told = list(_without_repeats(called[stop.n] for stop in stops if called[stop.n]))
    without: dict[str, int] = {}
    for stop in stops:
        if not called[stop.n]:
            without[stop.kind] = without.get(stop.kind, 0) + 1
    return [*told, *(f"{count} {kind_named(kind).plural if count > 1 else kind}" for kind, count in without.items())]


def _without_repeats(names: Iterable[str]) -> Iterator[str]:
    """Leave out what a place stands in where the one before stands in it too.

    >>> list(_without_repeats(["8", "annex II, 8(a)", "annex II, 8(b)", "annex I, 1"]))
    ['8', 'annex II, 8(a)', '8(b)', 'annex I, 1']
    """
    before = ""
    for name in names:
        whole, comma, own = name.rpartition(", ")
        yield own if comma and whole == before else name
        before = whole


def _head_height(step: TraceStop) -> float:
    return _HEAD * _LINE * (1 + len(_title(step))) + 10


def _title(step: TraceStop) -> list[str]:
    return wrapped(step.document.title or step.document.symbol or "no title", _BODY, _CARD, 2)


def _heading(sheet: Sheet) -> str:
    document = sheet.step.document
    symbol = "" if document.symbol == document.title else document.symbol
    x, y = sheet.x, sheet.y + _HEAD
    date = document.date or "no date"
    out = [words_at(x, y, date, _HEAD, bold=True)]
    after = text_width(f"{date}  ", _HEAD, bold=True)
    out += [words_at(x + after, y, row, _BODY, fill=QUIET) for row in wrapped(symbol, _BODY, _CARD - after, 1)]
    for row in _title(sheet.step):
        y += _HEAD * _LINE
        out.append(words_at(x, y, row, _BODY))
    out.append(level_line(x, y + 8, x + _CARD))
    return f"<g><title>{html(document.title)}</title>{''.join(out)}</g>"


def _drawn(card: Card) -> str:
    look = look_of(_kind(card))
    x, y = card.x + _CARD / 2, card.middle
    behind = outline(look, x + _BEHIND, y + _BEHIND, _CARD, card.height, weight=1) if len(card.stops) > 1 else ""
    out = [behind, outline(look, x, y, _CARD, card.height, weight=1.2)]
    foot = card.y + _PAD - _HEAD * 0.3
    for row in card.head:
        foot += _HEAD * _LINE
        out.append(words_at(card.x + _PAD, foot, row, _HEAD, bold=True))
    for row in card.body:
        foot += _BODY * _LINE
        out.append(words_at(card.x + _PAD, foot, row, _BODY))
    return f"<g><title>{html(card.tip)}</title>{''.join(out)}</g>"


def _kind(card: Card) -> str:
    """Return the kind that a card is drawn as: what its objective is, else that of a clause if there are several."""
    first = card.stops[0]
    one = len(card.stops) == 1 or all(stop.objective == first.objective for stop in card.stops)
    return first.kind if one else "paragraph"


def _threads(
    links: Iterable[LineageLink], cards: Iterable[Card], place: dict[int, int], lanes: dict[tuple[int, int], int]
) -> list[_Thread]:
    at = {stop.n: card for card in cards for stop in card.stops}
    found: dict[tuple[float, float, float, float, LineLook], list[LineageLink]] = defaultdict(list)
    for link in links:
        start, end = at[link.earlier.n], at[link.later.n]
        found[start.x, start.y, end.x, end.y, _look(link)].append(link)
    threads = []
    for (*_, line), together in found.items():
        first = together[0]
        lane = lanes.get((place[first.earlier_document.n], place[first.later_document.n]))
        above = None if lane is None else _top(cards) - (len(lanes) - lane) * _LANE
        threads.append(_Thread(tuple(together), line, at[first.earlier.n], at[first.later.n], above))
    return threads


def _top(cards: Iterable[Card]) -> float:
    return min((card.y for card in cards), default=0.0) - 2


def _look(link: LineageLink) -> LineLook:
    if not link.is_ours:
        return CITATION
    relation = link.reference.relation
    if relation == UNUSED:
        return line_of("lineage", "editorial", relation)
    return IN_PART if relation == "taken-up-in-part-by" else TAKEN_UP


def _weight(thread: _Thread) -> float:
    return max((WIDTHS.get(link.reference.strength, thread.line.width) for link in thread.links), default=1.0)


def _curve(thread: _Thread, called: Mapping[int, str]) -> str:
    path = _path(thread.start.x + _CARD, thread.start.middle, thread.end.x, thread.end.middle, thread.lane)
    told = html("; ".join(dict.fromkeys(_told(link, called) for link in thread.links)))
    line = stroke(thread.line, _weight(thread))
    return (
        f'<path d="{path}" fill="none" {line} marker-end="url(#{marker(thread.line.colour)})" opacity="0.85">'
        f"<title>{told}</title></path>"
    )


def _told(link: LineageLink, called: Mapping[int, str]) -> str:
    reference = link.reference
    says = reference.forward if reference.source.n == link.earlier.n else reference.backward
    why = f": {reference.rationale}" if reference.rationale else ""
    mark = f" [ours: {reference.strength}]" if link.is_ours else ""
    ends = ((called[one.n] if one.locator else one.title) or one.kind for one in (link.earlier, link.later))
    return f" {says} ".join(ends) + mark + why


def _path(x1: float, y1: float, x2: float, y2: float, lane: float | None) -> str:
    """Return the way of a curve: straight over, or up to its lane, along it and down."""
    if lane is None:
        bend = max(40.0, (x2 - x1) / 2)
        return f"M{x1:.1f} {y1:.1f} C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    room = _GAP - 12
    half = room / 2
    up = f"C{x1 + half:.1f} {y1:.1f} {x1 + half:.1f} {lane:.1f} {x1 + room:.1f} {lane:.1f}"
    down = f"C{x2 - half:.1f} {lane:.1f} {x2 - half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return f"M{x1:.1f} {y1:.1f} {up} L{x2 - room:.1f} {lane:.1f} {down}"


def _signs(cards: Sequence[Card], threads: Sequence[_Thread]) -> tuple[Sign, ...]:
    looks = {look.word: look for look in (look_of(_kind(card)) for card in cards)}
    lines = {thread.line.word: thread.line for thread in threads}
    signs = [*map(of_look, looks.values()), *map(of_line, lines.values())]
    ours = next((line for line in lines.values() if line is not CITATION), None)
    strengths = {link.reference.strength for thread in threads for link in thread.links if link.is_ours}
    if ours and len(strengths & set(WIDTHS)) > 1:
        names = [name for name in WIDTHS if name in strengths]
        signs += [of_line(ours, f"a {name} link, we hold", WIDTHS[name]) for name in (names[0], names[-1])]
    if any(len(card.stops) > 1 for card in cards):
        signs.append(Sign("several places on one card", _two_sheets))
    if any(row.startswith(SUMMARY) for card in cards for row in card.body):
        signs.append(of_mark(SUMMARY.strip(), "our summary"))
    return tuple(signs)


def _two_sheets(x: float, y: float) -> str:
    look = look_of("paragraph")
    return outline(look, x + 18, y + 1, 30, 15, weight=1) + outline(look, x + 15, y - 2, 30, 15, weight=1)


def _notes(cards: Sequence[Card], threads: Sequence[_Thread]) -> tuple[str, ...]:
    """Say what was folded."""
    groups = [card for card in cards if len(card.stops) > 1]
    if not groups:
        return ()
    places = sum(len(card.stops) for card in groups)
    links = sum(len(thread.links) for thread in threads)
    return (f"folded: {places:,} places on {len(groups)} cards, {links:,} links drawn as {len(threads):,} lines",)
