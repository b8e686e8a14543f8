"""Numbering: series of locators run without gaps, in order, and agree with the numbers that are written out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from compactx.checks.rule import Problem, rule
from compactx.model.kinds import kind_of_word
from compactx.model.locator import roman_value, to_roman
from compactx.model.text import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compactx.checks.rule import World
    from compactx.model.provision import Provision

    Series = dict[tuple[str, str, str], list[tuple[int, Provision]]]

_LETTERS = 26
_WORD = 6  # letters from which a mark is no letter and no roman but a word
_SHOWN = 6  # missing marks named in one message


@rule("numbering-gap", "error")
def numbering_gap(world: World) -> Iterator[Problem]:
    """Paragraphs, objectives, letters and roman items run from the first to the last without a gap.

    A series is the provisions of one instrument whose locators differ only in their last number, letter or roman. An
    extract of which the entry says ``partial: true`` holds only what other documents speak of; its gaps are no
    findings.
    """
    for (instrument, stem, style), members in _series(world).items():
        if _is_partial(world, instrument):
            continue
        values = {value for value, _ in members}
        missing = [value for value in range(1, max(values)) if value not in values]
        if missing and not (min(values) > 1 and style == "number" and not stem):
            after = next((p for value, p in sorted(members, key=_value) if value > missing[0]), members[0][1])
            yield Problem(after.place, f"{instrument}: {_marks(missing, stem, style)} missing before {after.locator}")


@rule("numbering-start", "warning")
def numbering_start(world: World) -> Iterator[Problem]:
    """The numbered paragraphs of an extract begin at 1, unless the entry says ``partial: true``."""
    for (instrument, stem, style), members in _series(world).items():
        first, provision = min(members, key=_value)
        if first > 1 and style == "number" and not stem and not _is_partial(world, instrument):
            hint = "say partial: true in its entry if that is meant"
            yield Problem(provision.place, f"{instrument}: numbering begins at {first}", hint)


@rule("numbering-order", "warning")
def numbering_order(world: World) -> Iterator[Problem]:
    """A series stands in its order in the files: that order is what ``show``, ``tree`` and ``export`` print."""
    for (instrument, _, _), members in _series(world).items():
        for (before, earlier), (value, provision) in pairwise(members):
            if value < before:
                yield Problem(provision.place, f"{instrument}: {provision.locator} stands after {earlier.locator}")


@rule("number-repeated", "error")
def number_repeated(world: World) -> Iterator[Problem]:
    """No two objectives or goals of an instrument have one number, and no two locators one value (7 and 07)."""
    for members in _series(world).values():
        by_value: dict[int, Provision] = {}
        for value, provision in members:
            held = by_value.setdefault(value, provision)
            if held.locator != provision.locator:
                yield Problem(provision.place, f"{provision.locator} and {held.locator} are the same place")
    for instrument, provisions in world.extracts.items():
        seen: dict[tuple[str, int], Provision] = {}
        for provision in provisions:
            held = seen.setdefault((provision.kind, provision.number), provision)
            if provision.number and held.id != provision.id:
                message = f"{provision.kind} {provision.number} of {instrument} is also {held.locator}"
                yield Problem(provision.place, message)


@rule("number-differs", "error")
def number_differs(world: World) -> Iterator[Problem]:
    """``number`` says what the locator says: objective-17 has number 17. Objectives and goals have one."""
    for provision in world.corpus.provisions:
        digits = provision.locator.rpartition("-")[2].rpartition(".")[2]
        if provision.number and digits.isdecimal() and whole(digits) != provision.number:
            yield Problem(provision.place, f"{provision.locator} has number {provision.number}")
        if provision.kind in {"objective", "goal"} and not provision.number:
            yield Problem(
                provision.place,
                f"{provision.locator} is of kind {provision.kind} and has no number",
                f"number: {digits}",
            )


def _series(world: World) -> Series:
    """Group provisions by instrument, what precedes their last mark, and whether that is a number, letter or roman."""
    loose: dict[tuple[str, str], list[tuple[str, Provision]]] = {}
    found: Series = {}
    for instrument, provisions in world.extracts.items():
        for provision in {provision.locator: provision for provision in provisions}.values():
            stem, mark = _last_mark(provision.locator)
            if ".." in stem:
                continue
            counted = whole(mark)
            if counted is not None and _is_counted(stem):
                found.setdefault((instrument, stem, "number"), []).append((counted, provision))
            elif 0 < len(mark) < _WORD and stem.endswith("."):
                loose.setdefault((instrument, stem), []).append((mark, provision))
    for (instrument, stem), members in loose.items():
        style = _style([mark for mark, _ in members])
        read = roman_value if style == "roman" else _letter_value
        values = [(read(mark), provision) for mark, provision in members]
        if style:
            found[instrument, stem, style] = [pair for pair in values if pair[0]]
    return found


def _last_mark(locator: str) -> tuple[str, str]:
    """Divide a locator before its last mark: ``43.b.`` and ``iii``, ``objective-`` and ``17``, nothing and ``54``.

    >>> _last_mark("43.b.iii"), _last_mark("objective-17"), _last_mark("54"), _last_mark("vision")
    (('43.b.', 'iii'), ('objective-', '17'), ('', '54'), ('', 'vision'))
    """
    at = max(locator.rfind("."), locator.rfind("-")) + 1
    return locator[:at], locator[at:]


def _is_partial(world: World, instrument: str) -> bool:
    return instrument in world.entries and world.entries[instrument].partial


def _is_counted(stem: str) -> bool:
    """Say whether numbers behind a stem count something: a year or an annex's number in a name does not.

    >>> _is_counted("43."), _is_counted("objective-"), _is_counted("references.gfmd-")
    (True, True, False)
    """
    return not stem.endswith("-") or bool(kind_of_word(stem[:-1].rpartition(".")[2]))


def _style(marks: Sequence[str]) -> str:
    """Say how a series is counted; letters if they begin with a, for i is both.

    >>> _style(["i", "ii"]), _style(["a", "i"]), _style(["c", "d"]), _style(["data", "borders"])
    ('roman', 'letter', 'letter', '')
    """
    letters = all(map(_letter_value, marks))
    if "a" not in marks and all(map(roman_value, marks)) and ("i" in marks or not letters):
        return "roman"
    return "letter" if letters or "a" in marks else ""


def _letter_value(mark: str) -> int:
    """Return the place of a letter; after z come aa, bb.

    >>> _letter_value("b"), _letter_value("bb"), _letter_value("data")
    (2, 28, 0)
    """
    same = len(set(mark)) == 1 and mark.isascii() and mark.isalpha()
    return _LETTERS * (len(mark) - 1) + ord(mark[0]) - ord("a") + 1 if same else 0


def _marks(missing: Sequence[int], stem: str, style: str) -> str:
    write: dict[str, Callable[[int], str]] = {"number": str, "roman": to_roman, "letter": _letter}
    shown = ", ".join(f"{stem}{write[style](value)}" for value in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    return f"{shown}{more} {'are' if len(missing) > 1 else 'is'}"


def _letter(value: int) -> str:
    turns, at = divmod(value - 1, _LETTERS)
    return chr(ord("a") + at) * (turns + 1)


def _value(member: tuple[int, Provision]) -> int:
    return member[0]
