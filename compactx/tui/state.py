"""Everything the screen shows, as one frozen value; keys turn it into the next one."""

from __future__ import annotations

from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

PANES = ("contents", "reader", "references")
NARROW = 60
BROAD = 100
"""Columns from which three panes stand side by side; under them two do, under NARROW one."""
TINY = (30, 8)
_FOOT = 1
_HEAD = 1


class Value(Record):
    """A record whose changed copies have its own type."""

    def but(self, **named: Any) -> Self:
        """Return a copy with some fields changed."""
        changed: Self = self.replace(**named)
        return changed


class Visit(Value):
    """A place: a page, how far it is scrolled, what is chosen on it and in its references, and the pane in use.

    ``room`` is the width to which the page was set when ``scroll`` was counted.
    """

    id: str
    scroll: int = 0
    link: int = -1
    focus: str = "reader"
    reference: int = 0
    reference_scroll: int = 0
    room: int = 0


SAYS = "  "  # between the name of a hit and its words that matched


class ListItem(Value):
    """A row of a list: ``key`` is what choosing it opens ('' for a heading), the rest is what it shows.

    ``matched`` are the words that a search found in it, ``where`` is the locator at the end of ``left``.
    """

    key: str
    main: str
    left: str = ""
    right: str = ""
    detail: str = ""
    clause: str = ""
    action: str = ""
    depth: int = 0
    matched: tuple[str, ...] = ()
    where: str = ""


class Overlay(Value):
    """A list laid over the page; ``asks`` if it is searched as one types.

    ``opened`` are the groups of hits that are shown whole; ``moved`` tells that a row was chosen since it was typed.
    """

    kind: str
    title: str
    items: tuple[ListItem, ...]
    cursor: int = 0
    scroll: int = 0
    asks: bool = False
    typed: str = ""
    kept: str = ""
    note: str = ""
    about: str = ""
    follow: str = "parts"
    opened: tuple[str, ...] = ()
    moved: bool = False


class State(Value):
    """The whole of a session.

    ``typed`` belongs to the mode; ``column`` and ``rows`` are sizes of panes that the reader has set (0 as it comes);
    ``effects`` are what the program must do outside: copy, open a page. ``shows`` is what pages show beside the
    usual: ``gists``, ``editorial``.
    """

    here: Visit
    width: int = 80
    height: int = 24
    back: tuple[Visit, ...] = ()
    ahead: tuple[Visit, ...] = ()
    visited: tuple[str, ...] = ()
    marks: tuple[tuple[str, Visit], ...] = ()
    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    steps: tuple[tuple[str, int], ...] = ()
    at: str = ""
    contents_scroll: int = 0
    contents_filter: str = ""
    reference_filter: str = ""
    column: int = 0
    rows: int = 0
    zoom: bool = False
    mode: str = "read"
    purpose: str = ""
    typed: str = ""
    words: str = ""
    match: int = -1
    peek: str = ""
    overlays: tuple[Overlay, ...] = ()
    message: str = ""
    shows: frozenset[str] = frozenset()
    theme: str = "night"
    effects: tuple[tuple[str, str], ...] = ()
    status: int | None = None

    @property
    def overlay(self) -> Overlay | None:
        """The list on top, if any."""
        return self.overlays[-1] if self.overlays else None

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes in which a key is looked up, the nearest first."""
        if self.mode != "read":
            return (self.mode,)
        if self.overlay is None:
            return ("read",)
        return ("ask",) if self.overlay.asks else ("tree", "list") if self.overlay.kind == "tree" else ("list",)

    @property
    def tiny(self) -> bool:
        """Whether the screen is too small for a page."""
        return self.width < TINY[0] or self.height < TINY[1]


class Rect(Record):
    """A part of the screen in cells."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Say whether a cell lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def layout(state: State, *, references: bool, folded: bool = False) -> dict[str, Rect]:
    """Return where each pane's rows stand, without its heading line; panes that do not show are left out.

    Under 60 columns, or zoomed, one pane has the whole body. Under 100 the contents show while they are in use,
    beside the page, and else the references below it. References that are ``folded`` show their heading until they
    are gone to, or given a height.
    """
    top, height = _HEAD + 1, max(1, state.height - _HEAD - 1 - _FOOT)
    focus = state.here.focus
    if state.width < NARROW or state.zoom:
        return {focus: Rect(0, top, state.width, height)}
    is_broad = state.width >= BROAD
    left = contents_width(state) + 1 if is_broad or focus == "contents" else 0
    panes = {"contents": Rect(0, top, left - 1, height)} if left else {}
    below = references_height(state) if references and (is_broad or not left) else 0
    below = min(below, 1) if folded and focus != "references" and not state.rows else below
    panes["reader"] = Rect(left, top, state.width - left, height - below)
    if below:
        panes["references"] = Rect(left, top + height - below + 1, state.width - left, below - 1)
    return panes


def contents_width(state: State) -> int:
    """Return the columns of the contents: more of a screen on which they show only while they are in use."""
    usual = min(38, max(24, state.width * (30 if state.width >= BROAD else 48) // 100))
    return max(12, min(state.column or usual, state.width - 30))


def references_height(state: State) -> int:
    """Return the lines of the references with their heading."""
    body = state.height - _HEAD - 1 - _FOOT
    usual = min(14, max(5, body * 32 // 100))
    return max(2, min(state.rows or usual, body - 4))
