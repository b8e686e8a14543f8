"""Lists laid over the page: search, a path's target, paths, the trail, marks, the tree, commands and keys."""

from __future__ import annotations

from compactx.model.text import clean
from compactx.tui import answers, history, keys, seek
from compactx.tui.contents import passes
from compactx.tui.state import ListItem, Overlay, State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.tui.shelf import Shelf

_SEARCHED = ("search", "target", "versus")
_FEWEST = 6  # hits
_AROUND = 8  # lines of a search that no hit stands on
_COMMAND_ORDER = ("Follow", "Go", "Find", "Show", "Panes", "Take", "Program", "Move", "Tree")


def lay_over(state: State, overlay: Overlay) -> State:
    """Lay a list over what is shown."""
    return state.but(overlays=(*state.overlays, overlay), mode="read", typed="")


def close_list(state: State) -> State:
    """Take the list on top away."""
    return state.but(overlays=state.overlays[:-1])


def ask_search(state: State, shelf: Shelf) -> State:
    """Ask for words to search the corpus."""
    items, note = seek.seek(shelf, "")
    return lay_over(state, Overlay("search", "Search the corpus", items, asks=True, note=note))


def target(state: State, shelf: Shelf) -> State:
    """Ask for the other end of a path."""
    items, note = seek.seek(shelf, "")
    title = f"Path from {shelf.here(state).short} to"
    return lay_over(state, Overlay("target", title, items, asks=True, note=note, about=state.here.id))


def versus(state: State, shelf: Shelf) -> State:
    """Ask for what the page is compared with."""
    items, note = seek.seek(shelf, "")
    title = f"Compare {shelf.here(state).short} with"
    return lay_over(state, Overlay("versus", title, items, asks=True, note=note, about=state.here.id))


def trail(state: State, shelf: Shelf) -> State:
    """Show every page visited, the latest first."""
    return lay_over(state, Overlay("trail", "Visited", shelf.items(tuple(reversed(state.visited)))))


def show_marks(state: State, shelf: Shelf) -> State:
    """Show every marked place."""
    items = tuple(
        ListItem(place.id, shelf.names.full(shelf.node(place.id)), letter, place.id, action=letter)
        for letter, place in sorted(state.marks)
    )
    note = "m and a letter marks a place, ` and the letter returns" if not items else ""
    return lay_over(state, Overlay("marks", "Marks", items, note=note))


def show_tree(state: State, shelf: Shelf, follow: str) -> State:
    """Show the tree of the page, or change what a tree follows."""
    over = state.overlay
    about = over.about if over and over.kind == "tree" else state.here.id
    items, note = shelf.tree(about, follow)
    shown = Overlay("tree", f"Tree of {shelf.page(about).short}", items, note=note, about=about, follow=follow)
    return lay_over(close_list(state) if over and over.kind == "tree" else state, shown)


def narrow(state: State, shelf: Shelf, what: str) -> State:
    """Show by what the hits of a search can be narrowed: ``kind`` or ``instrument``."""
    over = state.overlay
    if over is None or over.kind not in _SEARCHED:
        return state
    items = seek.facets(shelf, over.typed, what)
    if not items:
        return state.but(message="type words first, then narrow what they find")
    return lay_over(state, Overlay("narrow", f"Only hits of one {what}", items, note="Enter narrows, Esc leaves it"))


def show_lineage(state: State, shelf: Shelf) -> State:
    """Show where the idea of the page came from and what became of it."""
    return _answer(state, shelf, "lineage", "Lineage", answers.lineage_rows)


def show_reviews(state: State, shelf: Shelf) -> State:
    """Show who reviews the page, when that was and will be."""
    return _answer(state, shelf, "reviews", "Review", answers.reviews)


def show_citations(state: State, shelf: Shelf) -> State:
    """Show the citations of the page, one in each style."""
    return _answer(state, shelf, "citations", "Citation", answers.citations)


def _answer(
    state: State, shelf: Shelf, kind: str, title: str, ask: Callable[[Shelf, str], tuple[tuple[ListItem, ...], str]]
) -> State:
    items, note = ask(shelf, state.here.id)
    if not items:
        return state.but(message=note)
    titled = f"{title} of {shelf.here(state).short}"
    return lay_over(state, Overlay(kind, titled, items, note=note, about=state.here.id))


def help_(state: State) -> State:
    """Show the keys that count here: over a page the dozen that most is done with, then all by group."""
    rows = keys.in_modes(state.modes)
    firsts = keys.FIRST if state.modes == ("read",) else ()
    table = {row.action: row for row in rows}
    items = [ListItem(f"do:{action}", said, _written(table[action], 1), action=action) for action, said in firsts]
    for group in dict.fromkeys(row.group for row in rows):
        items.append(ListItem("", group))
        items += [
            ListItem(f"do:{row.action}", row.help, _written(row), action=row.action)
            for row in rows
            if row.group == group
        ]
    note = "Enter does it; all keys are below" if firsts else "Enter does what a line says"
    return lay_over(state, Overlay("help", "Keys", tuple(items), note=note))


def _written(row: keys.Key, most: int = 9) -> str:
    """Return the keys of a row, ``most`` at most."""
    if row.action == "number":
        return "1 to 9"
    return " ".join(keys.shown(key) for key in row.keys[:most])


def palette(state: State, shelf: Shelf) -> State:
    """Show every command: those of the keys, then those of the program for this page."""
    return lay_over(
        state, Overlay("palette", "Commands", _commands(shelf, ""), asks=True, note="type a part of a name")
    )


def _commands(shelf: Shelf, typed: str) -> tuple[ListItem, ...]:
    rows = sorted(keys.in_modes(("read",)), key=lambda row: _COMMAND_ORDER.index(row.group))
    items = [ListItem(f"do:{row.action}", row.help, _written(row), row.label, action=row.action)
             for row in rows if row.action not in {"number", "cancel"}]  # fmt: skip
    items += [ListItem(f"run:{name}", summary, "compactx", name, action=name) for name, summary in shelf.commands()]
    inside = [item for item in items if passes(typed, f"{item.main} {item.right} {item.left}")]
    spelled = [item for item in items if _spelled(typed, f"{item.right} {item.main}")]
    return tuple(inside or sorted(spelled, key=lambda item: not _spelled(typed, item.right)))


def _spelled(typed: str, words: str) -> bool:
    """Say whether the letters stand in the words in this order."""
    letters = iter(words.casefold())
    return all(letter in letters for letter in typed.casefold() if letter != " ")


def search_typed(state: State, shelf: Shelf, text: str) -> State:
    """Return a list that is searched as one types, with what was typed now."""
    over = state.overlay
    if over is None:
        return state
    if over.kind == "palette":
        items, note = _commands(shelf, text), over.note
    else:
        items, note = seek.seek(shelf, text, _brief(state))
    shown = over.but(typed=text, items=items, note=note, cursor=0, scroll=0, opened=(), moved=False)
    return state.but(overlays=(*state.overlays[:-1], shown))


def _brief(state: State) -> int:
    """Return how many hits show while words are typed: few, so that a key costs a slow line little."""
    return max(_FEWEST, (state.height - _AROUND) // 2)


def _more(state: State, shelf: Shelf, over: Overlay, group: str) -> State:
    """Show all hits of a group, the first that was not shown chosen."""
    opened = (*over.opened, group)
    items, note = seek.seek(shelf, over.typed, _brief(state), opened)
    return state.but(overlays=(*state.overlays[:-1], over.but(items=items, note=note, opened=opened)))


def filtered(state: State, shelf: Shelf, text: str) -> State:
    """Keep only the rows of a list that pass a filter; the list is made anew, so a shorter filter brings rows back."""
    over = state.overlay
    if over is None:
        return state
    items = _made_again(state, shelf, over)
    if text:
        items = tuple(item for item in items if item.key and passes(text, _words(item)))
    return state.but(overlays=(*state.overlays[:-1], over.but(items=items, kept=text, cursor=0, scroll=0)))


def _words(item: ListItem) -> str:
    return f"{item.left} {item.main} {item.right} {item.detail} {item.key}"


def _made_again(state: State, shelf: Shelf, over: Overlay) -> tuple[ListItem, ...]:
    below = close_list(state).but(mode="read")
    making: dict[str, Callable[[], tuple[ListItem, ...]]] = {
        "trail": lambda: _items(trail(below, shelf)),
        "marks": lambda: _items(show_marks(below, shelf)),
        "help": lambda: _items(help_(below)),
        "tree": lambda: shelf.tree(over.about, over.follow)[0],
        "path": lambda: shelf.paths(*over.about.split(" "))[0],
        "lineage": lambda: answers.lineage_rows(shelf, over.about)[0],
        "reviews": lambda: answers.reviews(shelf, over.about)[0],
        "citations": lambda: answers.citations(shelf, over.about)[0],
    }
    return making[over.kind]() if over.kind in making else over.items


def _items(state: State) -> tuple[ListItem, ...]:
    return state.overlay.items if state.overlay else ()


def choose(state: State, shelf: Shelf) -> tuple[State, str]:
    """Do what the chosen row stands for; the second value is an action of the key table that is still to be done."""
    over = state.overlay
    item = over.items[over.cursor] if over and over.cursor < len(over.items) else None
    if over is None or item is None or not item.key or over.kind in {"text", "compare"}:
        return state, ""
    if item.key.startswith(seek.MORE):
        return _more(state, shelf, over, item.action), ""
    if item.key.startswith("do:"):
        return close_list(state), item.action
    doing = _CHOICES.get(over.kind)
    if doing:
        return doing(state, shelf, over, item), ""
    is_command = item.key.startswith("run:")
    return (show_answer(close_list(state), shelf, item.action) if is_command else history.visit(state, item.key)), ""


def _copied(state: State, _shelf: Shelf, _over: Overlay, item: ListItem) -> State:
    said = " ".join(item.action.split())
    return close_list(state).but(effects=(("copy", item.action),), message=f"copied: {said}")


_CHOICES: dict[str, Callable[[State, Shelf, Overlay, ListItem], State]] = {
    "citations": _copied,
    "narrow": lambda state, shelf, _, item: search_typed(close_list(state), shelf, item.action),
    "target": lambda state, shelf, over, item: _path(state, shelf, over.about, item.key),
    "versus": lambda state, shelf, over, item: _beside(state, shelf, over.about, item.key),
    "marks": lambda state, _shelf, _over, item: history.jump(close_list(state), dict(state.marks)[item.action]),
}


def _path(state: State, shelf: Shelf, source: str, other: str) -> State:
    if source == other:
        return state.but(message="a path needs two ends")
    items, note = shelf.paths(source, other)
    title = f"Path from {shelf.names.short(shelf.node(source))} to {shelf.names.short(shelf.node(other))}"
    return lay_over(close_list(state), Overlay("path", title, items, note=note, about=f"{source} {other}"))


def show_answer(state: State, shelf: Shelf, name: str) -> State:
    """Show what a command of the program says of the page."""
    if shelf.run is None:
        return state
    lines = _said(state, shelf, name, state.here.id)
    return lay_over(state, Overlay("text", f"compactx {name} {state.here.id}", lines, note="Esc closes"))


def _said(state: State, shelf: Shelf, name: str, *references: str) -> tuple[ListItem, ...]:
    """Return what a command says of some references, set to the width of the screen, a line a row."""
    text = shelf.run(name, references, max(20, state.width - 2)) if shelf.run else ""
    return tuple(ListItem(f"line:{n}", clean(line), action="line") for n, line in enumerate(text.splitlines()))


def _beside(state: State, shelf: Shelf, source: str, other: str) -> State:
    if source == other:
        return state.but(message="a comparison needs two things")
    if shelf.run is None:
        return close_list(state)
    title = f"{shelf.names.short(shelf.node(source))} beside {shelf.names.short(shelf.node(other))}"
    lines = _said(state, shelf, "compare", source, other)
    return lay_over(close_list(state), Overlay("compare", title, lines, note="Esc closes", about=f"{source} {other}"))


def reset(state: State, shelf: Shelf) -> State:
    """Set a comparison on top to the width of the screen: side by side where it is wide, by line where it is not."""
    over = state.overlay
    if over is None or over.kind != "compare":
        return state
    items = _said(state, shelf, "compare", *over.about.split(" "))
    return state.but(overlays=(*state.overlays[:-1], over.but(items=items, cursor=0, scroll=0)))
