"""Print, rule by rule and by how sure it said it was, how often a citation was right.

    python tests/gold/calibration.py [--files 400] [--seed 1]

Answers are known from the links that publishers set in resolutions (rules that read symbols and numbers);
from the corpus, clause by clause of three texts that people read; from our own sentences; and from
the cases of the reader, which say what must be cited and what must not. A citation that no answer speaks of is not
counted. "High" should be right 98 times in 100.
"""

from __future__ import annotations

import argparse
import random
import sys
import tarfile
from collections import defaultdict
from pathlib import Path

from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_document, read_text

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit/citation"))
import measure
import test_gold
import test_reader


def is_second(text: str, start: int) -> bool:
    """Say whether a symbol is the second of a document that has two (A/67/65-E/2012/48): publishers link the first."""
    return start > 1 and text[start - 1] in "-\u2013" and text[start - 2].isalnum()


def linked(catalogue, files: int, seed: int, rows: dict) -> None:
    """Count citations that meet a publisher's link."""
    with tarfile.open(measure.SHARED / "samples/un-akn.tar.gz") as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        for member in random.Random(seed).sample(members, min(files, len(members))):  # noqa: S311 - a sample, no secret
            read = measure.linked_text(archive.extractfile(member))
            if read is None:
                continue
            text, links = read
            for citation in scan_text(text, (), catalogue):
                meets = [symbol for start, end, symbol in links if start < citation.end and citation.start < end]
                if meets and citation.rule in measure.SYMBOL_RULES and not is_second(text, citation.start):
                    row = rows[(citation.rule, citation.confidence)]
                    row[0] += any(measure.same(citation.symbol, symbol) for symbol in meets)
                    row[1] += 1


def sentences(catalogue, rows: dict) -> None:
    """Count citations of our own sentences."""
    for case in test_gold.SENTENCES:
        wanted = test_gold.expected(case)
        for citation in scan_text(case["text"], (), catalogue):
            ambiguous = "ambiguous: " + ", ".join(sorted(citation.candidates))
            read = ambiguous if citation.status == "ambiguous" else citation.to or citation.symbol or citation.name
            row = rows[(citation.rule, citation.confidence)]
            row[0] += (test_gold.squeezed(citation.surface), read) in wanted
            row[1] += 1


def clauses(index, catalogue, rows: dict) -> None:
    """Count citations of whole things in the clauses of texts that people read: the seed and the two declarations."""
    texts = [("gcm", next((measure.SHARED / "seeds").glob("000*")))]
    texts += [
        (f"progress-declaration-{year}", measure.SHARED / f"samples/imrf/imrf-progress-declaration-{year}.xml")
        for year in (2022, 2026)
    ]
    for instrument, path in texts:
        document = read_document(str(path))
        wanted = measure.gold(index, instrument)
        known = {part.locator for part in index.of_kind((), index.by_id(instrument).n)}
        for citation in scan_text(document.text, document.provisions, catalogue):
            counted = citation.to and citation.locator in known and citation.to.partition("/")[0] != instrument
            if counted and ("/" not in citation.to or citation.to.startswith("agenda2030/")):
                row = rows[(citation.rule, citation.confidence)]
                row[0] += any((place, citation.to) in wanted for place in (citation.locator, citation.note))
                row[1] += 1


def cases(catalogue, rows: dict) -> None:
    """Count citations that the cases of the reader ask for, or forbid."""
    for case in test_reader.CASES:
        must, never = (set(test_reader.wanted(case, key)) for key in ("must", "not"))
        for citation in scan_text(case["text"], read_text(case["text"], "case.txt").provisions, catalogue):
            points = test_reader.points(citation)
            if points & (must | never):
                row = rows[(citation.rule, citation.confidence)]
                row[0] += not points & never
                row[1] += 1


def main(argv: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    index = Index(open_index(roots("")))
    catalogue = load_catalogue(index)
    rows: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    linked(catalogue, options.files, options.seed, rows)
    sentences(catalogue, rows)
    clauses(index, catalogue, rows)
    cases(catalogue, rows)
    for (rule, sure), (right, all_) in sorted(rows.items()):
        measure.say(f"{rule:20}{sure:8}{right:7} of {all_:6}  {right / all_:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
