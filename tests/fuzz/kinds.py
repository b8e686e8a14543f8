"""The kinds of cases: each takes its chance, tries one thing and returns what came of it; a broken promise raises."""

from __future__ import annotations

import bz2
import contextlib
import functools
import gzip
import io
import lzma
import os
import sys
import tarfile
import tempfile
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from compactx.bulk.walk import members
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.cli import command, door
from compactx.corpus import nodes
from compactx.corpus.source import packaged
from compactx.errors import CompactxError
from compactx.export import escape
from compactx.export.format_table import format_names, load_format
from compactx.export.graph import ExportEdge, ExportGraph, ExportNode
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_bytes
from compactx.model import locator
from compactx.model.text import clean, is_web
from compactx.query.select import select, select_many

Case = Callable[[Random], str]
ROOT = Path(__file__).parents[2]
STATUSES = {0, 1, 2, 3, 4, 5, 6}
_ACTIVE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_HARMLESS = set("\n\r\t\u200c\u200d")

WORDS = [
    "gcm",
    "objective",
    "17",
    "33(a)",
    "33",
    "a",
    "para",
    "article",
    "annex",
    "II",
    "A/RES/70/1",
    "70/1",
    "C189",
    "SDG",
    "10.c",
    "ILO",
    "IMRF",
    "the",
    "to",
    "on",
    "of",
    "-",
    "--",
    "--json",
    "--plain",
    "--csv",
    "--ids",
    "-n",
    "3",
    "0",
    "-1",
    "+1",
    "99999999999999999999",
    "9223372036854775808",
    "--in",
    "--width",
    "--kind",
    "--relation",
    "--as-of",
    "2019",
    "2019-13",
    "²",
    "٣",
    "\u202e",
    "\x1b[31m",
    "�",
    "\x00",
    "*",
    '"',
    "'",
    "(",
    ")",
    "NEAR",
    "NOT",
    "AND",
    "OR",
    "ibid.",
    "paragraphs",
    "5",
    "to",
    "9",
    "footnote",
    "3",
    "--depth",
    "International",
    "Convention",
    "Compact",
    "resolution",
    "Agenda",
    "goal",
    "target",
    "principle",
    "obj.17",
    "treaties",
    "bodies",
    "--all",
    "--fields",
    "id",
]
COMMANDS = ("show", "refs", "path", "tree", "list", "search", "related", "trace", "review", "matrix", "impact", "cite",
            "stats", "check", "schema", "help", "export", "graph", "scan", "")  # fmt: skip
HOSTILE = ("\x1b]52;c;QUJD\x07", "\x1b[2J", "\x9b31m", "\u202e", "=1+1", "\uff1d1", "<script>", '"', "'", "\\", "{",
           "}", "\n", "\r", "\t", "\0", "\ufeff", "\ud800", "%%", "--", "]]>", "é", "漢",
           "\U000e0001", "x" * 300)  # fmt: skip
YAML = (
    "entries:\n", "- {", "id: a", ", ", "kind: body", "title: x", "}\n", "[", "]", "&a", "*a", "!!python/object:x",
    "? ", "| \n", "interval: 999999999999999999999999", "number: -1", "date: 2001-02-30", "\x00", "\t", "\xff",
    "provisions:\n", "- ", "  ", "\n", "---\n", "...\n", "names: [{name: x, type: full}]", "'", '"', "\u2028",
    ": ", "~", "<<: x", "of: gcm\n",
)  # fmt: skip


class ControlError(Exception):
    """Something that a terminal acts on got out."""


@functools.cache
def index() -> Index:
    """The shipped corpus."""
    return Index(open_index((packaged(),), with_library=False))


@functools.cache
def catalogue():
    """Its names."""
    return load_catalogue(index())


def printed(text: str) -> bytes:
    """Return a PDF of one page with a font, packed lines of text and a table of where each object begins."""
    lines = "".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*\n" for line in text.splitlines())
    shown = zlib.compress(f"BT /F1 11 Tf 14 TL 60 760 Td\n{lines}ET".encode("latin-1"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return written(objects)


def written(objects: list[bytes]) -> bytes:
    """Return a PDF of some objects, the first of them its root, with a table of where each begins."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end)


@functools.cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Small documents of every format that can be made here."""
    text = "A plan\n\nThe Assembly,\n\nRecalling A/RES/70/1,\n\n1. Decides on paragraph 33 (a) of the Compact;\n\n"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    page = "<html><body><h1>A plan</h1>" + "".join(f"<p>{line}</p>" for line in text.splitlines()) + "</body></html>"
    akn = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="s"><mainBody><paragraph>'
        "<num>1.</num><content><p>Decides on A/RES/70/1;</p></content></paragraph></mainBody></statement></akomaNtoso>"
    )
    return (("a.txt", text.encode()), ("a.md", b"# A plan\n\n" + text.encode()), ("a.html", page.encode()),
            ("a.xml", akn.encode()), ("a.docx", packed.getvalue()), ("a.pdf", printed(text)))  # fmt: skip


def inert(text: str) -> None:
    """Raise if a terminal would act on a text."""
    if text.isprintable():
        return
    found = {c for c in text if c not in _HARMLESS and unicodedata.category(c) in _ACTIVE}
    if found:
        raise ControlError(repr(sorted(found))[:80])


def words(chance: Random, most: int = 6) -> list[str]:
    """Return a few words, some of them cut, joined or spoilt."""
    found = [chance.choice(WORDS) for _ in range(chance.randint(0, most))]
    if found and chance.random() < 0.3:
        at = chance.randrange(len(found))
        found[at] = found[at][: chance.randint(0, 5)] + chance.choice(WORDS + list(HOSTILE))
    return found


def mutated(chance: Random, data: bytes, most: int = 8) -> bytes:
    """Return bytes with a few of them changed, cut, doubled or put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, most)):
        at, size = chance.randrange(len(out) + 1), chance.choice((1, 1, 4, 40, 400))
        how = chance.randrange(4)
        if how == 0:
            out[at : at + size] = bytes(chance.randrange(256) for _ in range(min(size, len(out) - at)))
        elif how == 1:
            del out[at : at + size]
        elif how == 2:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 50))
        else:
            out[at:at] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
    return bytes(out)


def grammar(chance: Random) -> str:
    """Split a command line."""
    name, rest = command.split_command([chance.choice(COMMANDS), *words(chance)])
    loaded = command.load_command(name)
    return "none" if not loaded else "split" if command.parse(loaded[0], rest) is not None else "typer"


def selectors(chance: Random) -> str:
    """Read words as a thing."""
    asked = words(chance, 4)
    try:
        found = select(index(), " ".join(asked)) if chance.random() < 0.5 else select_many(index(), asked)
    except CompactxError as error:
        if error.exit_status not in {2, 3, 4}:
            raise
        return str(error.exit_status)
    return "found" if found else "nothing"


def pinpoints(chance: Random) -> str:
    """Read an address."""
    text = "".join(chance.choice("0123456789abcivxl().,- ²٣\u202e§") for _ in range(chance.randint(0, 30)))
    inert(clean(locator.printed(locator.slug(text))))
    return "read"


def yaml(chance: Random) -> str:
    """Read a file of a corpus."""
    text = "".join(chance.choice(YAML) for _ in range(chance.randint(0, 40)))
    top, findings = nodes.read_nodes(
        text.encode("latin-1", "replace") if chance.random() < 0.2 else text.encode(), "x.yaml"
    )
    return "read" if top and not findings else "findings"


def quoting(chance: Random) -> str:
    """Quote text for every language."""
    text = "".join(chance.choice(HOSTILE[:-1]) for _ in range(chance.randint(0, 6)))
    safe = text.encode("utf-8", "replace").decode()
    for way in (escape.xml, escape.html, escape.cell, escape.dot, escape.mermaid, escape.markdown, escape.turtle,
                escape.cypher, escape.visible, clean):  # fmt: skip
        inert(way(safe))
    address = "https://" + text
    if is_web(address):
        urlsplit(address)
    return "quoted"


def citations(chance: Random) -> str:
    """Scan a text."""
    text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 60)))
    found = scan_text(text.encode("utf-8", "replace").decode(), (), catalogue())
    if any(not 0 <= one.start <= one.end <= len(text) for one in found):
        raise ValueError("a citation stands outside its text")
    return "found" if found else "nothing"


def documents(chance: Random) -> str:
    """Read a damaged document."""
    name, data = chance.choice(seeds())
    other = chance.choice(seeds())[0] if chance.random() < 0.1 else name
    try:
        read_bytes(mutated(chance, data), other)
    except CompactxError as error:
        if error.exit_status != 2:
            raise
        return "refused"
    return "read"


ODD = (b"inf", b"nan", b"-1", b"1e300", b"9" * 30, b"1" + b"0" * 24, b"\x80" + b"\xff" * 11, b"\xff" * 12, b"", b"0x1")


def _tar(chance: Random) -> bytes:
    """Return a tar archive with odd names, links, devices, times and headers of other headers."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=chance.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))) as tar:
        for _ in range(chance.randint(1, 4)):
            name, data = chance.choice(seeds())
            info = tarfile.TarInfo(chance.choice((name, "../" + name, "/" + name, "x" * 300 + name, "d\udce9/" + name)))
            info.type = chance.choice((tarfile.REGTYPE,) * 4 + (tarfile.SYMTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE))
            info.size = len(data) if info.isreg() else 0
            if tar.format == tarfile.PAX_FORMAT and chance.random() < 0.5:
                key = chance.choice(("mtime", "size", "path", "uid", "GNU.sparse.map", "GNU.sparse.major", "linkpath"))
                info.pax_headers = {key: chance.choice(ODD).decode("latin-1")}
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _renumbered(chance: Random, data: bytes) -> bytes:
    """Return a tar archive with a number of a header overwritten and the header's sum made right again."""
    out, at = bytearray(data), 512 * chance.randrange(max(1, len(data) // 512))
    field, size = chance.choice(((100, 8), (124, 12), (136, 12), (156, 1), (257, 8), (345, 155), (386, 96)))
    out[at + field : at + field + size] = chance.choice(ODD)[:size].ljust(size, b"\0")
    out[at + 148 : at + 156] = b" " * 8
    out[at + 148 : at + 156] = b"%06o\0 " % sum(out[at : at + 512])
    return bytes(out)


def _zip(chance: Random, *, deep: bool = True) -> bytes:
    """Return a zip archive, perhaps with one in it."""
    out, packing = io.BytesIO(), (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as archive:
        for _ in range(chance.randint(1, 4)):
            name, data = chance.choice(seeds())
            if deep and chance.random() < 0.2:
                name, data = "in.zip", _zip(chance, deep=False)
            prefix = chance.choice(("", "../", "/", "x" * 300, "\u202e", "a\\"))
            archive.writestr(prefix + name, data, compress_type=chance.choice(packing))
    return out.getvalue()


def archives(chance: Random) -> str:
    """List and read the documents of a damaged archive."""
    ending = chance.choice((".zip", ".tar", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz"))
    data = _zip(chance) if ending == ".zip" else _tar(chance)
    if ending != ".zip" and chance.random() < 0.5:
        data = _renumbered(chance, data)
    if chance.random() < 0.4:
        data = mutated(chance, data)
    data = {".tar.gz": gzip.compress, ".tar.bz2": bz2.compress, ".tar.xz": lzma.compress}.get(ending, bytes)(data)
    if chance.random() < 0.3:
        data = data[: chance.randrange(len(data) + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + ending)
        path.write_bytes(data)
        try:
            found = [*members(str(path))]
        except CompactxError as error:
            if error.exit_status != 2:
                raise
            return "refused"
    for name, size, moment, _, _ in found:
        name.encode()
        if not (0 <= size < 2**63 and 0 <= moment < 2**63):
            raise RuntimeError(f"{size} bytes of {moment}")
    return "read" if found else "nothing"


def answer(argv: list[str], stdin: bytes = b"") -> tuple[int, str]:
    """Run a command line here; return its status and what it wrote."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = door.run(argv)
    finally:
        sys.stdin = before
    out.flush()
    err.flush()
    told = err.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    if status not in STATUSES or "Traceback" in told:
        raise RuntimeError(f"status {status} of {argv}: {told[:160]}")
    shown = out.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    if "--null" not in argv and "-0" not in argv:
        inert(shown)
    inert(told)
    return status, shown


def commands(chance: Random) -> str:
    """Carry out a command line."""
    argv = [chance.choice(COMMANDS), *words(chance)]
    argv = [word.replace("\0", "") for word in argv]
    if "-o" in argv or "--output" in argv:
        return "left out"
    lines = "\n".join(words(chance)).encode("utf-8", "surrogatepass" if chance.random() < 0.5 else "replace")
    return str(answer(argv, lines)[0])


def corpora(chance: Random) -> str:
    """Ask a corpus of which one file is damaged, as the whole corpus or on top of the shipped one."""
    folder = ROOT / "tests" / chance.choice(("tiny", "hostile"))
    with tempfile.TemporaryDirectory() as made:
        for path in sorted(folder.rglob("*.yaml")):
            target = Path(made) / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        chosen = chance.choice(sorted(Path(made).rglob("*.yaml")))
        chosen.write_bytes(mutated(chance, chosen.read_bytes(), 1))
        os.environ |= {"COMPACTX_CORPUS": made, "COMPACTX_CORPUS_ONLY": "1"}
        try:
            argv = chance.choice((["list"], ["check"], ["search", "x"], ["show", "odd"], ["stats"], ["refs", "charter"],
                                  ["export", "turtle"], ["export", "csv", "--part", "nodes"],
                                  ["show", "pact/3"]))  # fmt: skip
            return str(
                answer([*argv, *chance.choice(([], ["--json"], ["--csv"]))])[0]
                if argv[0] != "export"
                else answer(argv)[0]
            )
        finally:
            del os.environ["COMPACTX_CORPUS"], os.environ["COMPACTX_CORPUS_ONLY"]


def exports(chance: Random) -> str:
    """Write a graph of hostile texts in a format."""

    def said() -> str:
        text = "".join(chance.choice(HOSTILE) for _ in range(chance.randint(0, 5)))
        return text.encode("utf-8", "replace").decode()

    things = tuple(
        ExportNode(f"n{n}", "treaty", "instrument", said(), said(), "", "", "", "", None, None, said(), said(), "n/a",
                   "2000", "high", 1, "", ((said(), "full"),), (("url", "https://" + said()), ("sources", said())),
                   "a.yaml", 1) for n in range(3)
    )  # fmt: skip
    ties = tuple(
        ExportEdge(f"e{n}", f"n{n}", f"n{(n + 1) % 3}", "cites", said(), said(), "citation", "text", f"n{n}", "1",
                   said(), said(), "high", "", said(), 1, "a.yaml", 1, 1) for n in range(3)
    )  # fmt: skip
    form = load_format(chance.choice([name for name in format_names() if name not in {"png", "parquet", "svg"}]))
    for part in form.parts or ("",):
        stream = io.StringIO(newline="")
        form.write(ExportGraph(said(), (("corpus", said()),), things, ties), part, stream)
        inert(stream.getvalue())
    return form.name


KINDS: dict[str, Case] = {
    "grammar": grammar, "selectors": selectors, "pinpoints": pinpoints, "yaml": yaml, "quoting": quoting,
    "citations": citations, "exports": exports, "documents": documents, "archives": archives,
    "commands": commands, "corpora": corpora,
}  # fmt: skip
