"""``compactx new``: a skeleton of an extract, an entry or a link, in the right place."""

from __future__ import annotations

from compactx.cli.command import Command, Param
from compactx.corpus.source import writable
from compactx.errors import UnknownReferenceError, UsageError
from compactx.model.kinds import ENTRY_KINDS, INSTRUMENT_KINDS
from compactx.query.select import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

_WHAT = ("instrument", "entry", "lineage")
_BACKWARDS = "drawn-from"  # the later one names the earlier
_LINEAGE = (_BACKWARDS, "taken-up-by", "taken-up-in-part-by", "not-taken-up-by", "reaffirmed-in", "reviewed-in",
            "corresponds-to")  # fmt: skip
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
    from compactx.corpus import skeletons  # noqa: PLC0415 - help and mistakes need the table alone

    what, identity = given.words("words")
    skeletons.check_id(identity)
    kind = given.text("kind") or ("document" if what == "instrument" else "body")
    if what == "instrument" and kind not in INSTRUMENT_KINDS:
        raise UsageError(
            f"a {kind} has no provisions", hint=f"kinds of instruments: {' '.join(INSTRUMENT_KINDS)}; or new entry"
        )
    if known := session.index.by_id(identity):
        raise UsageError(f"the corpus has {identity} already: {known.title}", hint="take another id")
    title = " ".join(given.text("title").split())
    made = skeletons.new_instrument if what == "instrument" else skeletons.new_entry
    kind_of_file = "instrument" if what == "instrument" else "register"
    return identity, skeletons.put_new(place, kind_of_file, identity, made(identity, kind, title))


def _lineage(session: Session, given: Arguments, place: str, words: list[str]) -> tuple[str, str]:
    """Write a link; what is drawn from something earlier points back to it."""
    from compactx.corpus import skeletons  # noqa: PLC0415 - as above

    ends = [_end(session, word) for word in words]
    relation = given.text("relation") or "drawn-from"
    if relation not in _LINEAGE:
        raise UsageError(f'"{relation}" links no documents in time', hint=f"relations: {' '.join(_LINEAGE)}")
    source, target = reversed(ends) if relation == _BACKWARDS else ends
    name = f"{source}--{target}".replace("/", "-")
    return f"{source} {target}", skeletons.put_new(place, "lineage", name, skeletons.new_link(source, target, relation))


def _end(session: Session, word: str) -> str:
    """Return the id of an end; one that is not there yet may be on its way, in another file."""
    try:
        return select(session.index, word).node.id
    except UnknownReferenceError:
        session.warn(f"nothing is named {word} yet: check will tell until it is")
        return word


def _page(path: str) -> RenderableType:
    from compactx.render.pages.written import new  # noqa: PLC0415 - imports Rich

    return new(path)
