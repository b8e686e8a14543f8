"""``compactx new``: a skeleton of an extract, an entry or a link, in the right place."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.corpus.source import writable
from compactx.errors import UsageError
from compactx.model.kinds import ENTRY_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

_WHAT = ("instrument", "entry", "lineage")
COLUMNS = ("what", "id", "path")

COMMAND = Command(
    "new",
    "a skeleton for your own corpus: an instrument, an entry, a link",
    """Writes a file with every key that is needed into your own corpus, or into the folder of --corpus: an instrument
    with its first provision, an entry (an actor, a class, an instrument known by name only), or a link between two
    provisions (lineage, or editorial). What you do not give is left empty; compactx check says what is to be filled in,
    line by line. No file is ever replaced.

    The first line names the file's JSON Schema, so that an editor with YAML support completes keys and marks mistakes
    as you type; compactx schema corpus-instrument prints it.""",
    (
        ("""compactx new instrument plan-2025 --title 'National Plan on Migration'""", "an extract to fill in"),
        ("""compactx new entry labour-ministry --kind body --title 'Ministry of Labour'""", "an actor"),
        ("compactx new lineage objective 17 to plan-2025/1", "the plan draws on the objective"),
    ),
    (
        Param("words", "words", "what to begin, and its id; of a link its two ends, the earlier first",
              metavar="WHAT ID", required=True),
        Param("kind", "text", "what it is: document if left out, body of an entry", ("--kind", "-k"), "KIND",
              ENTRY_KINDS),
        Param("title", "text", "the official name", ("--title",), "TEXT"),
        Param("relation", "text", "of a link; drawn-from if left out", ("--relation", "-r"), "NAME"),
    ),
    "Data",
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Write a skeleton."""
    what, *words = given.words("words")
    if what == "lineage" and "to" in words:  # ends of several words, as in path
        at = words.index("to")
        words = [" ".join(words[:at]), " ".join(words[at + 1 :])]
    if what not in _WHAT or len(words) != (2 if what == "lineage" else 1) or not all(words):
        raise UsageError("new takes instrument ID, entry ID or lineage FROM TO", hint=COMMAND.examples[0][0])
    for name, fits in (("kind", what != "lineage"), ("title", what != "lineage"), ("relation", what == "lineage")):
        if given.has(name) and not fits:
            raise UsageError(f"--{name} has no meaning for {what}")
    place = writable(session.corpus_folder)
    identity, path = _lineage(session, given, place, words) if what == "lineage" else _entry(session, given, place)
    items = [{"what": what, "id": identity, "path": path}]
    query = {"what": what, "words": words}
    return session.present(items, columns=COLUMNS, page=lambda: _page(path), query=query, identify="path")


def _entry(session: Session, given: Arguments, place: str) -> tuple[str, str]:
    from compactx.holdings import begin_skeleton  # noqa: PLC0415 - help and mistakes need the table alone

    what, identity = given.words("words")
    return identity, begin_skeleton(session.index, place, what, identity, given.text("kind"), given.text("title"))


def _lineage(session: Session, given: Arguments, place: str, words: list[str]) -> tuple[str, str]:
    from compactx.holdings import begin_link, end_of  # noqa: PLC0415 - as above

    ends = []
    for word in words:
        identity, is_known = end_of(session.index, word)
        ends.append(identity)
        if not is_known:
            session.warn(f"nothing is named {word} yet: check will tell until it is")
    source, target, path = begin_link(place, ends[0], ends[1], given.text("relation"))
    return f"{source} {target}", path


def _page(path: str) -> RenderableType:
    from compactx.render.pages.written import new  # noqa: PLC0415 - imports Rich

    return new(path)
