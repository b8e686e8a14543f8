"""Measure the reader of ``scan`` in CPU time: UN text and prose, beside eyecite, round by round in one run.

    python tests/benchmarks/scanning.py [--texts FILE_OR_FOLDER...] [--before FOLDER] [--megabytes 1 5]
                                        [--command]
                                        [--peer PYTHON [--opinions FILE...]]

``--texts`` are documents (anything that ``scan`` reads) whose texts are joined; without it a text is made up.
``--peer`` is a Python with eyecite and hyperscan installed; it reads an opinion of its own kind, made up, as we do, and
the ``--opinions`` given: court opinions as text, or tests of eyecite (``*.py``), whose sentences are taken.
``--before`` is a checkout of another revision, measured beside this one. Every reader runs in a process of its own,
warmed up on a first part of the text, and must find something; what is told is the median of the rounds, of the first
reading, for which automata are made, and of one more. ``--command`` measures ``scan --jsonl`` beside it, all its
processes with their start, the reading of clauses and the output; its peak is that of the process that searches.
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SENTENCE = 30  # letters
OPINION = (
    "In Harbour v. Ferry, {n} U.S. {a}13, 12{a} (1973), the court relied on 42 U.S.C. \u00a7 1983 and on Boat v. Lake, "
    "{a}09 F.3d 44{a} (2d Cir. 1999). See id. at 12{a}. Much else was said about roads, boats and schools, and the "
    "judge, having considered what others had said before, agreed to come back to it when the weather is better."
    " Compare Ferry, {n} U.S. at 1{a}5. The parties met again in the spring; nothing that was said then changes what "
    "the court below had found, and the appeal fails for the reasons that it gave. "
    "See also the Convention on the Rights of the Child, article {a}.\n\n"
)
RESOLUTION = (
    "{n}. Recalling its resolutions 70/1 and 71/1, the Global Compact for Safe, Orderly and Regular Migration and "
    "article {a} of the Convention on the Rights of the Child, we note paragraph 33 (c) of the Global Compact, "
    "A/RES/7{a}/2, and that the Secretary-General will report on target 10.c of the 2030 Agenda.\n\n"
)
OURS = """
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
catalogue = load_catalogue(Index(open_index(roots(""))))
read = lambda text: len(scan_text(text, (), catalogue))
"""
DEFAULT = "from eyecite import get_citations\nread = lambda text: len(get_citations(text))\n"
HYPERSCAN = """
from eyecite import get_citations
from eyecite.tokenizers import HyperscanTokenizer
tokenizer = HyperscanTokenizer(cache_dir={cache!r})
read = lambda text: len(get_citations(text, tokenizer=tokenizer))
"""
TIMED = """
import sys, time
text = open(sys.argv[1], encoding="utf-8").read()
read(text[:20_000])
start = time.process_time()
found = read(text)
first = time.process_time() - start
start = time.process_time()
read(text)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1]
print(first, time.process_time() - start, found, int(peak) // 1024)
"""
COMMAND = (
    "import sys; from compactx.cli.door import main; sys.argv = ['compactx', 'scan', sys.argv[1], '--jsonl']; main()"
)


def joined(paths: list[str]) -> str:
    """Return the texts of documents, joined."""
    from compactx.errors import CompactxError  # noqa: PLC0415 - only where documents are given
    from compactx.intake.document import readable  # noqa: PLC0415 - as above
    from compactx.intake.read import read_document  # noqa: PLC0415 - as above

    texts = []
    for name in paths:
        for path in sorted(Path(name).rglob("*")) if Path(name).is_dir() else [Path(name)]:
            try:
                texts += [readable(read_document(str(path)))] if path.is_file() else []
            except CompactxError:
                continue
    return "\n\n".join(texts)


def opinion(path: str) -> str:
    """Return a court opinion, or the sentences that stand in a test of eyecite's."""
    text = Path(path).read_text(encoding="utf-8")
    if not path.endswith(".py"):
        return text
    words = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return "\n\n".join(
        word.strip() for word in words if isinstance(word, str) and len(word) >= SENTENCE and " " in word
    )


def made(pattern: str, size: int) -> str:
    """Return a text of a size made of a pattern."""
    paragraphs = (pattern.format(n=n % 400 + 100, a=n % 9 + 1) for n in range(size // 100))
    return "".join(paragraphs)[:size]


Result = tuple[float, float, int, int]


def measured(python: str, code: str, path: Path, checkout: Path | None = None) -> Result:
    """Return the CPU seconds of one reader on one text, and once more; what was found, and the peak in MiB."""
    env = os.environ | {"PYTHONSAFEPATH": "1"} | ({"PYTHONPATH": str(checkout)} if checkout else {})
    if code == COMMAND:
        return commanded([python, "-c", code, str(path)], env)
    done = subprocess.run([python, "-c", code + TIMED, str(path)], capture_output=True, text=True, check=True, env=env)
    first, again, found, peak = done.stdout.split()
    return float(first), float(again), int(found), int(peak)


def commanded(command: list[str], env: dict[str, str]) -> Result:
    """Return the same of a whole command, start and output included: the CPU seconds of all its processes."""
    before, peak = _spent(), 0
    with tempfile.TemporaryFile() as lines, subprocess.Popen(command, stdout=lines, env=env) as running:
        while running.poll() is None:
            peak = max(peak, _peak(running.pid))
            time.sleep(0.05)
        lines.seek(0)
        found = sum(1 for _ in lines)
    spent = _spent() - before
    return spent, spent, found, peak


def _spent() -> float:
    """Return the CPU seconds of all processes that have ended."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def _peak(process: int) -> int:
    """Return the most memory that a process took so far, in MiB; 0 when it has gone."""
    try:
        told = [line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM")]
    except OSError:
        return 0
    return int(told[0].split()[1]) // 1024 if told else 0


def main(argv: list[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="*", default=[])
    parser.add_argument("--prose", nargs="*", default=[], help="documents with few citations")
    parser.add_argument("--peer", default="", metavar="PYTHON")
    parser.add_argument("--opinions", nargs="*", default=[], help="court opinions, or eyecite's own tests")
    parser.add_argument("--before", default="", metavar="FOLDER")
    parser.add_argument("--command", action="store_true", help="the whole command too: reading, start and output")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1])
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        rows = _rows(given, Path(folder))
        results: dict[str, list[Result]] = {name: [] for name in rows}
        for _ in range(given.rounds):
            for name, (job, _) in rows.items():
                results[name].append(measured(*job))
    say(f"| {'reader and text':44} | MB/s of CPU | once more | found | peak MiB |", "| --- | --: | --: | --: | --: |")
    for name, (_, size) in rows.items():
        first, again = (size / 1e6 / statistics.median(one[n] for one in results[name]) for n in (0, 1))
        found, peak = results[name][0][2:]
        say(f"| {name:44} | {first:11.3f} | {again:.3f} | {found:,} | {peak} |")
        if not found:
            return 1
    return 0


Job = tuple[str, str, Path, Path | None]


def _rows(given: argparse.Namespace, folder: Path) -> dict[str, tuple[Job, int]]:
    """Return what to measure by its name, with the size of its text."""
    un = joined(given.texts) if given.texts else made(RESOLUTION, int(max(given.megabytes) * 1e6))
    texts = {}
    for size in given.megabytes:
        whole = un * (1 + int(size * 1e6) // len(un))
        texts[f"UN text, {size:g} MB"] = whole[: int(size * 1e6)]
    if given.prose:
        texts["prose"] = joined(given.prose)
    texts["opinion, 0.1 MB"] = made(OPINION, 100_000)
    if given.opinions:
        own = "\n\n".join(map(opinion, given.opinions))
        texts[f"opinions given, {len(own) / 1e6:.2f} MB"] = own
    rows: dict[str, tuple[Job, int]] = {}
    for name, text in texts.items():
        path = folder / f"{len(rows)}.txt"
        path.write_text(text, encoding="utf-8")
        rows[f"compactx: {name}"] = (sys.executable, OURS, path, ROOT), len(text)
        if given.before:
            rows[f"before: {name}"] = (sys.executable, OURS, path, Path(given.before)), len(text)
        if given.command:
            rows[f"the command: {name}"] = (sys.executable, COMMAND, path, ROOT), len(text)
        if given.peer and name.startswith("opinion"):
            rows[f"eyecite: {name}"] = (given.peer, DEFAULT, path, None), len(text)
            code = HYPERSCAN.format(cache=str(folder))
            rows[f"eyecite with hyperscan: {name}"] = (given.peer, code, path, None), len(text)
    return rows


def say(*lines: str) -> None:
    """Print lines."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
