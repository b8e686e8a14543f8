"""Names that no catalogue has, of instruments and of bodies: told by their shape, or by a bracket behind them.

A bracket tells names of whatever make they are (``Joint Harbour Verification Team (JHVT)``)::

    told   = name "(" acronym ")"     every letter begins or follows in a word of the name, the first its first word
           | name "(" ["hereinafter"] form ")"   the noun of the form is a word of the name

Such a name is capitalised words joined by small ones, the whole of it: it begins at the first capital that the words
before it do not join on. It needs a noun that bodies and instruments are called by; a country's short form is none.
The letters are matched as A. Schwartz and M. Hearst do (Pac. Symp. Biocomput. 2003, 451-462), over whole names alone.
"""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.gates import Opening, gates_of
from compactx.citation.language import (
    DEFAULT,
    any_capitals,
    as_written,
    cases_of,
    either_case,
    first_words,
    led_by,
    table,
)
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from compactx.citation.gates import Gate

_BACK = 240
_WORDS_OF_NAME = 2
_PLAIN_WORD = re.compile(r"[\w'-]+")


class Shape:
    """The patterns of names and their brackets in one language."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        words = table(code)
        the, after = led_by(either_case(words["defining_articles"])), f"(?:{words['hereinafter']}):?"
        quoted = rf"{the}\"{the}(?P<quoted>[A-Z][^\"()]{{2,60}})\""
        self.bracket = re.compile(
            rf" \((?:{the}(?P<letters>[A-Z][A-Za-z0-9&-]{{0,10}}[A-Z]s?)|(?:{after} )?{quoted}"
            rf"|{after} {the}(?P<said>[A-Z][A-Za-z -]{{2,40}}))\)"
        )
        capital = r"[A-Z][\w'/-]*"
        joint = rf"(?: (?:{words['bracket_joints']})(?: (?:{words['articles']}))?)?"
        self.name = re.compile(rf"{capital}(?:{joint},? {capital})*(?={' ?$'})")
        self.nouns = frozenset(words["bracket_nouns"].split())
        self.no_first = frozenset((*words["first_words"].split(), *words["no_first_words"].split()))
        self.endings = tuple(words["verb_endings"].split("|"))


@lru_cache(maxsize=16)
def shape(code: str = DEFAULT) -> Shape:
    """Return the patterns of a language, compiled once."""
    return Shape(code)


def find_bracketed(text: str, code: str = DEFAULT) -> Iterator[tuple[int, int]]:
    r"""Yield the ranges of names that a bracket tells, in order.

    >>> text = "the Joint Harbour Verification Team (JHVT) and the Board of the Quay Fund (hereinafter the \"Board\")"
    >>> [text[a:b] for a, b in find_bracketed(text)]
    ['Joint Harbour Verification Team', 'Board of the Quay Fund']
    """
    rules = shape(code)
    for bracket in rules.bracket.finditer(text):
        start = _name_before(text, bracket.start(), rules)
        if start < 0:
            continue
        letters = bracket.group("letters")
        words = text[start : bracket.start()]
        if letters:
            start = _spelt(letters, words, start)
        elif (bracket.group("quoted") or bracket.group("said")).split()[-1] not in words.split():
            continue
        if start >= 0 and _is_called(text[start : bracket.start()], rules):
            yield start, bracket.start()


def _name_before(text: str, end: int, rules: Shape) -> int:
    """Return where the capitalised words before a bracket begin, -1 if none stand there."""
    low = max(0, text.rfind("\n", max(0, end - _BACK), end) + 1, end - _BACK)
    found = None
    for capital in re.finditer(r"(?<![\w'-])[A-Z]", text[low:end]):
        found = rules.name.fullmatch(text, low + capital.start(), end)
        if found:
            break
    if not found:
        return -1
    start = found.start()
    for word in _PLAIN_WORD.finditer(text, start, end):
        if word.group() not in rules.no_first and not (word.start() == start and word.group().endswith(rules.endings)):
            return word.start() if word.group()[0].isupper() else -1
    return -1


def _spelt(letters: str, words: str, start: int) -> int:
    """Return where the name begins whose words some letters spell, the whole of what is capitalised; -1 if none does.

    Of several names in a row the last may be meant.

    >>> _spelt("JHVT", "Quay Fund and Joint Harbour Verification Team", 100), _spelt("FMS", "Member States", 0)
    (114, -1)
    """
    apart = [joint.end() for joint in re.finditer(r", (?=[A-Z])|,? [a-z]{1,3} [a-z]{1,3} (?=[A-Z])", words)]
    if apart and spells(letters, words[apart[-1] :]):
        return start + apart[-1]
    begins = [0, *(joint.end() for joint in re.finditer(r",? [a-z]{1,3} (?=[A-Z])|, (?=[A-Z])", words))]
    return next((start + at for at in begins if spells(letters, words[at:])), -1)


def _is_called(name: str, rules: Shape) -> bool:
    """Say whether a name has a noun that bodies and instruments are called by, and a word beside it."""
    words = _PLAIN_WORD.findall(name)
    return len(words) >= _WORDS_OF_NAME and any(word in rules.nouns for word in words)


def spells(acronym: str, name: str) -> bool:
    """Say whether the letters of an acronym begin with the first word of a name and follow its words.

    >>> spells("SRSG", "Special Representative of the Secretary-General"), spells("FMS", "Member States")
    (True, False)
    """
    letters = [c.lower() for c in acronym.removesuffix("s") if c.isalpha()]
    words = [word for word in re.compile(r"[\s-]+").split(name) if word and word[0].isalnum()]
    if not letters or not words or words[0][0].lower() != letters[0]:
        return False
    at = 0
    for letter in letters:
        following = next((n for n in range(at, len(words)) if letter in words[n].lower()), None)
        if following is None:
            return False
        at = following
    return True


_LEFT = re.compile(r"(?:[A-Z][A-Za-z'.]*(?:[-/][A-Za-z]+)*|[12][0-9]{3}|[0-9]{1,2}[a-z]{2}) $")
_RIGHT = re.compile(r"(?P<comma>,)? (?P<word>[A-Za-z][A-Za-z'-]*|[12][0-9]{3}(?:-[12][0-9]{3})?)(?![\w/])")
_CAPITALS = re.compile(r"\b[A-Z][a-z]")
_PLACE = re.compile(r"[\w'-]{1,80}|[ -][A-Z][\w'-]*")
_WORDS = 8
_KEPT = 10_000  # beginnings that are remembered
_TOKENS = 30
_LEAST = 2
# Capitalised words behind a common noun that make it a title ("the Guidance on Safe Harbour Crossings").
_TITLE = 3


class Shapes:
    """What names of unknown make look like in one language: the nouns they turn on and the words that may join them."""

    def __init__(self, code: str) -> None:
        """Compile the patterns."""
        words, gate = table(code), gates_of(code).gate
        strong, numero = words["strong"], words["act_numero"]
        self.plain = frozenset(words["plain_words"].split())
        self.joints = frozenset(words["tail_joints"].split())
        self.first_words = frozenset(words["first_words"].split())
        self.months = frozenset(words["months"].split())
        self.last_joint, self.the = words["last_joint"], f"{words['the_one']} "
        self.joint = f" {self.last_joint} "
        self.endings = tuple(words["verb_endings"].split("|"))
        heads = f"{strong}|{words['weak']}"
        self.head = gate(
            rf"\b(?:(?P<strong>{strong})|(?P<weak>{words['weak']}))\b(?!-)", opening=Opening(lambda: first_words(heads))
        )
        self.bare_head = re.compile(rf"(?:{strong})|(?:{words['bare_strong']}) .*")
        tail, the = as_written(words["tail_openers"]), rf"(?: {as_written(words['articles'])})?"
        annexed, to = as_written(words["annexed_heads"]), words["annexing"]
        # "parties to the Convention | to the Mechanism": only a protocol goes on with what it belongs to.
        self.beyond = re.compile(rf" {to} {as_written(words['articles'])} ")
        self.annexed = re.compile(rf"\b{annexed}$")
        dated = as_written(words["dated_tails"])
        self.tail = re.compile(rf" {tail}{the} (?:[A-Z]|[12][0-9]{{3}} {dated}\b)")
        self.years = re.compile(
            rf"(?:(?:,| {words['of_year']})? \(?(?:19|20)[0-9]{{2}}(?:-(?:19|20)?[0-9]{{2}})?\)?)?"
            rf"(?: ?\({as_written(numero)} [0-9]{{1,3}}\))?"
        )
        self.numbered = re.compile(rf",? (?:19|20)[0-9]{{2}} ?\({as_written(numero)}")
        self.another = re.compile(rf" {as_written(words['new_start'])}\b")
        # "Principles and | Guidelines on ...": two heads of one name.
        self.pair = re.compile(rf"\b{as_written(words['pairs'])} {self.last_joint} $")
        comment = rf"\b{any_capitals(words['comments'])} {any_capitals(words['comment_numero'])}"
        self.comment = gate(
            rf"{comment}\.? ?[0-9]{{1,3}}(?: ?\([12][0-9]{{3}}\))?",
            opening=Opening(lambda: cases_of(words["comments"].split("|"))),
        )
        self.left_joint = re.compile(rf"[A-Za-z)] {as_written(words['left_joints'])} $")
        both = as_written(words["series_joints"])
        self.series = re.compile(
            rf"(?:, [A-Z][a-z-]+(?: [A-Z][a-z-]+)?){{0,4}},? {both} (?!{as_written(words['series_not'])} )[A-Z]"
            rf"|(?: [A-Z][a-z]+){{0,3}},? {self.last_joint} [A-Z]|, [A-Z]"
        )
        self._bodies(words, gate)

    def _bodies(self, words: dict[str, Any], gate: Callable[..., Gate]) -> None:
        """Compile the patterns of bodies."""
        the = words["the_one"]
        # Heads that a tail alone makes a name ("Working Group on ..."), and heads that need a word before them.
        kinds = ("tailed_bodies", "owned_bodies", "numbered_bodies", "placed_bodies")
        self.body_head = gate(
            rf"\b(?:(?P<tailed>{words['tailed_bodies']})|(?P<owned>{words['owned_bodies']})"
            rf"|(?P<numbered>{words['numbered_bodies']})|(?P<placed>{words['placed_bodies']}))\b"
            rf"(?!-|{words['body_not_before']}\b)",
            opening=Opening(lambda: first_words("|".join(words[kind] for kind in kinds))),
        )
        self.placing = re.compile(rf" {words['placing']} (?:{the} )?[A-Z][A-Za-z]")
        months = "|".join(words["months"].split())
        self.body_tail = re.compile(
            rf" {as_written(words['body_tails'])} (?:{the} )?(?!(?:{words['body_tails_not']}|{months})\b)[A-Z][a-z]"
        )
        # Words that say nothing of their own before a head.
        self.general = self.plain | frozenset(words["general_words"].split())
        # "the Loss and | Damage Fund": one name, unless the first word is a body by itself.
        self.joined = re.compile(
            rf"\b[{the[0].upper()}{the[0]}]{the[1:]} ((?!{words['bodies_alone']})[A-Z][a-z]+ {self.last_joint} )$"
        )
        # Where the tail of a name is over, though a year or a capital follows.
        self.beside = re.compile(rf" (?:{words['name_over']}|{words['in']} [12][0-9]{{3}})\b")
        self.before = re.compile(rf"(?:{any_capitals(words['before_bodies'])}|,|\() ?$")
        self._leading: dict[str, bool] = {}  # what stood before names: a text repeats few

    def leads_on(self, before: str) -> bool:
        """Say whether the letters before a name let it be one."""
        found = self._leading.get(before)
        if found is None:
            if len(self._leading) >= _KEPT:
                self._leading.clear()
            found = self._leading[before] = self.before.search(before) is not None
        return found


@lru_cache(maxsize=16)
def phrases(code: str = DEFAULT) -> Shapes:
    """Return the patterns of a language, compiled once."""
    return Shapes(code)


def find_unknown(text: str, code: str = DEFAULT) -> list[tuple[int, int]]:
    """Return the ranges of names that look like instruments in a folded text, in order, none overlapping.

    >>> text = "Recalling the Vienna Declaration and Programme of Action and the Convention on the Safety of Bridges"
    >>> [text[a:b] for a, b in find_unknown(text)]
    ['Vienna Declaration and Programme of Action', 'Convention on the Safety of Bridges']
    """
    rules = phrases(code)
    found: list[tuple[int, int]] = []
    comments = ((comment.start(), comment.end()) for comment in rules.comment.finditer(text))
    for start, end in sorted((*_names(text, rules), *comments)):
        if found and start < found[-1][1]:
            continue
        if (
            found
            and text[found[-1][1] : start] == rules.joint
            and not text[found[-1][0]].isspace()
            and _is_head(text, start, end, rules)
        ):
            found[-1] = (found[-1][0], end)
            continue
        if not _is_head(text, start, end, rules):
            found.append((start, end))
    return found


def _is_head(text: str, start: int, end: int, rules: Shapes) -> bool:
    """Say whether a range is a bare head, which only goes on with a name before it ("... and Programme of Action")."""
    return bool(rules.bare_head.fullmatch(text[start:end]))


def _names(text: str, rules: Shapes) -> Iterator[tuple[int, int]]:
    for head in rules.head.finditer(text):
        if head.group().isupper():
            continue
        start, left = walk_left(text, head.start(), rules, numbered=bool(rules.numbered.match(text, head.end())))
        apart = rules.beyond.match(text, head.end()) and not rules.annexed.search(head.group())
        end = head.end() if apart else walk_right(text, head.end(), rules)
        tail = end > head.end()
        own = [word for word in left if word not in rules.plain and not word[0].isdecimal()]
        strong = bool(head.group("strong"))
        after_and = text.endswith(rules.joint, 0, head.start()) and not left and strong
        if own or after_and or tail:
            if not strong:
                pair = rules.pair.search(text, max(0, start - 40), start)
                start = pair.start() if pair else start
                begins = text[max(0, start - len(rules.the)) : start].lower() == rules.the
                if not begins or not (own or len(_CAPITALS.findall(text, head.end(), end)) >= _TITLE):
                    continue
            end += len(rules.years.match(text, end).group())  # type: ignore[union-attr]
            yield start, end


def walk_left(text: str, at: int, rules: Shapes, *, numbered: bool) -> tuple[int, list[str]]:
    """Walk to the left over capitalised words; return where the name begins and those words.

    A numbered convention may have small words in its name ("Work in Fishing Convention, 2007 (No. 188)").
    """
    words: list[str] = []
    begin = at
    while len(words) < _WORDS:
        joint = rules.left_joint.search(text, max(0, at - 40), at) if numbered and words else None
        if joint:
            at = joint.start() + 2
            continue
        start = _word_before(text, at)
        word = text[start : at - 1]
        if (
            not word
            or word[-1] == "."
            or not (start == 0 or text[start - 1] in " (\"'")
            or word in rules.first_words
            or (word.endswith(rules.endings) and _sentence_start(text, start))
        ):
            break
        words.insert(0, word)
        begin = at = start
    return begin, words


def _word_before(text: str, at: int) -> int:
    """Return where the capitalised word or the year begins that ends with a space at a place, that if there is none."""
    if at == 0 or text[at - 1] != " ":
        return at
    # It begins no farther left than the space before it.
    low = max(0, at - 40)
    start = text.rfind(" ", low, at - 1) + 1 or low
    word = text[start : at - 1]
    if word.isalpha():
        if word.islower():  # by far the most
            return at
        if word.isascii() and word[0].isupper():
            return start
    found = _LEFT.search(text, start, at)
    return found.start() if found else at


def _sentence_start(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" ")
    return not before or before[-1] in ".;:\n)"


def walk_right(text: str, at: int, rules: Shapes) -> int:
    """Walk to the right over the tail of a name; return where it ends."""
    if not rules.tail.match(text, at):
        return at
    end = at
    place = at
    for _ in range(_TOKENS):
        found = _RIGHT.match(text, place)
        if not found:
            break
        word = found.group("word")
        capital = word[0].isupper() or word[0].isdecimal()
        if found.group("comma") and not (capital and _goes_on(text, found.end(), rules)):
            break
        if (
            (not capital and word not in rules.joints)
            or word in rules.months
            or (word == rules.last_joint and rules.another.match(text, found.end()))
        ):
            break
        place = found.end()
        if capital:
            end = place
    return end


def _goes_on(text: str, at: int, rules: Shapes) -> bool:
    """Say whether a comma belongs to the name: a series of capitalised words that ends with "and"."""
    return bool(rules.series.match(text, at))


def find_bodies(text: str, code: str = DEFAULT) -> list[tuple[int, int]]:
    """Return the ranges of names that look like bodies in a folded text, in order, none overlapping.

    >>> text = "The Special Committee on Safe Bridges met the Harbour Towns Forum; the Committee and the Forum agreed"
    >>> [text[a:b] for a, b in find_bodies(text)]
    ['Special Committee on Safe Bridges', 'Harbour Towns Forum']
    """
    found: list[tuple[int, int]] = []
    for start, end in _body_names(text, phrases(code)):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _body_names(text: str, rules: Shapes) -> Iterator[tuple[int, int]]:
    for head in rules.body_head.finditer(text):
        start, left = walk_left(text, head.start(), rules, numbered=False)
        tailed = bool(rules.body_tail.match(text, head.end()))
        if not (left or tailed or head.group("numbered")):
            continue
        own = [word for word in left if word not in rules.general and not word[0].isdecimal()]
        placed = bool(head.group("placed") and len(left) > 1 and rules.placing.match(text, head.end()))
        if not (placed or _is_name(head, len(left), tailed=tailed, own=bool(own))):
            continue
        end = (
            walk_right(text, head.end(), rules) if tailed else _place(text, head.end(), rules) if placed else head.end()
        )
        beside = rules.beside.search(text, head.end(), end) if tailed else None
        end = beside.start() if beside else end
        if own and text.endswith(rules.joint, 0, start):
            joined = rules.joined.search(text, max(0, start - 30), start)
            start = joined.start(1) if joined else start
        if len(text[start:end].split()) >= _LEAST and rules.leads_on(text[max(0, start - 9) : start]):
            yield start, end


def _is_name(head: re.Match[str], before: int, *, tailed: bool, own: bool) -> bool:
    """Say whether what stands around a noun makes it a name: a number, a tail, or a word of its own."""
    if head.group("placed"):
        return tailed and before > 1
    return bool(head.group("numbered")) or own or (tailed and bool(head.group("tailed")))


def _place(text: str, at: int, rules: Shapes) -> int:
    """Return where the name of a place ends ("in the | Harbour Islands")."""
    found = rules.placing.match(text, at)
    end = found.end() if found else at
    while more := _PLACE.match(text, end):
        end = more.end()
    return end
