"""The patterns of words around citations that rules for drafts look for, in the language of the draft."""

from __future__ import annotations

from functools import lru_cache

from compactx.citation.language import any_case, as_written, led_by, table
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

GAP = "[ \u00a0]"
QUOTE = '["\u201c\u201d]'
_MARKUP = r"(?:\]\([^()\s]{1,300}\))?[*_]{0,2}"  # what ends a link and emphasis in Markdown
_YEAR = "(?:1[89]|20)[0-9]{2}"


def phrased(phrases: str) -> str:
    """Return a pattern of phrases divided by bars, with any white space in them."""
    return as_written(phrases).replace(" ", GAP)


def optional(phrases: str) -> str:
    """Return a pattern of one of some phrases and the white space behind it, or of nothing."""
    return f"(?:{phrased(phrases)}{GAP})?"


class Phrases:
    """The patterns of one language. ``day`` is a whole day as the language writes it."""

    def __init__(self, code: str) -> None:
        """Compile them."""
        said = table(code)
        self.months = [month.lower() for month in said["months"].split()]
        self.short_months = [month.lower().rstrip(".") for month in said["months_short"].split()]
        self.joint = re.sub("[^\\w ]", "", said["before_month"])  # between the day and the month, as it is written
        names = "|".join(sorted((*said["months"].split(), *said["months_short"].split()), key=len, reverse=True))
        self.month = f"(?:{names.replace('.', '[.]?')})"
        self.month_names = said["months"].split()
        of = said["before_month"].replace(" ", GAP)
        self.day = rf"(?:[0-9]{{1,2}}{said['day_ending']}{GAP}{of}{self.month}{GAP}{of}{_YEAR}"
        self.day += rf"|{self.month}{GAP}[0-9]{{1,2}},{GAP}{_YEAR})" if said["month_first"] else ")"
        self.sentence = _sentence(said)
        self.title_lead = re.compile(rf"{phrased(said['title_leads'])}{GAP}?:?{GAP}?$")
        self._dates(said)
        self._named(said)
        self._meetings(said)
        self._places(said)

    def _dates(self, said: dict[str, Any]) -> None:
        """Compile how a day or a year stands beside a citation."""
        day, stated = self.day, phrased(said["stated"])
        joint = phrased(said["and"].partition("|")[0])
        part = rf"(?:{GAP}[A-Z](?:(?:,|{GAP}{joint}){GAP}[A-Z]){{0,9}})?"
        self.day_after = re.compile(
            rf"{_MARKUP}{part}\)?[\"\u201d]?,?(?:{GAP}(?:\([0-9]{{4}}\){GAP}?)?{stated}{GAP}|,{GAP}(?=[0-9]))[*_]{{0,2}}({day})"
        )
        self.day_in_brackets = re.compile(rf"{part}{GAP}\(({day})\)")
        self.dated = rf"(?:{GAP}[A-Z])?(?:,?{GAP}{stated}{GAP}{day}|{GAP}\({day}\))?"
        adopting, by = phrased(said["adopting"]), phrased(said["adopters"])
        self.adopted = re.compile(
            rf"[\"\u201d]?,?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
            rf"(?:[ \u00a0,][^.;()\n]{{0,50}}?)??{GAP}{phrased(said['on_day'])}{GAP}({day})"
        )
        self.adopted_in = re.compile(
            rf"[\"\u201d]?,?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
            rf"(?:[ \u00a0,][^.;()\n]{{0,40}}?)??{GAP}{phrased(said['in_year'])}{GAP}(?:{self.month}{GAP})?"
            rf"({_YEAR})(?![0-9\u2013-])"
        )
        self.signing = re.compile(rf"\b{phrased(said['signing'])}\b")
        self.on_day_before = re.compile(
            rf"\b{any_case(said['on_day'])}{GAP}({day}),?{GAP}{by}{GAP}{adopting}{GAP}{led_by(said['the'])}$"
        )
        # "2024 Rabat Declaration | on Middle-Income Countries": a longer name, if its words are no part of the title.
        self.goes_on = re.compile(rf"{GAP}{phrased(said['tail_openers'])}{GAP}{optional(said['the_one'])}([A-Z][\w-]+)")
        self.month_before = re.compile(rf"{self.month}\s$")
        title = phrased(said["title_preps"])
        self.in_title = re.compile(rf"\b{title}{GAP}{optional(said['the'])}[\"\u201c]?$")
        # What joins a name to one before it, as in the Framework for the Implementation of Agenda 2063 and the Goals.
        self.name_and = re.compile(rf"{GAP}{phrased(said['and'].partition('|')[0])}{GAP}{optional(said['the_one'])}$")
        # "the Optional Protocol to the | Convention": the end of a longer name.
        self.longer_name = re.compile(
            rf"(?<![.;:\n] )\b[A-Z][a-z]+{GAP}(?:{title}|{phrased(said['dated_tails'])}){GAP}"
            rf"{optional(said['the_one'])}$"
        )
        self.adoption_before = re.compile(rf"\b{any_case(said['adoption'])}{GAP}")
        self.in_year = re.compile(
            rf"{GAP}{phrased(said['in_year'])}{GAP}(?:{self.month}{GAP})?({_YEAR})(?![0-9\u2013-])"
        )
        self._years(said)

    def _years(self, said: dict[str, Any]) -> None:
        """Compile how the year of a name stands beside it."""
        of, numero = phrased(said["of_year"]), phrased(said["act_numero"])
        self.treaty = re.compile(rf"\b(?:{said['dated_heads']})\b")
        self.other_heads = re.compile(rf"\b(?:{said['dated_names']})\b")
        self.recurring = re.compile(rf"\b(?:{said['recurring_names']})\b")
        self.year_in_brackets = re.compile(rf"{GAP}\(({_YEAR})\)")
        self.year_in_or_of = re.compile(rf"{GAP}(?:{of}{GAP}(?={_YEAR}(?![0-9\u2013-]))|\((?={_YEAR}\)))({_YEAR})")
        self.year_before = re.compile(rf"(?<![0-9A-Za-z\u2013-])({_YEAR}){GAP}$")
        self.year_after = re.compile(
            rf"[\"\u201d]?(?:,{GAP}({_YEAR})(?={GAP}\({numero}|[;.)\]]|,{GAP}|$)"
            rf"|{GAP}\(({_YEAR})\)|,?{GAP}{of}{GAP}({_YEAR})(?![0-9\u2013-]))"
        )
        # "Convention No. 190 concerning the elimination of violence, 2019"
        self.year_after_tail = re.compile(
            rf"{GAP}(?:{phrased(said['dated_tails'])}){GAP}[^.;:()\n]{{3,90}}?,{GAP}({_YEAR})(?![0-9\u2013-])"
        )
        self.year_inside = re.compile(rf",{GAP}?({_YEAR}),?{GAP}\(")  # "Convenio sobre los puertos, 2011 (núm. 189)"
        self.years_after = re.compile(
            rf",?{GAP}\(?({_YEAR}{GAP}?(?:[\u2013-]|{phrased(said['through'])}){GAP}?{_YEAR})(?![0-9])"
        )

    def _named(self, said: dict[str, Any]) -> None:
        """Compile what stands between a name and the symbol that it bears."""
        by, united = phrased(said["put_by"]), optional(said["united"])
        organ = phrased(said["organs"]["A"])
        annex = rf"(?:{said['bare_parts']['annex']}{GAP}{phrased(said['annexing'])}{GAP})?"
        label = rf"(?:{phrased(said['document_labels'])}{GAP})?"
        its = optional(f"{said['its']}|{said['the_one']}")
        self.name_first = re.compile(
            rf"{QUOTE}?,?{GAP}\({optional(said['see'])}{label}|{QUOTE}?(?:,{GAP}{optional(said['stated'])}{self.day})?,{GAP}{label}"
            rf"|{QUOTE}?,?{GAP}{optional(said['put_as'])}{optional(said['putting'])}{by}{GAP}"
            rf"{optional(said['the_one'])}{united}(?:{organ},?{GAP}{by}{GAP})?{its}{annex}"
        )
        self.of_year = re.compile(rf"{GAP}{phrased(said['of_year'])}{GAP}{_YEAR}")
        self.name_in_brackets = re.compile(rf"{self.dated},?{GAP}\({optional(said['the_one'])}")
        part = rf"(?:,?{GAP}{phrased(said['labels']['annex'])}(?:{GAP}[IVX]+)?,?)?"
        adopted = rf"{phrased(said['adopters'])}{GAP}{phrased(said['adopting'])}"
        self.symbol_first = re.compile(
            rf"{self.dated}{part}(?:{GAP}{phrased(said['title_on'])}|,?{GAP}{phrased(said['titling'])}"
            rf"|,?{GAP}{phrased(said['in_which'])}{GAP}{adopted}){GAP}{optional(said['the_one'])}{QUOTE}?|{self.dated},{GAP}{QUOTE}?"
        )
        self.symbol_adopts = re.compile(rf"{self.dated},?{GAP}{adopted}{GAP}{optional(said['the_one'])}{QUOTE}?")
        self.short_resolution = re.compile(rf"\b{phrased(said['short_resolution'])}\b")
        the = any_case(said["the_one"])
        self.nothing_said = re.compile(rf"[\W\d]*(?:{any_case(said['see'])}\W{{1,3}})?(?:{the}{GAP})?\W*")
        self.by_it = re.compile(rf"\b{any_case(said['adopted_through'])}{GAP}{its}$")
        self.entitled = re.compile(
            rf"{self.dated}(?:,?{GAP}{said['bare_parts']['annex']})?,?{GAP}{phrased(said['titling'])}{GAP}"
            rf"[\"\u201c]([^\"\u201c\u201d]{{8,300}})[\"\u201d]"
        )
        self._labour(said)

    def _labour(self, said: dict[str, Any]) -> None:
        """Compile the name of a labour convention with its number behind it."""
        joints = "|".join(said["labour_joints"].split())
        forms = {form: letter for letter, forms in said["labour"].items() for form in forms.split("|")}
        self.labour_heads = {form: letter for form, letter in forms.items() if letter in "CR" and form[-1] != "s"}
        head = "|".join(self.labour_heads)
        numero = phrased(said["labour_numero"])
        word = rf"(?:[A-Z][\w\u2019'-]++|{joints}|\((?!{numero})[A-Z][^()]{{2,40}}\))"
        office = optional(said["labour_code"])
        self.labour_name = re.compile(
            rf"(?<![\w\u2019'-])({word}(?:{GAP}{word}){{0,11}}{GAP}({head})(?: \([A-Z][a-z]+\))?)"
            rf"(?:,{GAP}{_YEAR})?{GAP}\({office}(?:{numero}{GAP}?|[CR])([0-9]{{1,3}})\)"
        )
        self.labour_plain = frozenset((*said["labour_plain"].split(), *said["labour_joints"].split()))

    def _meetings(self, said: dict[str, Any]) -> None:
        """Compile the year beside the name of a meeting that comes back."""
        when = phrased(said["meeting_in"])
        held = phrased(said["held_in"])
        until = rf"(?:\u2013|-|{GAP}{phrased(said['through'])}{GAP})"
        place = rf"(?:[A-Z][\w .\u2019-]{{1,30}},{GAP})?(?:[0-9]{{1,2}}(?:{until}[0-9]{{1,2}})?{GAP})?"
        self.meeting_after = re.compile(
            rf"{GAP}\(?{when}{GAP}(?:{self.month}{GAP})?({_YEAR})\)?(?![0-9\u2013-])"
            rf"|{GAP}\({place}(?:{self.month}{GAP})?({_YEAR})\)"
            rf"|,?{GAP}{held}{GAP}(?:{self.month}{GAP})?({_YEAR})(?![0-9\u2013-])"
            rf"|{GAP}((?:19|20)[0-9]{{2}})(?![0-9\u2013/-])"
        )
        leads, as_ = phrased(said["in_year"]), phrased(said["meeting_when"])
        the, following = optional(said["the_one"]), optional(said["next"])
        self.meeting_before = re.compile(
            rf"\b(?:{leads}){GAP}({_YEAR}),?{GAP}{as_}{GAP}{the}{following}$|({_YEAR}){GAP}$"
        )
        self.meetings = re.compile(rf"(?:{said['plural_meetings']})$")

    def _places(self, said: dict[str, Any]) -> None:
        """Compile a pinpoint of one paragraph or objective, whose number can be put right."""
        number = rf"([0-9]{{1,3}}(?:{GAP}?\([a-z]{{1,2}}\))?)"
        labels = said["labels"]
        self.paragraph = re.compile(rf"({any_case(labels['paragraph'])}{GAP}?){number}")
        self.objective = re.compile(rf"({any_case(labels['objective'])}{GAP}){number}")
        fine = r"[0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])\b(?![./]?[0-9])"
        self.target = re.compile(rf"\b{any_case(labels['target'])}{GAP}({fine})")
        self.another_target = re.compile(
            rf"(?:,|,?{GAP}{phrased(said['and'])}|,?{GAP}{phrased(said['through'])}){GAP}({fine})"
        )
        self.targets_of_others = re.compile(rf"\b(?:{said['targets_of_others']})")
        self.assembly = re.compile(rf"\b{phrased(said['organs']['A'])}")
        self.rights_council = re.compile(rf"\b{phrased(said['organs']['A/HRC'])}\b")
        self.resolution, self.decision = (re.compile(any_case(said[kind])) for kind in ("resolution", "decision"))

    def read_day(self, written: str) -> str:
        """Return a day as ISO 8601.

        >>> phrases("en").read_day("9 December 2018"), phrases("en").read_day("Dec. 9, 2018")
        ('2018-12-09', '2018-12-09')
        """
        day, year = re.findall(r"[0-9]+", written)
        name = re.compile(self.month).search(written)
        month = name.group().lower().rstrip(".") if name else ""
        at = next(n for n, (whole, short) in enumerate(zip(self.months, self.short_months, strict=True))
                  if month in {whole, short} or month[:3] == whole[:3] == month)  # fmt: skip
        return f"{year}-{at + 1:02}-{int(day):02}"

    def write_day(self, day: str, like: str) -> str:
        """Return an ISO 8601 day as some words write theirs.

        >>> phrases("en").write_day("2018-12-19", "9 May 1999"), phrases("en").write_day("2018-12-19", "May 9, 1999")
        ('19 December 2018', 'December 19, 2018')
        """
        year, _, rest = day.partition("-")
        month, _, number = rest.partition("-")
        if not number:
            return day
        name = self.month_names[int(month) - 1]
        first = like[:1].isdigit()
        written = f"{int(number)} {self.joint}{name} {self.joint}{year}" if first else f"{name} {int(number)}, {year}"
        return written.replace(" ", "\u00a0") if "\u00a0" in like and " " not in like else written


def _sentence(said: dict[str, Any]) -> re.Pattern[str]:
    """Return the pattern of where a sentence, or a numbered line, is over; abbreviations end none."""
    short = "".join(rf"(?<!{re.escape(one)} )" for one in said["abbreviations"].split("|"))
    return re.compile(rf"[.?!;]['\"\u201d\u2019)\]]{{0,2}}\s+(?=[\u201c\"(\[]{{0,2}}[A-Z0-9]){short}|\n[^\S\n]*\n")


@lru_cache(maxsize=16)
def phrases(code: str) -> Phrases:
    """Return the patterns of a language, compiled once."""
    return Phrases(code)
