"""What things are called where there is little room."""

from __future__ import annotations

from compactx.model.kinds import kind_named
from compactx.model.text import clean
from compactx.tui.canvas import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from compactx.index.read import Index, Node

OURS = "~ "
"""The mark before a sentence of ours; a page says once what it means."""
MEANING = "~ is our summary, not the words of the document"
BRINGS = "~ is our summary; compactx attach FILE brings the document's own words"
_SHORT = 40
_LETTER = 3
_QUOTED = 160  # cells of a wording that stands in a line of a list


class Names:
    """Short names, each looked up once; ``words`` returns the wording of a provision where it is attached."""

    def __init__(self, index: Index, words: Callable[[Node], str] = lambda _: "") -> None:
        """Keep the index."""
        self._index = index
        self._words = words
        self._short: dict[int, str] = {}
        self._main = index.meta().get("main", "")

    def short(self, node: Node) -> str:
        """Return a name that fits into a line: a short name of an entry, the address of a provision."""
        if node.n not in self._short:
            self._short[node.n] = clean(self._address(node) if node.locator else self._entry(node))
        return self._short[node.n]

    def full(self, node: Node) -> str:
        """Return a name with what it is about: the title of an entry, the address and title or gist of a provision."""
        if not node.locator:
            return clean(node.title)
        about = self.about(node)
        return self.short(node) + (f": {about}" if about else "")

    def about(self, node: Node) -> str:
        """Return what a provision is about: its label or title, or else what it says."""
        return clean(self.label(node) or node.title) or self.saying(node)

    def saying(self, node: Node) -> str:
        """Return the beginning of a provision's own words, quoted, or else our summary, marked as ours."""
        words = self._words(node) if node.locator else ""
        return quoted_words(words) if words else marked(node.gist)

    def label(self, node: Node) -> str:
        """Return the short name in use of a numbered provision, '' if it has none."""
        if not node.locator or node.number is None:
            return ""
        return clean(next((name.name for name in self._index.names_of(node.n) if name.type == "short"), ""))

    def place(self, node: Node) -> tuple[str, str]:
        """Return the id and name of what a provision stands in.

        An objective if there is one, else a section of the main instrument, else the instrument.
        """
        above = [node, *self._index.ancestors(node)]
        whole = above[-1]
        objective = next((one for one in above if one.kind == "objective"), None)
        if objective:
            return objective.id, self.short(objective)
        sections = [one for one in above if one.kind == "section" and one.title]
        if sections and whole.id == self._main:
            return sections[-1].id, clean(sections[-1].title)
        return whole.id, self.short(whole)

    def _entry(self, node: Node) -> str:
        if len(node.title) <= _SHORT:
            return node.title
        names = [name for name in self._index.names_of(node.n) if not name.name.lower().startswith("the ")]
        for kind, longest in (("short", _SHORT), ("full", _SHORT), ("acronym", _SHORT)):
            fitting = [name.name for name in names if name.type == kind and len(name.name) <= longest]
            if fitting:
                return fitting[0]
        return node.title

    def _address(self, node: Node) -> str:
        own = node.printed[:1].upper() + node.printed[1:]
        if node.instrument is None:
            return own
        whole = self._index.node(node.instrument)
        return own if whole.id == self._main else f"{self.short(whole)}, {node.printed}"


def marked(gist: str) -> str:
    """Return a summary with the mark that it is ours, '' for none."""
    return OURS + clean(gist) if gist else ""


def own_wording(wording: Mapping[str, str], locator: str) -> str:
    """Return the wording of a provision on one line: its own, or that of its parts, each after its mark.

    >>> own_wording({"article-1.1": "All  may.", "article-1.2": "None must.", "article-10": "No."}, "article-1")
    '(1) All may. (2) None must.'
    """
    own = " ".join(wording.get(locator, "").split())
    if own or not locator:
        return own
    inside = ((key[len(locator) + 1 :], words) for key, words in wording.items() if key.startswith(f"{locator}."))
    return " ".join(f"({key.rpartition('.')[2]}) {' '.join(words.split())}" for key, words in inside if words)


def quoted_words(words: str) -> str:
    """Return the beginning of a document's own words in quotation marks, on one line.

    >>> quoted_words("States  shall"), len(quoted_words("word " * 100))
    ('“States shall”', 162)
    """
    return f"“{cut(clean(' '.join(words.split())), _QUOTED)}”"


def mark_of(node: Node) -> str:
    """Return the address as it stands in the margin under the thing above: ``(a)`` under a paragraph.

    The last part of a printed locator when it is a letter or a roman numeral, the whole otherwise.
    """
    head, bracket, last = node.printed.rpartition("(")
    if bracket and head and node.kind in {"action", "item", "principle", "paragraph"}:
        return f"({last}"
    return clean(node.printed)


def plural(kind: str) -> str:
    """Return the heading of a list of things of a kind.

    >>> plural("treaty"), plural("action")
    ('Treaties', 'Actions')
    """
    return kind_named(kind).plural.capitalize()
