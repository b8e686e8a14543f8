"""The way of an idea as a picture: documents from left to right in time, clauses as cards, links as curves.

Sizes are in pixels. Widths of text are estimated from the number of characters, on the wide side: no font is at hand.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.model.record import Record
from compactx.model.visible import SUMMARY, short
from compactx.query.trace import UNUSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Node
    from compactx.query.trace import LineageLink, Trace, TraceStop

_CARD = 236  # the width of a card
_GAP = 132  # between two documents: room for curves
_MARGIN = 28
_HEAD = 112  # under the title and the heads of the documents
_LANE = 7  # between the lanes, above all cards, of links that pass a document by
_LANES = 12  # further ones share them
_LINE = 15
_PAD = 10
_BETWEEN = 16  # between two cards
_CHARS = 34  # of 12 px text in a card, bold or not
_LINES = 4  # of a gist; the whole of it is in the card's tooltip
_WIDTHS = {"strong": 2.6, "moderate": 1.8, "weak": 1.2, "related": 1.0, "": 2.2}
_INK, _QUIET, _RULE = "#1c2430", "#5b6675", "#c9d1db"
_OURS, _OFFICIAL, _UNUSED = "#3c3f9c", "#00734d", "#b3261e"
_FONT = "font-family=\"system-ui, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif\""


class _Card(Record):
    """A clause on the picture, with its lines of text."""

    node: Node
    x: int
    y: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        """The height at which curves meet it."""
        return self.y + self.height // 2


def svg(found: Trace) -> str:
    """Return the picture as SVG text."""
    lanes = _lanes(found)
    top = _HEAD + _LANE * (min(len(lanes), _LANES) + 1) if lanes else _HEAD
    cards = {card.node.n: card for at, step in enumerate(found.steps) for card in _column(step, at, top)}
    width = 2 * _MARGIN + len(found.steps) * _CARD + max(0, len(found.steps) - 1) * _GAP
    bottom = max((card.y + card.height for card in cards.values()), default=top)
    height = bottom + 64
    width = max(width, 640)
    name = found.node.caption if found.node else "Links between documents"
    title = f"{found.node.id}: {name}" if found.node else name
    body = [_title(title, width)]
    body += [_head(step, at) for at, step in enumerate(found.steps)]
    body += [_curve(link, cards, lanes.get(at)) for at, link in enumerate(found.links)]
    body += [_drawn(card) for card in cards.values()]
    body.append(_legend(bottom + 36, found.links, signed=any(card.node.is_summarised for card in cards.values())))
    size = f'width="{width}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} {_FONT} role="img">'
    ground = f'<rect {size} fill="#ffffff"/>'
    return "\n".join((head, f"<title>{html(title)}</title>", ground, *body, "</svg>\n"))


def _lanes(found: Trace) -> dict[int, int]:
    """Return, by the number of the link, the height of the lane of each link that passes a document by."""
    column = {step.document.n: at for at, step in enumerate(found.steps)}
    passing = [
        at
        for at, link in enumerate(found.links)
        if column[link.later_document.n] - column[link.earlier_document.n] != 1
    ]
    return {at: _HEAD + _LANE * (n % _LANES) for n, at in enumerate(passing)}


def _left(at: int) -> int:
    return _MARGIN + at * (_CARD + _GAP)


def _column(step: TraceStop, at: int, top: int) -> list[_Card]:
    cards, y = [], top
    for node in step.stops:
        gist = node.caption if node.locator else "as a whole"
        lines = wrap(gist, _CHARS)
        if len(lines) > _LINES:
            lines = [*lines[: _LINES - 1], short(" ".join(lines[_LINES - 1 :]), _CHARS)]
        height = 2 * _PAD + _LINE * (len(lines) + 1)
        cards.append(_Card(node, _left(at), y, height, tuple(lines)))
        y += height + _BETWEEN
    return cards


def _title(title: str, width: int) -> str:
    room = (width - 2 * _MARGIN) // 9
    return (
        f'<text x="{_MARGIN}" y="34" font-size="17" font-weight="600" fill="{_INK}">{html(short(title, room))}</text>'
    )


def _head(step: TraceStop, at: int) -> str:
    x, document = _left(at), step.document
    lines = wrap(document.title, _CHARS) or [""]
    shown = lines if len(lines) <= 2 else [lines[0], short(" ".join(lines[1:]), _CHARS)]  # noqa: PLR2004 - two lines
    symbol = f"  {document.symbol}" if document.symbol else ""
    named = [
        f'<text x="{x}" y="{78 + n * 14}" font-size="12" fill="{_INK}">{html(line)}</text>'
        for n, line in enumerate(shown)
    ]
    date = html(document.date or "no date")
    symbols = f'<tspan font-weight="400" fill="{_QUIET}">{html(short(symbol, _CHARS - 10))}</tspan>'
    look = f'font-size="13" font-weight="600" fill="{_INK}" xml:space="preserve"'
    return "\n".join((
        f"<g><title>{html(document.title)}</title>",
        f'<text x="{x}" y="60" {look}>{date}{symbols}</text>',
        *named,
        f'<line x1="{x}" y1="100" x2="{x + _CARD}" y2="100" stroke="{_RULE}"/></g>',
    ))  # fmt: skip


def _drawn(card: _Card) -> str:
    node = card.node
    locator = short(node.printed or node.id, _CHARS)
    y = card.y + _PAD + 12
    lines = [f'<text x="{card.x + _PAD}" y="{y}" font-size="12" font-weight="600" fill="{_INK}">{html(locator)}</text>']
    for n, line in enumerate(card.lines, 1):
        lines.append(f'<text x="{card.x + _PAD}" y="{y + n * _LINE}" font-size="12" fill="{_INK}">{html(line)}</text>')
    frame = (f'<rect x="{card.x}" y="{card.y}" width="{_CARD}" height="{card.height}" rx="5" fill="#f7f8fb"'
             f' stroke="{_RULE}"/>')  # fmt: skip
    told = html(f"{node.id}: {node.caption}")
    return "\n".join((f"<g><title>{told}</title>", frame, *lines, "</g>"))


def _curve(link: LineageLink, cards: dict[int, _Card], lane: int | None) -> str:
    start, end = cards[link.earlier.n], cards[link.later.n]
    reference = link.reference
    colour, dash = _look(link)
    says = reference.forward if reference.source.n == link.earlier.n else reference.backward
    why = f": {reference.rationale}" if reference.rationale else ""
    mark = f" [ours: {reference.strength}]" if link.is_ours else ""
    told = html(f"{link.earlier.id} {says} {link.later.id}{mark}{why}")
    path = _path(start.x + _CARD, start.middle, end.x - 7, end.middle, lane)
    tip = f"M{end.x} {end.middle} l-8 -4 v8 z"
    width = _WIDTHS.get(reference.strength, 1.4)
    return "\n".join((
        f"<g><title>{told}</title>",
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dash} opacity="0.8"/>',
        f'<path d="{tip}" fill="{colour}"/></g>',
    ))  # fmt: skip


def _path(x1: int, y1: int, x2: int, y2: int, lane: int | None) -> str:
    """Return the way of a curve: straight over, or up to its lane, along it and down."""
    if lane is None:
        bend = max(40, (x2 - x1) // 2)
        return f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    room = _GAP - 16
    up = f"C{x1 + room // 2} {y1} {x1 + room // 2} {lane} {x1 + room} {lane}"
    down = f"C{x2 - room // 2} {lane} {x2 - room // 2} {y2} {x2} {y2}"
    return f"M{x1} {y1} {up} L{x2 - room} {lane} {down}"


def _look(link: LineageLink) -> tuple[str, str]:
    relation = link.reference.relation
    if relation == UNUSED:
        return _UNUSED, ' stroke-dasharray="2 5"'
    if not link.is_ours:
        return _OFFICIAL, ""
    return _OURS, ' stroke-dasharray="8 4"' if relation == "taken-up-in-part-by" else ""


def _legend(y: int, links: Sequence[LineageLink], *, signed: bool) -> str:
    shown = {_look(link): link for link in links}
    words = {
        (_OURS, ""): "carried on (our reading)",
        (_OURS, ' stroke-dasharray="8 4"'): "in part (our reading)",
        (_UNUSED, ' stroke-dasharray="2 5"'): "not taken up (our reading)",
        (_OFFICIAL, ""): "said by the texts themselves",
    }
    out, x = [], _MARGIN
    for look, word in words.items():
        if look in shown:
            colour, dash = look
            out.append(f'<line x1="{x}" y1="{y}" x2="{x + 30}" y2="{y}" stroke="{colour}" stroke-width="2.2"{dash}/>')
            out.append(f'<text x="{x + 38}" y="{y + 4}" font-size="12" fill="{_QUIET}">{word}</text>')
            x += 60 + 7 * len(word)
    if signed:
        out.append(f'<text x="{x}" y="{y + 4}" font-size="12" fill="{_QUIET}">{SUMMARY}our summary</text>')
    return "\n".join(out)
