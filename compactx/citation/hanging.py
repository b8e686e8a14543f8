r"""Which instrument a pinpoint belongs to: the one after it, the one before it, or none.

::

    after  = pinpoint ("of" | "in" | " ") instrument            "article 13 of the Covenant", "art. 13 ICCPR"
    before = instrument ("," | "(" | " ") pinpoint              "the Covenant, article 13", "ICCPR art. 13"
    shared = pinpoint ("and" | "in conjunction with") pinpoint  "article 9 and article 13 of the Covenant"
    back   = pinpoint "thereof"                                 "the Covenant and article 13 thereof"

In a list of both ("art. 12 ICCPR; art. 10 CRC") what stands closer counts, and where two stand alike the direction that
the list began with. "Respectively" deals the parts out to as many instruments, one each; where the numbers differ
nothing is dealt out.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from compactx.citation.language import DEFAULT, any_case, as_written, head_of, table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.citation.citation import Anchor
    from compactx.citation.pinpoint import Pinpoint

_GAP = 90
# How well a gap ties a pinpoint to an instrument.
_NONE, _LOOSE, _SHARED, _COMMA, _TIGHT, _SAID = 0, 1, 2, 3, 4, 5
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]*[A-Z]s?(?![A-Za-z])")
_OTHER = re.compile(r" [A-Z]{2,8}(?![\w/-])")  # behind a part: the letters of what it is of, known or not
_NUMBERED = frozenset({"symbol", "back", "same"})
_MOST = 6
_APART = frozenset({"objective", "goal", "paragraph", "recital"})
_REACH = 150  # characters of a sentence before a bracket in which its instrument is looked for
_OVER = re.compile(r"[.;?!][\"')]{0,2} (?=[A-Z0-9\"(])| \n ")


class Ties:
    """The patterns of the words between a pinpoint and an instrument in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words = table(code)
        month = words["months"].replace(" ", "|")
        of, ending = words["before_month"], words["day_ending"]
        date = rf"(?:,? (?:(?:{words['of_date']}) )?[0-9]{{1,2}}{ending} {of}(?:{month}) {of}[0-9]{{4}})?"
        joining = f"{words['joining']}|{words['pointing']}"
        noted = any_case(words["noted"])
        self.forward = re.compile(
            rf",? {as_written(words['of'])}(?: ?(?:[0-9]{{4}}|{as_written(words['fillers'])})){{0,5}} ?$"
        )
        self.backward = re.compile(
            rf"[\"')]{{0,2}}{date}\)?(?: \([A-Z][a-z]{{2,4}}\.? [0-9]{{1,2}}, [0-9]{{4}}\)| \({noted} [0-9]{{1,3}}\)"
            rf"| \([A-Z][A-Za-z]{{1,8}}\))?"
            rf"(?:(?:(?: \([^()\n]{{2,80}}\))?[,;]|,? ?\(|,? {as_written(words['pointing'])}\b)"
            rf"(?: ?{as_written(joining)},?){{0,4}})? ?$"
            rf"|{words['possessive'] or '(?!)'} $| \| $"
        )
        self.its = re.compile(rf",? {as_written(words['and'])} (?:{words['its']}) ")
        self.loose = re.compile(rf";|\b{as_written(words['and'])}\b")
        self.joint = re.compile(rf",? ?(?:{as_written(words['and'])} )?(?:(?:{words['the']}|{words['of']}) )?$")
        self.linked = re.compile(rf",? {as_written(words['with'])} (?:(?:{words['the']}) ?)?$")
        self.next = re.compile(
            rf"\)?,? (?:{as_written(words['and'])} )?(?:{as_written(words['of'])} )?(?:(?:{words['the']}) ?)?$|, $"
        )
        self.same_at = re.compile(rf"\*?,?(?: {words['at']})? ?$")
        labels = words["of_resolutions"]
        self.of_resolutions = re.compile(rf"(?:{labels})(?![a-z])" if labels else r"(?!)")
        self.thereof = re.compile(rf" {as_written(words['thereof'])}\b")
        self.of_paper = re.compile(rf" (?:{words['of']})(?: ?(?:{words['the']}))? ?{any_case(words['papers'])}\b")
        self.each = re.compile(rf",? ?\(?{any_case(words['respectively'])}\b")


@lru_cache(maxsize=16)
def ties(code: str = DEFAULT) -> Ties:
    """Return the patterns of a language, compiled once."""
    return Ties(code)


def hang(
    text: str, anchors: list[Anchor], whole: list[int], pins: Sequence[Pinpoint], code: str = DEFAULT
) -> list[Pinpoint]:
    """Hang pinpoints on the anchors that may have parts (``whole``); return those that hang on nothing."""
    rules = ties(code)
    free = _outside(anchors, whole, pins)
    held = _decide(text, anchors, whole, free, rules)
    taken = {number for number, _ in held.values()}
    for place, pin in enumerate(free):
        if place in held:
            continue
        number = _thereof(text, anchors, whole, pin, rules)
        if number < 0:
            number = _of_sentence(text, anchors, whole, pin)
            own = [free[at] for at, (other, _) in held.items() if other == number] if number in taken else []
            number = -1 if number in taken and not _is_within(pin, own) else number
        if number >= 0:
            held[place] = (number, False)
    for place, (number, _) in held.items():
        _add(anchors[number], free[place])
    _deal(text, anchors, whole, {number for number, _ in held.values()}, rules)
    return [pin for place, pin in enumerate(free) if place not in held]


def _outside(anchors: list[Anchor], whole: list[int], pins: Sequence[Pinpoint]) -> list[Pinpoint]:
    """Return the pinpoints that are no part of a name."""
    starts = [anchors[n].start for n in whole]
    free = []
    for pin in pins:
        at = bisect_left(starts, pin.start + 1)
        near = (anchors[n] for n in whole[max(0, at - 2) : at + 1])
        if not any(a.start <= pin.start and pin.end <= a.end and a.what != "back" for a in near):
            free.append(pin)
    return free


def _decide(
    text: str, anchors: list[Anchor], whole: list[int], pins: list[Pinpoint], rules: Ties
) -> dict[int, tuple[int, bool]]:
    """Return for each pinpoint that hangs on an anchor its place: (number of the anchor, whether that comes after)."""
    starts = [anchors[n].start for n in whole]
    after = _led(text, anchors, whole, pins, rules)
    held: dict[int, tuple[int, bool]] = {}
    latest: dict[int, int] = {}  # the last pinpoint that hangs on each anchor
    for place, pin in enumerate(pins):
        at = bisect_left(starts, pin.start)
        number = whole[at - 1] if at else -1
        strength = _follows(text, anchors[number], pin, rules) if number >= 0 else _NONE
        if strength == _COMMA and _began_after(text, anchors, pins, place, held, number):
            strength = _LOOSE - 1 if after[place][0] else strength
        best, aim = after[place]
        if pin.owner:
            # Words that name their instrument themselves ("SDG 10") hang on nothing but what they say they are of.
            strength, best = _NONE, best if best == _SAID else _NONE
        if best and (best > strength or (best == strength and held.get(place - 1, (0, True))[1])):
            held[place] = (aim, True)
        elif strength == _SHARED or (
            strength and (not _taken(latest, number, place, pins, text, rules) or _is_beside(pins[latest[number]], pin))
        ):
            held[place] = (number, False)
        elif _goes_on(text, pins, place, held, rules):
            held[place] = (held[place - 1][0], False)
        if place in held:
            latest[held[place][0]] = place
    return held


def _led(
    text: str, anchors: list[Anchor], whole: list[int], pins: list[Pinpoint], rules: Ties
) -> list[tuple[int, int]]:
    """Return for each pinpoint how well it is tied to an anchor after it, and the number of that."""
    starts = [anchors[n].start for n in whole]
    after: list[tuple[int, int]] = [(_NONE, -1)] * len(pins)
    for place in range(len(pins) - 1, -1, -1):
        pin = pins[place]
        at = bisect_left(starts, pin.end)
        number = whole[at] if at < len(whole) else -1
        following = pins[place + 1] if place + 1 < len(pins) else None
        if number >= 0 and (following is None or anchors[number].start <= following.start):
            after[place] = (_leads(text, pin, anchors[number], rules), number)
        elif following is not None and _shares(text, pin, following, rules) and after[place + 1][0] >= _SHARED:
            linked = rules.linked.match(text[pin.end : following.start])
            after[place] = (_TIGHT if linked else _SHARED, after[place + 1][1])
    return after


def _began_after(
    text: str, anchors: list[Anchor], pins: list[Pinpoint], place: int, held: dict[int, tuple[int, bool]], number: int
) -> bool:
    """Say whether the list began with its parts first: the anchor before holds the pinpoint before it, by a comma."""
    if place == 0 or held.get(place - 1) != (number, True):
        return False
    return text[pins[place - 1].end : anchors[number].start] in {", ", " "}


def _taken(latest: dict[int, int], number: int, place: int, pins: list[Pinpoint], text: str, rules: Ties) -> bool:
    """Say whether an anchor has its part already, and the new one does not go on from it."""
    if number not in latest:
        return False
    return not (latest[number] == place - 1 and _shares(text, pins[place - 1], pins[place], rules))


def _is_within(pin: Pinpoint, others: Sequence[Pinpoint]) -> bool:
    """Say whether parts are all inside parts that are cited already: "(para. 43 (b))" behind paragraph 43."""
    wholes = tuple(f"{locator}." for other in others for locator in other.locators)
    return bool(wholes) and all(locator.startswith(wholes) for locator in pin.locators)


def _is_beside(one: Pinpoint, other: Pinpoint) -> bool:
    """Say whether two parts name one place from two sides: "objective 10 of the Compact, paragraph 26 (a)"."""
    return one.kind == "objective" and other.kind == "paragraph" and len(one.aims) == 1


def _goes_on(text: str, pins: list[Pinpoint], place: int, held: dict[int, tuple[int, bool]], rules: Ties) -> bool:
    """Say whether a pinpoint goes on from the one before it, which hangs on something before both."""
    if place == 0 or place - 1 not in held or held[place - 1][1]:
        return False
    return _shares(text, pins[place - 1], pins[place], rules)


def _shares(text: str, pin: Pinpoint, following: Pinpoint, rules: Ties) -> bool:
    """Say whether two pinpoints belong to one instrument: coordinated, of one kind, or read together."""
    gap = text[pin.end : following.start]
    if len(gap) > _GAP // 2 or not gap.strip(" "):
        return False
    if rules.linked.match(gap):
        return True
    kinds = {pin.units[0].kind, following.units[0].kind}
    alike = len(kinds) == 1 or kinds <= _APART or pin.units[0].kind not in {"paragraph", "page", "footnote"}
    return alike and bool(rules.joint.match(gap))


def _leads(text: str, pin: Pinpoint, anchor: Anchor, rules: Ties) -> int:
    """Return how well a pinpoint is tied to the anchor after it."""
    if anchor.start - pin.end >= _GAP or anchor.what == "same" or _is_of_other_kind(text, pin, anchor, rules):
        return _NONE
    gap = text[pin.end : anchor.start]
    aimed = text[pin.start : pin.end]
    if aimed.count("(") > aimed.count(")"):
        gap = gap.removeprefix(")")
    if rules.forward.match(gap):
        return _SAID
    each = rules.each.match(gap)
    if each and rules.forward.match(gap[each.end() :].removeprefix(",")):
        return _SAID
    short = anchor.what in {"name", "defined"} and bool(_ACRONYM.match(text, anchor.start, anchor.end))
    return _TIGHT if gap == " " and short else _LOOSE if gap == ", " and short else _NONE


def _follows(text: str, anchor: Anchor, pin: Pinpoint, rules: Ties) -> int:
    """Return how well a pinpoint is tied to the anchor before it."""
    if pin.start - anchor.end >= _GAP or pin.start < anchor.end or _is_of_other_kind(text, pin, anchor, rules):
        return _NONE
    gap = text[anchor.end : pin.start]
    if anchor.what == "same" and rules.same_at.match(gap):
        return _SAID
    if rules.linked.match(gap) or rules.its.fullmatch(gap):
        return _SHARED
    if not rules.backward.match(gap) or (gap.strip(" ") and _is_of_another(text, anchor, pin, rules)):
        return _NONE
    if rules.loose.search(gap):
        return _LOOSE
    return _TIGHT if not gap.strip(" ") else _COMMA


def _is_of_another(text: str, anchor: Anchor, pin: Pinpoint, rules: Ties) -> bool:
    """Say whether the words behind a part say what else it is of: "resolution 75/127, paragraph 104 of the report"."""
    is_document = anchor.what == "symbol" and "/RES/" not in str(anchor.value)
    return bool(_OTHER.match(text, pin.end) or (not is_document and rules.of_paper.match(text, pin.end)))


def _is_of_other_kind(text: str, pin: Pinpoint, anchor: Anchor, rules: Ties) -> bool:
    """Say whether the label of a pinpoint is of resolutions only ("OP 8") and the anchor is the name of something."""
    return anchor.what not in _NUMBERED and rules.of_resolutions.match(text, pin.start) is not None


def _of_sentence(text: str, anchors: list[Anchor], whole: list[int], pin: Pinpoint) -> int:
    """Return the anchor of a pinpoint alone in brackets: the one instrument of its sentence; -1 if there is none.

    "As the Compact says of families (para. 30)". A part that bodies and reports have in common must be of something
    that is called an instrument.
    """
    if text[pin.start - 1 : pin.start] != "(" or text[pin.end : pin.end + 1] != ")" or pin.owner:
        return -1
    low = max(0, pin.start - _REACH)
    over = max((found.end() for found in _OVER.finditer(text, low, pin.start)), default=low)
    starts = [anchors[n].start for n in whole]
    inside = whole[bisect_left(starts, over) : bisect_left(starts, pin.start)]
    if len(inside) != 1 or anchors[inside[0]].end > pin.start:
        return -1
    anchor = anchors[inside[0]]
    named = anchor.what in {"name", "defined"} and (pin.kind != "article" or head_of(text[anchor.start : anchor.end]))
    return inside[0] if named or (anchor.what == "symbol" and pin.kind == "paragraph") else -1


def _thereof(text: str, anchors: list[Anchor], whole: list[int], pin: Pinpoint, rules: Ties) -> int:
    """Return the anchor of a part "thereof": the last instrument before it in its sentence; -1 if there is none."""
    if pin.owner or not rules.thereof.match(text, pin.end):
        return -1
    low = max(0, pin.start - 2 * _REACH)
    over = max((found.end() for found in _OVER.finditer(text, low, pin.start)), default=low)
    at = bisect_left([anchors[n].start for n in whole], pin.start)
    return whole[at - 1] if at and anchors[whole[at - 1]].start >= over else -1


def _add(anchor: Anchor, pin: Pinpoint) -> None:
    """Hang a pinpoint on an anchor, beside one that hangs there already."""
    held = anchor.pinpoint
    anchor.pinpoint = pin if held is None else joined_pinpoints(held, pin)


def joined_pinpoints(one: Pinpoint, other: Pinpoint) -> Pinpoint:
    """Return two pinpoints of one instrument as one."""
    return one.replace(
        start=min(one.start, other.start), end=max(one.end, other.end),
        units=(*one.units, *other.units), aims=(*one.aims, *other.aims),
    )  # fmt: skip


def _deal(text: str, anchors: list[Anchor], whole: list[int], numbers: set[int], rules: Ties) -> None:
    """Deal parts out to as many instruments where the text says "respectively"."""
    for number in sorted(numbers):
        pin = anchors[number].pinpoint
        if pin is None or len(pin.aims) < 2:  # noqa: PLR2004 - one part has nothing to deal
            continue
        row = _row(text, anchors, whole, number, pin, rules)
        if len(row) < 2 or any(n in numbers for n in row if n != number):  # noqa: PLR2004
            continue
        if len(row) != len(pin.aims):
            anchors[number].pinpoint = pin.replace(aims=())
            continue
        for one, aim in zip(row, pin.aims, strict=True):
            anchors[one].pinpoint = pin.replace(aims=(aim,))


def _row(text: str, anchors: list[Anchor], whole: list[int], number: int, pin: Pinpoint, rules: Ties) -> list[int]:
    """Return the instruments in one row with an anchor, if the text says "respectively"."""
    at = whole.index(number)
    step = 1 if pin.start < anchors[number].start else -1
    row = [number]
    while 0 <= at + step < len(whole) and len(row) < _MOST:
        left, right = sorted((whole[at], whole[at + step]))
        gap = text[anchors[left].end : anchors[right].start]
        if len(gap) > _GAP // 2 or not rules.next.match(gap):
            break
        at += step
        row.append(whole[at])
    row.sort()
    last = anchors[row[-1]].end
    said = (
        rules.each.match(text, pin.end)
        or rules.each.match(text, last)
        or (text[last : last + 1] == ")" and rules.each.match(text, last + 1))
    )
    return row if said else []
