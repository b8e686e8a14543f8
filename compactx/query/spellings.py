"""Other ways in which people write a reference, turned into the way that the readings know.

Looked at only where no reading fits the words as they stand. Every line turns one way of writing into another of the
same thing; where two things could be meant, the reading that follows says so.
"""

from __future__ import annotations

from compactx.model.kinds import kind_of_word
from compactx.model.locator import roman_value
from compactx.model.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

# What parts are called in French and Spanish, and shortened; folded, without a stop behind.
_KINDS = {
    "objectif": "objective", "objetivo": "objective", "principe": "principle", "principio": "principle",
    "cible": "target", "meta": "target", "par": "para", "parag": "para", "pgph": "para", "paragraphe": "para",
    "parrafo": "para", "parr": "para", "articulo": "article",
}  # fmt: skip
_NUMBERED = ("objective", "goal")  # what nobody letters: a roman numeral behind these is a number
_LETTERED = ("goal", "target", "sdg", "odd", "ods")  # "SDG 16 b" is target 16.b
# What stands before the number of a resolution of the General Assembly.
_ORGANS = ("united nations general assembly ", "un general assembly ", "unga ", "general assembly ", "ga ", "a/res ")
_LABOUR = ("convention", "recommendation", "ilo convention", "ilo recommendation")  # known by number
_CENTURIES = ("19", "20")
_MOST = 40  # parts of one range


def respelled(text: str) -> str:
    """Return a reference in the way that the readings know it; the same text where there is nothing to change.

    >>> respelled("Objectif XVII"), respelled("SDG 16 b"), respelled("par. 33(b)"), respelled("guiding principle b")
    ('objective 17', 'target 16.b', 'para 33(b)', 'principle b')
    >>> respelled("UNGA res. 73/195"), respelled("C-97"), respelled("ILO Convention 97")
    ('resolution 73/195', 'c97', 'ilo convention no. 97')
    """
    words = fold(text).removeprefix("guiding ").removeprefix("un ").split()
    if not words:
        return text
    first = words[0].rstrip(".")
    words[0] = _KINDS.get(first, words[0])
    if words[0] in _NUMBERED and len(words) == 2 and roman_value(words[1]):  # noqa: PLR2004 - a kind and a number
        words[1] = str(roman_value(words[1]))
    if first in _LETTERED and len(words) == 3 and words[1].isdecimal() and words[2].isalpha():  # noqa: PLR2004 - and a letter
        words = ["target", f"{words[1]}.{words[2]}"]
    said = " ".join(words)
    return _resolution(said) or _labour(said) or said


def _resolution(folded: str) -> str:
    """Return "UNGA 73/195" and its like as a resolution, '' if the words name none."""
    organ = next((organ for organ in _ORGANS if folded.startswith(organ)), "")
    number = folded.rpartition(" ")[2]
    between = folded[len(organ) : len(folded) - len(number)].replace(".", " ").split() if organ else []
    is_number = "/" in number and number.replace("/", "").isdecimal()
    return f"resolution {number}" if organ and is_number and set(between) <= {"res", "resolution"} else ""


def _labour(folded: str) -> str:
    """Return a convention of the labour organization that is named by its number alone, '' if the words name none."""
    *before, last = folded.split()
    if not before and last[:2] in {"c-", "r-", "p-"} and last[2:].isdecimal():
        return last.replace("-", "")
    named = " ".join(before)
    return f"{named} no. {last}" if named in _LABOUR and last.isdecimal() else ""


def other_names(text: str) -> Iterator[str]:
    """Yield ways to write a name otherwise: the year before or behind, a hyphen or a space.

    >>> list(other_names("Declaration 2022")), list(other_names("Secretary General"))
    (['2022 declaration'], ['secretary-general'])
    >>> list(other_names("CRC"))
    []
    """
    words = fold(text).split()
    if len(words) > 1 and _is_year(words[-1]):
        yield " ".join([words[-1], *words[:-1]])
    if len(words) > 1 and _is_year(words[0]):
        yield " ".join([*words[1:], words[0]])
    for at in range(len(words) - 1):
        if words[at].isalpha() and words[at + 1].isalpha():
            yield " ".join([*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]])
    if any("-" in word for word in words):
        yield " ".join(words).replace("-", " ")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith(_CENTURIES)  # noqa: PLR2004 - as said


def each_of(words: Sequence[str], called: Container[str] = ()) -> list[str]:
    """Return one reference for each number behind the plural of a kind, nothing if that is not how the words run.

    ``called`` are other names of parts, folded: "SDGs 4 and 5". What the parts are of may stand behind the numbers.

    >>> each_of(["objectives", "5", "and", "21"]), each_of("goals 5, 8-10".split()), each_of(["objective", "5"])
    (['objective 5', 'objective 21'], ['goal 5', 'goal 8', 'goal 9', 'goal 10'], [])
    >>> each_of("SDGs 4 and 5".split(), {"sdgs"}), each_of("goals 4 and 5 of the MDGs".split())
    (['sdgs 4', 'sdgs 5'], ['goal 4 of the MDGs', 'goal 5 of the MDGs'])
    """
    at = next((at for at, word in enumerate(words) if word[:1].isdecimal()), 0)
    name = fold(" ".join(words[:at]))
    kind = name if name in called else kind_of_word(name)
    behind = words.index("of") if "of" in words[at:] and "of" not in words[:at] else len(words)
    whole, words = " ".join(["", *words[behind:]]), words[:behind]
    numbers = " ".join(words[at:]).replace(",", " ").replace("\u2013", "-").replace("..", "-").split()
    numbers = [number for number in numbers if number.lower() not in {"and", "to", "&"}]
    if not kind or not numbers or (len(numbers) == 1 == len(words) - at and "-" not in numbers[0]):
        return []
    found: list[str] = []
    for number in numbers:
        first, dash, last = number.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            return []
        span = range(int(first), int(last or first) + 1)
        if not 0 < len(span) <= _MOST:
            return []
        found += [f"{kind} {one}{whole}" for one in span]
    return found
