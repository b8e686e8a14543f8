"""The patterns of words around citations that rules for drafts look for, in the language of the draft.

In a pattern, ``{one[x]}`` stands for one of the phrases under ``x`` in the table of the language, ``{may[x]}`` for one
of them and a gap, or nothing, ``{any[x]}`` for one in any case, ``{raw[x]}`` for what the table has there, which is a
pattern itself, and any other word in braces for a piece.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from compactx.checks.days import DAY, GAP, YEAR, Days
from compactx.citation.language import DEFAULT, any_case, as_written, cases_of, codes, language_of, led_by, table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# What a pattern cannot do without: a day, one of the phrases under a key of the language.
_DAYS = frozenset(("day_after", "day_in_brackets", "adopted", "on_day_before", "dated_bracket", "in_force",
                   "on_day_after"))  # fmt: skip
_NEEDS = {
    **dict.fromkeys(("adopted", "adopted_in"), "came_about"),
    **dict.fromkeys(("adopting_before", "on_day_before", "symbol_adopts"), "adopting"),
    **dict.fromkeys(("session_after", "session_before"), "session_nouns"),
    "adopted_freely": "freely", "entitled": "titling", "in_force": "into_force",
}  # fmt: skip
_FIXED = {
    "GAP": GAP,
    "YEAR": YEAR,
    "DAY": DAY,
    "QUOTE": '["\u201c\u201d]',
    "markup": r"(?:\]\([^()\s]{1,300}\))?[*_]{0,2}",  # what ends a link and emphasis in Markdown
    # The mark of a footnote behind what it notes.
    "noted": "(?:,?(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}|\\[\\^[0-9]{1,3}\\]))?",
    "number": rf"([0-9]{{1,3}}(?:{GAP}?\([a-z]{{1,2}}\))?)",
    "fine": r"([0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])\b(?![./]?[0-9]))",
}
_PIECES = {
    # The day that may stand behind a resolution: " of 19 December 2018", or in brackets.
    "dated": r"(?:{GAP}[A-Z])?(?:,?{GAP}{one[stated]}{GAP}{DAY}|{GAP}\({DAY}\))?",
    "act": "{one[adopters]}{GAP}{one[adopting]}",  # who adopts, and that they do
    "came_about": r"[\"\u201d]?{noted},?{GAP}{may[had_been]}{one[came_about]}",
    "letters": "(?:{GAP}[A-Z](?:(?:,|{GAP}{joint}){GAP}[A-Z]){{0,9}})?",
    "by_assembly": "(?:{GAP}{one[put_by]}{GAP}{may[the_one]}{one[organs.A]})?",
    "of_assembly": "(?:{GAP}{one[of_year]}{GAP}{may[the_one]}{one[organs.A]})?",
    "session": "{leads}{GAP}(?P<ordinal>{ordinals}|[0-9]{{1,3}}(?:{raw[ordinal_endings]})){GAP}{one[session_nouns]}",
    # Votes: the verb behind a resolution, or before it as in "adopted resolution 73/195 by consensus".
    "came": "{dated},?(?P<came>{GAP}{may[had_been]}{one[came_about]}{by_assembly})?{GAP}",
    "lead": r"\b{any[came_about]}{by_assembly}(?:{GAP}{one[adopted_through]})?{GAP}{its}$",
    "counted": "(?:,|{GAP}(?:{one[through]}|{one[and]}))?(?:{GAP}{one[by_votes]})?",
    # Names and symbols.
    "label": "(?:{one[document_labels]}{GAP})?",
    "annex": "(?:{raw[bare_parts][annex]}{GAP}{one[annexing]}{GAP})?",
    "behind": "(?:{GAP}{one[by]}{GAP}?{may[the_one]}{may[united]}{one[organs.A]})?",
    "part": "{dated}(?:,?{GAP}{one[labels.annex]}(?:{GAP}[IVX]+)?,?)?",
    "labour_word": r"(?:[A-Z][\w\u2019'-]++|{labour_joints}|\((?!{one[labour_numero]})[A-Z][^()]{{2,40}}\))",
    "labour_number": r"\({may[labour_code]}(?:{one[labour_numero]}{GAP}?|[CR])([0-9]{{1,3}})\)",
    # Where and on which days a meeting was.
    "until": r"(?:\u2013|-|{GAP}{one[through]}{GAP})",
    "place": r"(?:[A-Z][\w .\u2019-]{{1,30}},{GAP})?(?:[0-9]{{1,2}}(?:{until}[0-9]{{1,2}})?{GAP})?",
}
_MADE: dict[str, Callable[[dict[str, Any]], str]] = {
    "joint": lambda said: phrased(said["and"].partition("|")[0]),
    "its": lambda said: _optional(f"{said['its']}|{said['the_one']}"),
    "articles": lambda said: led_by(said["the"]),
    "month": lambda said: Days(said).month,
    "leads": lambda said: any_case(said["session_leads"]).replace(" ", GAP),
    "ordinals": lambda said: _ordinals(said),  # noqa: PLW0108 - it stands below
    "organ": lambda said: f"(?P<organ>{phrased('|'.join(_organ_codes(said)))})",
    # The words that join a noun of a name to what it is of, without those that join two names.
    "joints": lambda said: "|".join(one for one in said["head_joints"].split() if one not in said["and"].split("|")),
    "labour_joints": lambda said: "|".join(said["labour_joints"].split()),
    "labour_heads": lambda said: "|".join(_labour_heads(said)),
    "part_kinds": lambda said: "|".join(
        f"(?P<{kind}>{any_case(said['labels'][kind])})" for kind in ("paragraph", "article", "objective", "goal")
    ),
    # Abbreviations end no sentence.
    "short": lambda said: "".join(rf"(?<!{re.escape(one)} )" for one in said["abbreviations"].split("|")),
}
_PATTERNS = {
    # Where a sentence, or a numbered line, is over.
    "sentence": r"[.?!;]['\"\u201d\u2019)\]]{{0,2}}\s+(?=[\u201c\"(\[]{{0,2}}[A-Z0-9]){short}|\n[^\S\n]*\n",
    "title_lead": "{one[title_leads]}{GAP}?:?{GAP}?$",
    # How a day or a year stands beside a citation.
    "day_after": r"{markup}{letters}(?:,?{GAP}{raw[bare_parts][annex]}(?:{GAP}[IVX]{{1,4}})?)?\)?[\"\u201d]?{noted},?"
    r"(?:{GAP}(?:\([0-9]{{4}}\){GAP}?)?{one[stated]}{GAP}[*_]{{0,2}}|,{GAP})({DAY})",
    "day_in_brackets": r"{letters}{GAP}\((?:{one[stated]}{GAP})?({DAY})[),;]",
    "adopted": r"{came_about}(?:[ \u00a0,][^.;()\n]{{0,50}}?)??{GAP}{one[on_day]}{GAP}({DAY})",
    "adopted_in": r"{came_about}(?:[ \u00a0,][^.;()\n]{{0,40}}?)??{GAP}{one[in_year]}{GAP}"
    r"(?:{month}{GAP})?({YEAR})(?![0-9\u2013-])",
    "signing": r"\b{one[signing]}\b",
    "on_day_before": r"\b{any[on_day]}{GAP}({DAY}),?{GAP}{act}{GAP}{articles}$",
    # "2024 Rabat Declaration | on Middle-Income Countries": a longer name, if its words are no part of the title.
    "goes_on": r"{GAP}{one[tail_openers]}{GAP}{may[the_one]}([A-Z][\w-]+)",
    "month_before": r"{month}\s$",
    "in_title": r"\b{one[title_preps]}{GAP}{may[the]}[\"\u201c]?$",
    # What joins a name to one before it, as in the Framework for the Implementation of Agenda 2063 and the Goals.
    "name_and": "{GAP}{joint}{GAP}{may[the_one]}$",
    # "the Optional Protocol to the | Convention": the end of a longer name.
    "longer_name": r"(?<![.;:\n] )\b[A-Z][a-z]+{GAP}(?:{one[title_preps]}|{one[dated_tails]}){GAP}{may[the_one]}$",
    "adoption_before": r"\b{any[adoption]}{GAP}",
    "in_year": r"{GAP}{one[in_year]}{GAP}(?:{month}{GAP})?({YEAR})(?![0-9\u2013-])",
    "in_force": r"(?:{GAP}\((?:[^()\n]{{0,60}}?[,;]{GAP})?|,?{GAP}){one[into_force]}{GAP}"
    "(?:{one[on_day]}{GAP})?({DAY})",
    "dated_bracket": r"{GAP}\([^()\n]{{0,40}}?{DAY}[^()\n]{{0,60}}\){GAP}",
    # "States adopted the Compact | on 10 December 2018"
    "adopting_before": r"\b{act}{GAP}{articles}$",
    "on_day_after": "{GAP}{one[on_day]}{GAP}({DAY})",
    # The session of a resolution, in words or figures.
    "session_after": r"{dated},?{GAP}{may[had_been]}{one[came_about]}{by_assembly}{GAP}{session}\b",
    "session_before": r"\b{session}{of_assembly},?{GAP}{act}{GAP}{may[its]}$",
    # How a resolution was adopted.
    "adopted_lead": "{lead}",
    "voted_lead": r"{lead}|\b{any[came_about]}\b[^.;:()\n]{{0,80}}?{GAP}{one[adopted_through]}{GAP}{its}$",
    "adopted_freely": r"{came}{one[freely]}\b",
    "adopted_by_votes": "{came}{one[by_votes]}{GAP}(?P<favour>[0-9]{{1,3}})(?:{GAP}{one[for_it]})?"
    "{counted}{GAP}(?P<against>[0-9]{{1,3}})(?:{GAP}{one[against_it]})?"
    "(?:{counted}{GAP}(?P<abstaining>[0-9]{{1,3}}){GAP}{one[abstained]})?",
    # The body of a resolution beside its number, and what joins it to another body.
    "organ_first": "{organ}{GAP}(?:{any[resolution]}|{any[decision]}){GAP}",
    "organ_behind": r"{GAP}(?:{one[of_year]}){GAP}{may[the_one]}{organ}(?![\w-])(?!{GAP}[A-Z])",
    "organ_listed": r"(?:,|/|\b{one[and]}){GAP}?{may[the_one]}$",
    # The year of a name.
    "treaty": r"\b(?:{raw[dated_heads]})\b",
    "other_heads": r"\b(?:{raw[dated_names]})\b",
    "recurring": r"\b(?:{raw[recurring_names]})\b",
    "year_in_brackets": r"{GAP}\(({YEAR})\)",
    "year_in_or_of": r"{GAP}(?:{one[of_year]}{GAP}(?={YEAR}(?![0-9\u2013-]))|\((?={YEAR}\)))({YEAR})",
    "year_before": r"(?<![0-9A-Za-z\u2013-])({YEAR}){GAP}$",
    "year_after": r"[\"\u201d]?(?:,{GAP}({YEAR})(?={GAP}\({one[act_numero]}|[;.)\]]|,{GAP}|$)"
    r"|{GAP}\(({YEAR})\)|,?{GAP}{one[of_year]}{GAP}({YEAR})(?![0-9\u2013-]))",
    # "Convention No. 190 concerning the elimination of violence, 2019"
    "year_after_tail": r"{GAP}(?:{one[dated_tails]}){GAP}[^.;:()\n]{{3,90}}?,{GAP}({YEAR})(?![0-9\u2013-])",
    "year_inside": r",{GAP}?({YEAR}),?{GAP}\(",  # "Convenio sobre los puertos, 2011 (núm. 189)"
    "years_after": r",?{GAP}\(?({YEAR}{GAP}?(?:[\u2013-]|{one[through]}){GAP}?{YEAR})(?![0-9])",
    # What stands between a name and the symbol that it bears, and around them.
    "name_first": r"{QUOTE}?,?{GAP}\({may[see]}{label}|['\u2019]{GAP}"
    "|{QUOTE}?(?:,{GAP}{may[stated]}{DAY})?,{GAP}{label}"
    "|{QUOTE}?,?{GAP}{may[put_as]}{may[putting]}{one[put_by]}{GAP}{may[the_one]}{may[united]}"
    "(?:{one[organs.A]},?{GAP}{one[put_by]}{GAP})?{its}{annex}",
    "of_year": "{GAP}{one[of_year]}{GAP}{YEAR}",
    "name_in_brackets": r"{dated},?{GAP}\({may[the_one]}",
    "symbol_first": "{behind}{part}(?:{GAP}{one[title_on]}|,?{GAP}{one[titling]}|,?{GAP}{one[in_which]}{GAP}{act}){GAP}"
    "{may[the_one]}{QUOTE}?|{dated},{GAP}{QUOTE}?",
    "on_subject": "{behind}{part}{GAP}{one[title_on]}{GAP}{may[the_one]}",
    "more_of_name": r"{GAP}[A-Z][a-z]+(?![\w\u2019'])",
    "symbol_adopts": "{dated},?{GAP}{act}{GAP}{may[the_one]}{QUOTE}?",
    "short_resolution": r"\b{one[short_resolution]}\b",
    "joined_on": r"\b(?:{joints}){GAP}{may[the_one]}$",  # a name that ends a longer one
    "nothing_said": r"[\W\d]*(?:{any[see]}\W{{1,3}})?(?:{any[the_one]}{GAP})?\W*",
    "by_it": r"\b{any[adopted_through]}{GAP}{its}$",
    "entitled": r"{dated}(?:,?{GAP}{raw[bare_parts][annex]})?,?{GAP}{one[titling]}{GAP}"
    r"[\"\u201c]([^\"\u201c\u201d]{{8,300}})[\"\u201d]",
    # The name of a labour convention with its number behind it.
    "labour_number": "{labour_number}",
    "labour_name": r"(?<![\w\u2019'-])({labour_word}(?:{GAP}{labour_word}){{0,11}}{GAP}({labour_heads})"
    r"(?: \([A-Z][a-z]+\))?)(?:,?{GAP}{YEAR})?{GAP}{labour_number}",
    "revised": r"\b{any[revised]}\b",
    # The year beside the name of a meeting that comes back.
    "meeting_after": r"(?:{GAP}\(?{one[meeting_in]}|,?{GAP}{one[held_in]}){GAP}"
    r"(?:{month}{GAP})?({YEAR})\)?(?![0-9\u2013-])"
    r"|{GAP}\({place}(?:{month}{GAP})?({YEAR})\)|{GAP}((?:19|20)[0-9]{{2}})(?![0-9\u2013/-])",
    "meeting_before": r"\b(?:{one[in_year]}){GAP}({YEAR}),?{GAP}{one[meeting_when]}{GAP}{may[the_one]}{may[next]}$"
    "|({YEAR}){GAP}$",
    "meetings": "(?:{raw[plural_meetings]})$",
    # A pinpoint of one paragraph or objective, whose number can be put right; numbers in brackets; targets.
    "paragraph": "({any[labels.paragraph]}{GAP}?){number}",
    "objective": "({any[labels.objective]}{GAP}){number}",
    "bracketed_parts": r"\b(?:{part_kinds}){GAP}?(?P<numbers>(?:\[[0-9]{{1,3}}\]|[0-9]{{1,3}}{GAP}?\[[0-9]{{1,3}}\])"
    r"(?:[,/]?{GAP}?\[?[0-9]{{1,3}}\]?){{0,6}})\]?{GAP}(?:{one[of]}){GAP}{may[the_one]}\[?$",
    "target": r"\b{any[labels.target]}{GAP}{fine}",
    "another_target": "(?:,|,?{GAP}{one[and]}|,?{GAP}{one[through]}){GAP}{fine}",
    "targets_of_others": r"\b(?:{raw[targets_of_others]})",
    # Bodies.
    "council": r"\b{one[organs.S]}",
    "year_organs": r"\b{one[year_organs]}\b",
    "assembly": r"\b{one[organs.A]}",
    "rights_council": r"\b{one[organs.A/HRC]}\b",
    "resolution": "{any[resolution]}",
    "decision": "{any[decision]}",
}


class Phrases:
    """The patterns of one language, each written and compiled when it is first asked for.

    Those that have a day in them are for a text in which days are marked (see :mod:`compactx.checks.days`). One may
    need what a text does not have. :class:`PhraseText` minds both.
    """

    names = tuple(_PATTERNS)

    def __init__(self, code: str) -> None:
        """Know what patterns are written with."""
        said = table(code)
        self._words = _words(said)
        self.days = Days(said)
        self.organ_codes = _organ_codes(said)
        self.organ_names = {code: said["organs"][code].partition("|")[0] for code in _ORGANS}
        self.labour_heads = _labour_heads(said)
        self.labour_plain = frozenset((*said["labour_plain"].split(), *said["labour_joints"].split()))
        self.target_labels = tuple(cases_of(said["labels"]["target"].split("|")))

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """Return a pattern by its name."""
        if name not in _PATTERNS:
            raise AttributeError(name)
        found = re.compile(_PATTERNS[name].format_map(self._words))
        setattr(self, name, found)
        return found

    def needs(self, name: str) -> tuple[bool, tuple[str, ...]]:
        """Say what each match of a pattern has: whether a day, and words of which it has one (none: it needs none).

        >>> phrases("en").needs("session_after"), phrases("en").needs("day_after")
        ((False, ('session', 'regular', 'resumed')), (True, ()))
        """
        phrases = self._words["raw"][_NEEDS[name]].split("|") if name in _NEEDS else ()
        # Of each phrase a word, for the gaps in it may be of either kind.
        return name in _DAYS, tuple(max(one.split(), key=len) for one in phrases)


class _Filled(dict[str, "Any"]):
    """What stands in a pattern for words in braces, made when it is first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        found = self[word] = self._make(word)
        return found


def _words(said: dict[str, Any]) -> _Filled:
    """Return what stands for the words in braces in the patterns of a language."""

    def put(way: Callable[[str], str]) -> _Filled:
        return _Filled(lambda key: way(_found(said, key)))

    def piece(name: str) -> str:
        made = _MADE.get(name)
        return made(said) if made else _PIECES[name].format_map(words)

    words = _Filled(piece)
    words.update(_FIXED, raw=said, one=put(phrased), may=put(_optional), any=put(any_case))
    return words


def _found(said: dict[str, Any], key: str) -> str:
    """Return the phrases that a table has under a key: ``organs.A``."""
    phrases: Any = said
    for part in key.split("."):
        phrases = phrases[part]
    return str(phrases)


def phrased(phrases: str) -> str:
    """Return a pattern of phrases divided by bars, with any white space in them."""
    return as_written(phrases).replace(" ", GAP)


def _optional(phrases: str) -> str:
    """Return a pattern of one of some phrases and the white space behind it, or of nothing."""
    return f"(?:{phrased(phrases)}{GAP})?"


_ORGANS = ("A", "S", "E", "A/HRC")


def _organ_codes(said: dict[str, Any]) -> dict[str, str]:
    """Return the codes of organs by all their names."""
    return {name: code for code in _ORGANS for name in said["organs"][code].split("|")}


def _labour_heads(said: dict[str, Any]) -> dict[str, str]:
    """Return the letters of labour standards by the nouns of their names, one of each: C for a convention."""
    return {
        form: letter
        for letter, forms in said["labour"].items()
        for form in forms.split("|")
        if letter in "CR" and form[-1] != "s"
    }


def _ordinals(said: dict[str, Any]) -> str:
    """Return the pattern of a number below a hundred as an ordinal in words."""
    units, tens = (said[key].replace(" ", "|") for key in ("ordinal_units", "ordinal_tens"))
    return f"(?:{said['tens'].replace(' ', '|')})-(?:{units})|{tens}|{units}"


@lru_cache(maxsize=16)
def phrases(code: str) -> Phrases:
    """Return the patterns of a language, compiled once."""
    return Phrases(code)


_AHEAD = 800  # characters behind a citation that no pattern goes beyond


class PhraseText:
    """A text in which the patterns of its language are looked for.

    A pattern that has a day in it looks at the text with its days marked, and none is made before a place has what it
    needs.
    """

    def __init__(self, text: str, told: str = "") -> None:
        """Keep the text; ``told`` is what tells its language, if that was read in another form."""
        self.text = text
        self._told = told or text
        self._patterns: dict[str, tuple[re.Pattern[str], str]] = {}
        self._needs: dict[str, tuple[bool, tuple[str, ...]]] = {}

    @cached_property
    def phrases(self) -> Phrases:
        """The patterns of the words around citations, in the language in which these were read."""
        code = language_of(self._told)
        return phrases(code if code in codes() else DEFAULT)

    @cached_property
    def _marked(self) -> str:
        return self.phrases.days.marked(self.text)

    def holds(self, name: str, low: int, high: int) -> bool:
        """Say whether a range of the text has what a pattern of the phrases needs."""
        if name not in self._needs:
            self._needs[name] = self.phrases.needs(name)
        day, words = self._needs[name]
        if day and self._marked.find(DAY[0], low, high) < 0:
            return False
        if not words:
            return True
        text = self.text[low:high]
        return any(map(text.__contains__, words))

    def _asked(self, name: str) -> tuple[re.Pattern[str], str]:
        """Return a pattern and the text that it is for: with the days marked if it has one."""
        if name not in self._patterns:
            pattern = getattr(self.phrases, name)
            self._patterns[name] = pattern, self._marked if DAY in pattern.pattern else self.text
        return self._patterns[name]

    def match(self, name: str, at: int) -> re.Match[str] | None:
        """Return what a pattern of the phrases finds at a place; :meth:`said` has the words, of days too."""
        if not self.holds(name, at, at + _AHEAD):
            return None
        pattern, text = self._asked(name)
        return pattern.match(text, at)

    def search(self, name: str, low: int, high: int) -> re.Match[str] | None:
        """Return what a pattern of the phrases finds in a range, as :meth:`match` does."""
        if not self.holds(name, low, high):
            return None
        pattern, text = self._asked(name)
        return pattern.search(text, low, high)

    def fullmatch(self, name: str, low: int, high: int) -> re.Match[str] | None:
        """Return what a pattern of the phrases makes of a whole range, as :meth:`match` does."""
        if not self.holds(name, low, high):
            return None
        pattern, text = self._asked(name)
        return pattern.fullmatch(text, low, high)

    def said(self, found: re.Match[str], group: int = 0) -> str:
        """Return the words of the draft that a pattern found."""
        return self.text[slice(*found.span(group))]
