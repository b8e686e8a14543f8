"""Measure what ``scan`` finds on real documents, and print tables.

    python tests/gold/measure.py seed akn pdf treaties declarations [--files 300] [--seed 1] [--all-misses]

Reads the source documents beside the checkout (``../shared``); nothing of them is kept.

- ``seed``, ``declarations``: names by (name, clause) against the references of the corpus that people read. Footnotes
that
  the copy at hand does not print, and references to parts of the text itself, are counted apart.
- ``akn``: symbols and resolution numbers against the links in the published XML. A link is found if a citation of the
same
  symbol meets its words; letters of parts and halves of joint symbols count as the same. Precision is counted where the
  publisher linked: a citation is right if it meets a link of the same symbol. What the publisher left without a link
  (decisions, cover pages, the Human Rights Council's files) is counted apart.
- ``pdf``: symbols in the text out of PDFs against the same resolution's XML.
- ``treaties``: links that editors of a law database set; recall only, since they left other databases' targets
unmarked.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

from lxml import etree

from compactx.citation.catalogue import load_catalogue
from compactx.citation.normalise import fold_text
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_document, read_text

SHARED = Path(__file__).parents[3] / "shared"
SYMBOL_RULES = {"symbol", "resolution-number", "decision-number", "decision", "health"}
BLOCKS = {
    "p", "num", "heading", "container", "paragraph", "subparagraph", "item", "docTitle", "docNumber", "preamble",
    "mainBody", "formula", "point", "content", "intro", "list", "blockContainer", "tr", "td", "block",
}  # fmt: skip
TARGET = re.compile(r"(?:undocs\.org|docs\.un\.org)/(?:en/)?([^?]*)", re.IGNORECASE)


def spelled(symbol: str) -> str:
    """Return a symbol so that spellings of one compare equal."""
    plain = symbol.upper().replace("\u2011", "-").replace("%20", "").replace(" ", "")
    return re.sub(r"\(SUPP\)|\(VOL\.[IVX]+\)$", "", plain)


def same(found: str, linked: str) -> bool:
    """Say whether two symbols name one document, letters of parts apart."""
    a, b = spelled(found), spelled(linked)
    stem = re.compile(r"(?:[A-Z](?:-[A-Z])?)$")
    return a == b or stem.sub("", a) == stem.sub("", b) or a.startswith(b + "(") or b.startswith(a + "(")


def linked_text(source) -> tuple[str, list[tuple[int, int, str]]] | None:
    """Return the text of an Akoma Ntoso document with its links taken away, and the links: (start, end, symbol)."""
    try:
        root = etree.parse(source, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except etree.XMLSyntaxError:
        return None
    text = Text()
    text.walk(root)
    for element in text.notes:
        text.write("\n\n")
        text.walk(element, note=True)
    return "".join(text.out), merged(text.links)


class Text:
    """The text of a document as it is walked through; footnotes wait for the end."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.links: list[tuple[int, int, str]] = []
        self.notes: list = []
        self.size = 0

    def write(self, text: str | None) -> None:
        """Append text."""
        if text:
            self.out.append(text)
            self.size += len(text)

    def walk(self, element, *, note: bool = False) -> None:
        """Append an element and what is in it."""
        tag = etree.QName(element).localname if isinstance(element.tag, str) else "meta"
        if tag == "meta":
            return
        if tag == "authorialNote" and not note:
            self.notes.append(element)
            self.write("\u00b9")
            return
        around = "\n\n" if tag in BLOCKS else ""
        self.write(around)
        start = self.size
        self.write(element.text)
        for child in element:
            self.walk(child)
            self.write(child.tail)
        target = TARGET.search(element.get("href", "")) if tag == "a" else None
        if target and "".join(element.itertext()).strip():
            self.links.append((start, self.size, target.group(1)))
        self.write(around)


def merged(links: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join links to one target that stand side by side: some are cut in pieces."""
    found: list[tuple[int, int, str]] = []
    for start, end, target in links:
        if found and found[-1][2] == target and start - found[-1][1] <= 2:
            found[-1] = (found[-1][0], end, target)
        else:
            found.append((start, end, target))
    return found


class Row:
    """Counts of one group."""

    def __init__(self) -> None:
        self.files = self.links = self.found = self.meeting = self.right = self.unlinked = 0


def table(rows: dict[tuple[str, str], Row]) -> None:
    """Print counts by group and in all."""
    say(
        f"{'body':8}{'year':12}{'files':>6}{'links':>7}{'found':>7}{'recall':>8}{'cites':>7}{'right':>7}"
        f"{'precision':>10}{'unlinked':>9}"
    )
    whole = Row()
    for (body, year), row in sorted(rows.items()):
        line(body, year, row)
        for name, value in vars(row).items():
            setattr(whole, name, getattr(whole, name) + value)
    line("all", "", whole)


def line(body: str, year: str, row: Row) -> None:
    """Print one row."""
    recall = f"{row.found / row.links:.4f}" if row.links else "-"
    precision = f"{row.right / row.meeting:.4f}" if row.meeting else "-"
    say(
        f"{body:8}{year:12}{row.files:6}{row.links:7}{row.found:7}{recall:>8}{row.meeting:7}{row.right:7}"
        f"{precision:>10}{row.unlinked:9}"
    )


def compare(text, links, citations, row: Row) -> list[str]:
    """Count one document, and return what was missed or read wrongly."""
    row.files += 1
    out = []
    symbols = [c for c in citations if c.rule in SYMBOL_RULES]
    for start, end, target in links:
        row.links += 1
        meeting = [c for c in symbols if c.start < end and c.end > start]
        if any(same(c.symbol, target) for c in meeting):
            row.found += 1
        else:
            out.append(
                f"missed {target}: …{flat(text[max(0, start - 50) : end + 20])}… got {[c.symbol for c in meeting]}"
            )
    for citation in symbols:
        meeting = [target for start, end, target in links if citation.start < end and citation.end > start]
        if not meeting:
            row.unlinked += 1
            continue
        row.meeting += 1
        joint = text[citation.start - 1 : citation.start] in "-\u2011"
        if joint or any(same(citation.symbol, target) for target in meeting):
            row.right += 1
        else:
            out.append(
                f"wrong {citation.symbol}, linked {meeting}:"
                f" …{flat(text[max(0, citation.start - 50) : citation.end + 20])}…"
            )
    return out


def flat(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def measure_akn(catalogue, options) -> None:
    """Scan a sample of the archive and compare with its links."""
    rows: dict[tuple[str, str], Row] = defaultdict(Row)
    problems: list[str] = []
    with tarfile.open(SHARED / "samples/un-akn.tar.gz") as archive:
        names = sorted(member.name for member in archive if member.name.endswith(".xml"))
        generator = random.Random(options.seed)  # noqa: S311 - a sample that can be drawn again
        chosen = set(generator.sample(names, min(options.files, len(names))))
        archive.members.clear()
    with tarfile.open(SHARED / "samples/un-akn.tar.gz") as archive:
        for member in archive:
            read = linked_text(archive.extractfile(member)) if member.name in chosen else None
            if read:
                body, year = member.name.split("un-akn/")[1].split("/")[:2]
                problems += compare(*read, scan_text(read[0], (), catalogue), rows[(body, year)])
    say(f"\nsymbols in {options.files} files of the archive (random {options.seed})")
    table(rows)
    show(problems, options)


def measure_pdf(catalogue, options) -> None:
    """Compare the text out of PDFs with the symbols of its XML twin."""
    twins = {}
    with tarfile.open(SHARED / "samples/un-akn.tar.gz") as archive:
        for member in archive:
            found = re.search(r"GA/80session/.*A_RES_80_(\d+)-", member.name)
            if found and 1 <= int(found.group(1)) <= 20:
                twins[int(found.group(1))] = linked_text(archive.extractfile(member))
    total = hit = 0
    problems = []
    for number, read in sorted(twins.items()):
        path = SHARED / f"samples/pdf-text/A_RES_80_{number}.md"
        if not read or not path.exists():
            continue
        document = read_document(str(path))
        got = Counter(spelled(c.symbol) for c in scan_text(document.text, document.provisions, catalogue) if c.symbol)
        wanted = Counter(spelled(target) for _, _, target in read[1])
        total += sum(wanted.values())
        for symbol, count in wanted.items():
            have = sum(n for other, n in got.items() if same(other, symbol))
            hit += min(count, have)
            if have < count:
                problems.append(f"A/RES/80/{number}: {symbol} linked {count} times, found {have}")
    say(f"\nsymbols in text out of PDFs: {hit} of {total}, recall {hit / max(1, total):.4f}")
    show(problems, options)


def measure_treaties(catalogue, options) -> None:
    """Compare with the links of a law database: the words must be cited, and lead to the same title."""
    rows = [
        row.split("\t") for row in (SHARED / "samples/treaties/links.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    by_file: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        by_file[row[0]].append(row)
    hit = articles = article_hits = 0
    problems = []
    for name, links in by_file.items():
        text = (SHARED / "samples/treaties" / name).read_text(encoding="utf-8")
        citations = scan_text(text, read_text(text, name).provisions, catalogue)
        for _, start, end, words, title in links:
            pinned = bool(re.match(r"articles?|\d", words))
            meeting = [c for c in citations if touches(text, c, int(start), int(end), pinned=pinned)]
            right = [c for c in meeting if names(c, title, catalogue)]
            articles += pinned
            article_hits += pinned and bool(right)
            hit += bool(right)
            if not right:
                problems.append(
                    f"{name} {start} {words!r} -> {title}: got {[(c.surface, c.name, c.pinpoint) for c in meeting]}"
                )
    say(f"\ntreaty links: {hit} of {len(rows)}, recall {hit / len(rows):.4f}; articles {article_hits} of {articles}")
    show(problems, options)


def touches(text: str, citation, start: int, end: int, *, pinned: bool) -> bool:
    """Say whether a citation, or its pinpoint, stands on the words of a link."""
    if citation.start < end and citation.end > start:
        return True
    near = text.rfind(citation.pinpoint, max(0, start - 200), end + 200) if citation.pinpoint and pinned else -1
    return near >= 0 and near < end and near + len(citation.pinpoint) > start and abs(citation.start - start) < 400


def names(citation, title: str, catalogue) -> bool:
    """Say whether a citation leads to the thing of a title, in any of its names."""
    wanted = fold_text(title).text.lower()
    forms = {form.text.lower() for form in catalogue.forms_of(citation.to)} | {citation.name.lower()}
    return any(wanted in form or form in wanted for form in forms) or wanted == "international labour conference"


def gold(index: Index, instrument: str) -> dict[tuple[str, str], str]:
    """Return the references that people read out of an instrument: (clause, id) and the words."""
    node = index.by_id(instrument)
    found: dict[tuple[str, str], str] = {}
    for part in index.of_kind((), node.n):
        for edge in index.edges_from(part.n):
            if edge.family in {"citation", "follow-up"} and edge.basis in {"text", "nested", "footnote"}:
                target = index.node(edge.dst)
                if target.instrument is None or target.id.startswith("agenda2030"):
                    found.setdefault((part.locator, target.id), edge.surface)
    return found


def measure_names(index: Index, catalogue, path: Path, instrument: str, options) -> None:
    """Compare resolved citations with the references of the corpus by (name, clause)."""
    document = read_document(str(path))
    citations = scan_text(document.text, document.provisions, catalogue)
    here = {span.locator for span in document.provisions}
    known = {part.locator for part in index.of_kind((), index.by_id(instrument).n)}
    wanted = {key: words for key, words in gold(index, instrument).items() if key[0] in here}
    got = {
        (c.locator, c.to): c for c in citations if c.to and c.locator in known and not c.to.startswith(f"{instrument}/")
    }
    got = {key: c for key, c in got.items() if "/" not in c.to or c.to.startswith("agenda2030/")}
    noted = {(c.note, c.to) for c in citations if c.note and c.to}  # the corpus has notes as clauses of their own
    hits = [key for key in wanted if key in got or key in noted]
    extra = [key for key in got if key not in wanted]
    say(f"\n{path.name} against {instrument}: {len(wanted)} names by clause")
    say(
        f"  recall {len(hits) / len(wanted):.4f}  precision {len(hits) / max(1, len(hits) + len(extra)):.4f}"
        f"  {dict(Counter(c.status for c in citations))}"
    )
    show(
        [f"missed {key}: {wanted[key]!r}" for key in wanted if key not in got and key not in noted]
        + [f"extra {key}: {got[key].surface!r} {got[key].rule}" for key in extra],
        options,
    )


def show(problems: list[str], options) -> None:
    """Print what was missed, all of it or the first."""
    shown = problems if options.all_misses else problems[:40]
    for problem in shown:
        say(f"  - {problem[:260]}")
    if len(problems) > len(shown):
        say(f"  … and {len(problems) - len(shown)} more (--all-misses)")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def main(argv: list[str]) -> int:
    """Measure what was asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", default=["seed", "declarations", "akn", "pdf", "treaties"])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all-misses", action="store_true")
    options = parser.parse_args(argv)
    index = Index(open_index(roots("")))
    catalogue = load_catalogue(index)
    for what in options.what:
        if what == "seed":
            measure_names(index, catalogue, next((SHARED / "seeds").glob("000*")), "gcm", options)
        elif what == "declarations":
            for year in (2022, 2026):
                path = SHARED / f"samples/imrf/imrf-progress-declaration-{year}.xml"
                measure_names(index, catalogue, path, f"progress-declaration-{year}", options)
        else:
            {"akn": measure_akn, "pdf": measure_pdf, "treaties": measure_treaties}[what](catalogue, options)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
