"""What a command line consists of: the one table that help, Typer, completion, the door and docs are made from.

With the options of all commands, which stand before or after the name, the bundles that several commands share, and how
a line is split by them.
"""

from __future__ import annotations

import os

from compactx.model.kinds import BASES, LEGAL
from compactx.model.record import Row
from compactx.model.text import MOST, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Run = Callable[..., int]  # carries a command out for a session and its arguments

_HIDDEN = ("home",)


class Param(Row):
    """An argument or an option.

    ``kind`` is ``words`` (the arguments), ``flag``, ``text``, ``number`` or ``many`` (repeatable, and commas divide).
    ``default`` is what :class:`Arguments` answers when it is absent; ``choices`` are the words allowed, ``most`` the
    largest number. ``aliases`` are spellings of earlier versions that help and completion leave out,
    ``instead`` the hint where the value is missing.
    """

    name: str
    kind: str
    help: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: int | str = ""
    required: bool = False
    most: int = MOST
    aliases: tuple[str, ...] = ()
    instead: str = ""

    @property
    def every_flag(self) -> tuple[str, ...]:
        """Return all ways to write the option, those of earlier versions too."""
        return (*self.flags, *self.aliases)

    @property
    def is_hidden(self) -> bool:
        """Say whether the option is one of an earlier version, which help does not tell."""
        return self.kind != "words" and not self.flags


class Command(Row):
    """A command: its name, what it does in a line, more about it, examples, parameters and its group in help.

    ``is_page`` says that a pipe gets the page as plain text; other commands write tab-separated lines there.
    ``reads_texts`` says that it takes the patterns of texts, which are kept compiled.
    ``everywhere`` names those of the global options that mean something here, where that is not all of them.
    """

    name: str
    summary: str
    about: str
    examples: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    group: str = "Explore"
    is_page: bool = False
    reads_texts: bool = False
    everywhere: tuple[str, ...] = ()


_NARROWING = frozenset(("as_of", "basis", "instrument", "kind", "legal", "objective", "relation"))


class Arguments:
    """The values of one command line, by parameter name."""

    def __init__(self, params: tuple[Param, ...], values: Mapping[str, Any]) -> None:
        """Take the values; what is absent answers with its default."""
        self._params = {param.name: param for param in params}
        self._values = {name: value for name, value in values.items() if value is not None}

    def words(self, name: str) -> list[str]:
        """Return the arguments, or the values of a repeatable option with its commas divided."""
        values = self._values.get(name) or []
        if self._params[name].kind == "words":
            return list(values)
        return [piece.strip() for value in values for piece in value.split(",") if piece.strip()]

    def text(self, name: str) -> str:
        """Return the value of a text option, its default where it is absent."""
        return str(self._values.get(name, self._params[name].default))

    def number(self, name: str) -> int:
        """Return the value of a numeric option, its default (0 if none is named) where it is absent."""
        return int(self._values.get(name, self._params[name].default or 0))

    def flag(self, name: str) -> bool:
        """Say whether a flag is set."""
        return bool(self._values.get(name, False))

    def has(self, name: str) -> bool:
        """Say whether a value was given."""
        return name in self._values

    def narrowing(self) -> str:
        """Return the options that leave part of an answer out, as they may be written; '' without any."""
        given = [(param, self._values[name]) for name, param in self._params.items() if name in self._values]
        return " ".join(
            f"{param.flags[0]} {value if isinstance(value, str) else ','.join(value)}"
            for param, value in given
            if param.name in _NARROWING and param.flags
        )

    def told(self) -> list[tuple[str, Any]]:
        """Return every value that was given, by name."""
        return sorted(self._values.items())


def command_names() -> list[str]:
    """Return the names of all commands, found by their files."""
    files = os.listdir(os.path.join(os.path.dirname(__file__), "commands"))
    stems = (name.removesuffix(".py").rstrip("_") for name in files if name.endswith(".py") and name[0] != "_")
    return sorted(stem.replace("_", "-") for stem in stems if stem not in _HIDDEN)


def load_command(name: str) -> tuple[Command, Run] | None:
    """Return a command and its function by name, None if there is no such file."""
    if not name.replace("-", "").isalpha() or not name.isascii() or not name.islower():
        return None
    folder = os.path.join(os.path.dirname(__file__), "commands")
    stem = name.replace("-", "_")
    for module in (stem, stem + "_"):
        if os.path.exists(os.path.join(folder, module + ".py")):
            # Not importlib.import_module: that module alone is a twentieth of a lookup.
            found = __import__(f"compactx.cli.commands.{module}", fromlist=["COMMAND", "run"])
            return found.COMMAND, found.run
    return None


def overview() -> list[Command]:
    """Return every command with its name, group and summary alone; none of them is imported."""
    from compactx.cli.overview import OVERVIEW  # noqa: PLC0415 - only for help

    return [Command(name, summary, "", (), (), group) for name, group, summary in OVERVIEW]


def all_commands() -> list[Command]:
    """Return the table of every command."""
    loaded = (load_command(name) for name in command_names())
    return [found[0] for found in loaded if found]


MOST_WIDTH = 10_000  # columns; no screen and no paper is wider, and a page fills what it is given
FORMATS = ("json", "jsonl", "plain", "ids", "csv")

GLOBAL = (
    Param("json", "flag", "one JSON document on standard output", ("--json",)),
    Param("jsonl", "flag", "one JSON item a line", ("--jsonl",)),
    Param("plain", "flag", "tab-separated lines", ("--plain",)),
    Param("ids", "flag", "ids only, one a line", ("--ids",)),
    Param("csv", "flag", "comma-separated values with a header", ("--csv",)),
    Param("fields", "many", "which columns, in which order", ("--fields",), "NAMES"),
    Param("header", "flag", "a header line above tab-separated lines", ("--header",)),
    Param("null", "flag", "end ids with a NUL, and read references so", ("-0", "--null")),
    Param("corpus", "text", "a further corpus folder", ("--corpus",), "DIR"),
    Param("color", "text", "when to use colour", ("--color",), "WHEN", ("auto", "always", "never"), "auto"),
    Param("width", "number", "columns to fill on a terminal", ("--width",), "N", most=MOST_WIDTH),
    Param("no_pager", "flag", "long pages on a terminal without a pager", ("--no-pager",)),
    Param("quiet", "flag", "no notes on standard error", ("-q", "--quiet")),
)
# What commands use that hand over a file or a text of their own instead of presenting an answer.
HANDED_OVER = ("json", "jsonl", "null", "corpus", "quiet")


def everywhere(command: Command) -> tuple[Param, ...]:
    """Return the global options that a command uses."""
    if not command.everywhere:
        return GLOBAL
    return tuple(param for param in GLOBAL if param.name in command.everywhere)


REFS = Param("refs", "words", "what to look up: an id, a name, a symbol, a clause; - reads them from standard input",
             metavar="REF...", required=True)  # fmt: skip
RELATION = Param("relation", "many", "only these relations", ("--relation", "-r"), "NAMES")
BASIS = Param("basis", "many", "only this evidence", ("--basis",), "NAMES", BASES)
KIND = Param("kind", "many", "only things of these kinds", ("--kind", "-k"), "KINDS")
LEGAL_NATURE = Param("legal", "many", "only of this legal nature", ("--legal",), "NAMES", LEGAL)
OBJECTIVE = Param("objective", "many", "only clauses of these objectives (7, 7..13)", ("--objective",), "NUMBERS")
INSIDE = Param("instrument", "text", "only this instrument and its parts", ("--in",), "REF")
DIRECTION = Param("direction", "text", "which way", ("--direction", "-d"), "WAY", ("in", "out", "both"))
AS_OF = Param(
    "as_of", "text", "only documents of this day or earlier (2019-12-31, 2019-12, 2019)", ("--as-of",), "DATE"
)
OUTPUT = Param("output", "text", "write to this file", ("-o", "--output"), "FILE")
LIMIT = Param("limit", "number", "how many at most, the first; 0 is all", ("-n", "--limit"), "N")
FORCE = Param("force", "flag", "replace the file if it exists", ("--force",))
PATH = Param("path", "text", "the hops between two things", ("--path",), '"A to B"')
DARK = Param("dark", "flag", "draw it on a dark ground", ("--dark",))
FOLLOW_UP = Param("follow_up", "flag", "also who has a part in its follow-up, by which clause", ("--follow-up",))
BY = Param(
    "by", "text", "in which wholes they stand, each with how many", ("--by",), "WHAT",
    ("objective", "instrument", "document", "year"),
)  # fmt: skip
WEB = Param("web", "flag", "the official page: opened on a desktop, and its address", ("--web",))
EDITORIAL = Param("editorial", "flag", "also show links that are ours, always labelled", ("--editorial",))


def command_at(words: Sequence[str]) -> int:
    """Return where the command stands; options that come first are stepped over."""
    takes_value = {flag for param in GLOBAL if param.kind != "flag" for flag in param.flags}
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "-":
        at += 2 if words[at] in takes_value else 1
    return min(at, len(words))


def split_command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command name ('' if there is none) and everything else, with global options moved behind it."""
    at = command_at(argv)
    name = argv[at] if at < len(argv) else ""
    return name, [*argv[:at], *argv[at + 1 :]]


def corpus_in(words: Sequence[str]) -> str:
    """Return the folder that a command line names with ``--corpus``, '' for none: the last one, as when it is run.

    >>> corpus_in(["show", "pact", "--corpus", "one", "--corpus=two"]), corpus_in(["--corpus"])
    ('two', '')
    """
    found = ""
    for word, following in zip(words, (*words[1:], ""), strict=False):
        flag, joined, value = word.partition("=")
        if flag == "--corpus":
            found = value if joined else following
    return found


def parse(command: Command, words: Sequence[str]) -> dict[str, Any] | None:
    """Return the values of a correct argument list, None for anything Typer must look at."""
    table = {flag: param for param in (*command.params, *everywhere(command)) for flag in param.every_flag}
    values: dict[str, Any] = {}
    loose: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word == "--":
            loose += queue
            break
        if not word.startswith("-") or word == "-":
            loose.append(word)
            continue
        flag, joined, value = word.partition("=")
        param = table.get(flag)
        is_short_joined = joined and not flag.startswith("--")  # -t=x means the value "=x"
        if param is None or is_short_joined or not _take(param, values, joined, value, queue):
            return None
    return _with_words(command, values, loose)


def _take(param: Param, values: dict[str, Any], joined: str, value: str, queue: list[str]) -> bool:
    """Note one option; False if it is not written as it should be."""
    if param.kind == "flag":
        values[param.name] = True
        return not joined
    if not joined:
        if not queue or (queue[0].startswith("-") and len(queue[0]) > 1):
            return False
        value = queue.pop(0)
    pieces = value.split(",") if param.kind == "many" else [value]
    if param.choices and any(piece not in param.choices for piece in pieces):
        return False
    if param.kind == "number":
        number = whole(value, param.most)
        if number is None:
            return False
        values[param.name] = number
    elif param.kind == "many":
        values.setdefault(param.name, []).append(value)
    else:
        values[param.name] = value
    return True


def _with_words(command: Command, values: dict[str, Any], loose: list[str]) -> dict[str, Any] | None:
    slot = next((param for param in command.params if param.kind == "words"), None)
    if slot is None:
        return None if loose else values
    if slot.required and not loose:
        return None
    values[slot.name] = loose
    return values
