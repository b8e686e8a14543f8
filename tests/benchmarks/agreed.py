"""Print what ``agreed`` costs on the user's own library: python tests/benchmarks/agreed.py

Times are CPU of whole processes (user and system), the median of five interleaved runs; answers are compared with brute
force (rapidfuzz over every clause) for a sample of clauses with a third of their words edited.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compactx
from compactx.citation.words import keys, scores
from compactx.index import run_store, runs
from compactx.index.wording import of_index
from compactx.query.agreed import AgreedQuestion, AskedParagraph
from compactx.query.agreed_sources import AgreedSources, Scope

PARAGRAPHS, SAMPLE, ROUNDS = 300, 60, 5


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def cpu(*argv: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argv], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def edited(chance: random.Random, words: list[str], vocabulary: list[str], share: float) -> list[str]:
    return [word if chance.random() > share else chance.choice(vocabulary) for word in words]


def main() -> None:
    index = compactx.open().index
    library = index.meta().get("library", "")
    if not library:
        raise SystemExit("there is no library: compactx import --recursive FOLDER")
    path = Path(runs.runs_path(library))
    path.unlink(missing_ok=True)
    began = time.process_time()
    opened = run_store.open_runs(run_store.Sources(library, (), keys))
    clauses, texts, size = opened.size()
    say(f"runs made: {time.process_time() - began:.1f} s of CPU, {clauses:,} clauses, {texts:,} wordings, "
          f"{size / clauses:.0f} bytes a clause")  # fmt: skip
    every = dict(opened.each_text())
    chance = random.Random(1)  # noqa: S311 - any fixed clauses will do
    vocabulary = [row[0] for row in opened.connection.execute("SELECT word FROM word ORDER BY n LIMIT 3000")]
    long = [n for n, coded in every.items() if len(coded) >= 12]
    drafts = [edited(chance, opened.decode(every[n]), vocabulary, 0.3) for n in chance.sample(long, PARAGRAPHS)]
    agreed = AgreedQuestion(AgreedSources(index, opened, Scope(), of_index(index), {}))
    exact = 0
    for words in drafts[:SAMPLE]:
        found = next(agreed.of([AskedParagraph("", None, None, " ".join(words))]))
        best = max(value for _, value in scores(opened.code(words), every))
        exact += abs(found.score - best) < 1e-9 or (best < 0.5 and found.score <= best)
    say(f"as brute force: {exact} of {SAMPLE}")
    with tempfile.TemporaryDirectory() as folder:
        draft = os.path.join(folder, "draft.txt")
        Path(draft).write_text("".join(f"{n}. {' '.join(words)};\n\n" for n, words in enumerate(drafts, 1)))
        phrase = " ".join(opened.decode(every[long[len(long) // 2]])[2:8])
        lines = {
            "python -c pass": ("-c", "pass"),
            "search, a phrase": ("-m", "compactx", "search", f'"{phrase}"', "--json"),
            "agreed, a phrase": ("-m", "compactx", "agreed", phrase, "--json"),
            "agreed, a paragraph": ("-m", "compactx", "agreed", " ".join(drafts[0]), "--json"),
            f"agreed, a draft of {PARAGRAPHS} paragraphs": ("-m", "compactx", "agreed", draft, "--json"),
        }
        times: dict[str, list[float]] = {name: [] for name in lines}
        for _ in range(ROUNDS):
            for name, argv in lines.items():
                times[name].append(cpu(*argv))
        for name, taken in times.items():
            say(f"{name}: {statistics.median(taken):.0f} ms of CPU")
    say(f"largest child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
