"""Find names in a folded text: one pass over it, longest match, with what case and neighbours say.

A name written with its capitals counts. With fewer capitals it counts if it is long enough to be nothing else, or if
the text has named the same thing before (the resolver decides). False friends are taken out first, unless a name
reaches beyond them ("United Nations Global Compact for Migration").
"""

from __future__ import annotations

from _operator import itemgetter  # the C part alone

from compactx.citation.forms import Mention, Neighbours, neighbours
from compactx.citation.language import DEFAULT
from compactx.citation.normalise import key
from compactx.model import patterns as re
from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.forms import Form

_WORD = re.compile(r"\w+")
_START, _END = itemgetter(0), itemgetter(1)
# Small letters as "a" and figures as "0", which are found side by side many times faster than by the pattern.
_KINDS = b" " * 48 + b"0" * 10 + b" " * 39 + b"a" * 26 + b" " * 133
_STUCK = re.compile(r"[0-9](?<=[a-z]{3}[0-9])[0-9]{0,2}(?![\w/])")
_CAPITAL_NEXT = re.compile(r" [A-Z][a-zA-Z]")
_HYPHEN_NEXT = re.compile(r"-[A-Z]")
_CAPITAL_BEFORE = re.compile(r"[A-Z][a-z]+ $")
# Letters from which an acronym may be written like a word ("Mercosur").
_ALONE = 5
_LONG = 4
_KEPT = 20_000  # different words that are remembered: a text repeats few
# Kinds whose names are titles, which often are plain phrases too ("machine-readable travel documents").
_TITLED = frozenset({"guidance", "document"})


def find_names(text: str, catalogue: Catalogue, code: str = DEFAULT) -> list[Mention]:
    """Return the names in a folded text in order, each followed by the names that stand inside it."""
    rules = neighbours(code)
    hits = catalogue.hits(key(_unstuck(text)))
    hits.sort(key=_END, reverse=True)
    hits.sort(key=_START)
    found: list[Mention] = []
    at = -1
    last = len(hits) - 1
    friends, settled = catalogue.friends, catalogue.settled.setdefault(code, {})
    for place, (start, end, name) in enumerate(hits):
        if start < at:
            continue
        if name in friends and not _outreached(hits, place, catalogue):
            found += _means(text, start, end, name, catalogue)
            at = end
            continue
        surface = text[start:end]
        known = settled.get((surface, name)) or _settle(surface, name, catalogue, rules)
        is_open = known is _OPEN or text[end : end + 1] in _TOUCHING
        if is_open or (known.asking and _is_other(text, start, end, known.asking, catalogue, rules)):
            mention, inner = _open_mention(text, hits, place, catalogue, rules), None
            if mention is None:
                continue
        elif known.forms:  # nothing around the words changes what they are read as
            mention, inner = Mention.of((start, end, known.forms, "exact", -1)), known.inner
        else:
            continue
        if place < last and hits[place + 1][0] < mention.end:
            mention = _prolonged(mention, hits, place, catalogue)
        found.append(mention)
        if inner is None:
            found += _inner(mention, name, len(found) - 1, text, catalogue, rules)
        elif inner:
            outer = len(found) - 1
            found += [Mention.of((start + a, start + b, forms, how, outer)) for a, b, forms, how in inner]
        at = mention.end
    return found


def _unstuck(text: str) -> str:
    """Return a text with the marks of footnotes that stick to words ("States16") as spaces.

    >>> _unstuck("the States16 and A4 met"), _unstuck("SDG16"), _unstuck("the sea1/2")
    ('the States   and A4 met', 'SDG16', 'the sea1/2')
    """
    kinds = text.encode("latin-1", "replace").translate(_KINDS)
    at = kinds.find(b"a0")
    pieces, done = [], 0
    while at >= 0:
        found = _STUCK.match(text, at + 1)
        if found:
            pieces += [text[done : at + 1], " " * (found.end() - at - 1)]
            done = found.end()
        at = kinds.find(b"a0", at + 2)
    return "".join([*pieces, text[done:]]) if pieces else text


def _open_mention(
    text: str, hits: list[tuple[int, int, str]], place: int, catalogue: Catalogue, rules: Neighbours
) -> Mention | None:
    """Return the mention of a hit that what stands around it decides on."""
    start, end, name = hits[place]
    mention = _mention(text, start, end, name, catalogue, rules)
    if mention is None or (mention.how == "general" and _reached(hits, place, catalogue)):
        return None
    if mention.how == "lowered" and _better(mention, name, text, catalogue, rules):
        return None
    return mention


def _behind(hits: list[tuple[int, int, str]], place: int) -> Iterator[tuple[int, int, str]]:
    """Yield the hits behind one, without a copy of them."""
    return (hits[n] for n in range(place + 1, len(hits)))


def _prolonged(mention: Mention, hits: list[tuple[int, int, str]], place: int, catalogue: Catalogue) -> Mention:
    """Let a name reach to the end of a longer one of the same thing that begins inside it.

    "1951 Convention relating to the Status of Refugees" is a short name, and the full one behind its year.
    """
    targets: set[str] = set()
    for start, end, name in _behind(hits, place):
        if start >= mention.end:
            break
        if end <= mention.end:
            continue
        targets = targets or {form.target for form in mention.forms}
        if targets == {form.target for form in catalogue.by_key.get(name, ()) if form.detect}:
            mention = mention.replace(end=end)
    return mention


def _outreached(hits: list[tuple[int, int, str]], place: int, catalogue: Catalogue) -> bool:
    """Say whether a name begins inside a false friend and ends behind it."""
    start, end, name = hits[place]
    if name in catalogue.by_key and not catalogue.friends[name].means:
        return False
    for other_start, other_end, other in _behind(hits, place):
        if other_start >= end:
            return False
        if other_end > end and other in catalogue.by_key and other_start > start:
            return True
    return False


def _reached(hits: list[tuple[int, int, str]], place: int, catalogue: Catalogue) -> bool:
    """Say whether a name of its own begins inside a general one and ends behind it ("the Charter of the ...")."""
    _, end, _ = hits[place]
    for other_start, other_end, other in _behind(hits, place):
        if other_start >= end:
            return False
        if other_end > end and any(form.detect for form in catalogue.by_key.get(other, ())):
            return True
    return False


def _better(outer: Mention, name: str, text: str, catalogue: Catalogue, rules: Neighbours) -> bool:
    """Say whether a name inside one with too few capitals names the same thing with the right ones."""
    targets = {form.target for form in outer.forms}
    for start, end, inner in catalogue.inside(name):
        found = _mention(text, outer.start + start, outer.start + end, inner, catalogue, rules, targets, inner=True)
        if found and found.how == "exact":
            return True
    return False


def _means(text: str, start: int, end: int, name: str, catalogue: Catalogue) -> list[Mention]:
    """Return what a false friend does name, if anything; its words are used up either way."""
    means = catalogue.friends[name].means
    forms = tuple(form for form in catalogue.by_key.get(name, ()) if form.target == means)
    if forms and text[end : end + 1] == ")" and forms[0].text.endswith(")"):
        end += 1
    return [Mention(start, end, forms, "exact", -1)] if forms else []


def _mention(
    text: str,
    start: int,
    end: int,
    name: str,
    catalogue: Catalogue,
    rules: Neighbours,
    targets: Container[str] | None = None,
    *,
    inner: bool = False,
) -> Mention | None:
    """Return a mention if the case and the words around allow one; ``targets`` are the only things that it may name."""
    graded = [
        (how, form)
        for form, grade in _grades(text[start:end], name, catalogue, rules)
        if (targets is None or form.target in targets) and (how := _how(text, start, end, grade))
    ]
    if not graded:
        return None
    best = graded[0][0] if len(graded) == 1 else min(graded, key=lambda pair: _GRADES.index(pair[0]))[0]
    kept = [form for how, form in graded if how == best]
    if not inner:
        kept = [form for form in kept if not _other_thing(text, start, end, form, catalogue, rules)]
    if kept and text[end : end + 1] == ")" and kept[0].text.endswith(")"):
        end += 1
    return Mention(start, end, tuple(kept), best, -1) if kept else None


_GRADES = ("exact", "raised", "lowered", "general")
# Grades of words with more capitals than the form, or than a form that has none: the words around decide.
_MORE, _CAPITALS = "more", "capitals"
_ASKING = frozenset({_MORE, _CAPITALS})


class _Settled(Row):
    """What words are read as wherever they stand: the forms that they are exactly, and the names inside.

    Of those where each begins and ends, counted from the first letter, its forms and how it compares with them.
    ``asking`` are the forms of which words around may make something else.
    """

    forms: tuple[Form, ...]
    inner: tuple[tuple[int, int, tuple[Form, ...], str], ...] | None
    asking: tuple[Form, ...]


_OPEN, _NOTHING = _Settled((), None, ()), _Settled((), (), ())
_TOUCHING = frozenset({")", "-"})  # what decides on the words before it, beside words


def _settle(surface: str, name: str, catalogue: Catalogue, rules: Neighbours) -> _Settled:
    """Return what words are read as wherever they stand, ``_OPEN`` if what stands around decides; it is remembered."""
    held = catalogue.settled[rules.code]
    if len(held) >= _KEPT:
        held.clear()
    found = held[surface, name] = _settled(surface, name, catalogue, rules)
    return found


def _settled(surface: str, name: str, catalogue: Catalogue, rules: Neighbours) -> _Settled:
    graded = _grades(surface, name, catalogue, rules)
    if not graded:
        return _NOTHING
    kept = tuple(form for form, grade in graded if grade == "exact")
    if not kept or any(grade in _ASKING for _, grade in graded):
        return _OPEN
    asking = tuple(form for form in kept if surface[-1].isdecimal() or _may_be_other(form, catalogue))
    size = len(surface)
    inside = catalogue.inside(name)
    edges = [(a, b, inner) for a, b, inner in inside if a == 0 or b == size]
    if any(grade in _ASKING for a, b, inner in edges for _, grade in _grades(surface[a:b], inner, catalogue, rules)):
        return _Settled(kept, None, asking)
    inner = _inner(Mention(0, size, kept, "exact", -1), name, 0, surface, catalogue, rules) if inside else []
    return _Settled(kept, tuple((one.start, one.end, one.forms, one.how) for one in inner), asking)


def _may_be_other(form: Form, catalogue: Catalogue) -> bool:
    """Say whether words around a name may make it part of the name of something else, beside a stroke."""
    if form.target in catalogue.openers:
        return True
    if form.type == "short" and catalogue.kind(form.target) == "framework":
        return True
    return form.target in catalogue.common and form.type in {"full", "short"}


def _how(text: str, start: int, end: int, grade: str) -> str:
    """Return how words compare with a form where they stand, '' if they are not it."""
    if grade not in _ASKING:
        return grade
    common = grade == _CAPITALS
    if _CAPITAL_NEXT.match(text, end) or (common and _CAPITAL_BEFORE.search(text[max(0, start - 30) : start])):
        return ""
    return "raised"


def _grades(surface: str, name: str, catalogue: Catalogue, rules: Neighbours) -> Sequence[tuple[Form, str]]:
    """Return how words compare with each form of a name; what equal words are is worked out once."""
    held = catalogue.grades.get((rules.code, surface, name))
    if held is None:
        forms = catalogue.by_key.get(name, ())
        graded = ((form, "exact" if form.detect and surface == form.text else _grade(surface, form, catalogue, rules))
                  for form in forms)  # fmt: skip
        held = tuple([pair for pair in graded if pair[1]])
        if len(catalogue.grades) >= _KEPT:
            catalogue.grades.clear()
        catalogue.grades[rules.code, surface, name] = held
    return held


def _grade(surface: str, form: Form, catalogue: Catalogue, rules: Neighbours) -> str:
    """Return how words compare with a form whatever stands around them, '' if they are not it."""
    if form.type == "symbol":
        return "exact" if form.detect and surface.lower() == form.text.lower() else ""
    if form.type == "acronym":
        return _acronym(surface, form)
    words = _WORD.findall(surface)
    plural = surface.islower() and surface[-1] == "s" and form.text[-1] != "s"
    if plural and catalogue.kind(form.target) == "office":
        return ""
    raised = [word[0].isupper() or word[0].isdecimal() for word in words]
    fewer = sum(wanted and not has for wanted, has in zip(form.raised, raised, strict=False))
    more = sum(has and not wanted for wanted, has in zip(form.raised, raised, strict=False))
    if not form.detect:
        content = sum(word.lower() not in rules.little for word in words)
        return "general" if form.type == "short" and ((any(form.raised) and not fewer) or content > 1) else ""
    if fewer:
        return _lowered(words, form, fewer, catalogue.kind(form.target), rules)
    return _raised(surface, more, words, common=not any(form.raised)) if more else "exact"


def _acronym(surface: str, form: Form) -> str:
    """Judge an acronym: its letters count as they are, a plural s apart; long ones may be written like a word."""
    singular = surface[:-1] if surface.endswith("s") and not form.text.endswith("s") else surface
    same = singular == form.text or (len(singular) > _ALONE and singular in {form.text.capitalize(), form.text.upper()})
    return "" if not same else "exact" if form.detect else "general"


def _lowered(words: list[str], form: Form, fewer: int, kind: str, rules: Neighbours) -> str:
    """Judge a name written with fewer capitals: some words alone are too little to be a name."""
    content = [word for word in words if word.lower() not in rules.little and not word.isdecimal()]
    if fewer == 1 and words[0][0].islower() and any(form.raised[1:]):
        return "raised"
    return "raised" if len(content) >= _LONG and kind not in _TITLED else "lowered"


def _raised(surface: str, more: int, words: list[str], *, common: bool) -> str:
    """Judge words that have more capitals than the catalogue; ``common`` is for what has none there."""
    if surface.isupper() or (common and more == 1 and surface[0].isupper() and len(words) > 1):
        return "raised"
    return _CAPITALS if common else _MORE


def _other_thing(text: str, start: int, end: int, form: Form, catalogue: Catalogue, rules: Neighbours) -> bool:
    """Say whether the words around make the name part of the name of something else, or of a day."""
    if text[end - 1].isdecimal() and rules.month.match(text, end):
        return True
    if form.target in catalogue.openers and (
        (_CAPITAL_NEXT.match(text, end) and not rules.place.match(text, end)) or text.endswith(rules.model, 0, start)
    ):
        return True
    common = form.target in catalogue.common and form.type in {"full", "short"}
    if common and (rules.of_another.match(text, end) or rules.under.search(text[max(0, start - 12) : start])):
        return True
    if text[end : end + 1] == "-" and _HYPHEN_NEXT.match(text, end):
        return True
    return (
        form.type == "short"
        and catalogue.kind(form.target) == "framework"
        and bool(rules.compact_else.match(text, end))
    )


def _is_other(text: str, start: int, end: int, forms: Sequence[Form], catalogue: Catalogue, rules: Neighbours) -> bool:
    """Say whether the words around make a name part of the name of something else, as one of some forms."""
    return any([_other_thing(text, start, end, form, catalogue, rules) for form in forms])  # noqa: C419 - mostly one


def _inner(outer: Mention, name: str, index: int, text: str, catalogue: Catalogue, rules: Neighbours) -> list[Mention]:
    """Return the names inside a name that are citations of their own.

    A name's own first words, continued by a preposition, are no name of their own ("Global Compact" in "Global
    Compact on Refugees"). "United Nations" at an end of the official title belongs to the title.
    """
    targets = {form.target for form in outer.forms}
    found: list[Mention] = []
    for start, end, inner in catalogue.inside(name):
        left, right = outer.start + start, outer.start + end
        mention = _mention(text, left, right, inner, catalogue, rules, inner=True)
        if (
            mention is None
            or any(form.target in targets for form in mention.forms)
            or mention.how in {"general", "lowered"}
        ):
            continue
        if mention.forms[0].target in catalogue.openers and not _own_united(
            outer, text, (left, right), catalogue, rules
        ):
            continue
        if catalogue.kind(mention.forms[0].target) == "class" and outer.forms[0].target.startswith(
            mention.forms[0].target + "-"
        ):
            continue
        if left == outer.start and right < outer.end and rules.joins.match(text, right):
            continue
        if any(
            left < held.end
            and right > held.start
            and held.end - held.start >= right - left
            and held.forms[0].target == mention.forms[0].target
            for held in found
        ):
            continue
        found.append(Mention(left, right, mention.forms, mention.how, index))
    kept = _without_parts(found)
    return [m for m in kept if not any(_names_another(o, m, text, catalogue, rules) for o in (outer, *kept))]


def _names_another(outer: Mention, inner: Mention, text: str, catalogue: Catalogue, rules: Neighbours) -> bool:
    """Say whether a longer name is that of another thing of a kind, told apart by the word before the shorter name.

    The Third International Conference on Financing for Development is not the first. A series is named with its
    members, and an acronym or a thing of another kind is a name of its own there.
    """
    if not outer.start < inner.start < inner.end <= outer.end or inner.forms[0].type == "acronym":
        return False
    own, other = outer.forms[0].target, inner.forms[0].target
    if catalogue.kind(own) != catalogue.kind(other) or own.startswith(f"{other}-"):
        return False
    before = text[outer.start : inner.start]
    word = before.rstrip().rpartition(" ")[2]
    return before.endswith(" ") and word[:1].isupper() and word.lower() not in rules.little


def _own_united(outer: Mention, text: str, span: tuple[int, int], catalogue: Catalogue, rules: Neighbours) -> bool:
    """Say whether "United Nations" at an end of a name is a word of its own, beside a title that lacks it there."""
    start, end = span
    target = outer.forms[0].target
    if catalogue.kind(target) == "class":
        return end == outer.end and start != outer.start
    if text[outer.start : outer.end].lower() in catalogue.title(target).lower():
        return False
    title = catalogue.title(target)
    if start == outer.start:
        return not (rules.united.match(title) or rules.of_united.search(title))
    return end == outer.end and not rules.of_united.search(title)


def _without_parts(found: list[Mention]) -> list[Mention]:
    """Leave out names that are a part of a longer name of the same thing, or its first words."""
    kept = []
    for mention in found:
        covers = [
            o
            for o in found
            if o is not mention
            and o.start <= mention.start
            and mention.end <= o.end
            and o.end - o.start > mention.end - mention.start
        ]
        if any(
            o.start == mention.start or {f.target for f in o.forms} & {f.target for f in mention.forms} for o in covers
        ):
            continue
        kept.append(mention)
    return kept
