"""Everything a session reads: pages, contents, search, paths and trees, each kept while it may be asked for again.

The state never holds what can be looked up here; the same question always has the same answer, so turning a key into
the next state stays a function. Beside a page stands the pane of references: what refers to a thing and what it refers
to, each with relation, clause and words.
"""

from __future__ import annotations

import contextlib
import os

from compactx.errors import CompactxError
from compactx.index import window
from compactx.model import hub
from compactx.model.kinds import family
from compactx.model.text import clean
from compactx.query.show import page_facts
from compactx.tui import thing_page
from compactx.tui.contents import Contents, ContentsRow, matching_rows, passes
from compactx.tui.names import Names, own_wording
from compactx.tui.page import Page, PageLayout, RefRow, lay
from compactx.tui.page_writer import Writer
from compactx.tui.state import ListItem, layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from compactx.index.attached import AttachedWordings
    from compactx.index.read import Index, Node
    from compactx.query.path import PathStep
    from compactx.query.reference import ReferenceView
    from compactx.query.show import PageFacts
    from compactx.query.tree import Branch
    from compactx.tui.page import PageLink
    from compactx.tui.state import Rect, State

_KEPT = 256
_WORDINGS = 64  # instruments whose wording is kept
_RANKED = 2000
_PATHS = 3
_TREE_DEPTH = 3
_LABELS = {"nested": "inside another name", "class": "through a class", "footnote": "in a footnote",
           "official": "official grouping"}  # fmt: skip


class Shelf:
    """One corpus, open for reading.

    ``commands`` are those of the program, ``run`` carries one out for references and returns its text.
    """

    def __init__(
        self,
        index: Index,
        commands: Callable[[], tuple[tuple[str, str], ...]] = lambda: (),
        run: Callable[[str, tuple[str, ...], int], str] | None = None,
    ) -> None:
        """Keep the index."""
        self.index = index
        self.commands = commands
        self.run = run
        self.names = Names(index, self._attached_words)
        self.contents = Contents(index, self.names)
        self._pages: dict[tuple[str, frozenset[str]], Page] = {}
        self._laid: dict[tuple[str, frozenset[str], int], PageLayout] = {}
        self._wordings: dict[int, Mapping[str, str]] = {}
        self._searched: AttachedWordings | None = None
        self._attached: frozenset[str] | None = None
        self._rows: dict[tuple[object, ...], tuple[ContentsRow, ...]] = {}

    def node(self, identity: str) -> Node:
        """Return a node by its id; KeyError if there is none."""
        node = self.index.by_id(identity)
        if node is None:
            raise KeyError(identity)
        return node

    def page(self, identity: str, shows: frozenset[str] = frozenset()) -> Page:
        """Return the page of a thing, with what it shows beside the usual."""
        if (identity, shows) not in self._pages:
            _make_room(self._pages)
            node = self.node(identity)
            self._pages[identity, shows] = page_of(self.index, self.names, node, self.wording(node), shows)
        return self._pages[identity, shows]

    def here(self, state: State) -> Page:
        """Return the page that is open, as the state shows pages."""
        return self.page(state.here.id, state.shows)

    def panes(self, state: State) -> dict[str, Rect]:
        """Return where the panes of the page that is open stand; the parts of a whole take the room of references."""
        page = self.here(state)
        return layout(state, references=bool(page.references), folded=page.is_whole)

    def laid(self, state: State, width: int, identity: str = "") -> PageLayout:
        """Return the page that is open, or another one, set to a width."""
        key = (identity or state.here.id, state.shows, width)
        if key not in self._laid:
            _make_room(self._laid)
            self._laid[key] = lay(self.page(*key[:2]), width)
        return self._laid[key]

    def wording(self, node: Node) -> Mapping[str, str]:
        """Return the wording of the instrument of a thing by locator: as attached, or else as the library has it."""
        number = node.instrument or node.n
        if number not in self._wordings:
            _make_room(self._wordings, _WORDINGS)
            self._wordings[number] = self._read(self.index.node(number))
        return self._wordings[number]

    def _read(self, whole: Node) -> Mapping[str, str]:
        from compactx.index.wording import of_instrument  # noqa: PLC0415 - when a page is opened
        from compactx.intake.texts.store import stored, text_path  # noqa: PLC0415 - as above

        try:
            text = stored(whole.id) if os.path.exists(text_path(whole.id)) else None
        except CompactxError:  # a damaged text spoils no page; attach and verify tell of it
            text = None
        return text.words if text else of_instrument(self.index, whole)

    def rows(self, state: State) -> tuple[ContentsRow, ...]:
        """Return the rows of the contents as the state has them: branches to the page open by themselves."""
        here = self.here(state)
        inside = {f"n:{here.id}"} if here.is_whole else set()
        opened = (state.opened | inside | frozenset(self.contents.above(here.id))) - state.closed
        key = (opened, state.steps, state.contents_filter)
        if key not in self._rows:
            _make_room(self._rows, 16)
            rows = self.contents.rows(opened, dict(state.steps))
            self._rows[key] = matching_rows(rows, state.contents_filter) if state.contents_filter else rows
        return self._rows[key]

    def references(self, state: State) -> tuple[RefRow, ...]:
        """Return the rows of the references as the state filters them."""
        rows = self.here(state).references
        if not state.reference_filter:
            return rows
        return tuple(row for row in rows if row.heading or passes(state.reference_filter, row.words))

    def place(self, state: State) -> int:
        """Return where the cursor of the contents stands: its row, or the nearest branch above it that shows."""
        rows = self.rows(state)
        keys = {row.key: at for at, row in enumerate(rows)}
        wanted = [state.at]
        if state.at.startswith("n:"):
            wanted += self.contents.above(state.at.removeprefix("n:"))
        return next((keys[key] for key in wanted if key in keys), next((n for n, row in enumerate(rows) if row.key), 0))

    # Lists that are laid over the page

    def texts(self) -> AttachedWordings | tuple[()]:
        """Return the attached wordings as a search reads them, indexed once a session; nothing where there are none."""
        if self._searched is None and self._names_attached():
            from compactx.index.attached import AttachedWordings  # noqa: PLC0415 - as above

            self._searched = AttachedWordings(self.index, list(self._texts()))
        return self._searched or ()

    def _texts(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

        for name in sorted(self._names_attached()):
            with contextlib.suppress(CompactxError):
                text = stored(name)
                if text:
                    yield name, text.words

    def _names_attached(self) -> frozenset[str]:
        """Return the ids of the instruments that have a text."""
        if self._attached is None:
            from compactx.intake.texts.store import attached  # noqa: PLC0415 - as above

            self._attached = frozenset(attached())
        return self._attached

    def _attached_words(self, node: Node) -> str:
        """Return the wording of a provision where the text of its instrument is attached."""
        whole = self.index.node(node.instrument) if node.instrument else node
        return own_wording(self.wording(node), node.locator) if whole.id in self._names_attached() else ""

    def items(self, ids: tuple[str, ...]) -> tuple[ListItem, ...]:
        """Return things as rows of a list."""
        return tuple(self.item(self.node(identity)) for identity in ids)

    def item(self, node: Node) -> ListItem:
        """Return a thing as a row: what it is about, and what it is or where it stands."""
        if not node.locator:
            return ListItem(node.id, self.names.short(node), node.kind, node.id)
        about = clean(node.title) or self.names.saying(node)
        return ListItem(node.id, about, self.names.short(node), node.id, where=clean(node.printed))

    def around(self, identity: str) -> tuple[tuple[ListItem, ...], tuple[ListItem, ...]]:
        """Return what a thing stands in, the outermost first, and a first stretch of its parts."""
        node = self.node(identity)
        above = tuple(self.item(one) for one in reversed(self.index.ancestors(node)))
        return above, tuple(self.item(one) for one in window.children(self.index, node.n, 0, hub.PARTS))

    def kinds(self) -> dict[str, int]:
        """Return how many things there are of each kind."""
        return self.index.counts()

    def of_kind(self, kind: str) -> tuple[ListItem, ...]:
        """Return a first stretch of the things of a kind."""
        return tuple(self.item(one) for one in window.of_kind(self.index, kind, 0, hub.PARTS))

    def paths(self, source: str, target: str) -> tuple[tuple[ListItem, ...], str]:
        """Return the best paths between two things as rows, a heading for each path and a row for each hop."""
        from compactx.query.path import path  # noqa: PLC0415 - as above

        try:
            found = path(self.index, self.node(source), self.node(target), count=_PATHS)
        except CompactxError as error:
            return (), clean(error.message)
        items: list[ListItem] = []
        for n, one in enumerate(found.paths, 1):
            hops = f"{len(one.steps)} hop{'s' if len(one.steps) > 1 else ''}"
            start = self.names.full(found.source)
            items += [ListItem("", f"Path {n}", right=hops), ListItem(found.source.id, start, "from")]
            items += [self._hop(step) for step in one.steps]
        if items:
            return tuple(items), "Enter opens a hop, c the clause that proves it"
        for node, reach in found.reach:
            items += [ListItem("", f"{self.names.short(node)} reaches"), *(self.item(far) for far in reach)]
        return tuple(items), "no path connects them; this is what each end reaches"

    def _hop(self, step: PathStep) -> ListItem:
        clause = step.reference.clause if step.reference.family != "structure" else None
        words = f"“{clean(step.reference.surface)}”" if step.reference.surface else ""
        proof = "  ".join(part for part in (self.names.short(clause) if clause else "", words) if part)
        return ListItem(step.target.id, self.names.full(step.target), clean(step.reading), "", proof,
                    clause.id if clause else "")  # fmt: skip

    def tree(self, identity: str, follow: str) -> tuple[tuple[ListItem, ...], str]:
        """Return what hangs below a thing as indented rows; ``follow`` is parts, in or out."""
        node = self.node(identity)
        if follow == "parts":
            items = tuple(self._parts(node, 0))
        elif window.has_more_than(self.index, node.n, _RANKED):
            items = (self._leaf(node, 0), *self._referring(node, follow))
        else:
            from compactx.query.tree import tree  # noqa: PLC0415 - as above

            branch = tree(self.index, node, depth=_TREE_DEPTH - 1, follow=follow, limit=hub.PARTS)
            items = tuple(self._branches(branch, 0))
        words = {"parts": "the parts of it", "in": "what refers to it", "out": "what it refers to"}
        note = f"{words[follow]}; t parts, i in, r out"
        return items, note if len(items) > 1 else f"nothing below: {note}"

    def _leaf(self, node: Node, depth: int) -> ListItem:
        return ListItem(node.id, self.names.full(node) if node.locator else self.names.short(node), depth=depth)

    def _parts(self, node: Node, depth: int) -> Iterator[ListItem]:
        yield self._leaf(node, depth)
        below = window.children(self.index, node.n, 0, hub.PARTS) if depth < _TREE_DEPTH else []
        for part in below:
            yield from self._parts(part, depth + 1)
        more = window.child_count(self.index, node.n) - hub.PARTS if len(below) == hub.PARTS else 0
        if more:
            yield ListItem("", f"{more:,} more", depth=depth + 1)

    def _referring(self, node: Node, way: str) -> Iterator[ListItem]:
        """Yield one level of references from the page, which reads only a first stretch of very many."""
        for row in self.page(node.id).references:
            if row.direction == way and not row.heading:
                yield ListItem(row.target, row.title, row.reading, depth=1)

    def _branches(self, branch: Branch, depth: int) -> Iterator[ListItem]:
        node, by = branch.node, branch.by
        reading = (by.forward if branch.forward else by.backward) if by else ""
        words = self.names.full(node) if node.locator else self.names.short(node)
        yield ListItem(node.id, words, clean(reading), "shown above" if branch.repeated else "", depth=depth)
        for inner in branch.branches:
            yield from self._branches(inner, depth + 1)
        if branch.hidden:
            yield ListItem("", f"{branch.hidden:,} more", depth=depth + 1)


def _make_room(kept: dict[Any, Any], most: int = _KEPT) -> None:
    """Forget what was kept first when there is too much of it."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)))


def page_of(index: Index, names: Names, node: Node, wording: Mapping[str, str], shows: frozenset[str]) -> Page:
    """Return the page of a node; ``shows`` asks for what is left out otherwise: ``gists``, ``editorial``."""
    facts = page_facts(index, node, editorial="editorial" in shows)
    writer = Writer(names, index, wording, gists="gists" in shows)
    if node.locator:
        thing_page.write_provision(writer, facts)
    elif family(node.kind) == "actor":
        thing_page.actor(writer, facts)
    elif family(node.kind) == "class":
        thing_page.group(writer, facts)
    else:
        thing_page.instrument(writer, facts)
    before, after = facts.before, facts.after
    return Page(
        node.id,
        node.kind,
        clean(node.title or node.printed),
        names.short(node),
        _crumbs(names, facts),
        tuple(writer.blocks),
        tuple(writer.links),
        _numbered(direction_rows(names, facts), writer.links),
        url(facts),
        before.id if before else "",
        after.id if after else "",
        not node.locator and bool(facts.shown.parts),
    )


def _crumbs(names: Names, facts: PageFacts) -> tuple[tuple[str, str], ...]:
    """Return what the thing stands in, the outermost first, and the thing itself."""
    node = facts.node
    if not node.locator:
        return ((node.kind.capitalize(), ""), (names.short(node), node.id))
    above = [(clean(one.title) if one.kind == "section" and one.title else names.short(one), one.id)
             for one in reversed(facts.shown.above)]  # fmt: skip
    return (*above, (clean(node.printed[:1].upper() + node.printed[1:]), node.id))


def _numbered(found: tuple[RefRow, ...], links: list[PageLink]) -> tuple[RefRow, ...]:
    """Give references the numbers of the page's links to the same place, the others the numbers that follow."""
    exact, places = dict[tuple[str, str], int](), dict[str, int]()
    for link in links:
        if link.number:
            exact.setdefault((link.target, link.clause), link.number)
            places.setdefault(link.target, link.number)
    following = max((link.number for link in links), default=0)
    out: list[RefRow] = []
    for row in found:
        number = 0 if row.heading else exact.get((row.target, row.clause)) or places.get(row.target, 0)
        if not number and not row.heading:
            following += 1
            number = places[row.target] = following
        out.append(row.replace(number=number))
    return tuple(out)


def url(facts: PageFacts) -> str:
    """Return the official page of the thing or of the instrument it belongs to, '' if none is known."""
    whole = facts.shown.instrument or facts.node
    known = facts.shown.facts.get("url", [""])[0] if not facts.shown.instrument else ""
    if known.startswith(("https://", "http://")):
        return clean(known)
    symbol = whole.symbol.split(",")[0]
    return clean(f"https://docs.un.org/en/{symbol}") if symbol.startswith("A/") else ""


def direction_rows(names: Names, facts: PageFacts) -> tuple[RefRow, ...]:
    """Return a heading and the references for each direction; facts of the catalogue stay on the page."""
    shown = facts.shown
    doing = [link for link in shown.links if link.family == "follow-up" and link.source.n == facts.node.n]
    done = [link for link in shown.links if link.family == "follow-up" and link.source.n != facts.node.n]
    incoming = [_incoming(names, one) for one in _once(shown.referenced_by)]
    citing = set(shown.referenced_by)
    roles = [_incoming(names, one) for one in _once(done) if one not in citing]
    outgoing = [_outgoing(names, one) for one in _once((*shown.references, *doing))]
    sides = (
        ("in", f"In {shown.cited:,}", "what cites this", incoming),
        ("in", f"Follow-up {len(roles):,}", "who has a part in its follow-up", roles),
        ("out", f"Out {len(outgoing):,}", "what this refers to", outgoing),
    )
    found: list[RefRow] = []
    for direction, title, words, below in sides:
        found += [RefRow(direction, title, reading=words), *below] if below else []
    return tuple(found)


def _once(references: Iterable[ReferenceView]) -> list[ReferenceView]:
    return list(dict.fromkeys(references))


def _incoming(names: Names, one: ReferenceView) -> RefRow:
    clause = one.clause or one.source
    title = names.place(clause)[1] if one.source.locator else names.short(one.source)
    target = one.source.id if not one.source.locator else clause.id
    where = clean(clause.printed) if clause.locator else ""
    about = (clean(clause.title) or names.saying(clause)) if one.source.locator else ""
    return RefRow(
        "in", "", one.forward, where, target, _with(title, about, where), clean(one.surface), _note(one), clause.id
    )


def _outgoing(names: Names, one: ReferenceView) -> RefRow:
    clause = one.clause.id if one.clause else ""
    where = clean(one.locator)
    title = names.full(one.target) if one.target.locator else names.short(one.target)
    if one.is_unresolved:  # there is no page to open but the one it stands on
        title = clean(f"{one.target.id} ({one.target.title})")
        return RefRow("out", "", one.forward, where, one.source.id, title, clean(one.surface), _note(one), clause)
    return RefRow("out", "", one.forward, where, one.target.id, title, clean(one.surface), _note(one), clause)


def _with(title: str, about: str, where: str) -> str:
    """Return a title without the locator that stands in its own column, and what the clause is about."""
    if where and title.casefold() == where.casefold():
        return about or title
    if where and about.casefold().startswith(where.casefold()):
        about = about[len(where) :].strip(" .:(")
    return f"{title}: {about}" if about else title


def _note(one: ReferenceView) -> str:
    linked = one.basis == "official" and one.family == "citation"
    notes = ["official link" if linked else _LABELS.get(one.basis, ""), clean(one.pinpoint)]
    return ", ".join(note for note in notes if note)
