"""What the detector works with: forms of names, and the things they name, as plain values."""

from __future__ import annotations

from compactx.model.record import Record


class Target(Record):
    """A thing that can be cited: an instrument, actor, class or provision."""

    id: str
    kind: str
    title: str


class Form(Record, often=True):
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


class FalseFriendForm(Record):
    """Words that look like a name and are not; ``means`` is the id of what they do name, or ''."""

    text: str
    means: str


class Mention(Record, often=True):
    """Words that name something, uninterpreted: a range of the folded text and the forms they are.

    ``how`` is how the words compare with the form: ``exact``, ``raised`` (more capitals), ``lowered`` (fewer) or
    ``general`` (a form too general to count on its own). ``outer`` is the index of the mention around it, -1 for none.
    """

    start: int
    end: int
    forms: tuple[Form, ...]
    how: str = "exact"
    outer: int = -1
