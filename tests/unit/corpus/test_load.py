"""Folders of files become one corpus, and what is wrong with them."""

from __future__ import annotations

import os

import pytest

from compactx.corpus import source
from compactx.corpus.load import load
from compactx.errors import CorpusError


def found(folder):
    return [(finding.rule, finding.place.file) for finding in load((str(folder),)).findings]


def test_the_whole_corpus_is_read(tiny_corpus):
    corpus = load((str(tiny_corpus()),))
    assert (corpus.name, corpus.version, corpus.main) == ("tiny", "1", "pact")
    assert len(corpus.files) == 6
    assert {entry.id for entry in corpus.entries} >= {"pact", "paper", "charter", "lake-forum"}
    provision = next(one for one in corpus.provisions if one.id == "pact/3.a")
    assert str(provision.place) == "tiny/instruments/pact.yaml:23:3"
    (reference,) = provision.references
    assert (reference.to, reference.relation, reference.basis, reference.clause) == (
        "lake-office",
        "cites",
        "text",
        "pact/3.a",
    )


def test_links_with_a_clause_rest_on_its_text(tiny_corpus):
    corpus = load((str(tiny_corpus()),))
    links = {link.relation: link for entry in corpus.entries for link in entry.links if entry.id == "lake-forum"}
    assert (links["reviews"].basis, links["mandated-by"].basis) == ("text", "catalogue")


def test_provisions_may_stand_in_files_of_their_own(tiny_corpus):
    corpus = load(
        (str(tiny_corpus({"instruments/more.yaml": "of: pact\nprovisions:\n- {locator: '6', kind: paragraph}\n"})),)
    )
    assert "pact/6" in {provision.id for provision in corpus.provisions}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("entries: 5\n", ["wrong-type"]),
        ("entries: {a: 1}\n", ["wrong-type"]),
        ("entries: ~\n", []),
        ("entries:\n", []),
        ("entries: [5, [], {}]\n", ["wrong-type", "wrong-type", "missing-key"]),
        ("entries: [{id: [a], kind: body, title: x}]\n", ["wrong-type", "bad-id", "missing-key"]),
        ("entries: [{id: a, kind: {}, title: x}]\n", ["wrong-type", "missing-key"]),
        ("entries: [{id: a, kind: body, title: x, names: full}]\n", ["wrong-type"]),
        ("entries: [{id: a, kind: body, title: x, names: [{name: x}]}]\n", ["missing-key"]),
        ("entries: [{id: a, kind: body, title: x, names: [{name: x, type: full}]}]\n", []),
        ("entries: [{id: a, kind: body, title: x, names: [{name: x, type: nick, example: x}]}]\n", ["bad-value"]),
        ("entries: [{id: a, kind: body, title: x, symbols: one}]\n", ["wrong-type"]),
        ("entries: [{id: a, kind: body, title: x, date: 2018-02-30x}]\n", ["bad-date"]),
        ("entries: [{id: a, kind: body, title: x, date: 2018-13-01}]\n", ["bad-date"]),
        ("entries: [{id: a, kind: body, title: x, date: 18-1-1}]\n", ["bad-date"]),
        ("entries: [{id: a, kind: body, title: x, partial: yes}]\n", ["wrong-type"]),
        ("entries: [{id: -a, kind: body, title: x}]\n", ["bad-id"]),
        ("entries: [{id: ../a, kind: body, title: x}]\n", ["bad-id"]),
        ("entries: [{id: a, kind: body, title: ''}]\n", ["missing-key"]),
        ("provisions: []\n", ["missing-key"]),
        ("of: pact\nprovisions: [{locator: 1, kind: verse}]\n", ["bad-value"]),
        ("of: pact\nprovisions: [{locator: 1, kind: item, number: -1}]\n", ["wrong-type"]),
        ("of: pact\nprovisions: [{locator: 1, kind: item, words: many}]\n", ["wrong-type"]),
        ("of: pact\nprovisions: [{locator: 1, kind: item, references: [{}]}]\n", ["missing-key"]),
        ("lineage: [{from: a, to: b}]\n", ["missing-key"]),
        ("relations: [{id: r, forward: r, backward: r, family: friends, cost: 1}]\n", ["bad-value"]),
        ("nonsense: 1\n", ["unknown-key"]),
    ],
)
def test_wrong_types_and_values_are_findings(tiny_corpus, text, rules):
    folder = tiny_corpus({"registers/odd.yaml": text})
    assert found(folder) == [(rule, "tiny/registers/odd.yaml") for rule in rules]


def test_one_bad_file_leaves_the_others_alone(tiny_corpus):
    corpus = load((str(tiny_corpus({"registers/odd.yaml": "{"})),))
    assert len(corpus.provisions) == 14
    assert [finding.rule for finding in corpus.findings] == ["yaml-syntax"]


def test_folders_stack_in_order(tiny_corpus, tmp_path):
    more = tmp_path / "more"
    more.mkdir()
    (more / "x.yaml").write_text("entries: [{id: x, kind: body, title: X}]\n", encoding="utf-8")
    corpus = load((str(tiny_corpus()), str(more)))
    assert corpus.name == "tiny"
    assert corpus.entries[-1].place.file == "more/x.yaml"


def test_folders_of_one_name_have_different_labels(tiny_corpus):
    first, second = tiny_corpus(), tiny_corpus(name="deep/tiny")
    corpus = load((str(first), str(second)))
    assert {file.name.rpartition("/corpus.yaml")[0] for file in corpus.files if "corpus.yaml" in file.name} == {
        "tiny",
        "deep/tiny",
    }
    assert len({file.name for file in corpus.files}) == len(corpus.files)


def test_one_file_may_stand_for_a_folder(tiny_corpus, tmp_path):
    (tmp_path / "x.yaml").write_text("entries: [{id: x, kind: body}]\n", encoding="utf-8")
    corpus = load((str(tiny_corpus()), str(tmp_path / "x.yaml")))
    assert [str(finding.place) for finding in corpus.findings] == ["x.yaml:1:11"]


def test_no_file_and_no_marker_are_errors(tmp_path, tiny_corpus):
    with pytest.raises(CorpusError, match="no YAML file"):
        load((str(tmp_path),))
    with pytest.raises(CorpusError, match=r"no corpus\.yaml"):
        load((str(tiny_corpus({"corpus.yaml": None})),))


def test_a_marker_with_another_schema_is_a_finding(tiny_corpus):
    folder = tiny_corpus({"corpus.yaml": "name: x\nversion: 1\nschema: 7\n"})
    assert found(folder) == [("schema-version", "tiny/corpus.yaml")]


# Where the corpus is


def test_a_missing_folder_is_an_error(tmp_path, monkeypatch):
    with pytest.raises(CorpusError, match="no corpus folder"):
        source.roots(str(tmp_path / "nowhere"))
    monkeypatch.setenv("COMPACTX_CORPUS", str(tmp_path / "nowhere"))
    with pytest.raises(CorpusError, match="no corpus folder"):
        source.roots()


def test_folders_stack_behind_the_packaged_one(tmp_path, monkeypatch):
    mine, extra, own = tmp_path / "mine", tmp_path / "extra", tmp_path / "data/compactx/corpus"
    for folder in (mine, extra, own):
        folder.mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COMPACTX_CORPUS", str(mine))
    assert source.roots(str(extra)) == (source.packaged(), str(own), str(mine), str(extra))
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    assert source.roots() == (str(mine),)


def test_hidden_files_and_other_suffixes_are_no_corpus_files(tiny_corpus):
    folder = tiny_corpus({".hidden.yaml": "{", ".git/x.yaml": "{", "notes.txt": "{", "more.yml": "entries: []\n"})
    names = [os.path.relpath(path, folder) for path, _, _ in source.files(str(folder))]
    assert "more.yml" in names
    assert len(names) == 7


def test_the_manifest_changes_with_every_file(tiny_corpus):
    folder = tiny_corpus()
    before = source.manifest((str(folder),))
    assert source.manifest((str(folder),)) == before
    path = folder / "registers/lineage.yaml"
    os.utime(path, ns=(1, 1))
    after = source.manifest((str(folder),))
    path.unlink()
    assert len({before, after, source.manifest((str(folder),))}) == 3


def loops(folder):
    (folder / "l").symlink_to(".")
    (folder / "registers/up").symlink_to("..")
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "folder.yaml").mkdir()


TROUBLES = {
    "a link that leads nowhere": (lambda folder: (folder / "odd.yaml").symlink_to(folder / "nowhere"), "leads nowhere"),
    "a link to itself": (lambda folder: (folder / "odd.yaml").symlink_to("odd.yaml"), "cannot be read"),
    "a pipe": (lambda folder: os.mkfifo(folder / "odd.yaml"), "no regular file"),
    "a device": (lambda folder: (folder / "odd.yaml").symlink_to("/dev/zero"), "no regular file"),
}


@pytest.mark.parametrize("make", TROUBLES)
def test_what_is_no_file_is_told_and_never_opened(make, tiny_corpus):
    folder = tiny_corpus()
    TROUBLES[make][0](folder)
    assert found(folder) == [("unreadable", "tiny/odd.yaml")]
    (finding,) = load((str(folder),)).findings
    assert TROUBLES[make][1] in finding.message


TREATY = """entries:
- id: net-treaty
  kind: treaty
  title: Treaty on Nets
  legal: binding
  date: 1950-01-02
  opened: 1950-02-03
  depositary: Office of the Lakes
  treaty_series: {series: %s, volume: 12, number: 345, page: '67', confidence: low, source: general knowledge}
  names: [{name: Treaty on Nets, type: full, example: the Treaty on Nets}]
  sources: [made up]
  confidence: high
"""


def test_a_treaty_says_where_it_is_printed(tiny_corpus):
    corpus = load((str(tiny_corpus({"registers/nets.yaml": TREATY % "UNTS"})),))
    (treaty,) = (entry for entry in corpus.entries if entry.id == "net-treaty")
    printed = treaty.treaty_series
    assert printed is not None
    assert (printed.series, printed.volume, printed.number, printed.page) == ("UNTS", 12, 345, "67")
    assert (printed.confidence, treaty.opened, treaty.depositary) == ("low", "1950-02-03", "Office of the Lakes")


def test_a_treaty_says_on_which_day_it_was_not_in_force(tiny_corpus):
    state = "not_in_force: {as_of: 1950-06, source: the Office}"
    told = TREATY.replace("  depositary:", f"  {state}\n  depositary:") % "UNTS"
    corpus = load((str(tiny_corpus({"registers/nets.yaml": told})),))
    pending = next(entry for entry in corpus.entries if entry.id == "net-treaty").not_in_force
    assert (pending.as_of, pending.source, pending.place.line) == ("1950-06", "the Office", 8)
    dayless = told.replace("as_of: 1950-06, ", "")
    assert found(tiny_corpus({"registers/nets.yaml": dayless})) == [("missing-key", "tiny/registers/nets.yaml")]


def test_a_treaty_series_that_does_not_exist(tiny_corpus):
    assert found(tiny_corpus({"registers/nets.yaml": TREATY % "XYZ"})) == [("bad-value", "tiny/registers/nets.yaml")]


def test_links_back_into_the_corpus_are_followed_by_nobody(tiny_corpus):
    folder = tiny_corpus()
    before = source.files(str(folder))
    loops(folder)
    assert [path for path, _, trouble in source.files(str(folder)) if not trouble] == [path for path, _, _ in before]


def test_a_linked_folder_is_read_once(tiny_corpus, tmp_path):
    folder, other = tiny_corpus(), tmp_path / "other"
    other.mkdir()
    (other / "more.yaml").write_text("entries: []\n", encoding="utf-8")
    (other / "back").symlink_to(folder)
    (other / "again").symlink_to(other)
    (folder / "one").symlink_to(other)
    (folder / "two").symlink_to(other)
    assert len(source.files(str(folder))) == len(source.files(str(tiny_corpus(name="plain")))) + 1


def test_a_file_of_the_users_with_an_error_is_left_out_alone(tiny_corpus, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "good.yaml").write_text("entries: [{id: good, kind: body, title: Good}]\n", encoding="utf-8")
    (own / "half.yaml").write_text("entries: [{id: half, kind: body, title: Half}]\nlineage: 1\n", encoding="utf-8")
    (own / "lost.yaml").symlink_to("nowhere")
    folders = (str(tiny_corpus()), str(own))
    corpus = load(folders, whole=False)
    ids = {entry.id for entry in corpus.entries}
    assert ("good" in ids, "half" in ids, corpus.findings) == (True, False, ())
    assert [(one.rule, one.place.file) for one in corpus.left_out] == [
        ("wrong-type", "own/half.yaml"), ("unreadable", "own/lost.yaml"),
    ]  # fmt: skip
    assert {one.rule for one in load(folders).findings} == {"wrong-type", "unreadable"}
    assert load(folders[::-1], whole=False).left_out == ()


@pytest.mark.parametrize("variable", ["XDG_DATA_HOME", "XDG_CACHE_HOME"])
def test_a_relative_base_directory_is_ignored(variable, monkeypatch):
    monkeypatch.setenv(variable, "here")
    relative = source.base_folder(variable, ".usual")
    monkeypatch.delenv(variable)
    assert relative == source.base_folder(variable, ".usual") == os.path.expanduser("~/.usual/compactx")
    monkeypatch.setenv(variable, "/there")
    assert source.base_folder(variable, ".usual") == "/there/compactx"
