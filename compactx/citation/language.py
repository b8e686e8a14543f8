"""The language of a text, the table of phrases that cite in it, and the nouns of names ("Convention", "Forum").

A table is a module of :mod:`compactx.citation.languages`; a new language is one new file there. A text in a language
without a table is read with the English one, and told.

A pattern of phrases may be tried only where a word or a sign stands that each of its matches needs (``places`` and
``matches``). The matches are those that the pattern alone finds, from the left and without overlap: a test holds both
against each other. What a pattern needs must stand at a place from which its beginning can be told.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from compactx.citation import languages
from compactx.model import patterns as re
from compactx.model.modules import modules_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

DEFAULT = "en"
# How much of a text tells its language, in pieces from the beginning, the middle and the end.
_PIECE = 6000
_LEAST = 8
_SHARE = 1.5
_FEW = 2  # small words that tell the language of a line
_WORD = re.compile(r"[^\W\d_]+")
# Frequent small words of languages without a table, which tell them apart.
_FOREIGN = {
    "pt": "de que não uma com para os dos das ao pela pelo são também mais à foi seus",
    "de": "der die und das den von zu mit ist für auf des im nicht eine sich dem auch als",
    "it": "di che il della per una con del sono nel alla dei gli delle più anche dal nella",
    "nl": "de van het een en dat is op te zijn voor met niet aan door ook naar worden",
    "ru": "и в на что не с по для как к из о от при или его также",  # noqa: RUF001 - Russian words
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه أو بين",
}
_NAMES = {
    "pt": "Portuguese", "de": "German", "it": "Italian", "nl": "Dutch", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"
}  # fmt: skip
_ESCAPED = "\\()[]{}?*+-^$.&~#\t\n\r\v\f"  # what re.escape changes, but spaces and bars; that which escapes comes first
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ASCII = bytes(range(128))
_LETTERS = "AZ az \u00aa\u00aa \u00b5\u00b5 \u00ba\u00ba \u00c0\u00d6 \u00d8\u00f6 \u00f8\u00ff"


def _kept(ranges: str) -> bytes:
    """Return a table of Latin 1 that keeps some ranges of signs, and makes spaces of all else."""
    table = bytearray(b" ") * 256
    for ends in ranges.split():
        first, last = map(ord, ends)
        table[first : last + 1] = range(first, last + 1)
    return bytes(table)


LETTERS = _kept(_LETTERS)
# What :data:`_WORD` finds side by side: small raised figures and fractions too.
_IN_WORDS = _kept(_LETTERS + " \u00b2\u00b3 \u00b9\u00b9 \u00bc\u00be")


@lru_cache(maxsize=16)
def table(code: str = DEFAULT) -> dict[str, Any]:
    """Return the phrases of a language, those of English where it has no table or lacks a phrase.

    >>> table("en")["through"], table("xx")["name"]
    ('to|through', 'English')
    """
    own: dict[str, Any] = {}
    if code in codes():  # without importlib.import_module, which loads two modules more
        own = __import__(f"{languages.__name__}.{code}", fromlist=["TABLE"]).TABLE
    return own if code == DEFAULT else {**table(DEFAULT), **own}


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """Return the languages that have a table."""
    return tuple(modules_in(languages.__path__))


def name_of(code: str) -> str:
    """Return the English name of a language, the code itself if it has none here."""
    return str(table(code)["name"]) if code in codes() else _NAMES.get(code, code)


_told: dict[str, Any] = {}


def know_languages(found: dict[str, Any]) -> None:
    """Take what :func:`of_all_languages` returned and was kept, so that the table of one language alone is loaded."""
    _told.update(found)


def of_all_languages() -> dict[str, Any]:
    """Return the small words of each language, and the nouns and joints of names in any, as plain values."""
    return {"frequent": small_words(), "nouns": _nouns(), "joints": _joints()}


@lru_cache(maxsize=1)
def small_words() -> dict[str, frozenset[str]]:
    """Return the small words that tell each language."""
    if _told:
        return dict(_told["frequent"])
    own = {code: frozenset(str(table(code)["frequent"]).split()) for code in codes()}
    return own | {code: frozenset(words.split()) for code, words in _FOREIGN.items()}


def language_of(text: str) -> str:
    """Return the language of a text by its small words, '' if they do not tell.

    >>> language_of("The States and the delegates of the harbour met for a day, as is usual for them in this town")
    'en'
    >>> language_of("12/3")
    ''
    """
    middle = max(0, len(text) // 2 - _PIECE // 2)
    shown = text[:_PIECE] + text[max(_PIECE, middle) : middle + _PIECE] + text[max(_PIECE, len(text) - _PIECE) :]
    return _language_of(shown)


@lru_cache(maxsize=4)
def _language_of(shown: str) -> str:
    low = shown.lower()
    words = _words_in_latin(low)
    if words is None:
        if len(_HAN.findall(shown)) > len(shown) // 4:
            return "zh"
        words = _WORD.findall(low)
    counted = Counter(words)
    counts = {code: sum([counted[word] for word in small if word in counted]) for code, small in small_words().items()}
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    (best, most), (_, next_most) = ranked[0], ranked[1]
    return (
        best
        if most >= _LEAST and most >= _SHARE * next_most
        else best
        if most > next_most and most >= _FEW and most > len(words) // 6
        else ""
    )


def _words_in_latin(text: str) -> list[str] | None:
    r"""Return the words of a text without letters beyond Latin 1, many times faster than by a pattern; else None.

    >>> _words_in_latin("der \u201cHafen\u201d, die 12 See_n\xe4he"), _words_in_latin("\u0433\u0430\u0432")
    (['der', 'Hafen', 'die', 'See', 'nähe'], None)
    """
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if any(sign > "\xff" and sign.isalnum() for sign in set(beyond)):
            return None
        plain = text.encode("latin-1", "replace")
    return plain.translate(_IN_WORDS).decode("latin-1").split()


def _written(phrases: str) -> list[str]:
    """Return phrases divided by bars as they stand in a pattern, the longest first; what is special is escaped."""
    ordered = sorted(phrases.split("|"), key=len, reverse=True)
    if phrases.replace("|", "").replace(" ", "").isalnum():  # most are, and then nothing is special
        return ordered
    written = "|".join(ordered)
    for sign in _ESCAPED:  # a table for str.translate takes ten times as long
        if sign in written:
            written = written.replace(sign, f"\\{sign}")
    return written.split("|")


def any_case(phrases: str) -> str:
    r"""Return a pattern of phrases divided by bars: as they are, with a capital first letter, or in capitals.

    >>> any_case("rule|page")
    '(?:RULE|[Rr]ule|PAGE|[Pp]age)'
    """
    forms = []
    for phrase in _written(phrases):
        first = phrase[0]
        if phrase.isupper() or not first.isalpha():
            forms.append(phrase)
        else:
            forms.append(f"{phrase.upper()}|[{first.upper()}{first.lower()}]{phrase[1:]}")
    return f"(?:{'|'.join(forms)})"


def cases_of(phrases: Iterable[str]) -> Iterator[str]:
    """Yield phrases as :func:`any_case` lets them be written.

    >>> list(cases_of(["rule", "OP"]))
    ['RULE', 'Rule', 'rule', 'OP']
    """
    for phrase in phrases:
        first = phrase[0]
        if phrase.isupper() or not first.isalpha():
            yield phrase
        else:
            yield from (phrase.upper(), first.upper() + phrase[1:], first.lower() + phrase[1:])


def first_words(alternatives: str) -> Iterator[str]:
    """Yield the first words of alternatives that are written as a pattern, with optional letters, sets and groups.

    >>> list(first_words("Accords?|Plan of Action|Organi[sz]ation|(?:First|Sixth) Committee"))
    ['Accords', 'Accord', 'Plan', 'Organisation', 'Organization', 'First', 'Sixth']
    """
    words = [one.partition(" ")[0] for one in alternatives.replace("(?:", "").replace(")", "").split("|")]
    while words:
        word = words.pop(0)
        if "[" in word:
            before, _, rest = word.partition("[")
            letters, _, after = rest.partition("]")
            words[:0] = [before + letter + after for letter in letters]
        elif "?" in word:
            before, _, after = word.partition("?")
            words[:0] = [before + after, before[:-1] + after]
        else:
            yield word


def one_of(phrases: Iterable[str]) -> str:
    """Return a pattern of one of many phrases, the longest that fits; what several begin with is written once.

    So are the ends of those that differ in their first letter alone.

    >>> one_of(["rule", "rules", "Rule", "Rules", "page", "part"])
    '(?:[rR]ule(?:s|)|pa(?:ge|rt))'
    """
    heads: dict[str, list[str]] = {}
    for phrase in dict.fromkeys(phrases):
        heads.setdefault(phrase[:1], []).append(phrase[1:])
    ends = heads.pop("", None) is not None
    letters: dict[str, str] = {}  # by what follows them
    for head, rest in heads.items():
        following = one_of(rest)
        letters[following] = letters.get(following, "") + (head if head == " " else re.escape(head))
    parts = [(f"[{one}]" if one.lstrip("\\")[1:] else one) + rest for rest, one in letters.items()]
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}{'|' * ends})" if parts else ""


def one_of_cases(forms: Iterable[str]) -> str:
    """Return a pattern of phrases as :func:`cases_of` yields them, of which those in capitals end otherwise.

    >>> one_of_cases(cases_of(["rule", "rules", "OP"]))
    '(?:[Rr]ule(?:s|)|(?:RULE(?:S|)|OP))'
    """
    forms = list(forms)
    mixed, capitals = ([form for form in forms if form.isupper() is upper] for upper in (False, True))
    return f"(?:{'|'.join(filter(None, (one_of(mixed), one_of(capitals))))})"


def as_written(phrases: str) -> str:
    """Return a pattern of phrases divided by bars, the longest first, as they are written."""
    return f"(?:{'|'.join(_written(phrases))})"


def by_letter(phrases: str) -> str:
    """Return a pattern of many phrases as :func:`as_written` does, those that begin alike together: tried much faster.

    >>> by_letter("rule|page|rules|part")
    '(?:r(?:ules|ule)|p(?:age|art))'
    """
    heads: dict[str, list[str]] = {}
    for phrase in _written(phrases):
        size = 2 if phrase[0] == "\\" else 1
        heads.setdefault(phrase[:size], []).append(phrase[size:])
    parts = [f"{head}(?:{'|'.join(rest)})" for head, rest in heads.items()]
    return f"(?:{'|'.join(parts)})"


def led_by(articles: str) -> str:
    """Return a pattern of one of some articles or none, with the space behind it unless it ends in an apostrophe."""
    either = articles.replace("'", "['\u2019]")
    return rf"(?:(?:{either})(?: |(?<=['\u2019])))?"


def any_capitals(phrases: str) -> str:
    """Return a pattern of phrases divided by bars in which any word may begin with a capital letter.

    >>> any_capitals("a|red hat")
    '(?:[Rr]ed [Hh]at|[Aa])'
    """
    written = as_written(phrases)
    return re.sub(r"(?<![\w?\\])[a-z]", lambda found: f"[{found.group().upper()}{found.group()}]", written)


def either_case(phrases: str) -> str:
    """Return phrases divided by bars as they are and with a capital first letter.

    >>> either_case("the|an")
    'the|The|an|An'
    """
    return "|".join(form for phrase in phrases.split("|") for form in (phrase, phrase[:1].upper() + phrase[1:]))


def places_of(text: str, needed: Iterable[str]) -> list[int]:
    """Return where some words begin in a text, in order.

    >>> places_of("a (b) and (c)", ["(", "and"])
    [2, 6, 10]
    """
    found = set()
    for word in needed:
        at = text.find(word)
        while at >= 0:
            found.add(at)
            at = text.find(word, at + 1)
    return sorted(found)


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin at some of the places given, without overlap."""
    end = 0
    for start in starts:
        found = pattern.match(text, start) if start >= end else None
        if found:
            end = found.end() if found.end() > start else start + 1
            yield found


_WORDS = table()
# Instruments: a capitalised one after "the" or "that" points back to something.
INSTRUMENT_HEADS = tuple(_WORDS["heads"].split())
# Processes: they point back only where the text has named a single one. Councils, committees and commissions are left
# out: a text names many that no catalogue of instruments has.
BODY_HEADS = tuple(_WORDS["body_heads"].split())
_KEPT = 10_000  # names whose noun is remembered: a text repeats few
_PLURALS = tuple(ending.partition(" ")[::2] for ending in _WORDS["plurals"])


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Return the nouns of instruments in any language: names in others point back in texts of these languages."""
    told: frozenset[str] | None = _told.get("nouns")
    return told or frozenset(word for code in codes() for word in table(code)["heads"].split())


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return _nouns().union(BODY_HEADS)


@lru_cache(maxsize=1)
def _joints() -> frozenset[str]:
    """Return the words behind which a name says what its noun is of, in any language."""
    told: frozenset[str] | None = _told.get("joints")
    return told or frozenset(word for code in codes() for word in table(code)["head_joints"].split())


def is_instrument_head(noun: str) -> bool:
    """Say whether a noun names instruments, in any language that has a table."""
    return noun in _nouns()


@lru_cache(maxsize=_KEPT)
def head_of(name: str) -> str:
    """Return the noun that a name turns on, in the singular, '' if there is none.

    >>> head_of("Protocol against the Smuggling of Migrants, supplementing the United Nations Convention against Crime")
    'Protocol'
    >>> head_of("United Nations Framework Convention on Climate Change"), head_of("ICCPR"), head_of("Paris Agreement")
    ('Convention', '', 'Agreement')
    >>> head_of("Convención sobre los Derechos del Niño"), head_of("Pacte mondial pour des migrations sûres")
    ('Convención', 'Pacte')
    >>> head_of("Conference of the Parties to the Convention"), head_of("Implementation of the Declaration on Ports")
    ('', '')
    """
    found, joints, heads = "", _joints(), _heads()
    for piece in name.split(" "):  # mostly a word each, of which the first few decide
        for word in (piece,) if piece.isalpha() else _WORD.findall(piece):
            if word in joints:
                return found
            single = singular(word)
            if single in heads:
                found = single
    return found


@lru_cache(maxsize=_KEPT)
def singular(word: str) -> str:
    """Return a head noun without its plural.

    >>> singular("Treaties"), singular("Goals"), singular("Pacts")
    ('Treaty', 'Goals', 'Pact')
    """
    if word in _heads():
        return word
    ending = next(((many, one) for many, one in _PLURALS if word.endswith(many)), ("", ""))
    return word.removesuffix(ending[0]) + ending[1]


def plural_name(name: str) -> str:
    """Return a name in the plural.

    >>> plural_name("regional body"), plural_name("national plan")
    ('regional bodies', 'national plans')
    """
    many, one = next(((many, one) for many, one in _PLURALS if name.endswith(one)), ("", ""))
    return name.removesuffix(one) + many


def nouns_in(head: str, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield where a noun stands in a stretch, in capitals or not, each with the word before it.

    It is looked for first by its letters alone, which is many times faster.

    >>> [one.group() for one in nouns_in("Pact", "the Pact of a Sea-pact, PACT pact and pacts", 0, 43)]
    ['the Pact', 'pact', 'PACT pact']
    """
    letters = "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else re.escape(c) for c in head)
    noun = re.compile(rf"(?P<before>[\w-]+ )?{letters}\b")
    starts = set()
    for found in re.compile(rf"{letters}\b").finditer(text, start, end):
        at = found.start()
        starts.add(at)
        if at > start and text[at - 1] == " ":
            at -= 1
            while at > start and (text[at - 1].isalnum() or text[at - 1] in "_-"):
                at -= 1
            starts.add(at)
    done = start
    for at in sorted(starts):
        one = noun.match(text, at, end) if at >= done else None
        if one:
            done = one.end()
            yield one
