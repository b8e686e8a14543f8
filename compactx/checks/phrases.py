"""The patterns of words around citations that rules for drafts look for, in the language of the draft."""

from __future__ import annotations

from functools import lru_cache

from compactx.checks.days import DAY, GAP, YEAR, Days, stands_in
from compactx.citation.language import any_case, as_written, cases_of, led_by, table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

QUOTE = '["\u201c\u201d]'
_MARKUP = r"(?:\]\([^()\s]{1,300}\))?[*_]{0,2}"  # what ends a link and emphasis in Markdown
# The mark of a footnote behind what it notes.
_NOTED = "(?:,?(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}|\\[\\^[0-9]{1,3}\\]))?"
# What a pattern cannot do without: a day, or one of the phrases under a key of the language.
_NEEDS = {
    **dict.fromkeys(("day_after", "day_in_brackets", "adopted", "on_day_before", "dated_bracket", "in_force",
                     "on_day_after"), DAY),
    **dict.fromkeys(("session_after", "session_before"), "session_nouns"),
    **dict.fromkeys(("adopting_before", "symbol_adopts"), "adopting"),
    "adopted_freely": "freely", "entitled": "titling",
}  # fmt: skip


@lru_cache(maxsize=512)
def phrased(phrases: str) -> str:
    """Return a pattern of phrases divided by bars, with any white space in them."""
    return as_written(phrases).replace(" ", GAP)


@lru_cache(maxsize=128)
def optional(phrases: str) -> str:
    """Return a pattern of one of some phrases and the white space behind it, or of nothing."""
    return f"(?:{phrased(phrases)}{GAP})?"


class Phrases:
    """The patterns of one language, each written and compiled when it is first asked for.

    Those that have a day in them are for a text in which days are marked (see :mod:`compactx.checks.days`). One may
    need what a text does not have: there it is not even made. :meth:`Draft.match` and its like mind both.
    """

    def __init__(self, code: str) -> None:
        """Know how each is written."""
        said = table(code)
        self._said = said
        self._written: dict[str, Callable[[], str]] = {}
        self.days = Days(said)
        self._written["sentence"] = lambda: _sentence(said)
        self._written["title_lead"] = lambda: rf"{phrased(said['title_leads'])}{GAP}?:?{GAP}?$"
        self._dates(said)
        self._sessions(said)
        self._bodies(said)
        self._votes(said)
        self._years(said)
        self._named(said)
        self._around(said)
        self._labour(said)
        self._meetings(said)
        self._places(said)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """Return a pattern by its name."""
        if name not in self.__dict__.get("_written", ()):
            raise AttributeError(name)
        found = re.compile(self._written[name]())
        setattr(self, name, found)
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all patterns."""
        return tuple(self._written)

    def needs_day(self, name: str) -> bool:
        """Say whether each match of a pattern has a day in it."""
        return _NEEDS.get(name) == DAY

    def may_stand(self, name: str, text: str) -> bool:
        """Say whether a text, in which the days are marked, has what a pattern needs.

        >>> phrases("en").may_stand("session_after", "adopted at its first meeting")
        False
        """
        needed = _NEEDS.get(name, "")
        if needed in {"", DAY}:
            return not needed or stands_in(text)
        return any(max(one.split(), key=len) in text for one in self._said[needed].split("|"))

    def _dates(self, said: dict[str, Any]) -> None:
        """Say how a day or a year stands beside a citation."""
        written = self._written

        def part() -> str:
            joint = phrased(said["and"].partition("|")[0])
            return rf"(?:{GAP}[A-Z](?:(?:,|{GAP}{joint}){GAP}[A-Z]){{0,9}})?"

        def came_about() -> str:
            return rf"[\"\u201d]?{_NOTED},?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"

        written["day_after"] = lambda: (
            rf"{_MARKUP}{part()}(?:,?{GAP}{said['bare_parts']['annex']}(?:{GAP}[IVX]{{1,4}})?)?\)?[\"\u201d]?{_NOTED},?"
            rf"(?:{GAP}(?:\([0-9]{{4}}\){GAP}?)?{phrased(said['stated'])}{GAP}[*_]{{0,2}}|,{GAP})({DAY})"
        )
        written["day_in_brackets"] = lambda: rf"{part()}{GAP}\((?:{phrased(said['stated'])}{GAP})?({DAY})[),;]"
        written["adopted"] = lambda: (
            rf"{came_about()}(?:[ \u00a0,][^.;()\n]{{0,50}}?)??{GAP}{phrased(said['on_day'])}{GAP}({DAY})"
        )
        written["adopted_in"] = lambda: (
            rf"{came_about()}(?:[ \u00a0,][^.;()\n]{{0,40}}?)??{GAP}{phrased(said['in_year'])}{GAP}"
            rf"(?:{self.days.month}{GAP})?({YEAR})(?![0-9\u2013-])"
        )
        written["signing"] = lambda: rf"\b{phrased(said['signing'])}\b"
        written["on_day_before"] = lambda: (
            rf"\b{any_case(said['on_day'])}{GAP}({DAY}),?{GAP}{_act(said)}{GAP}{led_by(said['the'])}$"
        )
        # "2024 Rabat Declaration | on Middle-Income Countries": a longer name, if its words are no part of the title.
        written["goes_on"] = lambda: (
            rf"{GAP}{phrased(said['tail_openers'])}{GAP}{optional(said['the_one'])}([A-Z][\w-]+)"
        )
        written["month_before"] = lambda: rf"{self.days.month}\s$"
        written["in_title"] = lambda: rf"\b{phrased(said['title_preps'])}{GAP}{optional(said['the'])}[\"\u201c]?$"
        # What joins a name to one before it, as in the Framework for the Implementation of Agenda 2063 and the Goals.
        written["name_and"] = lambda: rf"{GAP}{phrased(said['and'].partition('|')[0])}{GAP}{optional(said['the_one'])}$"
        # "the Optional Protocol to the | Convention": the end of a longer name.
        written["longer_name"] = lambda: (
            rf"(?<![.;:\n] )\b[A-Z][a-z]+{GAP}(?:{phrased(said['title_preps'])}|{phrased(said['dated_tails'])}){GAP}"
            rf"{optional(said['the_one'])}$"
        )
        written["adoption_before"] = lambda: rf"\b{any_case(said['adoption'])}{GAP}"
        written["in_year"] = lambda: (
            rf"{GAP}{phrased(said['in_year'])}{GAP}(?:{self.days.month}{GAP})?({YEAR})(?![0-9\u2013-])"
        )

    def _sessions(self, said: dict[str, Any]) -> None:
        """Say how the session of a resolution stands beside it, in words or figures, and what was done on a day."""
        written = self._written
        written["in_force"] = lambda: (
            rf"(?:{GAP}\((?:[^()\n]{{0,60}}?[,;]{GAP})?|,?{GAP}){phrased(said['into_force'])}{GAP}"
            rf"(?:{phrased(said['on_day'])}{GAP})?({DAY})"
        )
        written["dated_bracket"] = lambda: rf"{GAP}\([^()\n]{{0,40}}?{DAY}[^()\n]{{0,60}}\){GAP}"
        # "States adopted the Compact | on 10 December 2018"
        written["adopting_before"] = lambda: rf"\b{_act(said)}{GAP}{led_by(said['the'])}$"
        written["on_day_after"] = lambda: rf"{GAP}{phrased(said['on_day'])}{GAP}({DAY})"

        def session() -> str:
            units, tens = (said[key].replace(" ", "|") for key in ("ordinal_units", "ordinal_tens"))
            joined = f"(?:{said['tens'].replace(' ', '|')})-(?:{units})"
            one = f"(?P<ordinal>{joined}|{tens}|{units}|[0-9]{{1,3}}(?:{said['ordinal_endings']}))"
            lead = any_case(said["session_leads"]).replace(" ", GAP)
            return rf"{lead}{GAP}{one}{GAP}{phrased(said['session_nouns'])}"

        written["session_after"] = lambda: (
            rf"{_dated(said)},?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
            rf"{_assembly(said, 'put_by')}{GAP}{session()}\b"
        )
        written["session_before"] = lambda: (
            rf"\b{session()}{_assembly(said, 'of_year')},?{GAP}{_act(said)}{GAP}{optional(said['its'])}$"
        )

    def _votes(self, said: dict[str, Any]) -> None:
        """Say how a resolution was adopted, in the words behind it."""
        written = self._written

        def lead() -> str:
            through = f"(?:{GAP}{phrased(said['adopted_through'])})?"
            return rf"\b{any_case(said['came_about'])}{_assembly(said, 'put_by')}{through}{GAP}{_its(said)}$"

        def came() -> str:
            verb = phrased(said["came_about"])
            verb += _assembly(said, "put_by")
            return rf"{_dated(said)},?(?P<came>{GAP}{optional(said['had_been'])}{verb})?{GAP}"

        # "adopted resolution 73/195 by consensus": the verb stands before it.
        written["adopted_lead"] = lead
        written["voted_lead"] = lambda: (
            rf"{lead()}|\b{any_case(said['came_about'])}\b[^.;:()\n]{{0,80}}?{GAP}"
            rf"{phrased(said['adopted_through'])}{GAP}{_its(said)}$"
        )
        written["adopted_freely"] = lambda: rf"{came()}{phrased(said['freely'])}\b"

        def counted() -> str:
            joint = rf"(?:,|{GAP}(?:{phrased(said['through'])}|{phrased(said['and'])}))?"
            joint += f"(?:{GAP}{phrased(said['by_votes'])})?"
            return (
                rf"{came()}{phrased(said['by_votes'])}{GAP}(?P<favour>[0-9]{{1,3}})(?:{GAP}{phrased(said['for_it'])})?"
                rf"{joint}{GAP}(?P<against>[0-9]{{1,3}})(?:{GAP}{phrased(said['against_it'])})?"
                rf"(?:{joint}{GAP}(?P<abstaining>[0-9]{{1,3}}){GAP}{phrased(said['abstained'])})?"
            )

        written["adopted_by_votes"] = counted

    def _bodies(self, said: dict[str, Any]) -> None:
        """Say how the body of a resolution stands beside its number, and what joins it to another body."""
        written = self._written
        told = {code: said["organs"][code].split("|") for code in ("A", "S", "E", "A/HRC")}
        self.organ_codes = {name: code for code, names in told.items() for name in names}
        self.organ_names = {code: names[0] for code, names in told.items()}

        def organ() -> str:
            return f"(?P<organ>{phrased('|'.join(self.organ_codes))})"

        written["organ_first"] = lambda: (
            rf"{organ()}{GAP}(?:{any_case(said['resolution'])}|{any_case(said['decision'])}){GAP}"
        )
        written["organ_behind"] = lambda: (
            rf"{GAP}(?:{phrased(said['of_year'])}){GAP}{optional(said['the_one'])}{organ()}(?![\w-])(?!{GAP}[A-Z])"
        )
        written["organ_listed"] = lambda: rf"(?:,|/|\b{phrased(said['and'])}){GAP}?{optional(said['the_one'])}$"

    def _years(self, said: dict[str, Any]) -> None:
        """Say how the year of a name stands beside it."""
        written = self._written

        def of() -> str:
            return phrased(said["of_year"])

        written["treaty"] = lambda: rf"\b(?:{said['dated_heads']})\b"
        written["other_heads"] = lambda: rf"\b(?:{said['dated_names']})\b"
        written["recurring"] = lambda: rf"\b(?:{said['recurring_names']})\b"
        written["year_in_brackets"] = lambda: rf"{GAP}\(({YEAR})\)"
        written["year_in_or_of"] = lambda: rf"{GAP}(?:{of()}{GAP}(?={YEAR}(?![0-9\u2013-]))|\((?={YEAR}\)))({YEAR})"
        written["year_before"] = lambda: rf"(?<![0-9A-Za-z\u2013-])({YEAR}){GAP}$"
        written["year_after"] = lambda: (
            rf"[\"\u201d]?(?:,{GAP}({YEAR})(?={GAP}\({phrased(said['act_numero'])}|[;.)\]]|,{GAP}|$)"
            rf"|{GAP}\(({YEAR})\)|,?{GAP}{of()}{GAP}({YEAR})(?![0-9\u2013-]))"
        )
        # "Convention No. 190 concerning the elimination of violence, 2019"
        written["year_after_tail"] = lambda: (
            rf"{GAP}(?:{phrased(said['dated_tails'])}){GAP}[^.;:()\n]{{3,90}}?,{GAP}({YEAR})(?![0-9\u2013-])"
        )
        written["year_inside"] = lambda: rf",{GAP}?({YEAR}),?{GAP}\("  # "Convenio sobre los puertos, 2011 (núm. 189)"
        written["years_after"] = lambda: (
            rf",?{GAP}\(?({YEAR}{GAP}?(?:[\u2013-]|{phrased(said['through'])}){GAP}?{YEAR})(?![0-9])"
        )

    def _named(self, said: dict[str, Any]) -> None:
        """Say what stands between a name and the symbol that it bears."""
        written = self._written

        def by() -> str:
            return phrased(said["put_by"])

        def label() -> str:
            return rf"(?:{phrased(said['document_labels'])}{GAP})?"

        def organ() -> str:
            return rf"{optional(said['united'])}(?:{phrased(said['organs']['A'])},?{GAP}{by()}{GAP})?"

        def annex() -> str:
            return rf"(?:{said['bare_parts']['annex']}{GAP}{phrased(said['annexing'])}{GAP})?"

        def behind() -> str:
            of = f"{phrased(said['by'])}{GAP}?{optional(said['the_one'])}"
            return rf"(?:{GAP}{of}{optional(said['united'])}{phrased(said['organs']['A'])})?"

        def part() -> str:
            return rf"{_dated(said)}(?:,?{GAP}{phrased(said['labels']['annex'])}(?:{GAP}[IVX]+)?,?)?"

        written["name_first"] = lambda: (
            rf"{QUOTE}?,?{GAP}\({optional(said['see'])}{label()}|['\u2019]{GAP}"
            rf"|{QUOTE}?(?:,{GAP}{optional(said['stated'])}{DAY})?,{GAP}{label()}"
            rf"|{QUOTE}?,?{GAP}{optional(said['put_as'])}{optional(said['putting'])}{by()}{GAP}"
            rf"{optional(said['the_one'])}{organ()}{_its(said)}{annex()}"
        )
        written["of_year"] = lambda: rf"{GAP}{phrased(said['of_year'])}{GAP}{YEAR}"
        written["name_in_brackets"] = lambda: rf"{_dated(said)},?{GAP}\({optional(said['the_one'])}"
        written["symbol_first"] = lambda: (
            rf"{behind()}{part()}(?:{GAP}{phrased(said['title_on'])}|,?{GAP}{phrased(said['titling'])}"
            rf"|,?{GAP}{phrased(said['in_which'])}{GAP}{_act(said)}){GAP}{optional(said['the_one'])}{QUOTE}?"
            rf"|{_dated(said)},{GAP}{QUOTE}?"
        )
        written["on_subject"] = lambda: (
            rf"{behind()}{part()}{GAP}{phrased(said['title_on'])}{GAP}{optional(said['the_one'])}"
        )

    def _around(self, said: dict[str, Any]) -> None:
        """Say what else stands around a name or a symbol, and tells whether they belong together."""
        written = self._written
        written["more_of_name"] = lambda: rf"{GAP}[A-Z][a-z]+(?![\w\u2019'])"
        written["symbol_adopts"] = lambda: rf"{_dated(said)},?{GAP}{_act(said)}{GAP}{optional(said['the_one'])}{QUOTE}?"
        written["short_resolution"] = lambda: rf"\b{phrased(said['short_resolution'])}\b"
        written["joined_on"] = lambda: rf"\b(?:{_joints(said)}){GAP}{optional(said['the_one'])}$"  # ends a longer name
        written["nothing_said"] = lambda: (
            rf"[\W\d]*(?:{any_case(said['see'])}\W{{1,3}})?(?:{any_case(said['the_one'])}{GAP})?\W*"
        )
        written["by_it"] = lambda: rf"\b{any_case(said['adopted_through'])}{GAP}{_its(said)}$"
        written["entitled"] = lambda: (
            rf"{_dated(said)}(?:,?{GAP}{said['bare_parts']['annex']})?,?{GAP}{phrased(said['titling'])}{GAP}"
            rf"[\"\u201c]([^\"\u201c\u201d]{{8,300}})[\"\u201d]"
        )

    def _labour(self, said: dict[str, Any]) -> None:
        """Say the name of a labour convention with its number behind it."""
        written = self._written
        forms = {form: letter for letter, forms in said["labour"].items() for form in forms.split("|")}
        self.labour_heads = {form: letter for form, letter in forms.items() if letter in "CR" and form[-1] != "s"}

        def number() -> str:
            return rf"\({optional(said['labour_code'])}(?:{phrased(said['labour_numero'])}{GAP}?|[CR])([0-9]{{1,3}})\)"

        def name() -> str:
            joints = "|".join(said["labour_joints"].split())
            numero = phrased(said["labour_numero"])
            word = rf"(?:[A-Z][\w\u2019'-]++|{joints}|\((?!{numero})[A-Z][^()]{{2,40}}\))"
            return rf"{word}(?:{GAP}{word}){{0,11}}{GAP}({'|'.join(self.labour_heads)})(?: \([A-Z][a-z]+\))?"

        written["labour_number"] = number
        written["labour_name"] = lambda: rf"(?<![\w\u2019'-])({name()})(?:,?{GAP}{YEAR})?{GAP}{number()}"
        written["revised"] = lambda: rf"\b{any_case(said['revised'])}\b"
        self.labour_plain = frozenset((*said["labour_plain"].split(), *said["labour_joints"].split()))

    def _meetings(self, said: dict[str, Any]) -> None:
        """Say the year beside the name of a meeting that comes back."""
        written = self._written

        def place() -> str:
            until = rf"(?:\u2013|-|{GAP}{phrased(said['through'])}{GAP})"
            return rf"(?:[A-Z][\w .\u2019-]{{1,30}},{GAP})?(?:[0-9]{{1,2}}(?:{until}[0-9]{{1,2}})?{GAP})?"

        written["meeting_after"] = lambda: (
            rf"(?:{GAP}\(?{phrased(said['meeting_in'])}|,?{GAP}{phrased(said['held_in'])}){GAP}"
            rf"(?:{self.days.month}{GAP})?({YEAR})\)?(?![0-9\u2013-])"
            rf"|{GAP}\({place()}(?:{self.days.month}{GAP})?({YEAR})\)"
            rf"|{GAP}((?:19|20)[0-9]{{2}})(?![0-9\u2013/-])"
        )
        written["meeting_before"] = lambda: (
            rf"\b(?:{phrased(said['in_year'])}){GAP}({YEAR}),?{GAP}{phrased(said['meeting_when'])}{GAP}"
            rf"{optional(said['the_one'])}{optional(said['next'])}$|({YEAR}){GAP}$"
        )
        written["meetings"] = lambda: rf"(?:{said['plural_meetings']})$"

    def _places(self, said: dict[str, Any]) -> None:
        """Say a pinpoint of one paragraph or objective, whose number can be put right."""
        written = self._written
        number = rf"([0-9]{{1,3}}(?:{GAP}?\([a-z]{{1,2}}\))?)"
        labels = said["labels"]
        written["paragraph"] = lambda: rf"({any_case(labels['paragraph'])}{GAP}?){number}"
        written["objective"] = lambda: rf"({any_case(labels['objective'])}{GAP}){number}"

        def kinds() -> str:
            kinds = ("paragraph", "article", "objective", "goal")
            return "|".join(f"(?P<{kind}>{any_case(labels[kind])})" for kind in kinds)

        written["bracketed_parts"] = lambda: (
            rf"\b(?:{kinds()}){GAP}?(?P<numbers>(?:\[[0-9]{{1,3}}\]|[0-9]{{1,3}}{GAP}?\[[0-9]{{1,3}}\])"
            rf"(?:[,/]?{GAP}?\[?[0-9]{{1,3}}\]?){{0,6}})\]?{GAP}(?:{phrased(said['of'])}){GAP}{optional(said['the_one'])}\[?$"
        )
        self.target_labels = tuple(cases_of(labels["target"].split("|")))
        fine = r"[0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])\b(?![./]?[0-9])"
        written["target"] = lambda: rf"\b{any_case(labels['target'])}{GAP}({fine})"
        written["another_target"] = lambda: (
            rf"(?:,|,?{GAP}{phrased(said['and'])}|,?{GAP}{phrased(said['through'])}){GAP}({fine})"
        )
        written["targets_of_others"] = lambda: rf"\b(?:{said['targets_of_others']})"
        written["council"] = lambda: rf"\b{phrased(said['organs']['S'])}"
        written["year_organs"] = lambda: rf"\b{phrased(said['year_organs'])}\b"
        written["assembly"] = lambda: rf"\b{phrased(said['organs']['A'])}"
        written["rights_council"] = lambda: rf"\b{phrased(said['organs']['A/HRC'])}\b"
        written["resolution"] = lambda: any_case(said["resolution"])
        written["decision"] = lambda: any_case(said["decision"])


def _dated(said: dict[str, Any]) -> str:
    """Return the pattern of the day that may stand behind a resolution: " of 19 December 2018", or in brackets."""
    return rf"(?:{GAP}[A-Z])?(?:,?{GAP}{phrased(said['stated'])}{GAP}{DAY}|{GAP}\({DAY}\))?"


def _its(said: dict[str, Any]) -> str:
    """Return the pattern of what may stand before a resolution: "its", "the"."""
    return optional(f"{said['its']}|{said['the_one']}")


def _assembly(said: dict[str, Any], joint: str) -> str:
    """Return the pattern of the General Assembly behind a joint, if it is named: " by the General Assembly"."""
    return rf"(?:{GAP}{phrased(said[joint])}{GAP}{optional(said['the_one'])}{phrased(said['organs']['A'])})?"


def _act(said: dict[str, Any]) -> str:
    """Return the pattern of who adopts, and that they do."""
    return f"{phrased(said['adopters'])}{GAP}{phrased(said['adopting'])}"


def _joints(said: dict[str, Any]) -> str:
    """Return the words that join a noun of a name to what it is of, without those that join two names."""
    return "|".join(one for one in said["head_joints"].split() if one not in said["and"].split("|"))


def _sentence(said: dict[str, Any]) -> str:
    """Return the pattern of where a sentence, or a numbered line, is over; abbreviations end none."""
    short = "".join(rf"(?<!{re.escape(one)} )" for one in said["abbreviations"].split("|"))
    return rf"[.?!;]['\"\u201d\u2019)\]]{{0,2}}\s+(?=[\u201c\"(\[]{{0,2}}[A-Z0-9]){short}|\n[^\S\n]*\n"


@lru_cache(maxsize=16)
def phrases(code: str) -> Phrases:
    """Return the patterns of a language, compiled once."""
    return Phrases(code)
