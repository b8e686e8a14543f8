"""The browser line by line: for screen readers, terminals without a full screen, and pipes of commands.

Nothing is aligned, boxed or coloured; every line is a label and what it says. A number opens a link, a word a command.
"""

from __future__ import annotations

from compactx.model.kinds import kind_of_word
from compactx.model.text import whole
from compactx.tui import answers, canvas, history, seek
from compactx.tui.history import SessionMemory
from compactx.tui.names import BRINGS, MEANING, OURS
from compactx.tui.page import WORDS, PageBlock, flow
from compactx.tui.state import State, Visit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from compactx.tui.page import Page, RefRow
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import ListItem

_MORE = 20
PROMPT = "number, b back, i incoming, o outgoing, s WORDS, help, q > "
_NEED_WORDS = frozenset({"s", "path", "g", "x", "show", "browse"})
_LINE = 76  # columns of what another command says
_WIDE = 1000  # columns: a line is a line, however long
COMMANDS = (
    ("NUMBER", "open a link or a reference by its number"),
    ("m", "more of what is listed"),
    ("b", "back"),
    ("w", "forward"),
    ("p", "the page again"),
    ("i", "incoming: what refers to this"),
    ("o", "outgoing: what this refers to"),
    ("c", "contents: where this stands, and its parts"),
    (", and .", "the part before, the part after"),
    ("/WORDS", "find words on this page"),
    ("s WORDS", "search the corpus"),
    ("path WORDS", "how this and another thing are connected"),
    ("x WORDS", "this and another thing compared"),
    ("list KIND", "things of a kind; without one, the kinds there are"),
    ("g REF", "go to a thing by its name, id or clause; show REF does the same"),
    ("d", "dates: who reviews this, when that was and will be"),
    ("v", "lineage: where this came from and what became of it"),
    ("e", "our own links, which stand in no text, or without them"),
    ("a", "agreed language: where this wording stood before, and where it reappears"),
    ("u", "pages visited"),
    ("y", "the id, the citation and the official address"),
    ("? or help", "this list"),
    ("q", "quit"),
)


class LineBrowser:
    """A session on two streams of lines. What it offers by number is kept until something else is offered."""

    def __init__(
        self,
        shelf: Shelf,
        identity: str,
        write: Callable[[str], object],
        size: tuple[int, int] = (0, 0),
        before: SessionMemory | None = None,
    ) -> None:
        """Start at a page; ``size`` is the columns and lines of a terminal, 0 for neither wrapping nor paging."""
        self.width, self.height = size
        self.unsaid: list[str] = []
        self.shelf = shelf
        self.write = write
        left = before or SessionMemory()
        visited = (*(one for one in left.visited if one != identity), identity)
        self.state = State(Visit(identity), visited=visited, marks=left.marks)
        self.offers: list[str] = []
        self.waiting: list[str] = []

    def run(self, lines: Iterator[str]) -> str:
        """Answer lines until one says quit or there are no more; return the id of the last page."""
        self.show()
        for line in lines:
            if not self.answer(line.strip()):
                break
        return self.state.here.id

    def answer(self, line: str) -> bool:
        """Do what a line asks for; False when it asks to leave."""
        if line in {"q", "quit", "exit"}:
            return False
        word, _, rest = line.partition(" ")
        number = whole(line)
        if number is not None:
            self._open(number)
        elif line.startswith("/"):
            self._find(line[1:].strip())
        elif word in self._commands() and (rest or word not in _NEED_WORDS):
            self._commands()[word](rest.strip())
        elif not line and self.unsaid:
            self._say(self.unsaid)
        elif line:
            self._say([f"not a command: {line}", "help lists the commands; s WORDS searches"])
        else:
            self._more("")
        return True

    def _commands(self) -> dict[str, Callable[[str], None]]:
        return {
            "m": self._more, "more": self._more, "p": lambda _: self.show(), "?": self._help, "help": self._help,
            "b": lambda _: self._go(history.back(self.state)), "w": lambda _: self._go(history.forward(self.state)),
            "i": lambda _: self._references("in"), "o": lambda _: self._references("out"), "c": self._contents,
            ",": lambda _: self._beside("before"), ".": lambda _: self._beside("after"), "s": self._search,
            "list": self._kind,
            "show": self._named, "browse": self._named, "v": self._lineage, "d": self._reviews, "e": self._editorial,
            "path": self._path, "x": self._compare, "g": self._named, "u": self._trail, "a": self._agreed,
            "y": self._address,
        }  # fmt: skip

    def show(self) -> None:
        """Say the page."""
        page = self.shelf.here(self.state)
        counts = {row.direction: row.heading.split()[-1] for row in reversed(page.references) if row.heading}
        said = f"{page.id}. {page.short}. In {counts.get('in', 0)}, out {counts.get('out', 0)}."
        where = " > ".join(text for text, _ in page.crumbs)
        self.offers = [link.target for link in sorted(page.links, key=lambda link: link.number) if link.number]
        self._say([said, f"place: {where}", *_words(page)])

    def _say(self, lines: Iterable[str]) -> None:
        """Write lines, set to the width of a terminal; what is more than a screen waits for Enter."""
        said = [piece for line in lines for piece in _wrapped(_spoken(line), self.width)]
        asked = len(_wrapped(PROMPT, self.width)) + 1  # lines that the prompt and the line above it take
        room = max(1, self.height - asked) if self.height else len(said)
        self.unsaid = said[room:]
        shown = said[:room]
        if self.unsaid:
            shown.append(f"Enter says the rest, {len(self.unsaid)} lines")
        self.write("".join(line + "\n" for line in shown))

    def _go(self, state: State) -> None:
        moved = state.here.id != self.state.here.id or len(state.back) != len(self.state.back)
        self.state = state.but(message="")
        if moved:
            self.show()
        else:
            self._say([state.message])

    def _open(self, number: int) -> None:
        if 1 <= number <= len(self.offers):
            self._go(history.visit(self.state, self.offers[number - 1]))
        else:
            self._say([f"there is no number {number} here; p says the page with its numbers again"])

    def _offer(self, heading: str, lines: Iterable[tuple[str, str]]) -> None:
        """Say numbered lines, twenty at a time; a line without a target has no number."""
        self.offers, said = [], []
        for target, words in lines:
            if target:
                self.offers.append(target)
            said.append(f"{len(self.offers)}. {words}" if target else words)
        self.waiting = said[_MORE:]
        self._say([heading, *said[:_MORE], *self._left()])

    def _left(self) -> list[str]:
        return [f"m for {len(self.waiting)} more"] if self.waiting else []

    def _more(self, _rest: str) -> None:
        if not self.waiting:
            self._say(["nothing more; help lists the commands"])
            return
        lines, self.waiting = self.waiting[:_MORE], self.waiting[_MORE:]
        self._say([*lines, *self._left()])

    def _help(self, _rest: str) -> None:
        self._say(f"{name}: {meaning}" for name, meaning in COMMANDS)

    def _references(self, way: str) -> None:
        rows = [row for row in self.shelf.here(self.state).references if row.direction == way and not row.heading]
        title = "incoming" if way == "in" else "outgoing"
        self._offer(f"{title}: {len(rows)}", ((row.target, _reference(row)) for row in rows))

    def _contents(self, _rest: str) -> None:
        above, parts = self.shelf.around(self.state.here.id)
        lines = [("", "stands in"), *_lines(above), ("", "its parts" if parts else "it has no parts"), *_lines(parts)]
        self._offer("contents", lines[0 if above else 2 :])

    def _kind(self, word: str) -> None:
        kinds = self.shelf.kinds()
        if word and kind_of_word(word) in kinds:
            items = self.shelf.of_kind(kind_of_word(word))
            self._offer(f"{word}: {kinds[kind_of_word(word)]}", _lines(items))
        else:
            self._say(["list KIND, of these", *(f"{kind}: {count}" for kind, count in kinds.items())])

    def _beside(self, which: str) -> None:
        page = self.shelf.here(self.state)
        found = page.before if which == "before" else page.after
        if found:
            self._go(history.visit(self.state, found))
        else:
            self._say([f"nothing stands {which} this"])

    def _find(self, words: str) -> None:
        lines = [line for line in _words(self.shelf.here(self.state)) if words.casefold() in line.casefold()]
        counted = [f"{len(lines)} of the lines on this page have {words}"] if len(lines) > 1 else []
        self._say([*counted, *lines] if words and lines else [f"not on this page: {words}"])

    def _search(self, words: str) -> None:
        items, note = seek.seek(self.shelf, words)
        self._offer(f"search: {note}", _lines(items))

    def _path(self, words: str) -> None:
        items, note = seek.seek(self.shelf, words)
        target = next((item.key for item in items if item.key != self.state.here.id), "")
        if not target:
            self._say([note])
            return
        found, note = self.shelf.paths(self.state.here.id, target)
        self._offer(f"path to {self.shelf.page(target).short}: {note.split(',')[0]}", _lines(found))

    def _compare(self, words: str) -> None:
        items, note = seek.seek(self.shelf, words)
        target = next((item.key for item in items if item.key != self.state.here.id), "")
        if not target or self.shelf.run is None:
            self._say([note])
            return
        said = self.shelf.run("compare", (self.state.here.id, target), _LINE).splitlines()
        self._offer(
            f"compared with {self.shelf.page(target).short}", (("", line.strip()) for line in said if line.strip())
        )

    def _named(self, words: str) -> None:
        items, note = seek.seek(self.shelf, words)
        if items:
            self._go(history.visit(self.state, items[0].key))
        else:
            self._say([note])

    def _agreed(self, _rest: str) -> None:
        text = self.shelf.run("agreed", (self.state.here.id,), _WIDE) if self.shelf.run else ""
        self._say(text.splitlines())

    def _lineage(self, _rest: str) -> None:
        items, note = answers.lineage_rows(self.shelf, self.state.here.id)
        self._offer(f"lineage: {note}", _lines(items))

    def _reviews(self, _rest: str) -> None:
        items, note = answers.reviews(self.shelf, self.state.here.id)
        self._offer("review" if items else note, _lines(items))

    def _editorial(self, _rest: str) -> None:
        self.state = self.state.but(shows=self.state.shows ^ {"editorial"})
        self.show()

    def _trail(self, _rest: str) -> None:
        items = self.shelf.items(tuple(reversed(self.state.visited)))
        self._offer("visited", _lines(items))

    def _address(self, _rest: str) -> None:
        page = self.shelf.here(self.state)
        citation = answers.citation(self.shelf, self.shelf.node(page.id))
        self._say([f"id: {page.id}", f"citation: {citation}", f"link: {page.url or 'none known'}"])


def _wrapped(line: str, width: int) -> list[str]:
    """Return a line in pieces that end between words; only a word longer than a line is broken.

    >>> _wrapped("of elections and votes", 12), _wrapped("of elections", 0)
    (['of elections', 'and votes'], ['of elections'])
    """
    if not width or canvas.width(line) <= width:
        return [line]
    return ["".join(text for text, _, _ in piece) for piece in flow(((line, "text", -1),), width)]


def _words(page: Page) -> Iterator[str]:
    """Yield a page as lines without layout: labels with colons, numbers in brackets before what they open."""
    for block in page.blocks:
        yield from (_block(PageBlock(line[1:], lead=line[:1])) for line in block.grid)
        said = _block(block)
        if said:
            yield said


def _spoken(text: str) -> str:
    """Return a line with words in place of signs that would be read out as something else."""
    text = text.replace(WORDS, "the wording is the document's own words")
    text = text.replace(" · ", ", ").replace(BRINGS, f"{MEANING}; compactx attach FILE brings those")
    return text.replace(MEANING, "our summaries are not the words of the document").replace(OURS, "our summary: ")


def _block(block: PageBlock) -> str:
    lead = "".join(text for text, _, _ in block.lead).strip()
    body = ("wording: " if block.side else "") + "".join(text for text, _, _ in block.spans).strip()
    if block.most:
        number, _, label = lead.partition(" ")
        return f"[{number}] {label.strip()}: {block.value}"
    if lead.isdecimal() and any(style == "number" for _, style, _ in block.lead):
        return f"[{lead}] {body}"
    return f"{lead}: {body}" if lead else body


def _reference(row: RefRow) -> str:
    parts = [row.reading, row.locator, row.title, f"“{row.surface}”" if row.surface else "", row.note]
    return ", ".join(part for part in parts if part)


def _lines(items: Iterable[ListItem]) -> Iterator[tuple[str, str]]:
    for item in items:
        detail = item.detail.replace("[", "").replace("]", "")
        parts = [item.left, item.main, "" if detail in item.main else detail]
        yield item.key, ", ".join(part for part in parts if part)
