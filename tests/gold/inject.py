"""Inject one fault after the other into documents that nothing was tuned on, and print how many ``check`` tells.

    python tests/gold/inject.py [--files 40] [--seed 7] [--show 20]

Reads resolutions of the archive beside the checkout. A right citation is rewritten in one of several ways of other
writers (American days, days in brackets, short labels), once still right and once wrong; the rest of its paragraph
stays. Told is a fault that a finding of an accepted rule overlaps; false is any finding on the right twin. Nothing of
the documents is kept.
"""

from __future__ import annotations

import argparse
import random
import sys
import tarfile
from collections import Counter
from pathlib import Path

from compactx.checks.days import written_day
from compactx.checks.draft import Draft, days_of_symbol, stated_day
from compactx.checks.examine import examine
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_bytes, read_text
from compactx.model.extent import YES
from compactx.texts.draft import Wordings

SHARED = Path(__file__).parents[3] / "shared"
DAYS = ("of {day}", "({day})", "of {us}", ", adopted on {day}", ", dated {day}", ", adopted in Geneva on {us}")
PARTS = ("{label} {number} of the {name}", "the {name}, {label} {number}", "the {name} ({label} {number})")
LABELS = {"article": ("article", "Article", "Art.", "art."), "paragraph": ("paragraph", "para.", "Para.")}
OPENING, HEAD = "The General Assembly,\n\n", 900  # whose text it is
SYMBOLS = ("the {name} ({symbol})", "the {name} (UN Doc. {symbol})", "the {name}, adopted by resolution {number}")


class Site:
    """The index, what is known by name, and the wording at hand."""

    def __init__(self) -> None:
        self.index = Index(open_index(roots("")))
        self.catalogue = load_catalogue(self.index)
        self.words = Wordings(self.index)

    def draft(self, text: str) -> Draft:
        """Return a text as the rules look at it."""
        document = read_text(text, "draft.txt")
        citations = scan_text(document.text, document.provisions, self.catalogue)
        return Draft("draft.txt", document.text, document.provisions, citations, self.index, self.words)


def american(day: str) -> str:
    """Return a day as American texts write it."""
    number, month, year = written_day(day).split(" ")
    return f"{month} {number}, {year}"


def dated(draft: Draft, generator: random.Random):
    """Yield resolutions with their days, right and wrong: (start, end, right, wrong, rule)."""
    for citation in draft.wholes:
        said, node = stated_day(draft, citation), draft.node(citation.to)
        known = days_of_symbol(draft, node, citation.symbol) if node and "/RES/" in citation.symbol else ()
        if said and said.value in known and said.start > citation.end:
            other = f"{int(said.value[:4]) + generator.choice((-2, 3))}{said.value[4:]}"
            if other[5:] == "02-29":
                continue
            form = generator.choice(DAYS)
            form = form if form[0] == "," else f" {form}"
            right, wrong = (form.format(day=written_day(day), us=american(day)) for day in (said.value, other))
            yield citation.end, said.end, right, wrong, "wrong-date"


def named(draft: Draft, generator: random.Random):
    """Yield named instruments with a part, and with their symbol, right and wrong."""
    for citation, node in draft.instruments:
        low, high = draft.sentence(citation.start, citation.end)
        inside = [one for one in draft.wholes if low <= one.start and one.end <= high and one.to == node.id]
        titled = {draft.text[citation.start - 1], draft.text[citation.end : citation.end + 1]} & set('"\u201c\u201d')
        if citation.rule != "name" or citation.pinpoint or not node.confidence or len(inside) > 1 or titled:
            continue  # what the sentence says twice, and titles, are not one citation
        extent = draft.extent(draft.with_parts(node))
        name = citation.surface
        for unit, labels in LABELS.items():
            last = max((one.last for one in extent.ranges if one.unit == unit and not one.within), default=0)
            part = f"article-{last}" if unit == "article" else str(last)
            if last > 1 and extent.has(part) == YES:
                form, label = generator.choice(PARTS), generator.choice(labels)
                right, wrong = (
                    form.format(label=label, number=number, name=name)
                    for number in (generator.randint(1, last), last + generator.randint(2, 30))
                )
                yield before(draft, citation.start), citation.end, right, wrong, "no-such-part"
        number = node.symbol.partition(",")[0].partition("A/RES/")[2]
        if "/" in number and number[-1].isdecimal():
            form = generator.choice(SYMBOLS)
            session, _, figure = number.partition("/")
            right, wrong = (
                form.format(name=name, symbol=f"A/RES/{one}", number=one)
                for one in (number, f"{session}/{int(figure) + generator.randint(3, 60)}")
            )
            yield before(draft, citation.start), citation.end, right, wrong, "name-and-symbol"


def before(draft: Draft, start: int) -> int:
    """Return where a name begins, with its article."""
    return start - 4 if draft.text[start - 4 : start] == "the " else start


def impossible(draft: Draft, generator: random.Random):
    """Yield numbers that are right, and numbers that nothing can have."""
    for citation in draft.wholes:
        if (
            citation.rule == "resolution-number"
            and citation.symbol.startswith("A/RES/")
            and "resolution " in citation.surface
        ):
            right = draft.text[citation.start : citation.end]
            session = generator.randint(110, 190)
            yield (
                citation.start,
                citation.end,
                right,
                f"General Assembly resolution {session}/{generator.randint(1, 200)}",
                "no-such-document",
            )


def main(argv: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--each", type=int, default=3, help="faults of a rule in a document")
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args(argv)
    site, generator = Site(), random.Random(options.seed)  # noqa: S311 - a sample, no secret
    all_, told, false, misses = Counter(), Counter(), Counter(), []
    with tarfile.open(SHARED / "samples/un-akn.tar.gz") as archive:
        members = sorted((m for m in archive.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        texts = [
            read_bytes(archive.extractfile(m).read(), "a.xml").text for m in generator.sample(members, options.files)
        ]
    for text in texts:
        draft = site.draft(text)
        found = [*dated(draft, generator), *named(draft, generator), *impossible(draft, generator)]
        generator.shuffle(found)
        kept: Counter = Counter()
        for start, end, right, wrong, rule in found:
            kept[rule] += 1
            if kept[rule] > options.each:
                continue
            low = text.rfind("\n", 0, start) + 1
            tail = text[end : (text.find("\n", end) + 1 or len(text))]
            lead = (OPENING if OPENING.strip(",\n ") in text[:HEAD] else "") + text[low:start]
            all_[rule] += 1
            judged = [
                [
                    j
                    for j in examine(site.draft(lead + words + tail)).judgements
                    if j.verdict == "wrong" and j.end > len(lead) and j.start < len(lead + words)
                ]
                for words in (wrong, right)
            ]
            told[rule] += bool(judged[0])
            false[rule] += bool(judged[1])
            if not judged[0]:
                misses.append(f"missed {rule}: …{lead[-60:]}«{wrong}»{tail[:30]}".replace("\n", " "))
            misses += [f"false {j.rule}: …{lead[-60:]}«{right}» {j.message[:90]}".replace("\n", " ") for j in judged[1]]
    for rule in sorted(all_):
        sys.stdout.write(
            f"{rule:20}{told[rule]:5} of {all_[rule]:5}  {told[rule] / all_[rule]:.3f}   false {false[rule]}\n"
        )
    sys.stdout.writelines(f"  - {line}\n" for line in misses[: options.show])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
