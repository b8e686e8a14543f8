"""``compactx export``: the graph, or a part of it, in a format that other programs read."""

from __future__ import annotations

from compactx.cli import handover
from compactx.cli.command import EDITORIAL, FORCE, HANDED_OVER, OUTPUT, PATH, Command, Param
from compactx.cli.handover import answer
from compactx.errors import UsageError
from compactx.export.format_table import format_names, format_of_file, is_format, load_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.export.selection import ExportGraph

_OF_WORDINGS = ("agreed", "wordings")  # tables of a library's wording, written only where --part asks for them

COMMAND = Command(
    "export",
    "hand the graph over in a format that other programs read",
    """Writes the whole graph, what surrounds a thing (--around), the hops of a path (--path), or the things that
    follow the format (or come on standard input, for -) with what runs between them. Without FORMAT the ending of -o
    decides.

    Formats: csv cypher dot gexf graphml html jsonl jsonld markdown mermaid neo4j parquet png svg turtle; "compactx
    help formats" says what each is for. csv, neo4j and parquet are two tables: -o names a folder, or the stem of both.

    Of a library, parquet also writes its agreed language: --part agreed links each clause with the closest earlier
    one, --part wordings gives the words that other engines need for the same.

    Files appear whole or not at all, in the place that was named and nowhere else; --json lists them, or without -o
    says what would be written. Links that are ours stay out unless
    --editorial asks for them.""",
    (
        ("compactx export graphml -o corpus.graphml", "everything, for Gephi or networkx"),
        ("compactx export -o imrf.html --around IMRF", "a report on one thing, to read offline"),
        ("compactx export dot --path objective 22 to ILO", "a path, for Graphviz"),
        ("compactx search asylum --ids | compactx export csv - -o asylum.csv", "a result, as two tables"),
    ),
    (
        Param("what", "words", "a format, then the things to export; - reads them from standard input",
              metavar="FORMAT [REF...]"),
        Param("around", "text", "what surrounds this", ("--around",), "REF"),
        Param("depth", "number", "how many steps around it", ("--depth",), "N", default=1),
        PATH,
        Param("count", "number", "how many paths", ("-n", "--limit"), "N", default=1, aliases=("--count",)),
        EDITORIAL,
        OUTPUT.replace(help="write to this file or folder"),
        Param("part", "text", "only this table of a format that has several", ("--part",), "NAME",
              ("nodes", "edges", "relationships", *_OF_WORDINGS)),
        FORCE.replace(help="replace files that exist"),
    ),
    "Data",
    everywhere=HANDED_OVER,
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Cut the graph, and hand it over."""
    name, words = _format_and_words(given)
    form = load_format(name)
    if given.text("part") in _OF_WORDINGS and form.name == "parquet":
        return _hand_over_agreed(session, given, words)
    graph = _graph(session, given, words)
    place = {"output": _file(given), "part": given.text("part")}
    return answer(session, form, graph, **place, force=given.flag("force"))


def _hand_over_agreed(session: Session, given: Arguments, words: list[str]) -> int:
    """Write the table of agreed language, or of the wordings that it is made from."""
    from compactx.cli.agreed_texts import write_agreed  # noqa: PLC0415 - only with such a part

    if words or given.text("around") or given.text("path"):
        raise UsageError("agreed language is written of everything", hint="leave REF, --around and --path out")
    return write_agreed(session, given.text("part"), _file(given), force=given.flag("force"))


def _file(given: Arguments) -> str:
    """Return the file or folder that ``-o`` names; none for ``-``, which is standard output as elsewhere."""
    output = given.text("output")
    return "" if output == "-" else output


def _format_and_words(given: Arguments) -> tuple[str, list[str]]:
    """Return the format and the words that are no format.

    Raises:
        UsageError: neither the first word nor the ending of the file names a format.
    """
    words, output = given.words("what"), _file(given)
    if words and (is_format(words[0]) or not output):
        return words[0], words[1:]
    name = format_of_file(output)
    if name:
        return name, words
    asked = f'"{output}" does not say which format' if output else "which format?"
    raise UsageError(asked, hint=f"compactx export FORMAT; formats: {' '.join(format_names())}")


def _graph(session: Session, given: Arguments, words: list[str]) -> ExportGraph | None:
    around, path, editorial = given.text("around"), given.text("path"), given.flag("editorial")
    if around and path:
        raise UsageError("--around and --path cannot be combined")
    if given.has("depth") and not around:
        raise UsageError("--depth says how far to go around something", hint="add --around REF")
    if given.has("count") and not path:
        raise UsageError("-n says how many paths there should be", hint='add --path "A to B"')
    if around:
        return handover.neighbourhood(session, [around, *words], given.number("depth"), editorial=editorial)
    if path:
        asked = [*path.split(), *words]
        return handover.path_between(session, asked, given.number("count"), editorial=editorial)
    if words:
        return handover.named_things(session, words, editorial=editorial)
    from compactx.export import selection  # noqa: PLC0415 - help and mistakes need the table alone

    return selection.whole_graph(session.index, editorial=editorial)
