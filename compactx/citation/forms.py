"""Forms of names and the things they name: plain values, which a catalogue of thousands keeps as bytes.

They are made when a text asks for them, by the words they begin with: enough for a page, and ready as soon as it is
read. Beside them stand the patterns of words that make a name another one where they stand around it.
"""

from __future__ import annotations

import marshal
from binascii import crc32
from functools import lru_cache

from compactx.citation.language import BODY_HEADS, DEFAULT, as_written, head_of, led_by, table
from compactx.model import patterns as re
from compactx.model.kinds import ACTOR_KINDS, LIBRARY
from compactx.model.record import Record, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Blob = bytes | memoryview


_TREATY_HEADS = frozenset(table()["treaty_heads"].split())


class Target(Record):
    """A thing that can be cited: an instrument, actor, class or provision."""

    id: str
    kind: str
    title: str


class Form(Row):
    """One way of writing the name of a thing.

    ``detect`` is false for words too general to be found on their own; they count once the text has named the thing in
    full. ``ambiguous`` says that the form names other things too. ``raised`` has one entry a word: whether it starts
    with a capital letter. ``origin`` says who gave the name (:mod:`compactx.model.kinds`).
    """

    text: str
    target: str
    type: str
    raised: tuple[bool, ...]
    detect: bool = True
    ambiguous: bool = False
    origin: int = 0


class FalseFriendForm(Row):
    """Words that look like a name and are not; ``means`` is the id of what they do name, or ''."""

    text: str
    means: str


class Mention(Row):
    """Words that name something, uninterpreted: a range of the folded text and the forms they are.

    ``how`` is how the words compare with the form: ``exact``, ``raised`` (more capitals), ``lowered`` (fewer) or
    ``general`` (a form too general to count on its own). ``outer`` is the index of the mention around it, -1 for none.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    how: str = "exact"
    outer: int = -1


def nouns_of(names: Mapping[str, int], kind: str) -> tuple[str, ...]:
    """Return the nouns that a thing of a kind can be meant by ("the Convention"), of its names with their origins.

    No body is "the Convention", nor what titles are about: a resolution of the library has the title of what it deals
    with ("Treaty on the Prohibition of ...").

    >>> nouns_of({"Convention on Ports": 0, "Port Statute": 0, "Port Law": 0}, "treaty")
    ('Convention', 'Statute')
    """
    heads = dict.fromkeys(head for name, origin in names.items() if (head := head_of(name))
                          and not (kind == "resolution" and origin >= LIBRARY and head in _TREATY_HEADS))  # fmt: skip
    return tuple(head for head in heads if kind not in ACTOR_KINDS or head in BODY_HEADS)


_FORM = 4  # of marshal, which every Python here reads
_BUCKET = 3  # names in one piece
_MANY = 12  # names with one start, from which a text is asked for its words in turn and not for each name


def start_of(name: str) -> str:
    """Return the first two words of a name, or its only one.

    >>> start_of("red sea port"), start_of("red sea"), start_of("pact")
    ('red sea', 'red sea', 'pact')
    """
    first, space, rest = name.partition(" ")
    return first + space + rest.partition(" ")[0]


def by_start(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their starts.

    >>> by_start(["red sea", "red sea ports", "pact"])
    {'red sea': ['red sea', 'red sea ports'], 'pact': ['pact']}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(start_of(name), []).append(name)
    return found


def names_in(text: str, starts: Container[str], begun: Callable[[str], Collection[str]]) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of every name in a folded text, as an automaton of all names finds them.

    ``starts`` are the starts of names, and ``begun`` returns the names that have one.

    >>> table = by_start(["red sea", "red sea ports", "sea", "pact"])
    >>> names_in("the red sea ports", table, table.__getitem__)
    [(4, 11, 'red sea'), (8, 11, 'sea'), (4, 17, 'red sea ports')]
    """
    found: list[tuple[int, int, str]] = []
    whole, at = f"{text} ", 0
    words = text.split(" ")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in starts:
            found.append((at, at + len(word), word))
        start = f"{word} {following}"
        if start in starts:
            found += [(at, at + len(name), name) for name in _named_at(whole, at, len(start), begun(start))]
        at += len(word) + 1
    found.sort(key=_by_end)
    return found


def _named_at(whole: str, at: int, size: int, names: Collection[str]) -> list[str]:
    """Return the names that stand at a place with a space behind them, of those that begin with the start there.

    ``size`` is that of the start. Many names are not tried one by one: the text goes on word by word to the longest.
    """
    if len(names) < _MANY:
        return [name for name in names if whole.startswith(f"{name} ", at)]
    found, end, last = [], at + size, at + max(map(len, names))
    while 0 <= end <= last:
        if (name := whole[at:end]) in names:
            found.append(name)
        end = whole.find(" ", end + 1)
    return found


def _by_end(hit: tuple[int, int, str]) -> tuple[int, int]:
    return hit[1], hit[0]


class LateValues:
    """Plain values one behind another as bytes.

    >>> held = LateValues()
    >>> held.add("sea"), held.add(("red", 1)), value_at(held.data, 0), value_at(held.data, 5)
    (0, 5, 'sea', ('red', 1))
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.data = bytearray()

    def add(self, values: Any) -> int:
        """Add some and return where they begin."""
        start = len(self.data)
        self.data += marshal.dumps(values, _FORM)
        return start

    def add_table(self, values: Mapping[str, Any]) -> list[int]:
        """Add values by their names and return where each bucket of them begins (:class:`LateTable`)."""
        buckets: list[dict[str, Any]] = [{} for _ in range(len(values) // _BUCKET + 1)]
        for name, value in values.items():
            buckets[_sum(name) % len(buckets)][name] = value
        return [self.add(bucket) for bucket in buckets]


def _sum(name: str) -> int:
    """Return a number of a name that is the same in every process, as its hash is not."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def value_at(data: Blob, start: int) -> Any:
    """Return the plain values that begin at a place."""
    return marshal.loads(memoryview(data)[start:])  # noqa: S302 - of our own table


class LateTable:
    """Values by names, of which few are asked for: a bucket of some names is made when one of them is.

    >>> held = LateValues()
    >>> table = LateTable(held.data, held.add_table({"A/1": "pact", "A/2": "deal"}))
    >>> table.get("A/2"), table.get("A/3"), sorted(table.items())
    ('deal', None, [('A/1', 'pact'), ('A/2', 'deal')])
    """

    __slots__ = ("_data", "_made", "_starts")

    def __init__(self, data: Blob, starts: Sequence[int]) -> None:
        """Keep the bytes, and where each bucket begins."""
        self._data = data
        self._starts = starts
        self._made: dict[int, dict[str, Any]] = {}

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a name, the default if it has none."""
        return self._bucket(self._starts[_sum(name) % len(self._starts)]).get(name, default)

    def items(self) -> Iterator[tuple[str, Any]]:
        """Yield every name with its value."""
        for start in self._starts:
            yield from self._bucket(start).items()

    def _bucket(self, start: int) -> dict[str, Any]:
        if start not in self._made:
            self._made[start] = value_at(self._data, start)
        return self._made[start]


class LateForms:
    """All forms, by where each begins.

    >>> held = LateValues()
    >>> start = held.add(("Pact", "pact", "short", (True,)))
    >>> LateForms(held.data).several([start])[0].text
    'Pact'
    """

    __slots__ = ("_data", "_made")

    def __init__(self, data: Blob) -> None:
        """Keep the bytes."""
        self._data = data
        self._made: dict[int, Form] = {}

    def several(self, starts: Sequence[int]) -> list[Form]:
        """Return some forms."""
        return [self._made[start] if start in self._made else self._make(start) for start in starts]

    def _make(self, start: int) -> Form:
        form = self._made[start] = Form(*value_at(self._data, start))
        return form


class LateNames:
    """The forms of each name, the names by the words they begin with.

    What only looks like a name has no forms: it is one of those that begin so, and not in the table.

    >>> held = LateValues()
    >>> form = held.add(("Red Sea", "sea", "short", (True, True)))
    >>> starts = {"red sea": held.add({"red sea": (form,), "red sea port": None})}
    >>> table = LateNames(held.data, starts, LateForms(held.data))
    >>> table["red sea"][0].text, table.get("pact"), "red sea port" in table, list(table)
    ('Red Sea', (), False, ['red sea'])
    """

    __slots__ = ("_begun", "_data", "_forms", "_made", "starts")

    def __init__(self, data: Blob, starts: Mapping[str, int], forms: LateForms) -> None:
        """Keep the names as bytes, and where those that begin alike begin."""
        self._data = data
        self.starts = starts
        self._forms = forms
        self._begun: dict[str, dict[str, tuple[int, ...] | None]] = {}
        self._made: dict[str, list[Form]] = {}

    def begun(self, start: str) -> dict[str, tuple[int, ...] | None]:
        """Return the names that begin with these words, each with where its forms begin."""
        if start not in self.starts:
            return {}
        if start not in self._begun:
            self._begun[start] = value_at(self._data, self.starts[start])
        return self._begun[start]

    def names(self) -> Iterator[str]:
        """Yield all names, and what looks like one."""
        return (name for start in self.starts for name in self.begun(start))

    def get(self, name: str, default: Sequence[Form] = ()) -> Sequence[Form]:
        """Return the forms of a name, the default if it is none."""
        if name in self._made or name in self:
            return self[name]
        return default

    def __getitem__(self, name: str) -> list[Form]:
        """Return the forms of a name."""
        if name not in self._made:
            self._made[name] = self._forms.several(self.begun(start_of(name))[name] or ())
        return self._made[name]

    def __contains__(self, name: str) -> bool:
        """Say whether something is a name."""
        return name in self._made or self.begun(start_of(name)).get(name) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return (name for name in self.names() if name in self)


class Neighbours:
    """The patterns of words around a name that make it another name, in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        self.code = code
        words = table(code)
        of_the, own = words["of_the"], as_written(words["of_this"])
        its, joints = as_written(words["organisation_names"]), as_written(words["joins_behind"])
        further = as_written(words["of_this_longer"])
        months = words["months"].replace(" ", "|")
        # Words that join a longer name on: a name followed by them names something else than its first words.
        self.joins = re.compile(rf" {joints}\b")
        self.of_another = re.compile(
            rf"{of_the}(?!{own}\b|{words['organ_word']}\b(?! {further}\b))"
            r"(?:[0-9]{4} )?[A-Z0-9]"
        )
        self.under = re.compile(rf"{as_written(words['deputies'])}[ -]$")
        self.united = re.compile(rf"^{its} ")
        self.of_united = re.compile(rf"{of_the}{its}$")
        self.place = re.compile(rf" {as_written(words['united_places'])}\b")
        self.model = f"{words['model']} "
        # "Global Compact on Education", "Global Compact for Safe Schools": compacts that no catalogue has.
        self.compact_else = re.compile(rf" {as_written(words['compact_joints'])} {led_by(words['the_one'])}[A-Z]")
        # "the agenda 21 December": a day, and no name that ends with a number.
        self.month = re.compile(rf"(?<=[ -][0-9]) (?:{months})\b|(?<=[ -][0-9]{{2}}) (?:{months})\b")
        self.little = frozenset(words["little"].split())


@lru_cache(maxsize=16)
def neighbours(code: str = DEFAULT) -> Neighbours:
    """Return the patterns of a language, compiled once."""
    return Neighbours(code)
