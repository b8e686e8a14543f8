"""Lines of ``scan`` are written as citations are found, and the next document is read meanwhile."""

from __future__ import annotations

import json

import pytest

from compactx.bulk import crew
from compactx.citation import scan as reader
from compactx.citation.catalogue import Catalogue
from compactx.citation.citation import ClauseSpan, SearchableText
from compactx.errors import NotADocumentError
from compactx.intake import read, volumes, worker
from compactx.intake.readers import load
from compactx.query.scan import citations_in_turn, scan
from compactx.render.json_text import envelope

PARAGRAPH = "{n}. Recalling resolution 70/{n}, article {n} of the United Nations Charter and A/RES/71/{n}, we met.\n\n"


@pytest.fixture
def files(tmp_path):
    made = []
    for number in (1, 2, 3):
        path = tmp_path / f"plan-{number}.txt"
        path.write_text("".join(PARAGRAPH.format(n=n) for n in range(1, 20 * number)), encoding="utf-8")
        made.append(str(path))
    return made


def test_lines_are_the_items_of_the_document_of_json(run_cli, files):
    wanted = run_cli("scan", *files, "--json").items
    lines = run_cli("scan", *files, "--jsonl").out.splitlines()
    assert len(wanted) > 100
    assert [json.loads(line) for line in lines] == wanted
    ambiguous = run_cli("scan", *files, "--jsonl", "--status", "unresolved").out.splitlines()
    assert [json.loads(line) for line in ambiguous] == [item for item in wanted if item["status"] == "unresolved"]


def test_a_document_that_cites_nothing_ends_with_one(run_cli, tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text("The boats came in at noon and the harbour was full of people.\n", encoding="utf-8")
    answer = run_cli("scan", str(path), "--plain")
    assert (answer.status, answer.out) == (1, "")


def test_what_is_told_of_a_document_is_told_once(run_cli, tmp_path):
    path = tmp_path / "german.txt"
    path.write_text("Der Rat und die Stadt sind mit dem Hafen und den Booten auch im Sommer nicht allein. " * 9)
    answer = run_cli("scan", str(path), "--jsonl")
    assert answer.err.count("seems to be in German") == 1


def test_documents_are_read_in_order_and_one_ahead(files, monkeypatch):
    begun = []
    monkeypatch.setattr(read.load, "load_file", lambda path, held=read.load.load_file: begun.append(path) or held(path))
    documents = read.read_ahead(files)
    assert next(documents).name.endswith("plan-1.txt")
    assert begun == files[:2]
    assert [document.name.rpartition("-")[2] for document in documents] == ["2.txt", "3.txt"]


@pytest.mark.parametrize("forks", [True, False])
def test_a_file_that_cannot_be_read_is_told_when_its_turn_comes(files, monkeypatch, forks):
    monkeypatch.setattr(worker, "can_fork", lambda: forks)
    documents = read.read_ahead([files[0], "no-such-file.txt", files[1]])
    assert next(documents).text.startswith("1. Recalling")
    with pytest.raises(NotADocumentError, match=r"no-such-file"):
        next(documents)


def test_a_reading_that_nobody_waits_for_is_ended(files):
    with open(files[1], "a", encoding="utf-8") as second:
        second.write(PARAGRAPH.format(n=1) * 2000)  # no page, which would be read here
    documents = read.read_ahead(files)
    next(documents)
    running = documents.gi_frame.f_locals["running"][0].worker
    documents.close()
    assert running.ended


def test_citations_of_a_text_without_footnotes_come_stretch_by_stretch(monkeypatch):
    monkeypatch.setattr(reader, "_STRETCH", 500)
    monkeypatch.setattr(reader, "_LONGEST", 1000)
    text = "".join(PARAGRAPH.format(n=n) for n in range(1, 90))
    done = []
    found = citations_in_turn([SearchableText(text, ())], Catalogue((), ()), done.append)
    first = next(found)
    assert done == []
    assert [first, *found] == list(scan("", SearchableText(text, ()), Catalogue((), ())).citations)
    assert len(done) > 5


def test_a_text_with_footnotes_is_scanned_whole():
    text = "The Pact on Piers.1 We met.\n\n1 A/RES/70/1.\n"
    at = text.index("1 A/")
    spans = [ClauseSpan("1", "paragraph", 0, at), ClauseSpan("1.fn-1", "footnote", at, len(text), "1")]
    source = SearchableText(text, spans)
    whole = scan("", source, Catalogue((), ())).citations
    assert list(citations_in_turn([source], Catalogue((), ()))) == list(whole)


def test_the_document_of_json_is_written_piece_by_piece():
    class Made:
        def __len__(self):
            return 2

        def __iter__(self):
            yield {"a": 1}
            yield {"a": 2}

    head, tail = {"schema": "x/1"}, {"warnings": ["w"]}
    whole = '{"schema":"x/1",\n"count":2,\n"items":[\n{"a":1},\n{"a":2}\n],\n"warnings":["w"]}'
    assert "".join(envelope(head, Made(), tail)) == "".join(envelope(head, iter(Made()), tail)) == whole
    assert "".join(envelope(head, [], tail)) == '{"schema":"x/1",\n"count":0,\n"items":[],\n"warnings":["w"]}'


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--authorities", "--coverage", "--by=instrument"])
@pytest.mark.parametrize("several", [False, True])
def test_a_large_text_is_answered_as_a_small_one(run_cli, tmp_path, monkeypatch, form, several):
    paths = [tmp_path / f"rules-{number}.txt" for number in range(1 + several)]
    for path in paths:
        path.write_text("Rules\n\n" + "".join(PARAGRAPH.format(n=n) for n in range(1, 99)), encoding="utf-8")
    monkeypatch.setattr(crew, "worth_having", lambda _: 1 + several)
    asked = ["scan", *map(str, paths), form]
    whole = run_cli(*asked)
    monkeypatch.setattr(load, "LARGE", 1000)
    monkeypatch.setattr(volumes, "LARGE", 1000)
    monkeypatch.setattr(volumes, "_VOLUME", 3000)
    monkeypatch.setattr(volumes, "_BEHIND", 2000)
    large = run_cli(*asked)
    assert (large.status, large.out, large.err) == (whole.status, whole.out, whole.err)
    assert len(whole.out) > 200
