r"""Short forms that a text defines for itself: ``the Convention on X ("the X Convention")``, ``Office of Y (OY)``.

::

    definition = name [","] "(" ["hereinafter" ["referred to as"]] form {"or" form} ")"
    form       = ["the"] '"' words '"' | acronym
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, lru_cache

from compactx.citation.anchors import renumbered_outers
from compactx.citation.citation import Anchor
from compactx.citation.language import (
    DEFAULT,
    as_written,
    either_case,
    is_instrument_head,
    led_by,
    matches,
    places_of,
    table,
)
from compactx.citation.normalise import key
from compactx.citation.unknown import spells
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compactx.citation.catalogue import Catalogue

_LETTERS = r"[A-Z][A-Za-z0-9&-]{0,10}[A-Z0-9]s?"
_ACRONYM = re.compile(_LETTERS)
_NO_ACRONYM = re.compile(r"[IVXLC]+$|[0-9]+$")
# No name is longer than this.
_LONGEST = 400
_MARKS = 2  # letters before a bracket, or before the word that defines, with which its pattern may begin


class Brackets:
    """The patterns of definitions in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words = table(code)
        after = f"(?:{words['hereinafter']})"
        the, also = (
            led_by(either_case(words["defining_articles"])),
            led_by(f"{words['defining_articles']}|{words['and']}"),
        )
        self.bracket = re.compile(rf"\"? ?\(([^()\n]{{2,140}})\)|,? {after} ({the}\"[^\"\n]{{2,60}}\")")
        article = as_written(either_case(words["defining_articles"]))
        # "(the Agreement)": an article and a noun that names are called by, alone in the bracket.
        self.plain = re.compile(rf"{article} ((?:[A-Z][\w-]* ){{0,3}}[A-Z][a-z]+)")
        self.explicit = re.compile(rf"{after}|{the}[\"\u00ab]|{self.plain.pattern}$")
        self.hereinafter = tuple(words["hereinafter"].split("|"))
        self.over = re.compile(r"[;\n]|[.] (?=[A-Z])")
        self.after = re.compile(rf"{after}:? {the}([A-Z][A-Za-z -]{{2,40}})$")
        self.quoted = re.compile(
            rf"\"{the}([A-Za-z][^\"]{{1,58}}[\w.])[,.]?\""
            rf"|(?<![A-Za-z])'{the}([A-Z][^'\"]{{1,58}}\w)'"
            rf"|\u00ab ?{the}([A-Za-z][^\u00ab\u00bb]{{1,58}}[\w.]) ?\u00bb"
        )
        self.acronym = re.compile(rf"{also}({_LETTERS})")
        # A name goes on to the left: a capitalised word and what may join it ("Council of the | Harbour Facility").
        self.left = re.compile(
            rf"(?:^|[^\w.])(?P<word>[A-Z][\w'-]*)(?: (?:{words['joins_before']})(?: (?:{words['articles']}))?)? $"
        )
        # What makes a defined noun a word of another name: a capitalised word or a year before it, a tail behind it.
        self.led = re.compile(r"(?:^|[^\w.;:] ?)(?P<word>[A-Z][\w'-]*|[12][0-9]{3}) $")
        self.further = re.compile(
            rf" (?:{words['back_not_before']})(?: (?:{words['articles']}))? (?!(?:{words['of_this']})\b)[A-Z][a-z]"
        )
        self.nouns = frozenset(words["bracket_nouns"].split()) - frozenset(words["strong"].split("|"))
        self.no_names = frozenset((*words["no_names"].split(), *words["no_first_words"].split()))
        self._held: tuple[str, list[tuple[re.Match[str], list[str]]]] = ("", [])
        self._begun: tuple[str, frozenset[int]] = ("", frozenset())

    @cached_property
    def body_noun(self) -> re.Pattern[str]:
        """A noun that bodies are called by: few brackets ask for it."""
        return re.compile("|".join(sorted(noun for noun in self.nouns if not is_instrument_head(noun))))

    def explicit_in(self, text: str) -> list[tuple[re.Match[str], list[str]]]:
        """Return the brackets of a text that say that they define, with what; those of the last text are kept."""
        held = self._held
        if held[0] is not text:
            found = ((one, one.group(1) or one.group(2)) for one in matches(self.bracket, text, _opened(text, self)))
            held = self._held = (text, [(one, _forms(said, self)) for one, said in found if self.explicit.match(said)])
        return held[1]

    def begun_in(self, text: str) -> frozenset[int]:
        """Return where the pattern of a bracket may begin in a text; the places of the last text are kept."""
        held = self._begun
        if held[0] is not text:
            places = places_of(text, ("(", *self.hereinafter))
            held = self._begun = text, frozenset([at - before for at in places for before in range(_MARKS + 1)])
        return held[1]


@lru_cache(maxsize=16)
def brackets(code: str = DEFAULT) -> Brackets:
    """Return the patterns of a language, compiled once."""
    return Brackets(code)


_NAMING = frozenset({"name", "unknown", "body"})
_AFAR = 300  # characters from a name to a bracket that binds it
_YIELDING = frozenset({"lowered", "general"})


class Definition:
    """Words that stand for an anchor from an offset on; ``opened`` and ``closed`` are where the bracket is."""

    __slots__ = ("anchor", "closed", "opened", "words")

    def __init__(self, words: str, anchor: int, opened: int, closed: int) -> None:
        """Keep the words, the number of the anchor and the range of the bracket."""
        self.words = words
        self.anchor = anchor
        self.opened = opened
        self.closed = closed


def find_definitions(text: str, anchors: list[Anchor], catalogue: Catalogue, code: str = DEFAULT) -> list[Definition]:
    """Return the short forms that brackets behind anchors define; ``words`` is '' for one the catalogue has.

    A bracket binds the whole name before it or nothing: never a name that is the end of a longer one.
    """
    rules = brackets(code)
    found: list[Definition] = []
    begun = rules.begun_in(text)
    for number, anchor in enumerate(anchors):
        if anchor.outer >= 0 or anchor.what in {"same", "back", "defined"}:
            continue
        bracket = rules.bracket.match(text, anchor.end) if anchor.end in begun else None
        if bracket:
            inside = bracket.group(1) or bracket.group(2)
            found += [
                Definition("" if known else words, number, bracket.start(), bracket.end())
                for words in _forms(inside, rules)
                if (known := _known(words, anchor, catalogue)) or _binds(text, anchor, words, rules)
            ]
    return sorted([*found, *_from_afar(text, anchors, found, rules)], key=lambda one: one.closed)


def _from_afar(text: str, anchors: list[Anchor], near: list[Definition], rules: Brackets) -> Iterator[Definition]:
    """Yield what explicit brackets define that stand farther behind a name: "the Committee set up in ... (the ...)".

    The nearest name of the sentence whose noun is the form's is meant.
    """
    closed = {definition.closed for definition in near}
    starts = [anchor.start for anchor in anchors]
    for bracket, forms in rules.explicit_in(text):
        if bracket.end() in closed:
            continue
        for words in forms:
            noun = words.split()[-1]
            for number in range(bisect_left(starts, bracket.start()) - 1, -1, -1):
                anchor = anchors[number]
                if bracket.start() - anchor.start > _AFAR or rules.over.search(text, anchor.end, bracket.start()):
                    break
                name = text[anchor.start : anchor.end]
                if anchor.outer < 0 and anchor.what in _NAMING and noun in name.split():
                    if _binds(text, anchor, words, rules):
                        yield Definition(words, number, bracket.start(), bracket.end())
                    break


def _opened(text: str, rules: Brackets) -> Iterator[int]:
    """Yield where brackets and words that define may begin: with the mark and the space before them."""
    for at in places_of(text, ("(", *rules.hereinafter)):
        marks = ('"', " ") if text[at] == "(" else (",", " ")
        start = at - (text[at - 1 : at] == marks[1])
        yield start - (start > 0 and text[start - 1] == marks[0])


def _binds(text: str, anchor: Anchor, words: str, rules: Brackets) -> bool:
    """Say whether short words can stand for an anchor: they are its initials, its noun, or it is a whole name."""
    name = text[anchor.start : anchor.end]
    if anchor.what == "symbol" and rules.body_noun.fullmatch(words.rsplit(maxsplit=1)[-1]):
        return False  # no resolution is "the Panel of Experts"
    if words.isupper() or _ACRONYM.fullmatch(words):
        if spells(words, name):
            return True
    elif words.rsplit(maxsplit=1)[-1].lower() in name.lower():
        return True
    left = rules.left.search(text, max(0, anchor.start - 60), anchor.start)
    longer = left is not None and left.group("word") not in rules.no_names
    return not longer


def _known(words: str, anchor: Anchor, catalogue: Catalogue) -> bool:
    """Say whether the catalogue has this very form for what it is defined to mean."""
    targets = {form.target for form in anchor.value} if anchor.what == "name" else set()
    forms = catalogue.by_key.get(key(words).strip(), ())
    return any(form.detect and form.text == words and form.target in targets for form in forms)


def _forms(inside: str, rules: Brackets) -> list[str]:
    quoted = ["".join(found) for found in rules.quoted.findall(inside)]
    if quoted:
        return [words.strip() for words in quoted if words[0].isupper() or " " in words]
    after = rules.after.match(inside)
    if after:
        return [after.group(1)]
    plain = rules.plain.fullmatch(inside)
    if plain and (is_instrument_head(noun := plain.group(1).split()[-1]) or rules.body_noun.fullmatch(noun)):
        return [plain.group(1)]
    acronym = rules.acronym.fullmatch(inside)
    return [acronym.group(1)] if acronym and not _NO_ACRONYM.match(acronym.group(1)) else []


def add_defined(
    text: str, anchors: list[Anchor], definitions: list[Definition], known: Iterable[str], code: str = DEFAULT
) -> list[Anchor]:
    """Add an anchor for each later use of a defined form; names written in full keep their place.

    ``known`` are forms defined earlier in the text. A defined form wins over words that would only be a guess.
    """
    since = dict.fromkeys(known, -1)
    for definition in definitions:
        if definition.words:
            since.setdefault(definition.words, definition.closed)
    if not since:
        return anchors
    words = list(since)
    from compactx.citation.automaton import Automaton  # noqa: PLC0415 - of texts that define short forms

    hits = Automaton(words).longest(text)
    rules = brackets(code)
    uses = [
        Anchor(a, b, "defined", words[n])
        for n, a, b in hits
        if a >= since[words[n]] and _whole_word(text, a, b) and not _is_in_name(text, a, b, words[n], rules)
    ]
    return _placed(anchors, uses)


def _is_in_name(text: str, start: int, end: int, words: str, rules: Brackets) -> bool:
    """Say whether a short form of one noun is a word of another name: "the 1988 Convention", "Convention on Piers"."""
    if " " in words or words.isupper() or _ACRONYM.fullmatch(words):
        return False
    before = rules.led.search(text, max(0, start - 40), start)
    led = before is not None and before.group("word") not in rules.no_names
    return led or bool(rules.further.match(text, end))


def _whole_word(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if text[end : end + 2].rstrip("s") == "" and after == "s":
        after = text[end + 1 : end + 2]
    return not (text[start - 1 : start].isalnum() and start > 0) and not after.isalnum()


def _placed(anchors: list[Anchor], uses: list[Anchor]) -> list[Anchor]:
    """Put uses among anchors; where they meet, a full name stays and a guess goes."""
    kept: list[tuple[int, Anchor]] = []
    dropped: set[int] = set()
    starts = [anchor.start for anchor in anchors]
    for use in uses:
        first, last = bisect_left(starts, use.start - _LONGEST), bisect_left(starts, use.end)
        near = [(n, anchors[n]) for n in range(first, last) if anchors[n].end > use.start and n not in dropped]
        weak = [(n, anchor) for n, anchor in near if _gives_way(anchor, use)]
        if len(weak) == len(near) or all(
            _holds(anchor, use) for pair in near if pair not in weak for anchor in pair[1:]
        ):
            use.pinpoint = next((anchor.pinpoint for _, anchor in weak if anchor.pinpoint), None)
            kept.append((-1, use))
            dropped.update(n for n, _ in weak)
    order = [*((n, a) for n, a in enumerate(anchors) if n not in dropped), *kept]
    order.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    return renumbered_outers(order)


def _holds(anchor: Anchor, use: Anchor) -> bool:
    """Say whether a name that no catalogue has goes on with a defined form ("the Guidance on Piers of the Network")."""
    return anchor.what in {"unknown", "body"} and anchor.start < use.start and use.end <= anchor.end


def _gives_way(anchor: Anchor, use: Anchor) -> bool:
    """Say whether an anchor is only a guess at what a defined form says for certain."""
    if anchor.what == "back":
        return True
    if anchor.end - anchor.start > use.end - use.start:
        return False
    return anchor.what in {"unknown", "body"} or (
        anchor.what == "name" and (anchor.how in _YIELDING or use.end - use.start > anchor.end - anchor.start)
    )
