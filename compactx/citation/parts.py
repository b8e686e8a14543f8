"""Parts of instruments: which provisions a pinpoint reaches, and whose a part is that is cited alone ("Objective 5").

What an instrument does not have, as far as its extent is known, is told apart from what the corpus lacks.

Parts cited alone belong to the instrument that the corpus names for their kind, and only if the words themselves
("SDG 10"), the sentence, the sentence before, the heading above or the title of the document names it, or the document
speaks of "the objectives of" that instrument and of no others. "Specific Objective 1" and
"Goal 2 of the project" are somebody's own whatever else the text names.
"""

from __future__ import annotations

from bisect import bisect_left, insort_left
from functools import lru_cache

from compactx.citation.gates import Opening, gates_of
from compactx.citation.language import DEFAULT, any_case, cases_of, table
from compactx.citation.normalise import BREAK
from compactx.model import patterns as re
from compactx.model.locator import spellings
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Anchor
    from compactx.citation.forms import Target
    from compactx.citation.gates import Gate
    from compactx.citation.memory import Interpretation, Memory
    from compactx.citation.pinpoint import Aim, Pinpoint


class Part(Record, often=True):
    """A provision that a piece of a pinpoint aims at: the piece's range, its locator as written, the provision."""

    start: int
    end: int
    locator: str
    target: Target


def located(whole: str, pin: Pinpoint, catalogue: Catalogue) -> Iterator[Part]:
    """Yield the provisions of an instrument that a pinpoint lists; what the corpus does not hold is left out."""
    seen = set()
    for aim in pin.aims:
        found = (catalogue.part(f"{whole}/{spelling}") for spelling in spellings(aim.locator))
        target = next((one for one in found if one is not None), None)
        if target is not None and target.id not in seen and not _lacks(whole, aim, catalogue, sure=True):
            seen.add(target.id)
            yield Part(aim.start, aim.end, aim.locator, target)


def missing(whole: str, pin: Pinpoint, catalogue: Catalogue) -> list[Aim]:
    """Return what a pinpoint aims at that the instrument does not have."""
    return [aim for aim in pin.aims if _lacks(whole, aim, catalogue, sure=True)]


def _lacks(whole: str, aim: Aim, catalogue: Catalogue, *, sure: bool) -> bool:
    lack = catalogue.lacks(whole, aim.locator)
    return lack is not None and lack.sure == sure


def why_missing(whole: str, lost: Sequence[Aim], catalogue: Catalogue) -> str:
    """Return why parts are not resolved: which do not exist, and what does."""
    return f"no such part: {_instead(whole, lost, catalogue)}"


def why_doubted(whole: str, pin: Pinpoint, catalogue: Catalogue) -> str:
    """Return which parts that a pinpoint aims at do not exist as far as we know, and no further; '' if none is so."""
    aims = [aim for aim in pin.aims if _lacks(whole, aim, catalogue, sure=False)]
    return f"perhaps no such part: {_instead(whole, aims, catalogue)}" if aims else ""


def why_in_part(pin: Pinpoint | None) -> str:
    """Return that a pinpoint was not understood whole, '' if it was or there is none."""
    return "parts not told apart" if pin is not None and not pin.aims else ""


def _instead(whole: str, aims: Sequence[Aim], catalogue: Catalogue) -> str:
    lacks = filter(None, (catalogue.lacks(whole, aim.locator) for aim in aims))
    told = dict.fromkeys(lack.said for lack in lacks)
    return f"{', '.join(aim.locator for aim in aims)} ({'; '.join(told)})"


def annex_names(pin: Pinpoint | None) -> list[str]:
    """Return how a catalogue may write the annex that a pinpoint aims at, the most exact first."""
    names = [part for unit in (pin.units if pin else ()) if unit.kind == "annex" for part in unit.parts]
    if len(names) > 1:
        return []  # several annexes are parts of the whole
    return [f"annex {name.upper()}" if name != "annex" else "annex" for name in names]


_SENTENCE = re.compile(r"(?<=[a-z0-9)\"'%]{2})[.!?][\"')]{0,2} (?=[A-Z])")
_HEADING = 160
_TITLE_LINES = 6
_BACK = 6000
_BESIDE = 60


@lru_cache(maxsize=256)
def _label(code: str, kind: str) -> Gate:
    """Return the gate of the labels of a kind of parts; most kinds are never asked for."""
    labels = table(code)["labels"][kind]
    return gates_of(code).gate(rf"\b{any_case(labels)}(?!\w)", opening=Opening(lambda: cases_of(labels.split("|"))))


@lru_cache(maxsize=16)
def _own(code: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = table(code)
    before = re.compile(rf"\b{any_case(words['own_before'])} $")
    after = re.compile(
        rf",? (?:{words['chain']}) (?:(?:{words['the']}|{words['ours']}) ?)?"
        rf"(?:[\w-]+ ){{0,3}}?(?:{words['own_after']})\b"
    )
    joint = re.compile(rf"[^.;\n]{{0,40}}\b(?:{words['of']})(?: ?(?:{words['the']}))? ?$")
    return before, after, joint


class BareParts:
    """What a text says of whose the parts are that it cites alone, stretch by stretch."""

    def __init__(self, catalogue: Catalogue, memory: Memory, code: str = DEFAULT) -> None:
        """Begin with a text that has said nothing."""
        self.catalogue = catalogue
        self.memory = memory
        self.code = code
        self.before, self.after, self.joint = _own(code)
        # Before the automaton of all gates is made.
        self.labels = {kind: _label(code, kind) for kind in catalogue.bare if kind in table(code)["labels"]}
        self.wholes = frozenset(catalogue.bare.values())
        self.text = ""
        self.first = True
        self.title = 0
        self.titled: set[str] = set()
        # Kinds whose instrument the document names ("the objectives of the Compact"), and kinds it has of its own.
        self.spoken: set[str] = set()
        self.owned: set[str] = set()
        self.places: dict[str, list[int]] = {}

    def turn(self, text: str, anchors: list[Anchor]) -> None:
        """Go on to the next stretch, folded, with what it names."""
        self.text = text
        self.places = {}
        for anchor in anchors:
            if anchor.what == "name" and anchor.how in {"exact", "raised"}:
                forms = anchor.value
                for target in {form.target for form in forms} if len(forms) > 1 else (forms[0].target,):
                    self._place(target, anchor.start)
        if self.first:
            self._read_title()
        for kind, whole in self.catalogue.bare.items():
            self._listen(kind, whole)
        self.first = False

    def _listen(self, kind: str, whole: str) -> None:
        """Note whether a stretch speaks of an instrument's parts of a kind, and of parts that are somebody's own."""
        if kind not in self.labels or not (self.places.get(whole) or kind in self.spoken):
            return
        for found in self.labels[kind].finditer(self.text):
            if self.before.search(self.text, max(0, found.start() - 30), found.start()):
                self.owned.add(kind)
            held = self.places.get(whole, [])
            at = bisect_left(held, found.end())
            if (
                at < len(held)
                and held[at] - found.end() < _BESIDE
                and self.joint.match(self.text, found.end(), held[at])
            ):
                self.spoken.add(kind)

    def add(self, anchor: Anchor, reading: Interpretation) -> None:
        """Take in what an anchor was read as."""
        if anchor.what != "name" and len(reading.things) == 1 and reading.things[0].to:
            self._place(reading.things[0].to, anchor.start)
            kinds = {unit.kind for unit in anchor.pinpoint.units} if anchor.pinpoint else set()
            self.spoken.update(kind for kind in kinds if self.catalogue.bare.get(kind) == reading.things[0].to)

    def _place(self, target: str, start: int) -> None:
        whole = self.catalogue.whole_of(target)
        if whole in self.wholes or target in self.wholes:
            for one in {whole, target} & self.wholes:
                insort_left(self.places.setdefault(one, []), start)

    def _read_title(self) -> None:
        """Note what the title names: the short lines before the first sentence or numbered clause."""
        at = 0
        for _ in range(_TITLE_LINES):
            end = self.text.find(BREAK, at)
            line = self.text[at : end if end >= 0 else len(self.text)]
            if not _is_heading(line) or (end < 0 and at == 0):
                break
            if end < 0:
                break
            at = end + len(BREAK)
        self.titled = {whole for whole in self.places if self._named(whole, 0, at)}

    def owner(self, pin: Pinpoint) -> tuple[str, str]:
        """Return the id of the instrument that a bare pinpoint belongs to, with how sure that is; '' if none."""
        if pin.owner:
            return pin.owner, "high"
        whole = next((self.catalogue.bare[u.kind] for u in pin.units if u.kind in self.catalogue.bare), "")
        if not whole:
            return "", ""
        if self._is_own(pin):
            self.owned.update(u.kind for u in pin.units)
            return "", ""
        named = self._in_sentence(whole, pin) or whole in self.titled
        if named or self._is_of(whole) or self._under_heading(whole, pin):
            return whole, "high"
        kind = next(u.kind for u in pin.units if u.kind in self.catalogue.bare)
        if kind in self.spoken and kind not in self.owned:
            return whole, "medium"
        finer = any("." in locator for locator in pin.locators) and pin.units[0].kind in {"target", "indicator"}
        cited = any(self.catalogue.whole_of(who) == whole for who in self.memory.cited)
        return (whole, "medium") if finer and cited else ("", "")

    def _is_of(self, whole: str) -> bool:
        """Say whether the document is an instrument itself, or one that the corpus says cites its parts."""
        own = self.memory.own
        return own == whole or whole in self.catalogue.facts.get("cites_parts_of", {}).get(own, ())

    def _is_own(self, pin: Pinpoint) -> bool:
        """Say whether the words around a part say that it is somebody's own."""
        return bool(
            self.before.search(self.text, max(0, pin.start - 30), pin.start) or self.after.match(self.text, pin.end)
        )

    def _named(self, whole: str, start: int, end: int) -> bool:
        held = self.places.get(whole, [])
        at = bisect_left(held, start)
        return at < len(held) and held[at] < end

    def _in_sentence(self, whole: str, pin: Pinpoint) -> bool:
        """Say whether the sentence of a pinpoint, or the one before it in the paragraph, names an instrument."""
        paragraph = self.text.rfind(BREAK, 0, pin.start) + 1
        stop = self.text.find(BREAK, pin.end)
        stop = stop if stop >= 0 else len(self.text)
        breaks = [m.end() for m in _SENTENCE.finditer(self.text, max(paragraph, pin.start - 2000), pin.start + 1)]
        start = breaks[-1] if breaks else paragraph
        ends = _SENTENCE.search(self.text, pin.end, min(stop, pin.end + 2000))
        if self._named(whole, start, ends.start() if ends else stop):
            return True
        if not breaks:
            return False
        earlier = breaks[-2] if len(breaks) > 1 else paragraph
        speaks = _label(self.code, pin.units[0].kind).pattern.search(self.text, earlier, start)
        return bool(speaks) and self._named(whole, earlier, start)

    def _under_heading(self, whole: str, pin: Pinpoint) -> bool:
        """Say whether the nearest heading above names an instrument."""
        end = self.text.rfind(BREAK, 0, pin.start)
        while end > 0 and pin.start - end < _BACK:
            start = self.text.rfind(BREAK, 0, end)
            line = self.text[max(0, start + (len(BREAK) if start >= 0 else 1)) : end]
            if _is_heading(line):
                return self._named(whole, max(0, start), end)
            end = start
        return False


def _is_heading(line: str) -> bool:
    """Say whether a paragraph looks like a heading: short, and no sentence."""
    plain = line.strip()
    return bool(plain) and len(plain) <= _HEADING and plain[-1] not in ".;,!?" and not plain[0].isdecimal()
