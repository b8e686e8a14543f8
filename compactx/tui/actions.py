"""Opening, looking, taking: what is done with what is chosen; and going between panes and branches."""

from __future__ import annotations

from compactx.model.text import is_web
from compactx.tui import answers, canvas, colours, history, lists, moves, prompts
from compactx.tui.state import PANES, contents_width, references_height

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.page import PageLink, RefRow
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import State


STEP = 4  # columns by which a pane grows or shrinks at once


def open_link(state: State, shelf: Shelf, at: int) -> State:
    """Choose a link of the page and open what it leads to."""
    state = state.but(here=state.here.but(link=at, focus="reader"))
    target = shelf.here(state).links[at].target
    return leave_for(state, target) if is_web(target) else history.visit(state, target)


def open_chosen(state: State, shelf: Shelf, _key: str) -> State:
    """Open what is chosen in the pane in use, or the number that was typed."""
    if state.typed:
        return _open_number(state.but(typed=""), shelf, int(state.typed))
    if state.here.focus == "contents":
        return open_row(state, shelf)
    if state.here.focus == "references":
        row = _reference(state, shelf)
        return history.visit(state, row.target) if row else state.but(message="nothing is left to open")
    if state.here.link < 0:
        return state.but(message="nothing is chosen: j chooses a link, f puts letters on all of them")
    return open_link(state, shelf, state.here.link)


def _reference(state: State, shelf: Shelf) -> RefRow | None:
    """Return the reference that is chosen, None where a filter leaves none."""
    rows = shelf.references(state)
    row = rows[state.here.reference] if state.here.reference < len(rows) else None
    return row if row and not row.heading else None


def open_row(state: State, shelf: Shelf) -> State:
    """Open a row of the contents: a page, a list, or the rest of a branch."""
    rows = shelf.rows(state)
    if not rows:
        return state.but(message="nothing is left to open")
    row = rows[shelf.place(state)]
    if row.key.startswith("more:"):
        rest = row.key.removeprefix("more:")
        steps = dict(state.steps)
        steps[rest] = steps.get(rest, 1) + 1
        return state.but(steps=tuple(sorted(steps.items())))
    if row.id:
        return history.visit(state, row.id)
    return branch(state, row.key, is_open=row.branch == "open")


def branch(state: State, key: str, *, is_open: bool) -> State:
    """Open a branch of the contents that is closed, close one that is open."""
    if is_open:
        return state.but(opened=state.opened - {key}, closed=state.closed | {key})
    return state.but(opened=state.opened | {key}, closed=state.closed - {key})


def open_number(state: State, shelf: Shelf, key: str) -> State:
    """Open a numbered thing as soon as no longer number can be meant: none of the page's, and none in sight."""
    text = state.typed + key
    if not 0 < int(text) <= _numbered(state, shelf):
        return state.but(typed="", message=f"there is no number {text} here")
    if not _goes_on(state, shelf, text):
        return _open_number(state.but(typed=""), shelf, int(text))
    named = canvas.cut(_name_of(state, shelf, int(text)), max(8, state.width - _ASKED))
    return state.but(typed=text, message=f"{text} {named}: Enter opens, or type on")


_ASKED = 32  # cells of what is said around a name


def _goes_on(state: State, shelf: Shelf, text: str) -> bool:
    """Say whether a longer number begins so."""
    if state.overlay:
        return int(text) * 10 <= _numbered(state, shelf)
    numbers = [link.number for link in shelf.here(state).links]
    pane = shelf.panes(state).get("references")
    rows = shelf.here(state).references if state.here.focus == "references" else shelf.references(state)
    if state.here.focus != "references":
        top = state.here.reference_scroll
        rows = rows[top : top + (pane.height if pane else 0)]
    longer = (str(number) for number in (*numbers, *(row.number for row in rows)))
    return any(one.startswith(text) and len(one) > len(text) for one in longer)


def _name_of(state: State, shelf: Shelf, wanted: int) -> str:
    """Return what a number stands before."""
    if state.overlay:
        return [item.main for item in state.overlay.items if item.key][wanted - 1]
    page = shelf.here(state)
    named = {row.number: row.title for row in page.references} | {link.number: link.label for link in page.links}
    return named.get(wanted, "")


def _numbered(state: State, shelf: Shelf) -> int:
    if state.overlay:
        return sum(1 for item in state.overlay.items if item.key)
    page = shelf.here(state)
    return max([*(link.number for link in page.links), *(row.number for row in page.references)], default=0)


def _open_number(state: State, shelf: Shelf, wanted: int) -> State:
    if state.overlay:
        places = [n for n, item in enumerate(state.overlay.items) if item.key]
        shown = state.overlay.but(cursor=places[wanted - 1])
        chosen, _ = lists.choose(state.but(overlays=(*state.overlays[:-1], shown)), shelf)
        return chosen
    page = shelf.here(state)
    link = next((n for n, one in enumerate(page.links) if one.number == wanted), None)
    if link is not None and state.here.focus != "references":
        return open_link(state, shelf, link)
    place = next((n for n, row in enumerate(shelf.references(state)) if row.number == wanted), None)
    if place is not None:
        here = state.here.but(focus="references", reference=place)
        return open_chosen(state.but(here=here), shelf, "")
    if link is not None:
        return open_link(state, shelf, link)
    row = next(row for row in page.references if row.number == wanted)
    return history.visit(state, row.target)


def _chosen(state: State, shelf: Shelf) -> tuple[str, str]:
    """Return the id of what is chosen, and of the clause that proves it."""
    if state.overlay:
        item = state.overlay.items[state.overlay.cursor] if state.overlay.items else None
        plain = item is not None and ":" not in item.key
        return (item.key, item.clause) if item and plain else ("", "")
    if state.here.focus == "contents":
        rows = shelf.rows(state)
        return (rows[shelf.place(state)].id, "") if rows else ("", "")
    if state.here.focus == "references":
        row = _reference(state, shelf)
        return (row.target, row.clause) if row else ("", "")
    links = shelf.here(state).links
    link: PageLink | None = links[state.here.link] if 0 <= state.here.link < len(links) else None
    return (link.target, link.clause) if link else ("", "")


def peek(state: State, shelf: Shelf, _key: str) -> State:
    """Show the beginning of what is chosen without leaving."""
    identity, _ = _chosen(state, shelf)
    return (
        state.but(peek=identity)
        if identity and not is_web(identity)
        else state.but(message="nothing is chosen to look at")
    )


def clause(state: State, shelf: Shelf, _key: str) -> State:
    """Open the clause that proves what is chosen."""
    _, identity = _chosen(state, shelf)
    return history.visit(state, identity) if identity else state.but(message="no clause stands behind this")


def copy(state: State, shelf: Shelf, _key: str) -> State:
    """Copy the id of what is chosen, of the page if nothing is."""
    identity = _chosen(state, shelf)[0] or state.here.id
    return state.but(effects=(("copy", identity),), message=f"copied: {identity}")


def open_citations(state: State, shelf: Shelf, _key: str) -> State:
    """Show the citations of the page in every style; Enter copies one."""
    return lists.show_citations(state, shelf)


def quote(state: State, shelf: Shelf, _key: str) -> State:
    """Copy the words of the clause that is chosen with their citation, of the page where none is."""
    chosen = _chosen(state, shelf)[0]
    for identity in dict.fromkeys((chosen, state.here.id) if chosen and not is_web(chosen) else (state.here.id,)):
        words = answers.quotation(shelf, identity)
        if words:
            cited = answers.citation(shelf, shelf.node(identity))
            said = f"copied, {len(words.rpartition('” (')[0].split())} words: {cited}"
            return state.but(effects=(("copy", words),), message=said)
    return state.but(message="no wording of this is here; compactx attach FILE brings it")


def toggle(what: str, said: tuple[str, str]) -> Callable[[State, Shelf, str], State]:
    """Return the action that shows something on pages, or leaves it out again, and says which of the two."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        is_on = what not in state.shows
        shows = state.shows | {what} if is_on else state.shows - {what}
        shown = state.but(shows=shows, here=state.here.but(link=-1))
        if what == "editorial" and is_on:
            count = sum(link.number > 0 for link in shelf.here(shown).links)
            more = count - sum(link.number > 0 for link in shelf.here(state).links)
            return shown.but(message=f"{said[0]}: {more} here, further down" if more else f"{said[0]}: none here")
        return shown.but(message=said[0] if is_on else said[1])

    return action


def home(state: State, shelf: Shelf, _key: str) -> State:
    """Open the main instrument of the corpus."""
    main = shelf.index.main()
    return history.visit(state, main.id) if main else state


def web(state: State, shelf: Shelf, _key: str) -> State:
    """Open the official page."""
    address = shelf.here(state).url
    return leave_for(state, address) if is_web(address) else state.but(message="no official page is known")


def leave_for(state: State, address: str) -> State:
    """Open a page of the web; its address is copied and shown too, for where no browser is."""
    return state.but(effects=(("web", address), ("copy", address)), message=address)


def open_beside(which: str) -> Callable[[State, Shelf, str], State]:
    """Return the action that opens the part before or after."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        page = shelf.here(state)
        found = page.before if which == "before" else page.after
        return history.visit(state, found) if found else state.but(message=f"nothing stands {which} this")

    return action


def ask(purpose: str) -> Callable[[State, Shelf, str], State]:
    """Return the action that asks for a line of text."""

    def action(state: State, _shelf: Shelf, _key: str) -> State:
        kept = state.overlay.kept if state.overlay else state.contents_filter
        if state.here.focus == "references" and not state.overlay:
            kept = state.reference_filter
        here = state.here
        if purpose == "find" and not state.overlay:  # words are found on the page, wherever one was
            here = here.but(focus="reader")
        elif here.focus == "reader":
            here = here.but(focus="references")
        return state.but(mode="type", purpose=purpose, typed=kept if purpose == "filter" else "", here=here)

    return action


def wait(mode: str, purpose: str = "") -> Callable[[State, Shelf, str], State]:
    """Return the action that waits for letters."""
    return lambda state, _shelf, _key: state.but(mode=mode, purpose=purpose, typed="")


def theme(state: State, _shelf: Shelf, _key: str) -> State:
    """Take the next set of colours."""
    following = colours.THEMES[(colours.THEMES.index(state.theme) + 1) % len(colours.THEMES)]
    return state.but(theme=following, message=f"colours: {following}")


def cancel(state: State, shelf: Shelf, _key: str) -> State:
    """Close what is on top, or clear what is kept: a question, a list, words found, a filter."""
    if state.mode != "read":
        return prompts.leave_question(state, shelf)
    if state.overlay and state.overlay.kept:
        return lists.filtered(state, shelf, "")
    if state.overlay:
        return lists.close_list(state)
    if state.zoom:
        return state.but(zoom=False)
    return state.but(words="", match=-1, contents_filter="", reference_filter="", typed="")


def leave(state: State, _shelf: Shelf, _key: str) -> State:
    """Close what is laid over the page, then leave."""
    return lists.close_list(state) if state.overlay else state.but(status=0)


def into(state: State, shelf: Shelf, _key: str) -> State:
    """Go into a branch, or to the pane on the right."""
    if state.here.focus == "contents":
        rows = shelf.rows(state)
        if not rows:
            return state
        row = rows[shelf.place(state)]
        if row.branch == "closed":
            return branch(state, row.key, is_open=False)
        return moves.move(state, shelf, 1) if row.branch == "open" else open_row(state, shelf)
    if state.here.focus == "references":
        return open_chosen(state, shelf, "")
    return state.but(here=state.here.but(focus="references"))


def out(state: State, shelf: Shelf, _key: str) -> State:
    """Close a branch or go to the one above, or to the pane on the left."""
    if state.here.focus != "contents":
        before = "reader" if state.here.focus == "references" else "contents"
        return state.but(here=state.here.but(focus=before))
    rows = shelf.rows(state)
    if not rows:
        return state
    at = shelf.place(state)
    if rows[at].branch == "open":
        return branch(state, rows[at].key, is_open=True)
    above = next((row.key for row in reversed(rows[:at]) if row.depth < rows[at].depth and row.key), rows[at].key)
    return state.but(at=above)


def pane(by: int) -> Callable[[State, Shelf, str], State]:
    """Return the action that goes to another pane."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        shown = [name for name in PANES if name != "references" or shelf.here(state).references]
        at = shown.index(state.here.focus) if state.here.focus in shown else 0
        return state.but(here=state.here.but(focus=shown[(at + by) % len(shown)]))

    return action


def direction(way: str) -> Callable[[State, Shelf, str], State]:
    """Return the action that goes to the references in one direction."""

    def action(state: State, shelf: Shelf, _key: str) -> State:
        rows = shelf.references(state)
        at = next((n for n, row in enumerate(rows) if row.direction == way and not row.heading), -1)
        if at < 0:
            return state.but(message="nothing refers to this" if way == "in" else "this refers to nothing")
        return state.but(here=state.here.but(focus="references", reference=at, reference_scroll=max(0, at - 1)))

    return action


def pane_size(column: int, rows: int) -> Callable[[State, Shelf, str], State]:
    """Return the action that changes the size of a pane."""

    def action(state: State, _shelf: Shelf, _key: str) -> State:
        wide = max(12, min(state.width - 30, contents_width(state) + column)) if column else state.column
        return state.but(column=wide, rows=max(2, references_height(state) + rows) if rows else state.rows)

    return action
