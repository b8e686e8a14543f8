"""Help on what is no single command: ``compactx help TOPIC``."""

from __future__ import annotations

from compactx.cli.examples import own_hint, own_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.cli.session import Session

_EXIT_CODES = """Exit statuses

    0  answered, or clean
    1  answered: nothing found, no path, or findings
    2  the command line cannot be carried out, or there is no terminal
    3  the reference is unknown; close names are listed
    4  the reference is ambiguous; what it could mean is listed
    5  the corpus is missing or has errors
    6  an output cannot be written, or exists and --force is not given
   70  a bug of ours; COMPACTX_DEBUG=1 shows where
  130  interrupted
  141  the reader of a pipe closed it

"Nothing found" is an answer, so scripts can tell it from a mistake:

  compactx path 26b to UNODC -q || [ $? -eq 1 ] && echo "no path"
"""
_ENVIRONMENT = """Environment

  COMPACTX_CORPUS       a further corpus folder, stacked on the shipped one
  COMPACTX_CORPUS_ONLY  if set, that folder stands alone
  COMPACTX_FORCE_TTY    lay out as on a terminal; a number is the width
  COMPACTX_READ_SECONDS, COMPACTX_READ_MEMORY, COMPACTX_READ_CHARACTERS
                        what reading one document may take: seconds of CPU,
                        MB of memory, characters of text; where they are not
                        set, the limits grow with the size of the file
  COMPACTX_PAGER, PAGER what shows pages longer than the screen: less where
                        neither is set (with LESS=FRX), none if empty or cat
  COMPACTX_DEBUG        show where a bug is
  NO_COLOR              if not empty, no colour
  FORCE_COLOR, CLICOLOR_FORCE
                        if not empty and not 0, colour even in a pipe
  CLICOLOR              0 is no colour
  TERM                  dumb is no colour and no drawing
  COLUMNS               the width, where --width does not say
  XDG_CACHE_HOME        where the index is kept (~/.cache)
  XDG_DATA_HOME         where your own corpus and attached texts are
                        (~/.local/share)

No network is used, nothing is sent anywhere. The index is only a cache: it is
made anew when a corpus file changes, and may be deleted at any time.
"""
_JSON = """JSON

Every command that answers takes --json: one document on standard output,
byte for byte the same for the same question and corpus.

  {"schema": "compactx.refs/1",
   "corpus": {"name", "version", "sha256"},
   "query": {...}, "count": 13, "items": [...], "warnings": []}

Items are one a line. Keys may be added, never renamed; "compactx schema NAME"
prints the JSON Schema. --jsonl is the items alone, one a line.

With --json an error is one line on standard error and standard output stays
empty: {"schema": "compactx.error/1", "error": {"code", "exit", "message"}}.

In a pipe without --json: pages (show, review, ...) as plain text, lists
(refs, list, search, ...) tab-separated without a header, nothing cut; --fields
chooses and orders columns, --header names them, --csv quotes them for a
spreadsheet, --ids prints ids alone, -0 ends them with NUL.

  compactx search asylum --ids | compactx refs - --json
"""
_REFERENCES = """References: how to name a thing

Words need no quotes. The first reading that names something counts:

  an id              gcm/33.a   agenda2030/target-10.c   ilo-c189   imrf
  a name or symbol   2030 Agenda   IMRF   A/RES/70/1   70/1   C189
  a kind and number  objective 17   obj 17   o17   SDG 10.c   principle 3
  a number           the objective or the goal; para 3 is the paragraph
  a clause           33(a)   para 33 (a)   43(b)(iii)   of the main instrument
  another's clause   NYD annex II 8(m)   gcm 33(a)
  a unique beginning paris agr   (said on standard error)

Nothing inexact is used silently: several meanings are listed (status 4), and
where nothing fits, what is named most alike (status 3).

"-" reads references from standard input, one a line, with -0 each ended by
NUL. Several references may follow one another: compactx show 33a IMRF.
"path" takes two: compactx path objective 22 to ILO.
"""
_KEYS = """Keys in "compactx browse"

  up down, j k            move
  g G, space b            to the ends, a page on or back
  h l, left right         close or open a branch
  Enter, 1 to 9           open; open that numbered link at once
  f                       letters on every visible link, then type one
  H L, [ ]                back, forward
  i o Tab                 what refers here, what it refers to, next pane
  / n N                   find in this text, next, previous
  s                       search the whole corpus as you type
  p                       the path from here to another thing
  t y Y                   tree, copy the id, copy the citation
  : or Ctrl+P             commands
  ?                       the keys of the pane you are in
  Esc, q, Ctrl+C          close, quit, quit now

"?" always shows the keys that this version has. Where there is no terminal,
or a screen reader reads, use: compactx browse --line
"""


def _relations(session: Session) -> str:
    """Return the vocabulary of the corpus, both ways, by family."""
    from compactx.index.across import relation_rows  # noqa: PLC0415 - this topic only

    lines = ["Relations: how a reference reads in both directions", ""]
    family = ""
    for name, forward, backward, group in relation_rows(session.index):
        if group != family:
            family = group
            lines += ([""] if len(lines) > 2 else []) + [f"{_FAMILIES.get(group, group)}"]  # noqa: PLR2004 - the heading
        lines.append(f"  {name:<26} {forward:<28} {backward}")
    hint = "Use them with --relation: compactx refs IMRF --relation informs,decides-on"
    lines += ["", own_hint(hint, session.corpus_folder)]
    return "\n".join(lines) + "\n"


_FAMILIES = {
    "citation": "Citations: a clause names a thing, and the wording says how",
    "follow-up": "Follow-up: who does what for an instrument and its review",
    "catalogue": "Catalogue: facts about the things themselves",
    "structure": "Structure: parts and wholes (never called a reference)",
    "lineage": "Lineage: an idea carried from one document to another (ours)",
}


def _formats(_session: Session) -> str:
    """Return what each export format is for."""
    from compactx.export.format_table import format_names, load_format  # noqa: PLC0415 - this topic only

    lines = ["Export formats", ""]
    for name in format_names():
        form = load_format(name)
        files = " and ".join(f"{part}{form.suffix}" for part in form.parts) or form.suffix
        lines += [f"  {name:<10} {form.summary}", f"             {files}"]
    lines += ["", "compactx export FORMAT -o FILE, or let the ending of FILE decide."]
    lines += [
        "In csv and neo4j a cell that begins like a formula, or with an apostrophe, has",
        "an apostrophe in front; characters that do not print stand as escapes.",
    ]
    return "\n".join(lines) + "\n"


_TOPICS: dict[str, tuple[str, Callable[[Session], str]]] = {
    "environment": ("variables that compactx heeds", lambda _: _ENVIRONMENT),
    "exit-codes": ("what the exit status means", lambda _: _EXIT_CODES),
    "formats": ("what each export format is for", _formats),
    "json": ("the shape of answers for programs", lambda _: _JSON),
    "keys": ("the keys of browse", lambda _: _KEYS),
    "references": ("how to name a thing", lambda session: own_table(_REFERENCES, session.corpus_folder)),
    "relations": ("how references read in both directions", _relations),
}


def topic_names() -> list[str]:
    """Return the names of the topics, as ``compactx help`` takes them."""
    return list(_TOPICS)


def summaries() -> list[tuple[str, str]]:
    """Return each topic with what it is about."""
    return [(name, summary) for name, (summary, _) in _TOPICS.items()]


def topic(name: str, session: Session) -> str:
    """Return the text of a topic.

    Raises:
        KeyError: there is no such topic.
    """
    return _TOPICS[name][1](session)
