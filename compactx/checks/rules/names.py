"""Names: what texts call a thing, each with its proof, none with two meanings unless it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.rule import World
    from compactx.model.entry import Entry, Name
    from compactx.model.finding import Place


@rule("duplicate-name", "warning")
def duplicate_name(world: World) -> Iterator[Problem]:
    """A name, title or symbol names one entry, or each entry that shares it says ``ambiguous: true``.

    Names are compared as commands compare them: case, accents, dashes, quotation marks, spacing and a leading "the"
    do not matter. A name with two meanings that nobody declared makes a reference end in a question. What a class
    shares with members that say so, a series with its resolutions, means the class.
    """
    holders: dict[str, list[tuple[Entry, Place, str, bool]]] = {}
    for entry in world.entries.values():
        own = {fold(name.name): name for name in entry.names}
        for name in own.values():
            holders.setdefault(fold(name.name), []).append((entry, name.place, name.name, name.ambiguous))
        for form in dict.fromkeys((entry.title, entry.symbol, *entry.symbols)):
            if form and fold(form) not in own:
                holders.setdefault(fold(form), []).append((entry, entry.place, form, False))
    for shared in holders.values():
        others = dict.fromkeys(entry.id for entry, *_ in shared)
        for entry, place, form, is_declared in shared if len(others) > 1 else ():
            rest = ", ".join(other for other in others if other not in {entry.id, *(m.to for m in entry.members)})
            if not is_declared and rest:
                yield Problem(place, f'"{form}" names {entry.id} and {rest}', "say ambiguous: true in each, or drop it")


@rule("repeated-name", "warning")
def repeated_name(world: World) -> Iterator[Problem]:
    """An entry lists a form once.

    Forms that differ only in accents, dashes, quotation marks or spacing are the same form. Forms that differ in case
    are not: texts are read with their case.
    """
    for entry in world.corpus.entries:
        seen: dict[str, Name] = {}
        for name in entry.names:
            key = f"{fold(name.name)} {[c.isupper() for c in name.name if c.isalpha()]}"
            if key in seen:
                yield Problem(name.place, f'"{name.name}" is listed before as "{seen[key].name}"', "keep one of them")
            seen.setdefault(key, name)


@rule("empty-name", "error")
def empty_name(world: World) -> Iterator[Problem]:
    """A form holds a letter or a digit: one that folds to nothing would match everywhere."""
    for entry in world.corpus.entries:
        for name in entry.names:
            if not any(c.isalnum() for c in fold(name.name)):
                yield Problem(name.place, f'the name "{name.name}" has no letter or digit')


@rule("form-without-example", "warning")
def form_without_example(world: World) -> Iterator[Problem]:
    """Every form has an example: a few words of ours that contain it, which tests try detection on."""
    for entry in world.corpus.entries:
        for name in entry.names:
            if not name.example:
                yield Problem(name.place, f'the form "{name.name}" of {entry.id} has no example')


@rule("example-without-form", "warning")
def example_without_form(world: World) -> Iterator[Problem]:
    """Every example contains its form, letter for letter, as words of their own."""
    for entry in world.corpus.entries:
        for name in entry.names:
            if name.example and not _contains(name.example, name.name):
                yield Problem(name.place, f'the example "{name.example}" does not contain "{name.name}"')


def _contains(example: str, form: str) -> bool:
    """Say whether a form stands in an example between word boundaries.

    >>> _contains("obligations under ICERD", "ICERD"), _contains("the ICERDs", "ICERD")
    (True, False)
    """
    text, wanted = " ".join(example.split()), " ".join(form.split())
    at = text.find(wanted)
    while at >= 0:
        before, after = text[:at][-1:], text[at + len(wanted) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(wanted, at + 1)
    return False


@rule("nameless", "warning")
def nameless(world: World) -> Iterator[Problem]:
    """Every instrument and actor has at least one name, or no text can ever be found to cite it."""
    for entry in world.corpus.entries:
        if not entry.names:
            yield Problem(entry.place, f'"{entry.id}" has no names', "list how texts cite it, each with an example")


@rule("false-friend-is-name", "warning")
def false_friend_is_name(world: World) -> Iterator[Problem]:
    """Words cannot be a name of an entry and a false friend of the same entry."""
    for entry in world.corpus.entries:
        own = {fold(name.name) for name in entry.names}
        for friend in entry.false_friends:
            if fold(friend.text) in own:
                yield Problem(friend.place, f'"{friend.text}" is both a name and a false friend of {entry.id}')
