"""Numbers of resolutions and decisions, which only the words around them complete; and the one spelling of a symbol.

::

    list   = [organ] word number {anything but a paragraph's end, number}
    organ  = "General Assembly" | "Security Council" | "Council" | "its" | "G.A." | ...
    word   = "resolution" | "resolutions" | "decision" | "Res." | ...
    number = 70/1 | 2020/5 | S-24/2 | 217 A (III) | 1325 (2000), with the letters of parts: 57/283 B

A number says much itself: 1325 (2000) is of the Security Council, 2020/5 of the Economic and Social Council, and no
organ can have given a number of a session that it never had (:mod:`compactx.citation.organs`). For 17/4 the organ
beside the number counts, before it or after it in the sentence ("resolution 53/24, in which the Council"); then the
date behind it; then the organ of the heading above, where the number stands alone in a cell or a line; then the organ
named last, and whose document it is.

A catalogue and a text that write a symbol differently agree by its one spelling (``canonical``).
"""

from __future__ import annotations

from bisect import bisect_left

from compactx.citation.language import DEFAULT, as_written, table
from compactx.citation.normalise import BREAK
from compactx.citation.organs import (
    COMMISSION,
    DECISION,
    ECONOMIC,
    GENERAL,
    RESOLUTION,
    RIGHTS,
    SECURITY,
    NumberWords,
    is_year,
    possible,
    roman_owner,
    tokens,
    why_refused,
    word_of,
    years_of,
)
from compactx.citation.organs import phrases as number_phrases
from compactx.citation.symbols import Symbol, find_symbols, phrases, slashed, tidy
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

OTHER = "?"
_NUMBERS = frozenset({"number", "bracketed"})

_DECIMAL = re.compile(r"\d")
_DIGITS = re.compile(r"[0-9]+")
_LETTER = re.compile(r"[A-Z]")
_OWN_NUMBER = re.compile(r"\n [0-9]{1,4}/[0-9]{1,3}[A-Z ]{0,3}\.(?: |$)")
_ROMAN = re.compile(r"\((?:E?S-)?([IVXLC]+)\)")
_YEAR = re.compile(r"\((?:19|20)[0-9]{2}\)")
_COMMISSIONS = (COMMISSION, f"{COMMISSION}/Sub.2")
# A lone fraction farther than this from the word "resolution" is taken for what it looks like.
_FAR = 600
# A bare "resolution" this close to the last number is of the same organ.
_NEAR = 80
# No heading above a list of numbers is longer than this.
_HEADING = 160
# How far behind a number its organ may be named ("resolution 54/18 of 12 October 2023, the Council ...").
_BEHIND = 120
_OPENING = 4000  # letters that tell whose a document is
_PLAIN_FRACTIONS = frozenset({"24/7", "1/2", "1/3", "2/3", "3/4", "9/11", "50/50"})


def organ_of(text: str, code: str = DEFAULT) -> str:
    r"""Return whose document a text seems to be by its opening, '' if it does not tell.

    >>> organ_of("The Human Rights Council,\n\nGuided by the Charter")
    'A/HRC'
    """
    words = number_phrases(code)
    found = words.opening(text[:_OPENING])
    return str(words.own_names[found.group(1).lower()]) if found else ""


class _State:
    """What the words read so far say about a number."""

    def __init__(self, own: str, words: NumberWords, marks: Container[str] = frozenset()) -> None:
        self.own = own
        self.marks = marks
        self.words = words
        self.word = ""
        self.organ = ""
        self.council = own if own in (SECURITY, ECONOMIC, RIGHTS) else ""
        self.named = ""
        self.elsewhere = False  # whether the organ named last numbers as the Security Council does
        self.its = False
        self.said = False
        self.at = 0
        self.head = -1
        self.fresh = False
        self.years: dict[str, str] = {}
        # The organ of the heading above, and whether this paragraph is nothing but numbers.
        self.heading: str | None = None
        self.alone = False

    def forget(self) -> None:
        """Begin a new sentence: what was announced does not reach over."""
        self.word = self.organ = self.named = ""
        self.its = self.said = self.elsewhere = False


def find_numbers(text: str, own: str = "", code: str = DEFAULT, marks: Container[str] = frozenset()) -> list[Symbol]:
    """Return the resolutions and decisions cited by number in a folded text; ``own`` is the organ whose text it is.

    ``marks`` are the numbers of the text's footnotes: one of them that sticks to a number no organ can have given
    ("73/1952") is taken off.
    """
    words = number_phrases(code)
    state = _State(own, words, marks)
    found: list[Symbol] = []
    opened = False
    for token in tokens(text, words):
        what = token.lastgroup
        if not opened or what == "break":
            _open(text, token.end() if opened else 0, state)
            opened = True
        if what == "break":
            if state.alone or text[token.start() - 1 : token.start()] in ".;:,!?":
                state.forget()
        elif what == "bare":
            found += _security_number(token, state)
        elif what in _NUMBERS:
            found += _number(text, token, state)
        elif what == "organ":
            state.elsewhere = token.group(what) in words.with_years
            state.named = _organ(token.group(what), state) or state.named
        else:
            _read_words(token, state)
    return found


def _open(text: str, start: int, state: _State) -> None:
    """Look at a paragraph that begins: a heading says whose the numbers are that stand alone below it."""
    end = text.find(BREAK, start)
    end = end if end >= 0 else len(text)
    line = text[start:end].strip(" #|*")
    state.alone = False
    if not line or len(line) > _HEADING:
        return
    numbered = _DECIMAL.search(line) is not None
    if numbered and (line[0].isdecimal() or line[0] in "SE(" or state.words.token.match(line)):
        state.alone = bool(state.words.only_numbers.fullmatch(line))
    if state.alone or numbered or line[-1] in ".;,":
        return
    named = state.words.named.places(text)
    if named is not None and bisect_left(named, start) == bisect_left(named, end):
        return  # it names no organ and no resolution
    said = _announced(line, state)
    if said is not None:
        state.heading = said


def _announced(line: str, state: _State) -> str | None:
    """Return the organ whose resolutions a heading announces, None if it announces none, OTHER if it names no organ."""
    tokens = list(state.words.token.finditer(line))
    words = [token for token in tokens if token.group("word") or token.group("after")]
    if not words or len(line) - words[-1].end() > _NEAR // 2:
        return None
    organs = [organ for token in tokens if (organ := _organ(token.group("organ"), state))]
    capital = next((token.group("capital") for token in words if token.group("capital")), "")
    return organs[-1] if organs else OTHER if capital and capital not in state.words.no_names else state.own


def organ_announced(line: str, code: str = DEFAULT) -> str:
    """Return the organ that a heading names whose numbers stand below, '' if it announces none.

    >>> organ_announced("Human Rights Council resolutions"), organ_announced("Mandate")
    ('A/HRC', '')
    """
    said = _announced(" ".join(line.split()), _State("", number_phrases(code)))
    return said if said and said != OTHER else ""


def _read_words(token: re.Match[str], state: _State) -> None:
    """Take in the word that announces numbers, and the organ before it."""
    name, after, code, its, capital, word = token.group("organ", "after", "code", "its", "capital", "word")
    organ = str(state.words.codes[code]) if code else _organ(name, state)
    if capital and not capital.endswith(state.words.verbs) and capital not in state.words.no_names:
        organ = OTHER
    if organ:
        state.named = organ
    state.word = DECISION if state.words.decision.fullmatch(word or after or code) else RESOLUTION
    state.its, state.said = bool(its), bool(organ)
    if its:
        state.organ = state.named or state.own
        state.organ = state.own if state.own and not _is_subject(token, state) else state.organ
        state.said = state.organ == state.own != ""
    elif organ:
        state.organ = organ
    elif not state.organ or token.start() - state.at > _NEAR:
        state.organ = state.own
    state.fresh = True
    state.at, state.head = token.end(), token.start("word") if word else token.start()


def _is_subject(token: re.Match[str], state: _State) -> bool:
    """Say whether "its" follows an organ closely enough to mean it ("the Assembly, in its resolution")."""
    before = token.string[max(0, token.start() - 60) : token.start()]
    if not state.named:
        return False
    ends = [before.rfind(name) + len(name) for name in (*state.words.organs, state.words.council) if name in before]
    return bool(ends) and bool(state.words.subject_tail.fullmatch(before[max(ends) :]))


def _organ(name: str | None, state: _State) -> str:
    if not name:
        return ""
    if name == state.words.council:
        return state.council or OTHER
    organ = str(state.words.organs.get(name, OTHER))
    if organ not in {OTHER, GENERAL}:
        state.council = organ if organ in (SECURITY, ECONOMIC, RIGHTS) else state.council
    return organ


def _number(text: str, token: re.Match[str], state: _State) -> Iterator[Symbol]:
    """Yield the symbol of a number and of its lettered parts, if words announced it."""
    what = str(token.lastgroup)
    number, (start, end) = token.group(what), token.span(what)
    stuck = _stuck(number, state)
    number, end = number[: len(number) - stuck], end - stuck
    below = state.alone and state.heading is not None
    if state.word and _is_counted_otherwise(text, start, state):
        state.word = ""
    listed = bool(state.word) and _plausible(number, start - state.at)
    if not (listed or below) or _OWN_NUMBER.match(text, start - 2):
        return
    if below and not (state.word and state.said):
        state.organ, state.said = str(state.heading), True
    after = _named_after(text, end, state)
    if listed and state.fresh and start - state.at <= 1:
        start = state.head
    state.at, state.fresh = end, False
    letters = state.words.letters.match(text, end) if "/" in number else None
    dated = state.words.date.match(text, letters.end() if letters else end)
    year = int(dated.group("year")) if dated else 0
    organ = after or (GENERAL if letters and state.organ == RIGHTS else state.organ)
    state.elsewhere = state.elsewhere if not after else after == OTHER
    whole = _whole(number, organ, state, year, said=bool(after) or state.said)
    if "(" in number and _YEAR.search(number):
        state.years[number.split("(")[0].strip()] = number[-5:-1]
    refusal = why_refused(tidy(number), organ) if not whole and (after or state.said or state.its) else ""
    rule = "decision-number" if "/DEC/" in whole or (not whole and state.word == DECISION) else "resolution-number"
    if not letters:
        yield Symbol(start, end, whole, "resolution", rule, refusal)
        return
    first = letters.end() - len(letters.group(1))
    yield Symbol(start, first, whole and whole + text[end:first].strip(), "resolution", rule)
    for letter in _LETTER.finditer(text, first, letters.end()):
        yield Symbol(letter.start(), letter.end(), whole and whole + letter.group(), "resolution", rule)


def _is_counted_otherwise(text: str, start: int, state: _State) -> bool:
    """Say whether a number is that of another noun: "general comment No. 30 (2004)" behind a resolution."""
    if start - state.at <= 1 or not text.endswith(state.words.numeros, state.at, start - (text[start - 1] == " ")):
        return False
    counted = state.words.counted.search(text, max(state.at, start - 36), start)
    return counted is not None and not state.words.joint.fullmatch(text, state.at, counted.end("before"))


def _stuck(number: str, state: _State) -> int:
    """Return how many digits at the end of a number are the mark of a footnote."""
    session, _, figure = number.partition("/")
    if not figure or any(possible(o, session, int(figure)) for o in (GENERAL, RIGHTS, ECONOMIC)):
        return 0
    for digits in (1, 2):
        rest = figure[:-digits]
        if rest and figure[-digits:] in state.marks and any(possible(o, session, int(rest)) for o in (GENERAL, RIGHTS)):
            return digits
    return 0


def _named_after(text: str, end: int, state: _State) -> str:
    """Return the organ named behind a number: "of the Council", "in which the Council", "its ..., the Council"."""
    words = state.words
    found = words.of_organ.match(text, end, end + _BEHIND) or words.in_which.match(text, end, end + _BEHIND)
    if not found and (not state.said or state.organ == OTHER):
        listed = words.listed.match(text, end, end + _BEHIND)
        found = words.of_organ.match(text, listed.end(), listed.end() + _BEHIND) if listed else None
    if not found and (state.its or (not state.said and state.fresh)):
        found = words.subject.match(text, end, end + _BEHIND)
    return _organ(found.group("organ"), state) if found else ""


def _security_number(token: re.Match[str], state: _State) -> Iterator[Symbol]:
    """Yield a resolution of the Security Council whose year is left out ("resolution 1325")."""
    year = state.years.get(token.group())
    announced = state.word == RESOLUTION and 0 <= token.start() - state.at <= 1
    if announced and (year or state.organ == SECURITY):
        symbol = f"S/RES/{token.group()}" + (f"({year})" if year else "")
        yield Symbol(state.head, token.end(), symbol, "resolution", "resolution-number")
        state.at = token.end()


def _plausible(number: str, distance: int) -> bool:
    """Say whether a number may be a resolution's so far behind the word that announces it."""
    if distance <= 1:
        return True
    if "(" in number:
        return True
    left, _, right = number.partition("/")
    if is_year(left):
        season = int(right) % 100 == (int(left) + 1) % 100
        return int(left) > 1945 and (not season or distance <= _NEAR)  # noqa: PLR2004 - the first year of the organs
    return distance <= _FAR and number not in _PLAIN_FRACTIONS and len(right) < 4  # noqa: PLR2004


def _whole(number: str, organ: str, state: _State, year: int, *, said: bool) -> str:
    """Return the full symbol of a number, '' if its organ is not known or has no symbols of its own."""
    short = tidy(number)
    word = state.word or RESOLUTION
    if "(" in short and _YEAR.search(short):
        return "" if state.elsewhere and organ != SECURITY else f"S/RES/{short}"
    roman = _ROMAN.search(short) if "(" in short else None
    if roman:
        # Sessions in roman numerals are the Assembly's unless the words say otherwise.
        owner = roman_owner(roman.group(1), organ if organ == state.named else "")
        return f"{owner}/{word}/{short}" if organ != OTHER else ""
    session, _, rest = short.partition("/")
    digits = _DIGITS.match(rest)
    figure = int(digits.group()) if digits else 0
    owner = (
        _year_owner(organ, session, figure)
        if is_year(session)
        else _owner(session, figure, organ, state, year, said=said)
    )
    return f"{owner}/{word_of(owner, figure, word)}/{short}" if owner else ""


def _year_owner(organ: str, session: str, figure: int) -> str:
    """Return whose a number like 2020/5 is."""
    if organ == OTHER:
        return ""
    owner = organ if organ in _COMMISSIONS else ECONOMIC
    return owner if possible(owner, session, figure) else ""


def _owner(session: str, figure: int, organ: str, state: _State, year: int, *, said: bool) -> str:
    """Return whose a number like 17/4 or S-24/2 is, '' if that cannot be told: what is said, the date, what is near."""
    if organ == OTHER or organ in _COMMISSIONS:
        return ""
    can = [one for one in (GENERAL, RIGHTS) if possible(one, session, figure)]
    dated = [one for one in can if year in years_of(one, session)] if year else []
    if said and organ in can and not (len(dated) == 1 and dated[0] != organ and not state.alone and state.its):
        return organ
    if said and organ in (GENERAL, RIGHTS) and organ not in can:
        left = dated[:1] if state.word and not state.its and not state.alone else can if len(can) == 1 else []
        return "".join(left)
    if len(dated) == 1:
        return dated[0]
    return _nearby(session, organ, state, can)


def _nearby(session: str, organ: str, state: _State, can: list[str]) -> str:
    """Return whose a number is by the organs named near it, of those that can have given it."""
    meant = _meant(state, session, can)
    if organ in can and not (organ == GENERAL and meant):
        return organ
    if organ == GENERAL or not can:
        return can[0] if len(can) == 1 and state.named == can[0] else RIGHTS if meant else ""
    if can == [RIGHTS]:
        return RIGHTS if RIGHTS in (state.own, state.named) else ""
    return RIGHTS if meant else GENERAL if GENERAL in can else ""


def _meant(state: _State, session: str, can: list[str]) -> bool:
    """Say whether the sentence speaks of the Human Rights Council, and not of the organ whose text it is."""
    return RIGHTS in can and state.named == RIGHTS and not state.its and session.isdecimal()


_WORDS = table()
_ANNEX = re.compile(rf",? (?:{_WORDS['labels']['annex']}) ?([ivx]{{1,5}})?$", re.IGNORECASE)
_BARE = re.compile(
    rf"^(?:{as_written(_WORDS['organs']['A'])} )?{as_written(_WORDS['resolution'])} (.*)$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"^(?:[0-9]{1,3}/[0-9]{1,3}[A-Z]?|E?S-[0-9]{1,2}/[0-9]{1,3}|[0-9]{1,4}(?: ?[A-Z])? ?\([IVXLC-]+\))$"
)


def canonical(text: str) -> str:
    """Return the one spelling of a symbol or resolution as catalogues write it, '' if the text is none.

    >>> canonical("resolution 70/1"), canonical("A/RES/2200 A (XXI)"), canonical("resolution 55/25, annex III")
    ('A/RES/70/1', 'A/RES/2200(XXI)A', 'A/RES/55/25 annex III')
    >>> canonical("UNTS vol. 660, No. 9464"), canonical("ILO C097"), canonical("Sales and purchases")
    ('UNTS 660 No. 9464', 'ILO C97', '')
    """
    plain = text.strip()
    annex = _ANNEX.search(plain)
    if annex:
        stem = canonical(plain[: annex.start()])
        return f"{stem} annex{' ' + annex.group(1).upper() if annex.group(1) else ''}" if stem else ""
    bare = _BARE.match(plain)
    if bare and _NUMBER.match(bare.group(1)):
        return f"A/RES/{tidy(bare.group(1))}"
    if _NUMBER.match(plain):
        return f"A/RES/{tidy(plain)}"
    if phrases().slashed.fullmatch(plain):
        return next((symbol.symbol for symbol in slashed(plain, phrases())), "")  # by far the most
    found = [symbol for symbol in (*find_symbols(plain), *find_numbers(plain)) if symbol.symbol]
    whole = [symbol for symbol in found if symbol.end - symbol.start >= len(plain) - 4]
    return whole[0].symbol if whole else ""


def held_spellings(symbol: str) -> list[str]:
    """Return the spellings under which a catalogue may hold a symbol, the most exact first.

    >>> held_spellings("A/RES/217(III)A"), held_spellings("A/RES/55/25 annex II"), held_spellings("UNTS 660 No. 9464")
    (['A/RES/217(III)A', 'A/RES/217(III)'], ['A/RES/55/25 annex II', 'A/RES/55/25'], ['UNTS 660 No. 9464'])
    """
    found = [symbol]
    stem = symbol.partition(" annex")[0]
    found.append(stem)
    if _PART_LETTER.search(stem):
        found.append(stem[:-1])
    elif stem.endswith(")") and "/RES/" in stem:
        found.append(f"{stem}A")
    return list(dict.fromkeys(found))


_PART_LETTER = re.compile(r"[0-9)][A-Z]$")
