"""Options of all commands, before or after the name, bundles that several share, and how a line is split by them."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.model.kinds import BASES, LEGAL
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

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
