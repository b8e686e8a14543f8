"""Golden transcripts: what every command prints, as people and programs see it.

``commands.yaml`` names the command lines, for the shipped corpus, for the tiny one of the tests, and for one of made-up
harbours with an attached text and a library, which has one of everything that can be shown. Each is run at 60 and at
100 columns, plain and coloured, into a pipe, and as JSON, and compared with its file in ``shipped``, ``tiny`` or
``harbours``; over the harbours those modes are left out that show nothing new.

    python tests/transcripts/transcripts.py            rewrite all, and the readings; read the diff before you commit
    python tests/transcripts/transcripts.py NAME...    rewrite those of these names

Escape is written ``␛``, a carriage return ``␍``, an end without a newline ``␄``; what changes with the machine or with
every edit of the corpus is a word in capitals.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TINY = ROOT / "tests" / "tiny"
PLAIN = {"NO_COLOR": "1"}
COLOURED = {"FORCE_COLOR": "1"}
MODES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "60 columns": ({"COMPACTX_FORCE_TTY": "60", **PLAIN}, ()),
    "100 columns": ({"COMPACTX_FORCE_TTY": "100", **PLAIN}, ()),
    "60 columns, coloured": ({"COMPACTX_FORCE_TTY": "60", **COLOURED}, ()),
    "100 columns, coloured": ({"COMPACTX_FORCE_TTY": "100", **COLOURED}, ()),
    # Pages are another at these widths; where that is so, a command line asks for them too (``also``).
    "40 columns": ({"COMPACTX_FORCE_TTY": "40", **PLAIN}, ()),
    "120 columns": ({"COMPACTX_FORCE_TTY": "120", **PLAIN}, ()),
    "in a pipe": ({}, ()),
    "--json": ({}, ("--json",)),
}
USUAL = ("60 columns", "100 columns", "60 columns, coloured", "100 columns, coloured", "in a pipe", "--json")
NEEDS = {".parquet": "pyarrow", ".png": "resvg_py"}  # what some files cannot be written without
MODES_OF = {"harbours": ("60 columns", "100 columns, coloured", "in a pipe", "--json")}
HARBOURS = HERE / "harbours"
_SETTINGS = ("COMPACTX_FORCE_TTY", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "COLORFGBG")
_MADE: list[tempfile.TemporaryDirectory[str]] = []  # until the process ends, or a fork of tests/mutants
_HEAD = re.compile(r"^═══ (.*?) ═══ status (\d+)\n", re.MULTILINE)
_PROGRAM = re.compile(r"<script>/[*]!.*?</script>", re.DOTALL)
_POLICY = re.compile(r"sha256-[A-Za-z0-9+/=]{44}")
_SHA = re.compile(r'("(?:sha256|version)": ?")[0-9a-f.]+(")')
_OWN_VERSION = re.compile(r'("semanticVersion": ?")[0-9.]+(")')
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Transcript(NamedTuple):
    """A command line over a corpus, under a name."""

    corpus: str
    name: str
    argv: tuple[str, ...]
    modes: tuple[str, ...]
    folder: Path
    needs: str = ""

    @property
    def path(self) -> Path:
        """Return the golden file."""
        folder = HARBOURS / "golden" if self.corpus == "harbours" else HERE / self.corpus
        return folder / f"{self.name}.txt"


def transcripts() -> list[Transcript]:
    """Return every command line that has a transcript; ``from: root`` runs it in the checkout, whose
    files it then names as short as they are everywhere: a page would wrap otherwise where the path is longer. ``OUT``
    is a folder of its own; what is written there stands below the answer.
    """
    told = yaml.safe_load((HERE / "commands.yaml").read_text(encoding="utf-8"))
    found = []
    for corpus, lines in told.items():
        for name, entry in lines.items():
            more = entry if isinstance(entry, dict) else {"argv": entry}
            argv = more["argv"]
            folder = HARBOURS if corpus == "harbours" else HERE / "inputs"
            folder = ROOT if more.get("from") == "root" else folder
            modes = [*(more.get("modes") or MODES_OF.get(corpus, USUAL)), *more.get("also", ())]
            needs = next((module for suffix, module in NEEDS.items() if argv and str(argv[-1]).endswith(suffix)), "")
            found.append(Transcript(corpus, name, tuple(map(str, argv)), tuple(modes), folder, needs))
    return found


def answer(transcript: Transcript, mode: str) -> tuple[int, str]:
    """Run a command line in one of the modes, and return its status and what it printed on both streams."""
    environment = {name: value for name, value in os.environ.items() if name not in _SETTINGS} | MODES[mode][0]
    environment["TERM"] = "xterm"
    if transcript.corpus == "tiny":
        environment |= {"COMPACTX_CORPUS": str(TINY), "COMPACTX_CORPUS_ONLY": "1"}
    if transcript.corpus == "harbours":
        return _over_harbours(transcript, mode, environment)
    return _run(transcript, mode, environment)


def _run(transcript: Transcript, mode: str, environment: dict[str, str]) -> tuple[int, str]:
    from compactx.cli import door  # noqa: PLC0415 - a mutant of the package is imported when it is run

    more = MODES[mode][1]
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with (
        contextlib.ExitStack() as stack,
        mock.patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(transcript.folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")),
    ):
        written = stack.enter_context(tempfile.TemporaryDirectory())
        status = door.run([*(word.replace("OUT", written) for word in transcript.argv), *more])
        out.flush()
        text = out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
        files = [
            path for path in sorted(Path(written).rglob("[!.]*")) if path.is_file() and ".schemas" not in path.parts
        ]
        text += "".join(f"═ {path.relative_to(written)}\n{content(path)}\n" for path in files)
    return status, _settled(text.replace(written, "OUT"), mode)


def content(path: Path) -> str:
    """Return what a written file says: its text, the text of a document, the rows of a table, the size of a picture."""
    if path.suffix == ".png":
        return f"{int.from_bytes(path.read_bytes()[16:20], 'big')} x {int.from_bytes(path.read_bytes()[20:24], 'big')}"
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(f"{name}\n{archive.read(name).decode()}" for name in archive.namelist())
    if path.suffix == ".parquet":
        from pyarrow import parquet  # noqa: PLC0415 - only for what needs it

        rows = parquet.read_table(path).to_pylist()
        return "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    text = path.read_text(encoding="utf-8")
    # Of a page to walk through, all but its program, which is a file of the package, and what is bundled with it.
    return _POLICY.sub("DIGEST", _PROGRAM.sub("<script>PROGRAM</script>", text)) if path.suffix == ".html" else text


def _over_harbours(transcript: Transcript, mode: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command line with the made-up corpus in the place of the shipped one."""
    home = harbours()
    environment |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    with mock.patch("compactx.corpus.source.packaged", return_value=str(home / "corpus")):
        status, text = _run(transcript, mode, environment)
    return status, text.replace(str(home), "HOME")


def _short_folder() -> str | None:
    """Return where a folder's name is as long on every machine: pages that name it fold their lines by its length."""
    return "/tmp" if os.path.isdir("/tmp") else None  # noqa: S108 - as mkdtemp


@functools.cache
def harbours() -> Path:
    """Make the corpus of harbours with its library and its attached text, once in a process, and return the folder."""
    made = tempfile.TemporaryDirectory(prefix="h-", dir=_short_folder())
    _MADE.append(made)
    home = Path(made.name)
    if os.environ.get("COMPACTX_TESTS_HARBOURS"):  # made before, for tests/mutants
        return shutil.copytree(os.environ["COMPACTX_TESTS_HARBOURS"], home, dirs_exist_ok=True)
    shutil.copytree(HARBOURS / "corpus", home / "corpus")
    shutil.copy(ROOT / "corpus" / "relations.yaml", home / "corpus")
    environment = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    environment |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    with mock.patch("compactx.corpus.source.packaged", return_value=str(home / "corpus")):
        # The last one makes the word runs, so that every page says where else its words stand.
        first = (
            ["import", "--recursive", "library", "-j", "1"],
            ["attach", "accord", "accord.txt"],
            ["agreed", "ports that stay open to every ship in distress"],
        )
        for argv in first:
            status, text = _run(Transcript("harbours", "", tuple(argv), (), HARBOURS), "in a pipe", environment)
            assert status in {0, 1}, text  # a clause of the text is not as it was read
    return home


def _settled(text: str, mode: str) -> str:
    """Write a printed text so that it is the same on every machine."""
    if mode == "--json":
        with contextlib.suppress(ValueError):
            text = json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
        text = _SHA.sub(r"\1GIVEN\2", text)
    text = _OWN_VERSION.sub(r"\1GIVEN\2", text)
    text = _DIGEST.sub("DIGEST", text)  # of the corpus: it would change with every gist
    return text.replace(str(ROOT), "ROOT").replace("\x1b", "␛").replace("\r", "␍")


def section(mode: str, status: int, text: str) -> str:
    """Return a section of a golden file."""
    return f"═══ {mode} ═══ status {status}\n{text}" + ("" if text.endswith("\n") or not text else "␄\n")


def golden(transcript: Transcript) -> dict[str, str]:
    """Return the sections of a golden file by mode."""
    text = transcript.path.read_text(encoding="utf-8") if transcript.path.exists() else ""
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head.group(1): text[head.start() : end] for head, end in zip(heads, ends, strict=True)}


def main(names: list[str]) -> None:
    """Rewrite golden files, and remove those that no command line has any more."""
    for transcript in transcripts():
        if not names or transcript.name in names:
            transcript.path.parent.mkdir(exist_ok=True)
            text = "".join(section(mode, *answer(transcript, mode)) for mode in transcript.modes)
            transcript.path.write_text(text, encoding="utf-8")
    wanted = {transcript.path for transcript in transcripts()}
    for path in [*HERE.glob("shipped/*.txt"), *HERE.glob("tiny/*.txt"), *HERE.glob("harbours/golden/*.txt")]:
        if path not in wanted:
            path.unlink()
    if not names:
        sys.path[:0] = [str(HERE), str(HERE / "phrases"), str(HERE / "reaches"), str(HERE / "findings")]
        for beside in ("readings", "phrase_readings", "reaches", "told_findings"):
            importlib.import_module(beside).main()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"XDG_CACHE_HOME": f"{folder}/cache", "XDG_DATA_HOME": f"{folder}/data"}
        sys.path.insert(0, str(ROOT))
        main(sys.argv[1:])
