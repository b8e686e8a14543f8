"""The one table of keys: help, the footer, the palette and what a key does are all made from it.

A mode is what the screen is asking for: ``read`` (pages and panes), ``list`` (a list laid over them), ``ask`` (a list
that is searched as one types), ``type`` (a line of text), ``hint`` (letters of a link), ``letter`` (the name of a
mark).
"""

from __future__ import annotations

from compactx.model.record import Record


class Key(Record):
    """What some keys do: the action, how the footer and the help name it, in which modes and on which panes it counts.

    ``rank`` orders the footer, 0 keeps it out.
    """

    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    modes: tuple[str, ...] = ("read",)
    rank: int = 0


_BOTH = ("read", "list")
_LISTS = ("list", "ask")

TABLE = (
    Key("down", ("j", "down"), "down", "next link, row or line", "Move", _BOTH),
    Key("up", ("k", "up"), "up", "previous link, row or line", "Move", _BOTH),
    Key("page-down", ("space", "pagedown", "ctrl+f"), "page", "one page down", "Move", _BOTH, 30),
    Key("page-up", ("b", "pageup", "ctrl+b"), "page up", "one page up", "Move", _BOTH),
    Key("half-down", ("ctrl+d",), "half page", "half a page down", "Move", _BOTH),
    Key("half-up", ("ctrl+u",), "half page up", "half a page up", "Move", _BOTH),
    Key("first", ("g", "home"), "first", "to the beginning", "Move", _BOTH),
    Key("last", ("G", "end"), "last", "to the end", "Move", _BOTH),
    Key("line-down", ("ctrl+e",), "line down", "scroll one line down", "Move"),
    Key("line-up", ("ctrl+y",), "line up", "scroll one line up", "Move"),
    Key("into", ("l", "right"), "into", "open a branch; from a page, to its references", "Move"),
    Key("out", ("h", "left"), "out", "close a branch; from a page, to the contents", "Move"),
    Key("open", ("enter",), "open", "open what is chosen", "Follow", ("read", "list", "ask"), 1),
    Key("number", tuple("1234567890"), "open by number",
        "open what a number stands before; with Enter where longer ones begin so", "Follow", _BOTH),
    Key("hint", ("f",), "letters", "put letters on every link in sight, open one by its letters", "Follow", rank=2),
    Key("peek", ("K",), "peek", "look at what is chosen without leaving", "Follow", _BOTH, 9),
    Key("clause", ("c",), "clause", "open the clause that proves what is chosen", "Follow", _BOTH, 22),
    Key("incoming", ("i",), "in", "to what refers to this page", "Follow", rank=14),
    Key("outgoing", ("r",), "out", "to what this page refers to", "Follow", rank=15),
    Key("before", (",",), "before", "the part before this one", "Follow", rank=20),
    Key("after", (".",), "after", "the part after this one", "Follow", rank=21),
    Key("back", ("H", "[", "alt+left", "backspace"), "back", "back, to the same place on the page", "Go", rank=3),
    Key("forward", ("L", "]", "alt+right"), "forward", "forward again", "Go", rank=12),
    Key("home", ("~",), "home", "to the page on which everything begins", "Go"),
    Key("trail", ("u", "'"), "trail", "every page visited", "Go", rank=13),
    Key("mark", ("m",), "mark", "mark this place with a letter", "Go", rank=18),
    Key("jump", ("`",), "to a mark", "to the place marked with a letter", "Go"),
    Key("marks", ("M",), "marks", "every marked place", "Go"),
    Key("search", ("s", "ctrl+k"), "search", "search the whole corpus as you type", "Find", rank=5),
    Key("find", ("/",), "find", "find words on this page", "Find", rank=4),
    Key("find-next", ("n",), "next", "the next place found", "Find"),
    Key("find-previous", ("N",), "previous", "the previous place found", "Find"),
    Key("filter", ("&",), "filter", "keep only rows with these words; !word leaves out", "Find", _BOTH, 16),
    Key("path", ("p",), "path", "how this page and another are connected", "Find", rank=6),
    Key("compare", ("x",), "compare", "this page beside another: what they share, or what changed", "Find"),
    Key("reviews", ("d",), "dates", "who reviews this page, when that was and will be", "Find", rank=24),
    Key("lineage", ("v",), "lineage", "where this came from and what became of it", "Find", rank=25),
    Key("agreed", ("a",), "agreed", "where this wording stood before, and where it reappears", "Find"),
    Key("tree", ("t",), "tree", "the parts of this page as a tree", "Find", rank=10),
    Key("wording", ("w",), "summaries", "our summaries beside the wording, or the wording alone", "Show", rank=26),
    Key("editorial", ("e",), "our links", "our own links, which stand in no text, or without them", "Show", rank=27),
    Key("next-pane", ("tab",), "pane", "to the next pane", "Panes", rank=7),
    Key("previous-pane", ("shift+tab",), "pane back", "to the pane before", "Panes"),
    Key("zoom", ("z",), "zoom", "this pane alone, or all again", "Panes", rank=17),
    Key("wider", (">",), "wider", "widen the contents", "Panes"),
    Key("narrower", ("<",), "narrower", "narrow the contents", "Panes"),
    Key("taller", ("+", "="), "taller", "more room for references", "Panes"),
    Key("shorter", ("-",), "shorter", "less room for references", "Panes"),
    Key("copy", ("y",), "copy id", "copy the id of what is chosen, or of this page", "Take", _BOTH, 8),
    Key("cite", ("Y",), "citation", "citations of this page in every style; Enter copies one", "Take", rank=19),
    Key("quote", ("Q",), "quotation", "copy the words of this page with their citation", "Take"),
    Key("web", ("o",), "link", "open the official page, or show its address", "Take", rank=11),
    Key("theme", ("T",), "theme", "colours for a dark or a light terminal", "Program"),
    Key("palette", (":", "ctrl+p"), "commands", "every command by name", "Program", rank=23),
    Key("help", ("?", "f1"), "keys", "the keys that count here", "Program", ("read", "list"), 98),
    Key("tree-parts", ("t",), "parts", "follow the parts", "Tree", ("tree",), 2),
    Key("tree-in", ("i",), "in", "follow what refers to it", "Tree", ("tree",), 3),
    Key("tree-out", ("r",), "out", "follow what it refers to", "Tree", ("tree",), 4),
    Key("list-down", ("down", "ctrl+n", "ctrl+j"), "down", "next row", "Move", ("ask",)),
    Key("list-up", ("up", "ctrl+p", "ctrl+k"), "up", "previous row", "Move", ("ask",)),
    Key("page-down", ("pagedown",), "page", "one page down", "Move", ("ask",)),
    Key("page-up", ("pageup",), "page up", "one page up", "Move", ("ask",)),
    Key("peek", ("tab",), "peek", "look at what is chosen", "Follow", ("ask",), 4),
    Key("narrow-kind", ("ctrl+t",), "kind", "keep only hits of one kind", "Find", ("ask",), 5),
    Key("narrow-instrument", ("ctrl+o",), "instrument", "keep only hits of one instrument", "Find", ("ask",), 6),
    Key("accept", ("enter",), "done", "keep what is typed", "Type", ("type",), 1),
    Key("rub", ("backspace",), "rub out", "take a letter away", "Type", ("ask", "type", "hint")),
    Key("rub-word", ("ctrl+w",), "rub out a word", "take a word away", "Type", ("ask", "type")),
    Key("rub-all", ("ctrl+u",), "rub out all", "take everything away", "Type", ("ask", "type")),
    Key("cancel", ("escape",), "close", "close, or clear what is shown", "Program",
        ("read", "list", "ask", "type", "hint", "letter"), 90),
    Key("quit", ("q",), "quit", "close what is laid over the page, then leave", "Program", _BOTH, 99),
    Key("interrupt", ("ctrl+c", "ctrl+q"), "leave now", "leave at once", "Program",
        ("read", "list", "ask", "type", "hint", "letter")),
)  # fmt: skip

FIRST = (
    ("open", "open what is chosen (j, k)"),
    ("number", "open by number"),
    ("hint", "letters on links, open one"),
    ("back", "back; L forward"),
    ("home", "to the beginning; u visited"),
    ("search", "search everything"),
    ("find", "find here; n next, N before"),
    ("incoming", "what refers here; r from here"),
    ("path", "how this and another connect"),
    ("reviews", "review dates; v lineage"),
    ("wording", "our summaries; e our links"),
    ("cite", "cite in any style; Q quote"),
)
"""What a newcomer needs: the actions of the first screen of help, in words for forty columns."""

_SHOWN = {"space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "backspace": "Bksp", "pagedown": "PgDn",
          "pageup": "PgUp", "home": "Home", "end": "End", "f1": "F1"}  # fmt: skip
_ARROWS = {"down": ("↓", "Down"), "up": ("↑", "Up"), "left": ("←", "Left"), "right": ("→", "Right")}


def action_of(modes: tuple[str, ...], key: str) -> Key | None:
    """Return what a key does in the first of some modes that knows it."""
    for mode in modes:
        for row in TABLE:
            if mode in row.modes and key in row.keys:
                return row
    return None


def shown(key: str, *, ascii_only: bool = False) -> str:
    """Return how a key is written for people.

    >>> shown("ctrl+d"), shown("alt+left"), shown("?")
    ('Ctrl+D', 'Alt+←', '?')
    """
    *held, last = key.split("+") if len(key) > 1 else (key,)
    name = _ARROWS[last][ascii_only] if last in _ARROWS else _SHOWN.get(last, last.upper() if held else last)
    return "+".join([*(part.capitalize() for part in held), name])


def in_modes(modes: tuple[str, ...]) -> list[Key]:
    """Return the rows that count in some modes, in the order of the table, each action once."""
    found: dict[str, Key] = {}
    for mode in modes:
        for row in TABLE:
            if mode in row.modes:
                found.setdefault(row.action, row)
    return list(found.values())


def footer(modes: tuple[str, ...]) -> list[Key]:
    """Return the rows of the footer, the most useful first; leaving and help always stand last."""
    return sorted((row for row in in_modes(modes) if row.rank), key=lambda row: row.rank)
