"""Read what points back: "the Convention", "that Declaration", "the forum" in small letters."""

from __future__ import annotations

from compactx.citation.anchors import back_words
from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED
from compactx.citation.language import BODY_HEADS, DEFAULT, head_of, nouns_in, table
from compactx.citation.memory import OUTWEIGHS, Interpretation, Thing, is_session, series_of, single_session
from compactx.model.kinds import ACTOR_KINDS, CLASS_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Anchor, ClausePlace
    from compactx.citation.memory import Memory

NO_INSTRUMENTS = frozenset((*ACTOR_KINDS, *CLASS_KINDS))
_BODY_HEADS = frozenset(BODY_HEADS)
_BOTH = 2


class BackReader:
    """Reads what points back, stretch after stretch; ``behind`` is how many folded letters are read."""

    def __init__(self, catalogue: Catalogue, memory: Memory, code: str = DEFAULT) -> None:
        """Keep what pointers are read with."""
        phrases = table(code)
        self.catalogue = catalogue
        self.memory = memory
        self.folded = ""
        self.behind = 0
        self.others: dict[str, int] = {}  # where a noun in small letters stood for something else
        # The meeting whose outcome the text itself is: "the Forum" there is this session and not the series.
        self.outcome_of = catalogue.linked(memory.own, "outcome-of") if memory.own else ()
        self.restricted = frozenset(phrases["restricted"].split("|"))
        self.plain_before = frozenset(phrases["back"].split("|"))
        self.nearest = frozenset(phrases["nearest"].split("|"))

    def leave(self) -> None:
        """Note what later stretches ask of this one: where a noun in small letters stood for something else."""
        for head, things in self.memory.small.items():
            last = self.memory.last_at(Thing(next(iter(things))), head) if len(things) == 1 else -1
            if last > self.others.get(head, -1):
                found = next(self._other_nouns(head, max(0, last - self.behind), len(self.folded)), None)
                if found:
                    self.others[head] = self.behind + found.start()
        self.behind += len(self.folded)

    def read(self, anchor: Anchor, place: ClausePlace) -> Interpretation | None:
        """Return what a pointer means, None if it means nothing."""
        which, head, plural = back_words(anchor.value)
        if which in self.restricted:
            return None
        if anchor.value.group("small"):
            return self._read_small(head, anchor.start, plural=plural)
        one, several = self.memory.point_back(head, place.number, nearest=which in self.nearest)
        if head in _BODY_HEADS:
            return self._body(one, several, plural=plural)
        return self._read_thing(one, several, plural=plural)

    def with_articles(self, anchor: Anchor, things: Sequence[Thing]) -> list[Thing]:
        """Return those of several things that may have the article that is cited: no committee has any."""
        article = anchor.pinpoint is not None and anchor.pinpoint.kind == "article"
        return [one for one in things if self.catalogue.kind(one.to) not in NO_INSTRUMENTS] if article else []

    def called(self, anchor: Anchor) -> str:
        """Return the noun of an instrument that a general name is, '' if it is another name."""
        head = head_of(self.folded[anchor.start : anchor.end]) if anchor.how == "general" else ""
        return head if head not in _BODY_HEADS else ""

    def by_noun(self, head: str, place: ClausePlace) -> Interpretation | None:
        """Read "the Charter" where the text has named others of that noun, and never what is mostly called so."""
        return self._read_thing(*self.memory.point_back(head, place.number), plural=False)

    def _read_thing(self, one: Thing | None, several: list[Thing], *, plural: bool) -> Interpretation | None:
        if plural and len(several) == _BOTH:
            return Interpretation(tuple(several), RESOLVED, "points-back", "medium")
        if one is None or (plural and len(several) > 1):
            return Interpretation(tuple(several), AMBIGUOUS, "points-back", "low") if several else None
        sure = "high" if len(several) == 1 else "medium"
        return Interpretation((one,), RESOLVED if one.to else UNRESOLVED, "points-back", sure)

    def named_later(self, anchor: Anchor, later: Sequence[Anchor]) -> Interpretation | None:
        """Read "Article 5 of the Charter" where the thing that is called so is named in full after it.

        Nothing else of that noun may be named in this stretch.
        """
        head = self.called(anchor) if anchor.what == "name" else ""
        if not head:
            return None
        found: set[str] = set()
        for one in later:
            named = one.what == "unknown" or (one.what == "name" and one.how == "exact")
            if named and one.outer < 0 and head_of(self.folded[one.start : one.end]) == head:
                found.update([form.target for form in one.value] if one.what == "name" else [""])
        own = {form.target for form in anchor.value}
        return (
            Interpretation((Thing(*own),), RESOLVED, "short-name", "medium") if found == own and len(own) == 1 else None
        )

    def _read_small(self, head: str, start: int, *, plural: bool) -> Interpretation | None:
        """Read "the forum" in small letters: the one thing that the text names so, if nothing else was named since."""
        small = self.memory.small.get(head, set())
        one = Thing(next(iter(small))) if len(small) == 1 and not plural else None
        if one is None or self._named_since(one, head, start):
            return None
        return Interpretation((one,), RESOLVED, "points-back", "medium")

    def _named_since(self, thing: Thing, head: str, start: int) -> bool:
        """Say whether the noun stood, since a thing was cited, in words that name another: "the financing forum"."""
        last = self.memory.last_at(thing, head)
        if last < 0:
            return False
        before = last < self.behind and self.others.get(head, -1) >= last
        return before or any(self._other_nouns(head, max(0, last - self.behind), start))

    def _other_nouns(self, head: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield where a noun stands in this stretch in words that may name something else."""
        plain = self.plain_before
        found = nouns_in(head, self.folded, start, end)
        return (one for one in found if (one.group("before") or "").strip().lower() not in plain)

    def _body(self, one: Thing | None, several: list[Thing], *, plural: bool) -> Interpretation | None:
        """Read "the Forum": where the text has named a single one, one session of a series, or one far more often."""
        if len(several) > 1 and not plural:
            one = single_session(several) or self._heaviest(several)
        if one is None or self.catalogue.kind(one.to) not in NO_INSTRUMENTS:
            return None
        own = (Thing(who) for who in self.outcome_of if not plural and is_session(Thing(who), one))
        return Interpretation((next(own, one),), RESOLVED, "points-back", "medium")

    def _heaviest(self, things: list[Thing]) -> Thing | None:
        """Return the series, or its one session, that a text names far more often than all other things together."""
        of = {thing.to: thing for thing in things if thing.to}
        wholes = {thing: [of[whole] for whole in series_of(thing.to) if whole in of] for thing in things}
        counts = {thing: 0 for thing in things if not wholes[thing]}
        for thing in things:
            for whole in (thing, *wholes[thing]):
                if whole in counts:
                    counts[whole] += self.memory.count(thing)
        series = list(counts)
        most = max(series, key=lambda thing: counts[thing])
        if counts[most] < OUTWEIGHS * (sum(counts.values()) - counts[most]):
            return None
        sessions = [thing for thing in things if is_session(thing, most)]
        return sessions[0] if len(sessions) == 1 else most
