"""Options of all commands, before or after the name, and bundles that several share."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.model.kinds import BASES, LEGAL

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
