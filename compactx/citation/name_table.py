"""The table of all names and symbols, as plain values: made once for what an index holds, and kept beside it."""

from __future__ import annotations

from compactx.citation.forms import LateValues, by_start, nouns_of
from compactx.citation.labels import grammar_words
from compactx.citation.language import codes, of_all_languages, plural_name, table
from compactx.citation.normalise import key
from compactx.citation.numbers import canonical
from compactx.index.facts import Facts
from compactx.model import patterns as re
from compactx.model.kinds import CLAIM, kind_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from compactx.citation.forms import FalseFriendForm, Form, Target

    Fact = tuple[str, str, str]
    ThingRow = tuple[str, str, tuple[int, ...], tuple[str, ...] | None]

_WORD = re.compile(r"\w+")
# Spellings that texts of the same organisation mix.
_SPELLINGS = tuple(pair.split() for pair in table()["spellings"])
# A treaty's first word that texts leave out.
_BROAD = re.compile(rf"(?:{table()['broad_names']}) (?:{table()['broad_joints']}) (?:\w+ +){{3}}")
_AND = f" {table()['last_joint']} "
_SHORT = ("short", "full", "former")
_OWN_WORDS = 3  # that a claimed name needs beside a name of others to be one of its own
_ALONE = 3  # letters from which a name in one word may be written with a plural s


def _part_names(facts: Iterable[Fact]) -> list[tuple[str, str, str]]:
    """Return what a corpus calls parts: the words, the kinds of parts, the id of the instrument."""
    told: dict[str, dict[str, list[str]]] = {"bare_parts": {}, "part_kinds": {}, "part_names": {}}
    for who, fact, value in facts:
        if fact in told:
            told[fact].setdefault(who, []).append(value)
    kinds = told["bare_parts"] | told["part_kinds"]
    names = ((who, name) for who, names in told["part_names"].items() for name in names)
    return [(name, "|".join(kinds[who]), who) for who, name in names if who in kinds]


def _members(belonging: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the things of each series."""
    found: dict[str, list[str]] = {}
    for one, series in belonging:
        found.setdefault(series, []).append(one)
    return found


class NameTable:
    """Sorts the forms of names by what they look like; who owns a name comes first.

    ``plain`` is all of it in values that can be kept; of forms and names, of which few are looked into, where they
    begin in ``data``.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        forms: Iterable[Form],
        friends: Iterable[FalseFriendForm],
        facts: Iterable[Fact],
        main: str,
        belonging: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Sort them; ``facts`` are (id, key, value), ``belonging`` is a thing and its series."""
        things = [(target.id, target.kind, target.title) for target in targets]
        self._kinds = {who: kind for who, kind, _ in things}
        self._forms = sorted(forms, key=lambda form: form.origin)
        self._is_shared = bool(self._forms and self._forms[-1].origin)
        self._owned: dict[str, int] = {}  # of every name and symbol, the highest origin that has it
        self._symbols: dict[str, str] = {}
        self._sharing: dict[str, list[str]] = {}
        self._by_key: dict[str, list[int]] = {}
        forms_of: dict[str, list[int]] = {}
        for number, form in enumerate(self._forms):
            self._add(number, form)
            forms_of.setdefault(form.target, []).append(number)
        self._drop_shadows()
        facts = list(facts)
        self._add_pages(facts)
        false = {key(friend.text).strip(): (friend.text, friend.means) for friend in friends}
        add = (held := LateValues()).add
        # Where each form begins.
        begun = [add((f.text, f.target, f.type, f.raised, f.detect, f.ambiguous, f.origin)) for f in self._forms]
        of_name: dict[str, tuple[int, ...] | None] = dict.fromkeys(false)
        of_name |= {name: tuple([begun[number] for number in numbers]) for name, numbers in self._by_key.items()}
        self.plain: dict[str, Any] = {
            "starts": {start: add({name: of_name[name] for name in names})
                       for start, names in by_start(of_name).items()},
            "things": held.add_table({who: self._thing(kind, title, forms_of.get(who, ()), begun)
                                      for who, kind, title in things}),
            "symbols": held.add_table(self._symbols),
            "sharing": {symbol: several for symbol, several in self._sharing.items() if len(several) > 1},
            "friends": false,
            "facts": facts,
            "grammars": {code: add(grammar_words(code, _part_names(facts))) for code in codes()},
            "main": main,
            "series": _members(belonging),
            "languages": of_all_languages(),
        }  # fmt: skip
        self.data = bytes(held.data)

    def _thing(self, kind: str, title: str, numbers: Iterable[int], begun: Sequence[int]) -> ThingRow:
        """Return what is kept of a thing; its nouns are None if none of its forms is a name."""
        forms = [self._forms[number] for number in numbers]
        names = {form.text: form.origin for form in forms if form.type in {"full", "short"}}
        return kind, title, tuple([begun[number] for number in numbers]), nouns_of(names, kind) if names else None

    def _add(self, number: int, form: Form) -> None:
        symbol = canonical(form.text) if form.type == "symbol" or self._is_shared else ""
        owned = [self._owned.setdefault(name, form.origin) for name in (symbol, key(form.text).strip()) if name]
        if owned and min(owned) < form.origin:
            return
        symbol = symbol if form.type == "symbol" else ""
        if symbol:
            self._symbols.setdefault(symbol, form.target)
            if form.target not in self._sharing.setdefault(symbol, []):
                self._sharing[symbol].append(form.target)
        if form.type == "symbol" and (symbol or not form.detect):
            return
        name = key(form.text).strip()
        for variant in dict.fromkeys((name, *_variants(name, form, self._kinds.get(form.target, "")))):
            held = self._by_key.setdefault(variant, [])
            if self._owned.setdefault(variant, form.origin) < form.origin:
                continue
            if all(_way(self._forms[other]) != _way(form) for other in held):
                held.append(number)

    def _add_pages(self, facts: list[Fact]) -> None:
        """Let a volume and the first page stand for a treaty, as its number does ("999 U.N.T.S. 171")."""
        told = {who: (fact, value) for who, fact, value in reversed(facts) if fact == "treaty_series"}
        for who, row in reversed(told.items()):
            printed = Facts([row]).treaty_series
            if printed and printed.page:
                self._symbols.setdefault(f"{printed.series} {printed.volume} p. {printed.page}", who)

    def _drop_shadows(self) -> None:
        """Drop what texts claim for a name that is another's name with a word or two around it."""
        owned = {name for name, held in self._by_key.items() if self._forms[held[0]].origin < CLAIM}
        for name in [name for name, held in self._by_key.items() if self._forms[held[0]].origin == CLAIM]:
            words = name.split(" ")
            spans = (words[at : at + size] for size in range(len(words) - _OWN_WORDS + 1, len(words))
                     for at in range(len(words) - size + 1))  # fmt: skip
            if any(len(span) > 1 and " ".join(span).strip() in owned for span in spans):
                del self._by_key[name]


def _way(form: Form) -> tuple[str, tuple[bool, ...], bool]:
    """Return what tells forms of one name apart: an acronym counts to the letter, other forms by their capitals."""
    return form.target, form.raised, form.type == "acronym"


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
