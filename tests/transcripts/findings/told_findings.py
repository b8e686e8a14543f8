"""Golden findings: all that the rules say of each fault in the tables of cases, of a corpus and of a draft.

Cases say what must be found and by which rule; a golden finding shows the whole of it: its place, its words, what to do
and what to write instead. Those of drafts are read with the shipped corpus alone.

    python tests/transcripts/findings/told_findings.py       rewrite them; read the diff before you commit it
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from compactx.checks.draft import Judgement
    from compactx.model.finding import Finding

_CASES = {"corpus": "findings.yaml", "drafts": "faults.yaml"}
_LIBRARY = " not YAML:"
_FIELDS = ("found", "expected", "hint")


def cases(table: str) -> list[dict[str, Any]]:
    """Return the cases of a corpus or of drafts."""
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / _CASES[table]).read_text(encoding="utf-8"))
    return found


def head(table: str, case: dict[str, Any]) -> str:
    """Return the line under which the findings of a case stand."""
    changed = (case["rule"], case["file"], case["replace"], "->", case["by"]) if table == "corpus" else (case["text"],)
    return "═══ " + " ".join(" ".join(changed).split())


def in_corpus(folder: Path, case: dict[str, Any]) -> tuple[Finding, ...]:
    """Make the change of a case in a copy of the tiny corpus, and return what is found there."""
    from compactx.checks.run import check  # noqa: PLC0415 - the environment is set before
    from compactx.corpus.load import load  # noqa: PLC0415 - as above

    path = folder / case["file"]
    text = path.read_text(encoding="utf-8")
    assert case["replace"] in text
    path.write_text(text.replace(case["replace"], case["by"], 1), encoding="utf-8")
    return check(load((str(folder),))).findings


@functools.cache
def examiner() -> Callable[[str], tuple[Judgement, ...]]:
    """Return what examines a text with the corpus alone: no text is attached and no library is there."""
    import compactx  # noqa: PLC0415 - the environment is set before
    from compactx.checks.draft import Draft  # noqa: PLC0415 - as above
    from compactx.checks.examine import examine  # noqa: PLC0415 - as above
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - as above
    from compactx.citation.scan import scan_text  # noqa: PLC0415 - as above
    from compactx.intake.read import read_text  # noqa: PLC0415 - as above

    index = compactx.open().index
    catalogue = load_catalogue(index)

    def judgements(text: str) -> tuple[Judgement, ...]:
        document = read_text(text, "draft.txt")
        citations = scan_text(document.text, document.provisions, catalogue)
        draft = Draft("draft.txt", document.text, document.provisions, citations, index, lambda _: {})
        return tuple(examine(draft).judgements)

    return judgements


def told_of_corpus(findings: Iterable[Finding]) -> list[str]:
    """Return findings as lines, without what the reader of YAML says in words of its own."""
    return [" ".join(str(one).partition(_LIBRARY)[0].split()) for one in findings]


def told_of_draft(judgements: Iterable[Judgement]) -> list[str]:
    """Return judgements as lines: where, what, by which rule, and all that it says."""
    return [_line(one) for one in judgements]


def _line(one: Judgement) -> str:
    fix = [f"write={one.fix.start}-{one.fix.end} <{one.fix.text}>"] if one.fix else []
    more = [f"{name}=<{getattr(one, name)}>" for name in _FIELDS if getattr(one, name)] + fix
    words = [f"{one.start}-{one.end}", one.verdict, one.rule or "-", one.to or "-", one.message, *more]
    return " ".join(" ".join(words).split())


def golden(table: str) -> dict[str, list[str]]:
    """Return the lines of each case by its head."""
    path = HERE / f"{table}.txt"
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith("═══ "):
            lines = found.setdefault(line, [])
        elif line:
            lines.append(line.removeprefix("  "))
    return found


def main() -> None:
    """Rewrite them all."""
    rows: dict[str, list[str]] = {"corpus": [], "drafts": []}
    for case in cases("corpus"):
        with tempfile.TemporaryDirectory() as above:
            folder = Path(shutil.copytree(ROOT / "tests" / "tiny", Path(above) / "tiny"))
            told = told_of_corpus(in_corpus(folder, case))
        rows["corpus"] += [head("corpus", case), *(f"  {line}" for line in told), ""]
    for case in cases("drafts"):
        told = told_of_draft(examiner()(case["text"]))
        rows["drafts"] += [head("drafts", case), *(f"  {line}" for line in told), ""]
    for table, lines in rows.items():
        (HERE / f"{table}.txt").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"XDG_CACHE_HOME": f"{home}/cache", "XDG_DATA_HOME": f"{home}/data"}
        main()
