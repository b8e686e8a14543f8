"""A large plain text is read volume by volume: the clauses and citations of the whole, in memory that does not grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.citation.catalogue import Catalogue
from compactx.errors import NotADocumentError
from compactx.intake import volumes
from compactx.intake.document import readable, searchable, unread, with_more_unread
from compactx.intake.read import read_bytes, read_document
from compactx.intake.segment import lines, locators
from compactx.query.scan import citations_in_turn, scan

PARAGRAPHS = (
    "Recalling resolution 70/{n}, article {n} of the Charter of the United Nations and A/RES/71/{n}, we met again.",
    "The boats came in at noon and\nthe harbour was full of people who had not been there before, as it is every year.",
    "The council decides:\n\n(a) Boats stay here;\n\n(b) Piers are mended:\n\n(i) One;\n\n(ii) Two;\n\n(c) Go.",
    "It asks all harbours to read this with care, and the ferries too, for nobody else will.",
)


def made(count, of=PARAGRAPHS, marks=lambda n: n):
    """Return a text with numbered paragraphs under headings."""
    out = ["Rules of the Harbour\n\n"]
    for n in range(1, count + 1):
        out += [f"Chapter {n // 40 + 1}\n\nOf boats and piers {n}\n\n"] if n % 40 == 0 else []
        out.append(f"{marks(n)}. {of[n % len(of)].format(n=n % 90 + 1)}\n\n")
    return "".join(out)


@pytest.fixture
def small(monkeypatch):
    def cut(volume, behind):
        monkeypatch.setattr(volumes, "_VOLUME", volume)
        monkeypatch.setattr(volumes, "_BEHIND", behind)
        monkeypatch.setattr(volumes, "_PIECE", 1000)

    cut(4000, 3000)
    return cut


def in_volumes(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return list(volumes._volumes(volumes._texts(str(path), encoding)))


def compared(path, text):
    """Return what the whole text and its volumes say: what is read, clauses, what is unread, citations."""
    whole, found = read_bytes(text.encode(), "a.txt"), in_volumes(path, text)
    assert len(found) > 1
    left = []
    for volume in found:
        left = with_more_unread(left, volume.left)
    catalogue = Catalogue((), ())
    cited = scan("", searchable(whole), catalogue).citations
    in_turn = tuple(citations_in_turn([one.source for one in found], catalogue))
    spans = tuple(span for one in found for span in one.source.spans)
    together = "".join(one.source.text for one in found), spans, left, in_turn
    return (readable(whole), whole.provisions, list(unread(whole)), cited), together


def test_a_text_in_volumes_is_the_text(tmp_path, small):  # noqa: ARG001 - as its name says
    whole, found = compared(tmp_path / "a.txt", made(300))
    assert found == whole
    assert len(whole[3]) > 100


@pytest.mark.parametrize("volume", [1500, 2500, 7000])
def test_whatever_the_size_of_the_volumes(tmp_path, small, volume):
    small(volume, 3000)
    whole, found = compared(tmp_path / "a.txt", made(250))
    assert found == whole


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=80, max_size=140), st.integers(1500, 4000))
def test_any_numbered_text(tmp_path_factory, paragraphs, volume):
    held = volumes._VOLUME, volumes._BEHIND, volumes._PIECE
    volumes._VOLUME, volumes._BEHIND, volumes._PIECE = volume, 3000, 1000
    try:
        whole, found = compared(tmp_path_factory.getbasetemp() / "any.txt", made(len(paragraphs), paragraphs))
    finally:
        volumes._VOLUME, volumes._BEHIND, volumes._PIECE = held
    assert found == whole


def test_resolutions_one_after_the_other_count_anew(tmp_path, small):  # noqa: ARG001
    text = "".join(f"The General Assembly,\n\nRecalling resolution 60/{n},\n\n" + made(12) for n in range(1, 30))
    whole, found = compared(tmp_path / "a.txt", text)
    assert found[0] == whole[0]
    assert [(s.start, s.end, s.kind) for s in found[1]] == [(s.start, s.end, s.kind) for s in whole[1]]
    locators = [span.locator for span in found[1]]
    assert len({*locators}) > len(locators) * 0.9
    told = [(one.start, one.end, one.to, one.symbol, one.status, one.rule, one.parts) for one in whole[3]]
    assert [(one.start, one.end, one.to, one.symbol, one.status, one.rule, one.parts) for one in found[3]] == told


def joined(count):
    """Return resolutions one after the other, with annexes, titles that come again, and counts."""
    out = []
    for n in range(1, count + 1):
        out.append(
            f"Resolution adopted by the Assembly of Harbours on {n} May\n\n"
            f"60/{n}. Boats and piers of the {n} towns of the coast\n\nThe General Assembly,\n\n"
            f"Recalling its resolution 60/{n} and the Charter of the United Nations,\n\n"
            f"Noting the work of {n} ferries,\n\n"
        )
        out.append("".join(f"{m}. {PARAGRAPHS[m % 4].format(n=m)}\n\n" for m in range(1, 6 + n % 4)))
        if n % 3 == 0:
            out.append(f"Annex\n\nRules of the Quay {n}\n\n")
            out.append("".join(f"{m}. {PARAGRAPHS[m % 4].format(n=m)}\n\n" for m in range(1, 5 + n % 3)))
    return "".join(out)


@pytest.mark.parametrize("volume", [9000, 20_000])
def test_locators_of_many_documents_in_volumes_are_those_of_the_whole(tmp_path, small, monkeypatch, volume):
    small(volume, 9000)
    monkeypatch.setattr(lines, "_NEAR", 6000)
    monkeypatch.setattr(locators, "_INSIDE", 6000)
    whole, found = compared(tmp_path / "a.txt", joined(90))
    assert found == whole
    assert len({span.locator for span in whole[1]}) == len(whole[1])


def test_a_count_that_goes_on_far_behind_does_not_hold_what_stands_between(monkeypatch):
    monkeypatch.setattr(locators, "_INSIDE", 2000)
    inside = "1. It counts:\n\n2. It asks:\n\n1) Boats.\n\n2) Piers.\n\n{}3. It ends.\n\n4. So be it.\n\n"
    near, far = (read_bytes(inside.format("Of much else.\n\n" * n).encode(), "a.txt") for n in (1, 300))
    assert [span.locator for span in near.provisions][2:4] == ["2.1", "2.2"]
    assert [span.locator for span in far.provisions][2:4] != ["2.1", "2.2"]


def test_footnotes_go_on_from_volume_to_volume(tmp_path, small):  # noqa: ARG001
    text = "".join(
        f"{n}. {PARAGRAPHS[n % 2].format(n=n)} We read the Pact on Lamps.\u00b9 Nobody else did so before.{n}\n\n"
        f"{n} A/RES/70/{n}.\n\n"
        for n in range(1, 99)
    )
    whole, found = compared(tmp_path / "a.txt", text)
    assert [span.locator for span in found[1] if span.kind == "footnote"][-1] == "footnote-98"
    assert found[1] == whole[1]
    assert found[0] == whole[0]


def test_two_columns_are_read_one_after_the_other_in_each(tmp_path, small):  # noqa: ARG001
    left, right = "the boats came in at noon and", "and nobody was there to see it"
    columns = "\n".join(f"{left}      {right}" for _ in range(5)) + "\n\n"
    text = made(90) + columns + made(90) + columns
    whole, found = compared(tmp_path / "a.txt", text)
    assert found[0] == whole[0]
    warnings = [one.warnings for one in in_volumes(tmp_path / "a.txt", text)]
    assert warnings[0] == ()
    assert warnings[-1] == tuple(read_bytes(text.encode(), "a.txt").warnings)


def test_what_is_no_large_plain_text_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "LARGE", 1000)
    text = made(40)
    cases = {
        "a.txt": text.encode(), "b.txt": b"a short one", "c.md": text.encode(), "d.txt": b"<html><body><p>x" * 200,
        "e.txt": text.encode("utf-16"), "f.txt": b"%PDF-1.7\n" * 300, "g.txt": b" \n" * 900, "h.txt": b"\0" * 2000,
    }  # fmt: skip
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    assert [name for name in cases if volumes.large_text(str(tmp_path / name))] == ["a.txt"]
    assert volumes.large_text(str(tmp_path / "none.txt")) is None
    assert volumes.large_text("-") is None


def test_a_text_of_an_older_encoding_says_where(tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "LARGE", 1000)
    path = tmp_path / "old.txt"
    path.write_bytes((made(60) + "caf\u00e9\n\n" + made(60)).encode("cp1252"))
    large = volumes.large_text(str(path))
    whole = read_bytes(path.read_bytes(), "old.txt")
    assert (large.warnings, large.size) == (whole.warnings, len(whole.text))
    assert "".join(volume.source.text for volume in large.volumes) == whole.text


def test_more_letters_than_the_bound_are_refused_before_anything_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(volumes, "LARGE", 1000)
    monkeypatch.setenv("COMPACTX_READ_CHARACTERS", "3000")
    path = tmp_path / "long.txt"
    path.write_text(made(60), encoding="utf-8")
    with pytest.raises(NotADocumentError) as caught:
        volumes.large_text(str(path))
    with pytest.raises(NotADocumentError, match="holds more than 3,000 characters") as other:
        read_document(str(path))
    assert caught.value.message == other.value.message


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="asks the system for the peak of processes")
def test_memory_does_not_grow_with_the_text(tmp_path):
    peaks, found = [], []
    text = made(1500)
    for times in (1, 10):
        path = tmp_path / f"{times}.txt"
        path.write_text(text * times, encoding="utf-8")
        code = (
            "from compactx.intake import volumes as v; v.LARGE, v._VOLUME, v._BEHIND = 1000, 200000, 50000\n"
            "from compactx.intake.readers import load; load.LARGE = 1000\n"
            "from compactx.cli.door import main; main()"
        )
        with (tmp_path / "out").open("wb") as out:
            process = subprocess.Popen([sys.executable, "-c", code, "scan", str(path), "--jsonl"], stdout=out)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        peaks.append(used.ru_maxrss)
        lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
        found.append(len(lines))
        assert json.loads(lines[-1])["end"] > len(text) * times - 1000
    assert found[1] > 9 * found[0]
    assert peaks[1] < peaks[0] * 1.15
