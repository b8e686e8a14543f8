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
# The mark of a footnote behind what it notes.
_NOTED = "(?:,?(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}|\\[\\^[0-9]{1,3}\\]))?"
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
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
        """Write them; each is compiled when it is first asked for."""
        said = table(code)
        written = self._written = dict[str, str]()
        self.months = [month.lower() for month in said["months"].split()]
        self.short_months = [month.lower().rstrip(".") for month in said["months_short"].split()]
        self.joint = re.sub("[^\\w ]", "", said["before_month"])  # between the day and the month, as it is written
        names = "|".join(sorted((*said["months"].split(), *said["months_short"].split()), key=len, reverse=True))
        self.month = f"(?:{names.replace('.', '[.]?')})"
        self.month_names = said["months"].split()
        of = said["before_month"].replace(" ", GAP)
        self.day = rf"(?:[0-9]{{1,2}}{said['day_ending']}{GAP}{of}{self.month}{GAP}{of}{_YEAR}"
        self.day += rf"|{self.month}{GAP}[0-9]{{1,2}},{GAP}{_YEAR}" if said["month_first"] else ""
        self.day += rf"|{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9-]))"
        written["sentence"] = _sentence(said)
        written["title_lead"] = rf"{phrased(said['title_leads'])}{GAP}?:?{GAP}?$"
        self._dates(said)
        self._named(said)
        self._meetings(said)
        self._places(said)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """Return a pattern by its name."""
        if name not in self.__dict__.get("_written", ()):
            raise AttributeError(name)
        found = re.compile(self._written[name])
        setattr(self, name, found)
        return found

    def _dates(self, said: dict[str, Any]) -> None:
        """Write how a day or a year stands beside a citation."""
        written = self._written
        day, stated = self.day, phrased(said["stated"])
        joint = phrased(said["and"].partition("|")[0])
        part = rf"(?:{GAP}[A-Z](?:(?:,|{GAP}{joint}){GAP}[A-Z]){{0,9}})?"
        written["day_after"] = (
            rf"{_MARKUP}{part}(?:,?{GAP}{said['bare_parts']['annex']}(?:{GAP}[IVX]{{1,4}})?)?\)?[\"\u201d]?{_NOTED},?(?:{GAP}(?:\([0-9]{{4}}\){GAP}?)?{stated}{GAP}|,{GAP}(?=[0-9A-Z]))[*_]{{0,2}}({day})"
        )
        written["day_in_brackets"] = rf"{part}{GAP}\((?:{stated}{GAP})?({day})[),;]"
        self.dated = rf"(?:{GAP}[A-Z])?(?:,?{GAP}{stated}{GAP}{day}|{GAP}\({day}\))?"
        adopting, by = phrased(said["adopting"]), phrased(said["adopters"])
        written["adopted"] = (
            rf"[\"\u201d]?{_NOTED},?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
            rf"(?:[ \u00a0,][^.;()\n]{{0,50}}?)??{GAP}{phrased(said['on_day'])}{GAP}({day})"
        )
        written["adopted_in"] = (
            rf"[\"\u201d]?{_NOTED},?{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
            rf"(?:[ \u00a0,][^.;()\n]{{0,40}}?)??{GAP}{phrased(said['in_year'])}{GAP}(?:{self.month}{GAP})?"
            rf"({_YEAR})(?![0-9\u2013-])"
        )
        written["signing"] = rf"\b{phrased(said['signing'])}\b"
        written["on_day_before"] = (
            rf"\b{any_case(said['on_day'])}{GAP}({day}),?{GAP}{by}{GAP}{adopting}{GAP}{led_by(said['the'])}$"
        )
        # "2024 Rabat Declaration | on Middle-Income Countries": a longer name, if its words are no part of the title.
        written["goes_on"] = rf"{GAP}{phrased(said['tail_openers'])}{GAP}{optional(said['the_one'])}([A-Z][\w-]+)"
        written["month_before"] = rf"{self.month}\s$"
        title = phrased(said["title_preps"])
        written["in_title"] = rf"\b{title}{GAP}{optional(said['the'])}[\"\u201c]?$"
        # What joins a name to one before it, as in the Framework for the Implementation of Agenda 2063 and the Goals.
        written["name_and"] = rf"{GAP}{phrased(said['and'].partition('|')[0])}{GAP}{optional(said['the_one'])}$"
        # "the Optional Protocol to the | Convention": the end of a longer name.
        written["longer_name"] = (
            rf"(?<![.;:\n] )\b[A-Z][a-z]+{GAP}(?:{title}|{phrased(said['dated_tails'])}){GAP}"
            rf"{optional(said['the_one'])}$"
        )
        written["adoption_before"] = rf"\b{any_case(said['adoption'])}{GAP}"
        written["in_year"] = rf"{GAP}{phrased(said['in_year'])}{GAP}(?:{self.month}{GAP})?({_YEAR})(?![0-9\u2013-])"
        self._sessions(said)
        self._bodies(said)
        self._votes(said)
        self._years(said)

    def _sessions(self, said: dict[str, Any]) -> None:
        """Write how the session of a resolution stands beside it, in words or figures, and what was done on a day."""
        written, day = self._written, self.day
        adopting, by = phrased(said["adopting"]), phrased(said["adopters"])
        forced = phrased(said["into_force"])
        written["in_force"] = (
            rf"(?:{GAP}\((?:[^()\n]{{0,60}}?[,;]{GAP})?|,?{GAP}){forced}{GAP}(?:{phrased(said['on_day'])}{GAP})?({day})"
        )
        written["dated_bracket"] = rf"{GAP}\([^()\n]{{0,40}}?{day}[^()\n]{{0,60}}\){GAP}"
        # "States adopted the Compact | on 10 December 2018"
        written["adopting_before"] = rf"\b{by}{GAP}{adopting}{GAP}{led_by(said['the'])}$"
        written["on_day_after"] = rf"{GAP}{phrased(said['on_day'])}{GAP}({day})"
        units, tens = (said[key].replace(" ", "|") for key in ("ordinal_units", "ordinal_tens"))
        joined = f"(?:{said['tens'].replace(' ', '|')})-(?:{units})"
        one = f"(?P<ordinal>{joined}|{tens}|{units}|[0-9]{{1,3}}(?:{said['ordinal_endings']}))"
        lead, noun = any_case(said["session_leads"]).replace(" ", GAP), phrased(said["session_nouns"])
        came, had = phrased(said["came_about"]), optional(said["had_been"])
        organ = f"(?:{GAP}{phrased(said['of_year'])}{GAP}{optional(said['the_one'])}{phrased(said['organs']['A'])})?"
        written["session_after"] = (
            rf"{self.dated},?{GAP}{had}{came}(?:{GAP}{phrased(said['put_by'])}{GAP}{optional(said['the_one'])}"
            rf"{phrased(said['organs']['A'])})?{GAP}{lead}{GAP}{one}{GAP}{noun}\b"
        )
        written["session_before"] = (
            rf"\b{lead}{GAP}{one}{GAP}{noun}{organ},?{GAP}{phrased(said['adopters'])}{GAP}"
            rf"(?:{phrased(said['adopting'])}){GAP}{optional(said['its'])}$"
        )

    def _votes(self, said: dict[str, Any]) -> None:
        """Write how a resolution was adopted, in the words behind it."""
        # "adopted resolution 73/195 by consensus": the verb stands before it.
        through, its = phrased(said["adopted_through"]), optional(f"{said['its']}|{said['the_one']}")
        organ = rf"(?:{GAP}{phrased(said['put_by'])}{GAP}{optional(said['the_one'])}{phrased(said['organs']['A'])})?"
        verb = any_case(said["came_about"])
        lead = rf"\b{verb}{organ}(?:{GAP}{through})?{GAP}{its}$"
        self._written["adopted_lead"] = lead
        self._written["voted_lead"] = rf"{lead}|\b{verb}\b[^.;:()\n]{{0,80}}?{GAP}{through}{GAP}{its}$"
        came = rf"(?P<came>{GAP}{optional(said['had_been'])}{phrased(said['came_about'])}"
        came = rf"{self.dated},?{came}{organ})?"
        joint = rf"(?:,|{GAP}(?:{phrased(said['through'])}|{phrased(said['and'])}))?"
        joint += f"(?:{GAP}{phrased(said['by_votes'])})?"
        self._written["adopted_freely"] = rf"{came}{GAP}{phrased(said['freely'])}\b"
        self._written["adopted_by_votes"] = (
            rf"{came}{GAP}{phrased(said['by_votes'])}{GAP}(?P<favour>[0-9]{{1,3}})(?:{GAP}{phrased(said['for_it'])})?"
            rf"{joint}{GAP}(?P<against>[0-9]{{1,3}})(?:{GAP}{phrased(said['against_it'])})?"
            rf"(?:{joint}{GAP}(?P<abstaining>[0-9]{{1,3}}){GAP}{phrased(said['abstained'])})?"
        )

    def _bodies(self, said: dict[str, Any]) -> None:
        """Write how the body of a resolution stands beside its number, and what joins it to another body."""
        told = {code: said["organs"][code].split("|") for code in ("A", "S", "E", "A/HRC")}
        self.organ_codes = {name: code for code, names in told.items() for name in names}
        self.organ_names = {code: names[0] for code, names in told.items()}
        organ = f"(?P<organ>{as_written('|'.join(self.organ_codes)).replace(' ', GAP)})"
        both = f"(?:{any_case(said['resolution'])}|{any_case(said['decision'])})"
        self._written["organ_first"] = rf"{organ}{GAP}{both}{GAP}"
        self._written["organ_behind"] = (
            rf"{GAP}(?:{phrased(said['of_year'])}){GAP}{optional(said['the_one'])}{organ}(?![\w-])(?!{GAP}[A-Z])"
        )
        self._written["organ_listed"] = rf"(?:,|/|\b{phrased(said['and'])}){GAP}?{optional(said['the_one'])}$"

    def _years(self, said: dict[str, Any]) -> None:
        """Write how the year of a name stands beside it."""
        written = self._written
        of, numero = phrased(said["of_year"]), phrased(said["act_numero"])
        written["treaty"] = rf"\b(?:{said['dated_heads']})\b"
        written["other_heads"] = rf"\b(?:{said['dated_names']})\b"
        written["recurring"] = rf"\b(?:{said['recurring_names']})\b"
        written["year_in_brackets"] = rf"{GAP}\(({_YEAR})\)"
        written["year_in_or_of"] = rf"{GAP}(?:{of}{GAP}(?={_YEAR}(?![0-9\u2013-]))|\((?={_YEAR}\)))({_YEAR})"
        written["year_before"] = rf"(?<![0-9A-Za-z\u2013-])({_YEAR}){GAP}$"
        written["year_after"] = (
            rf"[\"\u201d]?(?:,{GAP}({_YEAR})(?={GAP}\({numero}|[;.)\]]|,{GAP}|$)"
            rf"|{GAP}\(({_YEAR})\)|,?{GAP}{of}{GAP}({_YEAR})(?![0-9\u2013-]))"
        )
        # "Convention No. 190 concerning the elimination of violence, 2019"
        written["year_after_tail"] = (
            rf"{GAP}(?:{phrased(said['dated_tails'])}){GAP}[^.;:()\n]{{3,90}}?,{GAP}({_YEAR})(?![0-9\u2013-])"
        )
        written["year_inside"] = rf",{GAP}?({_YEAR}),?{GAP}\("  # "Convenio sobre los puertos, 2011 (núm. 189)"
        written["years_after"] = (
            rf",?{GAP}\(?({_YEAR}{GAP}?(?:[\u2013-]|{phrased(said['through'])}){GAP}?{_YEAR})(?![0-9])"
        )

    def _named(self, said: dict[str, Any]) -> None:
        """Write what stands between a name and the symbol that it bears."""
        written = self._written
        by, united = phrased(said["put_by"]), optional(said["united"])
        organ = phrased(said["organs"]["A"])
        annex = rf"(?:{said['bare_parts']['annex']}{GAP}{phrased(said['annexing'])}{GAP})?"
        label = rf"(?:{phrased(said['document_labels'])}{GAP})?"
        its = optional(f"{said['its']}|{said['the_one']}")
        written["name_first"] = (
            rf"{QUOTE}?,?{GAP}\({optional(said['see'])}{label}|['\u2019]{GAP}|{QUOTE}?(?:,{GAP}{optional(said['stated'])}{self.day})?,{GAP}{label}"
            rf"|{QUOTE}?,?{GAP}{optional(said['put_as'])}{optional(said['putting'])}{by}{GAP}"
            rf"{optional(said['the_one'])}{united}(?:{organ},?{GAP}{by}{GAP})?{its}{annex}"
        )
        written["of_year"] = rf"{GAP}{phrased(said['of_year'])}{GAP}{_YEAR}"
        written["name_in_brackets"] = rf"{self.dated},?{GAP}\({optional(said['the_one'])}"
        part = rf"(?:,?{GAP}{phrased(said['labels']['annex'])}(?:{GAP}[IVX]+)?,?)?"
        adopted = rf"{phrased(said['adopters'])}{GAP}{phrased(said['adopting'])}"
        behind = rf"(?:{GAP}{phrased(said['by'])}{GAP}?{optional(said['the_one'])}{united}{organ})?"
        written["symbol_first"] = (
            rf"{behind}{self.dated}{part}(?:{GAP}{phrased(said['title_on'])}|,?{GAP}{phrased(said['titling'])}"
            rf"|,?{GAP}{phrased(said['in_which'])}{GAP}{adopted}){GAP}{optional(said['the_one'])}{QUOTE}?|{self.dated},{GAP}{QUOTE}?"
        )
        written["on_subject"] = (
            rf"{behind}{self.dated}{part}{GAP}{phrased(said['title_on'])}{GAP}{optional(said['the_one'])}"
        )
        written["more_of_name"] = rf"{GAP}[A-Z][a-z]+(?![\w\u2019'])"
        written["symbol_adopts"] = rf"{self.dated},?{GAP}{adopted}{GAP}{optional(said['the_one'])}{QUOTE}?"
        written["short_resolution"] = rf"\b{phrased(said['short_resolution'])}\b"
        the = any_case(said["the_one"])
        joints = "|".join(one for one in said["head_joints"].split() if one not in said["and"].split("|"))
        written["joined_on"] = rf"\b(?:{joints}){GAP}{optional(said['the_one'])}$"  # a name that ends a longer one
        written["nothing_said"] = rf"[\W\d]*(?:{any_case(said['see'])}\W{{1,3}})?(?:{the}{GAP})?\W*"
        written["by_it"] = rf"\b{any_case(said['adopted_through'])}{GAP}{its}$"
        written["entitled"] = (
            rf"{self.dated}(?:,?{GAP}{said['bare_parts']['annex']})?,?{GAP}{phrased(said['titling'])}{GAP}"
            rf"[\"\u201c]([^\"\u201c\u201d]{{8,300}})[\"\u201d]"
        )
        self._labour(said)

    def _labour(self, said: dict[str, Any]) -> None:
        """Write the name of a labour convention with its number behind it."""
        written = self._written
        joints = "|".join(said["labour_joints"].split())
        forms = {form: letter for letter, forms in said["labour"].items() for form in forms.split("|")}
        self.labour_heads = {form: letter for form, letter in forms.items() if letter in "CR" and form[-1] != "s"}
        head = "|".join(self.labour_heads)
        numero = phrased(said["labour_numero"])
        word = rf"(?:[A-Z][\w\u2019'-]++|{joints}|\((?!{numero})[A-Z][^()]{{2,40}}\))"
        office = optional(said["labour_code"])
        written["labour_name"] = (
            rf"(?<![\w\u2019'-])({word}(?:{GAP}{word}){{0,11}}{GAP}({head})(?: \([A-Z][a-z]+\))?)"
            rf"(?:,?{GAP}{_YEAR})?{GAP}\({office}(?:{numero}{GAP}?|[CR])([0-9]{{1,3}})\)"
        )
        self._written["revised"] = rf"\b{any_case(said['revised'])}\b"
        self.labour_plain = frozenset((*said["labour_plain"].split(), *said["labour_joints"].split()))

    def _meetings(self, said: dict[str, Any]) -> None:
        """Write the year beside the name of a meeting that comes back."""
        written = self._written
        when = phrased(said["meeting_in"])
        held = phrased(said["held_in"])
        until = rf"(?:\u2013|-|{GAP}{phrased(said['through'])}{GAP})"
        place = rf"(?:[A-Z][\w .\u2019-]{{1,30}},{GAP})?(?:[0-9]{{1,2}}(?:{until}[0-9]{{1,2}})?{GAP})?"
        written["meeting_after"] = (
            rf"{GAP}\(?{when}{GAP}(?:{self.month}{GAP})?({_YEAR})\)?(?![0-9\u2013-])"
            rf"|{GAP}\({place}(?:{self.month}{GAP})?({_YEAR})\)"
            rf"|,?{GAP}{held}{GAP}(?:{self.month}{GAP})?({_YEAR})(?![0-9\u2013-])"
            rf"|{GAP}((?:19|20)[0-9]{{2}})(?![0-9\u2013/-])"
        )
        leads, as_ = phrased(said["in_year"]), phrased(said["meeting_when"])
        the, following = optional(said["the_one"]), optional(said["next"])
        written["meeting_before"] = rf"\b(?:{leads}){GAP}({_YEAR}),?{GAP}{as_}{GAP}{the}{following}$|({_YEAR}){GAP}$"
        written["meetings"] = rf"(?:{said['plural_meetings']})$"

    def _places(self, said: dict[str, Any]) -> None:
        """Write a pinpoint of one paragraph or objective, whose number can be put right."""
        written = self._written
        number = rf"([0-9]{{1,3}}(?:{GAP}?\([a-z]{{1,2}}\))?)"
        labels = said["labels"]
        written["paragraph"] = rf"({any_case(labels['paragraph'])}{GAP}?){number}"
        written["objective"] = rf"({any_case(labels['objective'])}{GAP}){number}"
        kinds = "|".join(
            f"(?P<{kind}>{any_case(labels[kind])})" for kind in ("paragraph", "article", "objective", "goal")
        )
        number = rf"{GAP}?\[?[0-9]{{1,3}}\]?"
        written["bracketed_parts"] = (
            rf"\b(?:{kinds}){GAP}?(?P<numbers>(?:\[[0-9]{{1,3}}\]|[0-9]{{1,3}}{GAP}?\[[0-9]{{1,3}}\])(?:[,/]?{number}){{0,6}})"
            rf"\]?{GAP}(?:{phrased(said['of'])}){GAP}{optional(said['the_one'])}\[?$"
        )
        fine = r"[0-9]{1,2}\.(?:[0-9]{1,2}|[a-z])\b(?![./]?[0-9])"
        written["target"] = rf"\b{any_case(labels['target'])}{GAP}({fine})"
        written["another_target"] = (
            rf"(?:,|,?{GAP}{phrased(said['and'])}|,?{GAP}{phrased(said['through'])}){GAP}({fine})"
        )
        written["targets_of_others"] = rf"\b(?:{said['targets_of_others']})"
        written["council"] = rf"\b{phrased(said['organs']['S'])}"
        written["year_organs"] = rf"\b{phrased(said['year_organs'])}\b"
        written["assembly"] = rf"\b{phrased(said['organs']['A'])}"
        written["rights_council"] = rf"\b{phrased(said['organs']['A/HRC'])}\b"
        written["resolution"], written["decision"] = any_case(said["resolution"]), any_case(said["decision"])

    def read_day(self, written: str) -> str:
        """Return a day as ISO 8601.

        >>> phrases("en").read_day("9 December 2018"), phrases("en").read_day("Dec. 9, 2018")
        ('2018-12-09', '2018-12-09')
        >>> phrases("en").read_day("2018-12-09")
        '2018-12-09'
        """
        if _ISO.fullmatch(written):
            return written
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
        if not number or _ISO.fullmatch(like):
            return day
        name = self.month_names[int(month) - 1]
        first = like[:1].isdigit()
        written = f"{int(number)} {self.joint}{name} {self.joint}{year}" if first else f"{name} {int(number)}, {year}"
        return written.replace(" ", "\u00a0") if "\u00a0" in like and " " not in like else written


def _sentence(said: dict[str, Any]) -> str:
    """Return the pattern of where a sentence, or a numbered line, is over; abbreviations end none."""
    short = "".join(rf"(?<!{re.escape(one)} )" for one in said["abbreviations"].split("|"))
    return rf"[.?!;]['\"\u201d\u2019)\]]{{0,2}}\s+(?=[\u201c\"(\[]{{0,2}}[A-Z0-9]){short}|\n[^\S\n]*\n"


@lru_cache(maxsize=16)
def phrases(code: str) -> Phrases:
    """Return the patterns of a language, compiled once."""
    return Phrases(code)
