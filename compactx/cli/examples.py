"""Help in the words of a corpus that stands alone: what it does not have is not named.

Examples and hints name things of the corpus that compactx brings along, and they hold wherever it is read, with
folders of the user's on top of it too. A corpus that stands alone (``COMPACTX_CORPUS_ONLY``) is opened for its help:
lines that name what it lacks are left out or name things of its own, and a hint leads to the help of its command.
``corpus`` is in each function the folder that the command line names with ``--corpus``, '' for none.
"""

from __future__ import annotations

import os

from compactx.errors import AmbiguousReferenceError, CompactxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.cli.command import Command
    from compactx.index.read import Index

    Examples = Sequence[tuple[str, str]]

_OURS, _HEAD = "compactx", 400  # the name of our corpus, and how far into its marker it stands
TITLE = "the Global Compact for Migration"
CALLED = "the Compact"
_INSTANCES = (  # in sentences that are true without them
    " (the 2030 Agenda, the Charter)", " (gcm/33.a)", ' ("2030 Agenda", A/RES/70/1, C189)', " (objective 17, SDG 10.c)",
    " (33(a))",
)  # fmt: skip
_REFERENCES = frozenset(
    ("agreed", "attach", "browse", "cite", "compare", "export", "graph", "impact", "new", "path", "refs", "related",
     "review", "series", "show", "trace", "tree", "verify")
)  # fmt: skip
_STAND_INS = frozenset(("REF", "FILE", "ID", "FOLDER", "WORDS", "A", "B", "KIND", "FORMAT"))
_LONGEST_NAME = 4  # words
_LABEL = 21  # columns before the ways to name a thing
_ENDS = "|$()<>;,"  # of a command within a line


def other_corpus(corpus: str = "") -> Index | None:
    """Return the open index of a corpus that does without ours, None if there is none or it cannot be read."""
    is_alone = os.environ.get("COMPACTX_CORPUS_ONLY") and (corpus or os.environ.get("COMPACTX_CORPUS"))
    if not is_alone and _is_ours():
        return None
    from compactx.corpus.source import roots  # noqa: PLC0415 - most never come here
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.index.store import open_index  # noqa: PLC0415 - as above

    try:
        return Index(open_index(roots(corpus)))
    except CompactxError:
        return None


def _is_ours() -> bool:
    """Say whether the corpus that came with the program is the one that our examples speak of."""
    from compactx.corpus.source import MARKER, packaged  # noqa: PLC0415 - help and mistakes alone

    try:
        with open(os.path.join(packaged(), MARKER), encoding="utf-8") as stream:
            return f"name: {_OURS}" in stream.read(_HEAD)
    except (OSError, UnicodeError):
        return True


def own_words(text: str, corpus: str = "") -> str:
    """Return a sentence of help with the name of the corpus's own main instrument."""
    if not any(name in text for name in (TITLE, CALLED, *_INSTANCES)):
        return text
    index = other_corpus(corpus)
    if index is None:
        return text
    from compactx.model.text import clean  # noqa: PLC0415 - as above

    main = index.main()
    title = clean(main.caption) if main else "a corpus"
    called = clean(index.facts(main.n).first("called")) if main else "its main instrument"
    for instance in _INSTANCES:
        text = text.replace(instance, "")
    return text.replace(TITLE, title).replace(CALLED, called or title)


def own_command(one: Command, corpus: str = "") -> Command:
    """Return a command whose help, examples and options name nothing that a corpus does not have."""
    params = tuple(param.replace(help=own_words(param.help, corpus)) for param in one.params)
    examples = tuple(own_examples(one.examples, corpus))
    return one.replace(about=own_words(one.about, corpus), examples=examples, params=params)


def own_examples(examples: Examples, corpus: str = "") -> Examples:
    """Return the examples that a corpus has the things of."""
    index = other_corpus(corpus)
    if index is None:
        return examples
    return [
        (line, own_words(meaning, corpus))
        for line, meaning in examples
        if all(_holds(index, *command) for command in _told(line))
    ]


def own_hint(hint: str, corpus: str = "") -> str:
    """Return a hint whose commands name nothing that a corpus does not have."""
    index = other_corpus(corpus) if "compactx " in hint else None  # a hint of an index that cannot be opened opens none
    if index is None:
        return hint
    for name, words in _told(hint):
        if not _holds(index, name, words):
            at = hint.index(f"compactx {name}")
            hint = f"{hint[:at]}compactx {name} --help{hint[at + _length(hint[at:]) :]}"
    return hint


def is_named(words: Sequence[str], corpus: str = "") -> bool:
    """Say whether words of a command line name something; True where no index is at hand, for none is built to say."""
    from compactx.corpus.source import manifest, roots  # noqa: PLC0415 - mistakes alone
    from compactx.index import cache  # noqa: PLC0415 - as above
    from compactx.index.compiled import opened  # noqa: PLC0415 - as above
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.query.select import select_many  # noqa: PLC0415 - as above

    try:
        folders = roots(corpus)
        now = manifest(folders)
        connection = cache.fresh_index(folders, now) or opened(folders, now, cache.note_path(cache.cache_path(folders)))
        return connection is None or bool(select_many(Index(connection), words))
    except AmbiguousReferenceError:
        return True  # all that may be meant are listed
    except CompactxError:
        return False


def own_table(text: str, corpus: str = "") -> str:
    """Return a text in which lines of ways to name things keep those that name something, and others their examples."""
    index = other_corpus(corpus)
    if index is None:
        return text
    lines = []
    for line in text.split("\n"):
        label, ways = line[:_LABEL], [way for way in line[_LABEL:].split("   ") if way]
        if not line.startswith("  ") or len(line) <= _LABEL:
            lines.append(own_hint(line, corpus))
        elif kept := [way for way in ways if _known(index, way.split())]:
            lines.append(label + "   ".join(kept))
    return "\n".join(lines)


def first_examples(examples: Examples, corpus: str = "") -> Examples:
    """Return what the program begins with: our examples, or the same of another corpus's own things."""
    index = other_corpus(corpus)
    if index is None:
        return examples
    from compactx.model.kinds import ACTOR_KINDS, INSTRUMENT_KINDS  # noqa: PLC0415 - as above

    main = index.main()
    parts = [f"{node.kind} {node.number}" for node in index.of_kind((), main.n) if node.number] if main else []
    others = [node for node in index.of_kind(INSTRUMENT_KINDS) if main is None or node.n != main.n]
    cited = [node.id for node in others if any(edge.family == "citation" for edge in index.edges_to(node.n))]
    ends = [end for end in index.meta().get("path_ends", "").split("\n") if end]
    ends += [node.id for node in index.of_kind(ACTOR_KINDS) if index.edges_to(node.n)] or cited
    said = ["a part with everything it rests on", *(meaning for _, meaning in examples[1:])]
    made = [f"compactx show {one}" for one in (*parts, *([main.id] if main else []))][:1]
    made += [f"compactx refs {identity}" for identity in cited][:1]
    made += [f"compactx path {main.id} to {end}" for end in ends][:1] if main else []
    return list(zip(made, said, strict=False))


def _told(line: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a line: name and words."""
    import shlex  # noqa: PLC0415 - as above

    at = line.find("compactx ")
    while at >= 0:
        command = line[at : at + _length(line[at:])]
        try:
            words = shlex.split(command)
        except ValueError:  # a quotation mark of the line around it
            words = command.split()
        if len(words) > 1:
            yield words[1], words[2:]
        at = line.find("compactx ", at + len(command))


def _length(line: str) -> int:
    """Return where a command ends: before what is no part of it, outside quotation marks."""
    quote = ""
    for at, char in enumerate(line):
        if quote or char in "'\"":
            quote = "" if quote == char else quote or char
        elif char in _ENDS and (char != "," or line[at + 1 : at + 2] in {"", " "}):
            return len(line[:at].rstrip())
    return len(line.removesuffix("."))


def _holds(index: Index, name: str, words: list[str]) -> bool:
    """Say whether a corpus has what a command names; files, kinds and words to search are nobody's."""
    from compactx.cli.command import load_command, parse  # noqa: PLC0415 - as above

    loaded = load_command(name)
    values = parse(loaded[0], words) if loaded else None
    if loaded is None or values is None:
        return True
    return all(_known(index, text) for text in _references(loaded[0], values))


def _references(command: Command, values: dict[str, object]) -> Iterator[list[str]]:
    """Yield the words of each reference that a command was given."""
    for param in command.params:
        value = values.get(param.name)
        if param.kind == "words" and isinstance(value, list):
            yield from _groups(command.name, value)
        elif param.metavar == "REF" and value:
            yield from ([str(one)] for one in (value if isinstance(value, list) else [value]))


def _groups(name: str, words: list[str]) -> Iterator[list[str]]:
    """Return the words that stand for references, the ends of a path apart."""
    if name == "new":
        words = words[1:] if words[0] == "lineage" else []
        words = words[: words.index("to")] if "to" in words else words[:1]
    elif name == "export":
        words = words[1:]
    elif name == "attach":
        words = words[:-1]
    if name in _REFERENCES:
        for group in " ".join(words).split(" to "):
            yield group.split()


def _known(index: Index, words: list[str]) -> bool:
    """Say whether words name something; a file has an ending, and a wording more words than a name of the examples."""
    from compactx.query.select import select_many  # noqa: PLC0415 - as above

    words = [word for word in words if not (_is_file(word) or word == "-" or (word.isupper() and word in _STAND_INS))]
    if not words or len(words) > _LONGEST_NAME:
        return True
    try:
        return bool(select_many(index, words))
    except CompactxError:
        return False


def _is_file(word: str) -> bool:
    _, stop, ending = word.rpartition(".")
    return bool(stop) and len(ending) > 1 and ending.isalnum()
