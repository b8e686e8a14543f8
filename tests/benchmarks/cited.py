"""Of the things that documents name most, which have an entry: names that have one beside names that have none.

    python tests/benchmarks/cited.py FOLDER [--top 300] [--every 3] [--unread NAMES]

Every document of the folder is scanned. What is understood counts for its entry. A name that is not is a run of
capitalised words round a word such as Convention, Fund or Committee, or with its acronym in brackets, which overlaps
nothing understood; it has an entry too if some entry bears the name (the corpus leaves a few to be asked for only, as
the Main Committees, which stand in the head of each report). Each counts once a document. Left out: States, which are
told by their own list; words for another thing in each text, such as Working Group or Review Conference; and titles of
records and reports, which are cited as documents. What is left out is counted and printed last.

The names that have no entry are written to the file of ``--unread``, the most cited first. If it is there already, made
before an edit of the corpus, the last line says how many of its first names are read now.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import compactx
from compactx.citation.catalogue import load_catalogue
from compactx.errors import CompactxError
from compactx.intake.document import searchable
from compactx.intake.read import read_bytes
from compactx.model.text import fold
from compactx.query.scan import scan

_HEADS = frozenset(
    """
    Accord Act Agenda Agreement Alliance Assembly Authority Bank Board Body Bureau Campaign Centre Charter
    Coalition Code Commission Committee Compact Conference Consensus Convention Council Court Covenant Day Decade
    Declaration Envoy Facility Force Forum Framework Fund Goals Group Guidelines Initiative Institute Institution
    Mechanism Mission Network Office Organization Organisation Panel Partnership Plan Platform Policy Principles
    Process Programme Protocol Rapporteur Register Registry Regulations Report Representative Review Roadmap Rules
    Statute Strategy Summit System Treaty Tribunal Union University Week Year
    """.split()  # noqa: SIM905 - so many words are read more easily so
)
_GENERIC = _HEADS | frozenset(
    """
    Action Ad Additional Advisory Agency Appeal Chair Chairperson Constituent Country Deputy Drafting Enquiry
    Executive Expert Experts Final General Global Government Governmental Head High Hoc Independent Inquiry
    Intergovernmental Intersessional International Joint Level Main Meeting Members Ministerial National Open-ended
    Optional Parties Peace Personal Political Preparatory President Regional Report Resident Security Series Special
    Standing States Status Team Third Treaty Under-Secretary-General United Nations Working World Group Session
    Party of on for and the to in by at its s
    """.split()  # noqa: SIM905 - as above
)
_RECORDS = (
    "Report of the", "Reports of the", "Resolutions Adopted by", "Records of the", "Official Records", "Treaty Series",
)  # fmt: skip
_INSIDE = r"[A-Za-z\u2019'\u2011-]"  # with the apostrophe and the hyphen of print
_CAPITAL = rf"(?:[A-Z]{_INSIDE}*[a-z]{_INSIDE}*|[A-Z]{{2,}}(?![a-z]))"
_JOIN = r"(?:of|on|or|for|and|the|to|in|against|with|de|du|la|by|its|from|at|as)"
_RUN = re.compile(rf"\b{_CAPITAL}(?:(?: {_JOIN}){{0,3}} (?:{_CAPITAL}|\d{{1,4}}))*")
_HEAD = re.compile(rf"\b(?:{'|'.join(sorted(_HEADS))})\b")
_ACRONYM = re.compile(r" ?\([A-Z][A-Za-z-]*[A-Z][A-Za-z-]*\)")
_OPENING = re.compile(
    r"(?:[A-Z][a-z]+(?:ing|ed|ly|s(?= the))|The|Its|Also|In|At|By|And|For|On|To|An|A"
    r"|This|These|All|As|Of|With|Having|Pursuant) (?:(?:of|the|to|in|on|and|that|with) )*"
)


def show(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def names(text: str, known: list[tuple[int, int]]) -> set[str]:
    """Return the runs of capitalised words that look like names and overlap nothing understood."""
    found = set()
    for run in _RUN.finditer(text):
        start, end = run.span()
        name = run.group()
        opens = start == 0 or text[:start].rstrip(" *_\u201c")[-1:] in ".;:\n"
        while opens and (cut := _OPENING.match(name)):
            start, name = start + cut.end(), name[cut.end() :]
        looks = " " in name and (_HEAD.search(name) or _ACRONYM.match(text, end))
        if looks and not any(start < last and first < end for first, last in known):
            found.add(name)
    return found


def is_left_out(name: str, states: set[str]) -> bool:
    """Say whether a run is no name of one thing: a State, a word for many things, the title of a record.

    >>> names = ("Working Group", "Rome Declaration on Nutrition", "Government of Chad")
    >>> [is_left_out(name, {"Chad"}) for name in names]
    [True, False, True]
    """
    for state in states:
        name = name.replace(state, "")
    words = re.sub(r"[\u2019']s?\b", "", name).partition(" in ")[0].split()
    return name.startswith(_RECORDS) or set(words) <= _GENERIC


def main() -> None:
    """Scan a folder and print the first rows, and how many of them have an entry."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--top", type=int, default=300, help="how many rows")
    parser.add_argument("--every", type=int, default=1, help="scan one document in so many")
    parser.add_argument("--unread", type=Path, default=Path("unread.txt"), help="names without an entry")
    asked = parser.parse_args()
    corpus = compactx.open()
    earlier = asked.unread.read_text(encoding="utf-8").splitlines()[: asked.top] if asked.unread.exists() else []
    catalogue = load_catalogue(corpus.index)
    states = {node.title for node in corpus.index.of_kind(("state",))}
    bears = {name for (name,) in corpus.index.connection.execute("SELECT folded FROM name")}
    entries: Counter[str] = Counter()
    others: Counter[str] = Counter()
    read = 0
    for path in sorted(asked.folder.rglob("*"))[:: asked.every]:
        try:
            document = read_bytes(path.read_bytes(), path.name)
        except (CompactxError, OSError):
            continue
        read += 1
        source = searchable(document)
        text = source.text.replace("\u00a0", " ")
        cited = scan(document.name, source.replace(text=text), catalogue).citations
        entries.update({one.to.partition("/")[0] for one in cited if one.status == "resolved" and one.to})
        others.update(names(text, [(one.start, one.end) for one in cited if one.status != "unresolved"]))
    left_out = {name for name in others if is_left_out(name, states)}
    rows = [(count, True, name) for name, count in entries.items()]
    rows += [(count, fold(name) in bears, name) for name, count in others.items() if name not in left_out]
    rows.sort(key=lambda row: (-row[0], row[2]))
    for place, (count, has, name) in enumerate(rows[: asked.top], 1):
        show(f"{place:4} {count:5}  {'entry' if has else 'NONE '}  {name}")
    without = [name for _, has, name in rows if not has]
    if not earlier:
        asked.unread.write_text("".join(f"{name}\n" for name in without), encoding="utf-8")
    show("left out: " + ", ".join(f"{name} {others[name]}" for name in sorted(left_out, key=lambda n: -others[n])[:60]))
    show("next: " + ", ".join(f"{name} {count}" for count, has, name in rows[asked.top :] if not has)[:4000])
    if earlier:
        show(f"{len(set(earlier) - set(without))} of the first {len(earlier)} of {asked.unread} are read now")
    show(f"{sum(has for _, has, _ in rows[: asked.top])} of {len(rows[: asked.top])} have an entry; {read} documents")


if __name__ == "__main__":
    main()
