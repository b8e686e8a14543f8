"""Everything that can be recognised by name or symbol, made once and used for any number of texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from compactx.citation.automaton import Automaton
from compactx.citation.canonical import canonical, held_spellings
from compactx.citation.existence import existence
from compactx.citation.form import FalseFriendForm, Form, Target
from compactx.citation.heads import plural_name
from compactx.citation.language import table
from compactx.citation.normalise import key, normalise
from compactx.index import across
from compactx.model.kinds import CLAIM, kind_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from compactx.index.read import Index, Node

# Facts of the corpus that say how texts cite a thing.
FACTS = ("bare_parts", "part_names", "parts_in", "cites_parts_of", "reader", "treaty_series")
_WORD = re.compile(r"\w+")
# Spellings that texts of the same organisation mix.
_SPELLINGS = tuple(pair.split() for pair in table()["spellings"])
# A treaty's first word that texts leave out.
_BROAD = re.compile(rf"(?:{table()['broad_names']}) (?:{table()['broad_joints']}) (?:\w+ +){{3}}")
_AND = f" {table()['last_joint']} "
_SHORT = ("short", "full", "former")
_OWN_WORDS = 3  # that a claimed name needs beside a name of others to be one of its own
_KEPT = 10_000  # provisions that are remembered: a text repeats few
_ALONE = 3  # letters from which a name in one word may be written with a plural s


class Catalogue:
    """The forms of all names, the symbols, the false friends, and the automaton that finds them in one pass.

    ``part`` returns a provision by its id; ``lacks`` says what an instrument has instead of a part it lacks;
    ``linked`` returns what a thing is tied to by a relation; ``main`` is the instrument that the corpus is about.
    """

    targets: dict[str, Target]
    bare: dict[str, str]
    common: frozenset[str]
    openers: frozenset[str]
    part_names: tuple[tuple[str, str, str], ...]
    friends: dict[str, FalseFriendForm]
    patterns: list[str]
    automaton: Automaton
    words: frozenset[str]

    def __init__(
        self,
        targets: Iterable[Target],
        forms: Iterable[Form],
        friends: Iterable[FalseFriendForm] = (),
        *,
        part: Callable[[str], Target | None] = lambda _: None,
        main: str = "",
        facts: Iterable[tuple[str, str, str]] = (),
        lacks: Callable[[str, str], str | None] = lambda _whole, _locator: None,
        linked: Callable[[str, str], tuple[str, ...]] = lambda _who, _relation: (),
    ) -> None:
        """Sort the forms by what they look like and build the automaton; ``facts`` are (id, key, value)."""
        self.targets = {target.id: target for target in targets}
        self.part = part
        self.lacks = lacks
        self.linked = linked
        self.main = main
        self._take_facts(facts)
        self.symbols: dict[str, str] = {}
        self._sharing: dict[str, list[str]] = {}
        self._found: dict[str, str] = {}  # what bears a symbol, as asked before
        self._owned: dict[str, int] = {}  # of every name and symbol, the highest origin that has it
        self.by_key: dict[str, list[Form]] = {}
        self.friends = {key(friend.text).strip(): friend for friend in friends}
        self._forms_of: dict[str, list[Form]] = {}
        ordered = sorted(forms, key=lambda form: form.origin)  # who owns a name comes first
        self._is_shared = bool(ordered and ordered[-1].origin)
        for form in ordered:
            self._add(form)
            self._forms_of.setdefault(form.target, []).append(form)
        self._drop_shadows()
        self._add_pages()
        self.patterns = [*self.by_key, *(name for name in self.friends if name not in self.by_key)]
        self.automaton = Automaton([f" {name} " for name in self.patterns])
        self.words = frozenset(word for pattern in self.patterns for word in pattern.split())
        self._nested: dict[str, list[tuple[int, int, str]]] = {}
        # How words compare with the forms of a name, by the language, the words and the name.
        self.grades: dict[tuple[str, str, str], tuple[tuple[Form, str], ...]] = {}

    def _take_facts(self, facts: Iterable[tuple[str, str, str]]) -> None:
        """Sort what the corpus says of how texts cite."""
        self.facts: dict[str, dict[str, list[str]]] = {}
        for identity, fact, value in facts:
            self.facts.setdefault(fact, {}).setdefault(identity, []).append(value)
        self._wholes = {who: wholes[0] for who, wholes in self.facts.get("parts_in", {}).items()}
        self.bare = {kind: who for who, sorts in self.facts.get("bare_parts", {}).items() for kind in sorts}
        self.common, self.openers = self.marked("common-name"), self.marked("opens-names")
        self.part_names = tuple(
            (name, "|".join(self.facts["bare_parts"][who]), who)
            for who, names in self.facts.get("part_names", {}).items()
            for name in names
            if who in self.facts.get("bare_parts", {})
        )

    def _add(self, form: Form) -> None:
        symbol = canonical(form.text) if form.type == "symbol" or self._is_shared else ""
        owned = [self._owned.setdefault(name, form.origin) for name in (symbol, key(form.text).strip()) if name]
        if owned and min(owned) < form.origin:
            return
        symbol = symbol if form.type == "symbol" else ""
        if symbol:
            self.symbols.setdefault(symbol, form.target)
            if form.target not in self._sharing.setdefault(symbol, []):
                self._sharing[symbol].append(form.target)
        if form.type == "symbol" and (symbol or not form.detect):
            return
        name = key(form.text).strip()
        for variant in dict.fromkeys((name, *_variants(name, form, self._kind(form)))):
            held = self.by_key.setdefault(variant, [])
            if self._owned.setdefault(variant, form.origin) < form.origin:
                continue
            if all(_way(other) != _way(form) for other in held):
                held.append(form)

    def _add_pages(self) -> None:
        """Let a volume and the first page stand for a treaty, as its number does ("999 U.N.T.S. 171")."""
        for who, values in self.facts.get("treaty_series", {}).items():
            series, volume, _, page, *_ = (*values[0].split("\t"), "", "", "")
            if page:
                self.symbols.setdefault(f"{series} {volume} p. {page}", who)

    def _drop_shadows(self) -> None:
        """Drop what texts claim for a name that is another's name with a word or two around it."""
        owned = {name for name, held in self.by_key.items() if held[0].origin < CLAIM}
        for name in [name for name, held in self.by_key.items() if held[0].origin == CLAIM]:
            words = name.split(" ")
            spans = (words[at : at + size] for size in range(len(words) - _OWN_WORDS + 1, len(words))
                     for at in range(len(words) - size + 1))  # fmt: skip
            if any(len(span) > 1 and " ".join(span).strip() in owned for span in spans):
                del self.by_key[name]

    def _kind(self, form: Form) -> str:
        target = self.targets.get(form.target)
        return target.kind if target else ""

    def kind(self, identity: str) -> str:
        """Return the kind of a thing, '' if it is unknown."""
        target = self.targets.get(identity) or self.part(identity)
        return target.kind if target else ""

    def title(self, identity: str) -> str:
        """Return the title of a thing, '' if it is unknown."""
        target = self.targets.get(identity) or self.part(identity)
        return target.title if target else ""

    def sharing(self, symbol: str) -> tuple[str, ...]:
        """Return all that bear a symbol: a resolution may have brought more than one instrument."""
        if symbol in self._sharing and len(self._sharing[symbol]) == 1:  # by far the most
            return (self._sharing[symbol][0],)
        return next((tuple(self._sharing[r]) for r in held_spellings(symbol) if r in self._sharing), ())

    def marked(self, mark: str) -> frozenset[str]:
        """Return the things that bear a mark for the reader."""
        return frozenset(who for who, marks in self.facts.get("reader", {}).items() if mark in marks)

    def whole_of(self, identity: str) -> str:
        """Return the instrument that holds the parts of a thing: mostly the thing itself."""
        return self._wholes.get(identity, identity)

    def forms_of(self, identity: str) -> list[Form]:
        """Return the forms of a thing."""
        return self._forms_of.get(identity, [])

    def of_symbol(self, symbol: str) -> str:
        """Return the id of what bears a symbol, '' if none does."""
        if symbol not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[symbol] = self._of_symbol(symbol)
        return self._found[symbol]

    def _of_symbol(self, symbol: str) -> str:
        found = (self.symbols[reading] for reading in held_spellings(symbol) if reading in self.symbols)
        return next(found, "")

    def hits(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, name) of every name in a folded text, overlapping ones too."""
        names, ends = self.patterns, self.automaton.ends(f" {text} ")  # one place further on, and a space at both ends
        return [(last + 1 - length, last - 1, names[word]) for last, (word, length) in ends]

    def inside(self, name: str) -> list[tuple[int, int, str]]:
        """Return the names that stand inside a name, relative to its start."""
        if name not in self._nested:
            self._nested[name] = [hit for hit in self.hits(name) if hit[2] != name]
        return self._nested[name]


def _way(form: Form) -> tuple[str, tuple[bool, ...], bool]:
    """Return what tells forms of one name apart: an acronym counts to the letter, other forms by their capitals."""
    return form.target, form.raised, form.type == "acronym"


def form(name: str, target: str, type_: str, *, detect: bool = True, ambiguous: bool = False, origin: int = 0) -> Form:
    """Return a form of a name."""
    text = normalise(name)
    raised = tuple(word[0].isupper() or word[0].isdecimal() for word in _WORD.findall(text))
    return Form(text, target, type_, raised, detect, ambiguous, origin)


def _variants(name: str, form: Form, kind: str) -> list[str]:
    """Return other spellings: the comma before "and", the other spelling of some words, the plural."""
    if form.type not in _SHORT:
        return [name + "s"] if form.type == "acronym" and name.isalpha() and len(name) >= _ALONE else []
    found = []
    if "  " in name and _AND in name:
        head, _, tail = name.rpartition(_AND)
        found.append(f"{head} {_AND}{tail}" if not head.endswith(" ") else f"{head.rstrip()}{_AND}{tail}")
    for first, second in _SPELLINGS:
        if first in name:
            found.append(name.replace(first, second))
        elif second in name and first not in name:
            found.append(name.replace(second, first))
    if kind == "treaty" and form.type == "full" and _BROAD.match(name):
        found.append(name.partition(" ")[2])
    if kind_named(kind).takes_s and " " in name and name[-1].isalpha() and not name.endswith("s"):
        found.append(plural_name(name))
    return found


def _action(index: Index, identity: str) -> Node | None:
    """Return the action that texts call by its objective and letter ("objective 5 (d)"): it hangs on the commitment."""
    objective, _, letter = identity.partition(".")
    node = index.by_id(objective) if letter and "/objective-" in objective else None
    commitments = [child for child in index.children(node.n) if child.kind == "commitment"] if node else []
    return next((found for child in commitments if (found := index.by_id(f"{child.id}.{letter}"))), None)


def load_catalogue(index: Index, *, without: str = "") -> Catalogue:
    """Return the catalogue of an index; ``without`` is a document that is being read: it is no name in itself."""
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

    @lru_cache(maxsize=_KEPT)
    def part(identity: str) -> Target | None:
        node = index.by_id(identity) or _action(index, identity)
        return Target(node.id, node.kind, node.caption) if node else None

    @lru_cache(maxsize=_KEPT)
    def linked(identity: str, relation: str) -> tuple[str, ...]:
        node = index.by_id(identity)
        edges = index.edges_from(node.n) if node else []
        return tuple(index.node(edge.dst).id for edge in edges if edge.relation == relation)

    lacks = lru_cache(maxsize=_KEPT)(existence(index))
    facts = [(identity, sort, value) for sort in FACTS for identity, value in across.facts_named(index, sort)]
    main = index.meta().get("main", "")
    return Catalogue(targets.values(), forms, friends, part=part, main=main, facts=facts, lacks=lacks,
                     linked=linked)  # fmt: skip
