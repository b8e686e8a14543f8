"""Real documents beside the checkout: what must hold on them, with the numbers that were asked for."""

from __future__ import annotations

import random
import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from compactx.intake.read import read_bytes, read_document, read_text

ROOT = Path(__file__).parents[3]
DRAFT = "seeds/000_*.txt"
ATTACHED = {
    "gcm": "samples/official/resolutions/A-RES-73-195.txt",
    "ny-declaration": "samples/official/resolutions/A-RES-71-1.txt",
    "making-migration-work": "seeds/002_*.txt",
    "genina-2017": "seeds/003_*.txt",
    "iom-paper-2016": "seeds/004_*.txt",
    "agenda2030": "samples/official/resolutions/A-RES-70-1.txt",
    "aaaa": "samples/official/resolutions/A-RES-69-313.txt",
    "sendai": "samples/official/resolutions/A-RES-69-283.txt",
    "nua": "samples/official/resolutions/A-RES-71-256.txt",
    "hld-2013-declaration": "samples/official/resolutions/A-RES-68-4.txt",
    "res-67-290": "samples/official/resolutions/A-RES-67-290.txt",
    "res-72-279": "samples/official/resolutions/A-RES-72-279.txt",
    "res-73-326": "samples/official/resolutions/A-RES-73-326.txt",
    "cedaw": "samples/official/resolutions/A-RES-34-180.txt",
    "crc": "samples/official/resolutions/A-RES-44-25.txt",
    "crpd": "samples/official/resolutions/A-RES-61-106.txt",
    "icerd": "samples/official/resolutions/A-RES-2106-XX.txt",
    "icrmw": "samples/official/resolutions/A-RES-45-158.txt",
    "progress-declaration-2022": "samples/imrf/*2022.xml",
    "progress-declaration-2026": "samples/imrf/*2026.xml",
}


@pytest.mark.seeds
@pytest.mark.parametrize("instrument", ATTACHED)
def test_every_clause_matches_and_every_surface_stands_in_its_clause(
    shared, run_cli, tmp_path, monkeypatch, instrument
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (path,) = shared.glob(ATTACHED[instrument])
    answer = run_cli("attach", instrument, str(path), "--json")
    assert [item for item in answer.items if item["status"] != "matches"] == []
    verified = run_cli("verify", instrument, "--json")
    assert (verified.status, verified.items) == (0, [])
    assert verified.json["references"] > 10


UNDESCRIBED = {
    "decolonization-declaration": "resolutions/A-RES-1514-XV",
    "right-to-development-declaration": "resolutions/A-RES-41-128",
    "crc-opac": "resolutions/A-RES-54-263", "millennium-declaration": "resolutions/A-RES-55-2",
    "world-summit-outcome-2005": "resolutions/A-RES-60-1", "undrip": "resolutions/A-RES-61-295",
    "gpat": "resolutions/A-RES-64-293", "future-we-want": "resolutions/A-RES-66-288",
    "samoa-pathway": "resolutions/A-RES-69-15", "iom-un-agreement": "resolutions/A-RES-70-296",
    "a-res-74-127": "resolutions/A-RES-74-127", "a-res-74-148": "resolutions/A-RES-74-148",
    "a-res-75-158": "resolutions/A-RES-75-158", "doha-programme-of-action": "resolutions/A-RES-76-258",
    "unclos": "treaties/unclos", "cbd": "treaties/cbd", "solas": "treaties/solas", "sar": "treaties/sar",
    "rome-statute": "treaties/rome-statute", "genocide-convention": "treaties/genocide-convention",
    "iccpr-op1": "treaties/iccpr-op1", "iccpr-op2": "treaties/iccpr-op2",
}  # fmt: skip


@pytest.mark.long
@pytest.mark.seeds
def test_texts_of_instruments_without_clauses_here_are_kept_and_nothing_is_said_against_them(
    shared, run_cli, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name, path in UNDESCRIBED.items():
        answer = run_cli("attach", name, str(shared / "samples/official" / f"{path}.txt"), "--force")
        assert answer.status == 0, name
    assert run_cli("verify").status == 0


@pytest.mark.seeds
def test_a_resolution_brings_along_what_is_annexed_to_it(shared, run_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    path = str(shared / "samples/official/resolutions/A-RES-64-293.txt")
    assert run_cli("attach", "gpat", path).status == 0
    assert run_cli("attach", "undrip", path).status == 2


@pytest.mark.seeds
def test_the_draft_of_the_compact_is_told_by_the_clause_in_which_it_differs(shared, run_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (path,) = shared.glob(DRAFT)
    items = run_cli("attach", "gcm", str(path), "--json").items
    assert [item["locator"] for item in items if item["status"] != "matches"] == ["25(c)"]


@pytest.mark.long
@pytest.mark.seeds
def test_every_treaty_at_hand_matches_and_bears_its_references_out(shared, run_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths = {path.stem: path for path in shared.glob("samples/official/treaties/*.txt")}
    held = [one for one in sorted(paths) if (ROOT / "corpus/instruments" / f"{one}.yaml").exists()]
    assert len(held) > 30
    for name in held:
        items = run_cli("attach", name, str(paths[name]), "--json").items
        assert {item["status"] for item in items} == {"matches"}, name
    verified = run_cli("verify", "--json")
    assert (verified.status, verified.items) == (0, [])
    assert verified.json["references"] > 300


@pytest.mark.seeds
def test_the_compact_has_its_own_numbering(shared):
    (path,) = shared.glob(DRAFT)
    found = Counter(span.kind for span in read_document(str(path)).provisions)
    assert found["objective"] == 23
    locators = [span.locator for span in read_document(str(path)).provisions]
    assert [name for name in locators if name.isdecimal()] == [str(n) for n in range(1, 55)]
    assert {"note-1", "note-2", "chapeau", "16.23", "15.i", "43.a.v", "43.c.iii"} <= set(locators)


def last(locator):
    return re.sub(r"-\d+$", "", locator.rpartition(".")[2]).rpartition("-")[2]


def printed(number):
    return re.sub(r"[^a-z0-9]", "", number.lower())


def stripped(root):
    """Return the text of a document without its tags, a line a paragraph, and (offset, number) of those with one."""
    for note in root.iter("{*}authorialNote"):
        note.text = note.get("marker")
        del note[:]
    for unwanted in root.findall(".//{*}meta"):
        unwanted.getparent().remove(unwanted)
    pieces, places, size, number = [], [], 0, ""
    for element in root.iter("{*}p", "{*}subheading", "{*}num"):
        words = " ".join("".join(element.itertext()).split())
        if etree.QName(element).localname == "num":
            number = words
            continue
        line = f"{number} {words}".strip()
        if number and words:
            places.append((size, number))
        if line:
            pieces.append(line)
            size += len(line) + 2
        number = ""
    return "\n\n".join(pieces), places


def sampled(shared, seed, count):
    """Yield (name, bytes) of some documents of the library, in its order: a step back would unpack all of it again."""
    with tarfile.open(shared / "samples" / "un-akn.tar.gz") as library:
        members = sorted((m for m in library.getmembers() if m.name.endswith(".xml")), key=lambda m: m.name)
        chosen = random.Random(seed).sample(members, count)  # noqa: S311 - a sample, no secret
        for member in sorted(chosen, key=lambda m: m.offset):
            yield member.name, library.extractfile(member).read()


@pytest.mark.seeds
def test_printed_numbers_of_a_library(shared):
    right = total = 0
    for _, data in sampled(shared, 11, 60):
        text, places = stripped(etree.fromstring(data))
        spans = {span.start: span.locator for span in read_text(text).provisions}
        wanted = [(start, printed(number)) for start, number in places if printed(number)]
        total += len(wanted)
        right += sum(last(spans.get(start, "")) == number for start, number in wanted)
    assert total > 800
    assert right / total >= 0.95


@pytest.mark.seeds
def test_footnotes_of_a_library_hang_on_their_clause(shared):
    tied = total = 0
    for name, data in sampled(shared, 12, 40):
        notes = [span for span in read_bytes(data, name).provisions if span.kind == "footnote"]
        total += len(notes)
        tied += sum(bool(span.note_of) for span in notes)
    assert total > 100
    assert tied / total >= 0.95


@pytest.mark.seeds
def test_articles_of_treaties(shared):
    for path in sorted((shared / "samples" / "treaties").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        wanted = len(re.findall(r"^#+\s*Article\s", text, re.MULTILINE | re.IGNORECASE))
        locators = [
            s.locator
            for s in read_document(str(path)).provisions
            if re.fullmatch(r"(?:[a-z-]+\.)?article-\d+(?:-\d+)?", s.locator)
        ]
        assert len(set(locators)) >= 0.95 * wanted
