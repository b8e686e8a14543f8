"""Options that every command takes, before or after its name, and bundles that several share."""

from __future__ import annotations

from compactx.cli.command import Param
from compactx.model.kinds import LEGAL
from compactx.model.relation import BASES

FORMATS = ("json", "jsonl", "plain", "ids", "csv")

GLOBAL = (
    Param("json", "flag", "one JSON document on standard output", ("--json",)),
    Param("jsonl", "flag", "one JSON item a line", ("--jsonl",)),
    Param("plain", "flag", "tab-separated lines, as in a pipe", ("--plain",)),
    Param("ids", "flag", "ids only, one a line", ("--ids",)),
    Param("csv", "flag", "comma-separated values with a header", ("--csv",)),
    Param("fields", "many", "which columns, in which order", ("--fields",), "NAMES"),
    Param("header", "flag", "a header line above tab-separated lines", ("--header",)),
    Param("null", "flag", "end ids with a NUL, and read references so", ("-0", "--null")),
    Param("corpus", "text", "a further corpus folder", ("--corpus",), "DIR"),
    Param("color", "text", "when to use colour", ("--color",), "WHEN", ("auto", "always", "never"), "auto"),
    Param("width", "number", "columns to fill on a terminal", ("--width",), "N"),
    Param("quiet", "flag", "no notes on standard error", ("-q", "--quiet")),
)

REFS = Param("refs", "words", "what to look up: an id, a name, a symbol, a clause; - reads them from standard input",
             metavar="REF...", required=True)  # fmt: skip
FILTERS = (
    Param("relation", "many", "only these relations", ("--relation", "-r"), "NAMES"),
    Param("basis", "many", "only this evidence", ("--basis",), "NAMES", BASES),
    Param("kind", "many", "only things of these kinds at the far end", ("--kind", "-k"), "KINDS"),
    Param("legal", "many", "only this legal nature at the far end", ("--legal",), "NAMES", LEGAL),
)
EDITORIAL = Param("editorial", "flag", "also show links that are ours, always labelled", ("--editorial",))
