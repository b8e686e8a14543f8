"""Everything that can be recognised by name or symbol, and which parts there are, made once for any number of texts."""

from __future__ import annotations

import os
from binascii import crc32
from functools import cached_property, lru_cache

from compactx.citation import languages
from compactx.citation.forms import FalseFriendForm, Form, LateForms, LateNames, LateTable, Target, names_in, value_at
from compactx.citation.language import know_languages
from compactx.citation.normalise import normalise
from compactx.citation.numbers import held_spellings
from compactx.citation.pinpoint import Grammar
from compactx.index import notes
from compactx.index.instruments import extent_of, tied_to
from compactx.model import patterns as re
from compactx.model.extent import LIKELY, NO, UNLIKELY, YES, Absence, Extent
from compactx.model.locator import spellings
from compactx.model.modules import code_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from compactx.citation.automaton import Automaton
    from compactx.index.read import Index, Node

    ThingRow = tuple[str, str, tuple[int, ...], tuple[str, ...] | None]  # kind, title, where forms begin, nouns
    Plain = tuple[dict[str, Any], bytes | memoryview]  # a table of names, and the bytes of what few look into

# Facts of the corpus that say how texts cite a thing.
FACTS = ("bare_parts", "part_kinds", "part_names", "parts_in", "cites_parts_of", "reader", "treaty_series")
_KEPT = 10_000  # provisions that are remembered: a text repeats few
_ENOUGH = 100_000  # letters of texts after which making the automaton pays
_WHAT = "names"
_WORD = re.compile(r"\w+")


class NameWords:
    """The words of all names: few texts ask whether a word is one."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        """Keep what returns the names."""
        self._names = names

    def __contains__(self, word: object) -> bool:
        """Say whether a word stands in a name."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for name in self._names() for word in name.split())


class Catalogue:
    """The forms of all names, the symbols, the false friends, and the automaton that finds them in one pass.

    ``part`` returns a provision by its id; ``lacks`` says what an instrument has instead of a part it lacks;
    ``linked`` returns what a thing is tied to by a relation; ``main`` is the instrument that the corpus is about.
    """

    bare: dict[str, str]
    common: frozenset[str]
    openers: frozenset[str]

    def __init__(
        self,
        targets: Iterable[Target],
        forms: Iterable[Form],
        friends: Iterable[FalseFriendForm] = (),
        *,
        part: Callable[[str], Target | None] = lambda _: None,
        main: str = "",
        facts: Iterable[tuple[str, str, str]] = (),
        lacks: Callable[[str, str], Absence | None] = lambda _whole, _locator: None,
        linked: Callable[[str, str], tuple[str, ...]] = lambda _who, _relation: (),
        belonging: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Sort the forms by what they look like; ``facts`` are (id, key, value), ``belonging`` (thing, series)."""
        from compactx.citation.name_table import NameTable  # noqa: PLC0415 - mostly the table is there

        targets = list(targets)
        table = NameTable(targets, forms, friends, facts, main, belonging)
        self._hold((table.plain, table.data), part, lacks, linked)

    @classmethod
    def of_plain(
        cls,
        table: Plain,
        part: Callable[[str], Target | None],
        lacks: Callable[[str, str], Absence | None],
        linked: Callable[[str, str], tuple[str, ...]],
    ) -> Catalogue:
        """Return the catalogue of a table of names that was kept."""
        made = cls.__new__(cls)
        made._hold(table, part, lacks, linked)  # noqa: SLF001 - one of this class
        return made

    def _hold(
        self,
        table: Plain,
        part: Callable[[str], Target | None],
        lacks: Callable[[str, str], Absence | None],
        linked: Callable[[str, str], tuple[str, ...]],
    ) -> None:
        """Keep a table of names, and make what it holds when it is asked for."""
        plain, self._data = table
        self.part = part
        self.lacks = lacks
        self.linked = linked
        self.main: str = plain["main"]
        self._take_facts(plain["facts"])
        self.symbols = LateTable(self._data, plain["symbols"])
        self.series: dict[str, list[str]] = plain["series"]  # what belongs to a series, by its id
        self._sharing: dict[str, list[str]] = plain["sharing"]  # what several things bear
        self._found: dict[str, str] = {}  # what bears a symbol, as asked before
        self._forms = LateForms(self._data)
        self.by_key = LateNames(self._data, plain["starts"], self._forms)
        self._things = LateTable(self._data, plain["things"])
        self._grammars: dict[str, int] = plain["grammars"]
        self._made: dict[str, Grammar] = {}
        self._told: dict[str, ThingRow] = {}  # as asked before
        self.friends = {name: FalseFriendForm(*friend) for name, friend in plain["friends"].items()}
        self.words = NameWords(lambda: self.patterns)
        self._asked = 0  # letters of texts
        self._nested: dict[str, list[tuple[int, int, str]]] = {}
        # How words compare with the forms of a name, by the language, the words and the name.
        self.grades: dict[tuple[str, str, str], tuple[tuple[Form, str], ...]] = {}
        # What words are read as wherever they stand, by the language, the words and the name.
        self.settled: dict[str, dict[tuple[str, str], Any]] = {}

    def grammar(self, code: str) -> Grammar:
        """Return the grammar of pinpoints of a language, with what the corpus calls parts."""
        if code not in self._made:
            self._made[code] = Grammar(code, value_at(self._data, self._grammars[code]))
        return self._made[code]

    @cached_property
    def patterns(self) -> list[str]:
        """All names, and what looks like one."""
        return list(self.by_key.names())

    @cached_property
    def automaton(self) -> Automaton:
        """What finds them in one pass."""
        from compactx.citation.automaton import Automaton  # noqa: PLC0415 - for more than a page

        return Automaton([f" {name} " for name in self.patterns])

    def _take_facts(self, facts: Iterable[tuple[str, str, str]]) -> None:
        """Sort what the corpus says of how texts cite."""
        self.facts: dict[str, dict[str, list[str]]] = {}
        for identity, fact, value in facts:
            self.facts.setdefault(fact, {}).setdefault(identity, []).append(value)
        self._wholes = {who: wholes[0] for who, wholes in self.facts.get("parts_in", {}).items()}
        self.bare = {kind: who for who, sorts in self.facts.get("bare_parts", {}).items() for kind in sorts}
        self.common, self.openers = self.marked("common-name"), self.marked("opens-names")

    def _thing(self, identity: str) -> ThingRow:
        """Return what is known of a thing: its kind and title, '' if it is unknown, its forms and its nouns."""
        told = self._told.get(identity)
        if told is None:
            told = self._things.get(identity)
            if told is None:
                target = self.part(identity)
                told = (target.kind, target.title, (), None) if target else ("", "", (), None)
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[identity] = told
        return told

    def kind(self, identity: str) -> str:
        """Return the kind of a thing, '' if it is unknown."""
        return self._thing(identity)[0]

    def title(self, identity: str) -> str:
        """Return the title of a thing, '' if it is unknown."""
        return self._thing(identity)[1]

    def sharing(self, symbol: str) -> tuple[str, ...]:
        """Return all that bear a symbol: a resolution may have brought more than one instrument."""
        for reading in held_spellings(symbol):
            if reading in self._sharing:
                return tuple(self._sharing[reading])
            if alone := self.symbols.get(reading):
                return (alone,)
        return ()

    def marked(self, mark: str) -> frozenset[str]:
        """Return the things that bear a mark for the reader."""
        return frozenset(who for who, marks in self.facts.get("reader", {}).items() if mark in marks)

    def whole_of(self, identity: str) -> str:
        """Return the instrument that holds the parts of a thing: mostly the thing itself."""
        return self._wholes.get(identity, identity)

    def nouns(self, identity: str) -> tuple[str, ...] | None:
        """Return the nouns of the names of a thing by which it can be meant, None if it has no names."""
        return self._thing(identity)[3]

    def forms_of(self, identity: str) -> Sequence[Form]:
        """Return the forms of a thing."""
        return self._forms.several(self._thing(identity)[2])

    def of_symbol(self, symbol: str) -> str:
        """Return the id of what bears a symbol, '' if none does."""
        if symbol not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[symbol] = self._of_symbol(symbol)
        return self._found[symbol]

    def _of_symbol(self, symbol: str) -> str:
        return next(filter(None, map(self.symbols.get, held_spellings(symbol))), "")

    def hits(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, name) of every name in a folded text, overlapping ones too."""
        self._asked += len(text)
        if self._asked < _ENOUGH:
            return names_in(text, self.by_key.starts, self.by_key.begun)
        names, ends = self.patterns, self.automaton.ends(f" {text} ")  # one place further on, and a space at both ends
        return [(last + 1 - length, last - 1, names[word]) for last, (word, length) in ends]

    def inside(self, name: str) -> list[tuple[int, int, str]]:
        """Return the names that stand inside a name, relative to its start."""
        if name not in self._nested:
            self._nested[name] = [hit for hit in self.hits(name) if hit[2] != name]
        return self._nested[name]


def form(name: str, target: str, type_: str, *, detect: bool = True, ambiguous: bool = False, origin: int = 0) -> Form:
    """Return a form of a name."""
    text = normalise(name)
    raised = tuple(word[0].isupper() or word[0].isdecimal() for word in _WORD.findall(text))
    return Form(text, target, type_, raised, detect, ambiguous, origin)


def _action(index: Index, identity: str) -> Node | None:
    """Return the action that texts call by its objective and letter ("objective 5 (d)"): it hangs on the commitment."""
    objective, _, letter = identity.partition(".")
    node = index.by_id(objective) if letter and "/objective-" in objective else None
    commitments = [child for child in index.children(node.n) if child.kind == "commitment"] if node else []
    return next((found for child in commitments if (found := index.by_id(f"{child.id}.{letter}"))), None)


def load_catalogue(index: Index, *, without: str = "") -> Catalogue:
    """Return the catalogue of an index; ``without`` is a document that is being read: it is no name in itself.

    The table of names of everything is kept beside the index, until that holds anything else.
    """
    if without:
        return Catalogue.of_plain(_plain(index, without), *_questions(index))
    table: Plain | None = notes.recall_table(index, _WHAT, reader_mark)
    if table is None:
        table = _plain(index, "")
        notes.remember_table(index, _WHAT, reader_mark(), *table)
    know_languages(table[0]["languages"])
    return Catalogue.of_plain(table, *_questions(index))


def bring_names(index: Index, path: str) -> None:
    """Write the table of names into a new file, which goes beside the index into a wheel (:func:`names_beside`)."""
    notes.bring(index, path, *_plain(index, ""))


def names_beside(file: str) -> str:
    """Return the file beside an index that a wheel brings, in which its table of names is."""
    return notes.companion(file, _WHAT)


def _plain(index: Index, without: str) -> tuple[dict[str, Any], bytes]:
    """Return the table of the names that an index holds."""
    from compactx.citation.name_table import NameTable  # noqa: PLC0415 - mostly the table is there
    from compactx.index import across  # noqa: PLC0415 - as above

    targets: dict[str, Target] = {}
    forms = []
    for row in across.name_rows(index):
        if without and (row.id == without or row.id.startswith(f"{without}/")):
            continue
        targets.setdefault(row.id, Target(row.id, row.kind, row.title))
        forms.append(form(row.name, row.id, row.type, detect=row.detect, ambiguous=row.ambiguous,
                          origin=row.origin))  # fmt: skip
    friends = []
    for identity, friend in across.false_friends(index):
        if identity == without:
            continue
        friends.append(FalseFriendForm(normalise(friend.text), friend.means))
        targets.setdefault(identity, Target(identity, "", ""))
    facts = [(identity, sort, value) for sort in FACTS for identity, value in across.facts_named(index, sort)]
    main, series = index.meta().get("main", ""), across.belonging(index)
    table = NameTable(list(targets.values()), forms, friends, facts, main, series)
    return table.plain, table.data


def _questions(
    index: Index,
) -> tuple[Callable[[str], Target | None], Callable[[str, str], Absence | None], Callable[[str, str], tuple[str, ...]]]:
    """Return what answers questions about single things: its parts, what it lacks, and what it is tied to."""

    @lru_cache(maxsize=_KEPT)
    def part(identity: str) -> Target | None:
        node = index.by_id(identity) or _action(index, identity)
        return Target(node.id, node.kind, node.caption) if node else None

    @lru_cache(maxsize=_KEPT)
    def linked(identity: str, relation: str) -> tuple[str, ...]:
        return tied_to(index, identity, relation)

    return part, lru_cache(maxsize=_KEPT)(existence(index)), linked


def reader_mark() -> str:
    """Return a text that differs when the code or the phrases of the reader do."""
    told = code_mark((os.path.dirname(__file__), *languages.__path__))
    return str(crc32(told.encode()))


def existence(index: Index) -> Callable[[str, str], Absence | None]:
    """Return what says of a part of an instrument that it does not exist: what there is instead, None otherwise.

    None means that the part exists, or that nobody knows. An extent that rests on general knowledge is never sure.
    """
    known: dict[str, Extent] = {}

    def lacks(whole: str, locator: str) -> Absence | None:
        if whole not in known:
            node = index.by_id(whole)
            known[whole] = extent_of(index, node) if node else Extent()
        if not known[whole].ranges:
            return None
        forms = _forms(locator)
        said = [known[whole].has(form) for form in forms]
        refused = NO if NO in said else UNLIKELY
        if YES in said or LIKELY in said or refused not in said:
            return None
        return Absence(known[whole].words(forms[said.index(refused)]) or "no such part", refused == NO)

    return lacks


def _forms(locator: str) -> list[str]:
    """Return the locators that mean exactly this part, none of its whole.

    >>> _forms("goal-10.9"), _forms("goal-8.target-8.9"), _forms("principle-15.k"), _forms("article-3")
    (['target-10.9'], ['target-8.9'], ['principle-15.k', '15.k'], ['article-3'])
    """
    found = spellings(locator)
    if locator.startswith(("goal-", "indicator-")) and "." in locator:
        return [form for form in found if form.startswith("target-")]
    if locator.startswith("principle-") and "." in locator:
        return [locator, locator.removeprefix("principle-")]
    if locator.startswith("article-"):
        return [locator]
    return [form for form in found if form == locator or form.endswith(locator.rpartition(".")[2])]
