"""An index that takes in edits of corpus files is the one that a whole build makes, row by row."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.corpus import source
from compactx.corpus.load import load
from compactx.index import search
from compactx.index.writing import layout, ways
from compactx.index.writing.build import build
from compactx.index.writing.edits import ChangedFile, take_in_files
from compactx.index.writing.room import NotLocalError
from compactx.library.store import DocumentSource, LibraryStore
from compactx.model import hub

sys.path.insert(0, str(Path(__file__).parent))
from contents import contents, differences
from test_growth import WORDS, document

TINY = Path(__file__).parents[2] / "tiny"
IDS = ["charter", "city-charter", "clean-guide", "lake-office", "lake-forum", "lake-treaties", "pact", "paper",
       "pact/3", "pact/3.a", "pact/4", "pact/5.a", "pact/6", "pact/6.a", "nowhere", "harbour", "pier"]  # fmt: skip
RELATIONS = ["cites", "cites", "rests-on", "requests", "reviews", "supplements", "member-of", "unheard-of"]
NINTH = {"locator": "9", "kind": "section"}
LINEAGE = ["taken-up-by", "drawn-from"]


@pytest.fixture(autouse=True, scope="module")
def _small():
    """Let everything that comes with numbers come with small ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "COMMON_ROWS", 6)
        for name, value in (("BEST_ROWS", 8), ("BEST_OF_KIND", 4)):
            patch.setattr(search, name, value)
        patch.setattr(ways, "STRETCH", 5)
        patch.setattr(hub, "COUNTED", 4)
        yield


class CorpusFolder:
    """A corpus that changes, with an index that is built anew and one that takes in edits."""

    def __init__(self, folder: Path, seed: int, documents: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - any fixed order will do
        self.root = folder / "tiny"
        shutil.copytree(TINY, self.root)
        self.library = str(folder / "library.sqlite") if documents else ""
        if documents:
            self._import(documents)
        self._write_plainly()
        self.index = self.built()
        self.local = self.not_local = 0
        self.reasons: dict[str, int] = {}

    def _import(self, documents: int) -> None:
        store = LibraryStore(self.library)
        store.begin()
        for number in range(documents):
            store.put(DocumentSource(f"{number}.xml", 1, 1, "x"), document(number, self.chance.randint(0, 400)))
        store.commit()
        store.close()

    def _write_plainly(self) -> None:
        """Write every file as blocks, an item below the other, and give some of them more to change."""
        for path in self.root.rglob("*.yaml"):
            told = yaml.safe_load(path.read_text("utf-8"))
            if path.name == "things.yaml":
                told["extents"] = [{"of": "charter", "unit": "article", "last": 9, "sources": ["made up"]}]
                told["accepted"] = [{"clause": "pact/1", "fingerprint": "0123456789abcdef", "reason": "read again"}]
            self.put(path, told)

    def put(self, path: Path, told: object) -> None:
        path.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=60), "utf-8")

    def files(self) -> list[Path]:
        return [
            Path(path)
            for path, _, _ in source.files(str(self.root))
            if not path.endswith(("corpus.yaml", "relations.yaml"))
        ]

    def built(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        build(connection, load((str(self.root),)), "", self.library)
        return connection

    # Edits

    def edit(self) -> None:
        """Change one file as chance has it, let one come or one go."""
        if self.chance.random() < 0.15:
            self._come_or_go()
            return
        path = self.chance.choice(self.files())
        if self.chance.random() < 0.2:
            text = path.read_text("utf-8").split("\n")
            text.insert(self.chance.randrange(len(text)), "# a remark")
            if self._reads("\n".join(text)) == self._reads(path.read_text("utf-8")):
                path.write_text("\n".join(text), "utf-8")
            return
        told = yaml.safe_load(path.read_text("utf-8"))
        keys = [key for key in told if key in {"entries", "provisions", "lineage", "extents", "accepted"}]
        if "instrument" in told and self.chance.random() < 0.2:
            self._entry(told["instrument"])
        elif keys:
            self._list(self.chance.choice(keys), told)
        self.put(path, told)

    @staticmethod
    def _reads(text: str) -> object:
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError:
            return None

    def _come_or_go(self) -> None:
        """Let a file come or go; some come again."""
        name = self.chance.choice(["registers/a.yaml", "registers/z.yaml", "instruments/b.yaml", "instruments/q.yaml"])
        path = self.root / name
        if path.exists():
            path.unlink()
            return
        if name.startswith("registers"):
            told = {"entries": [self._new("entries") | {"id": f"buoy-{name[10]}{at}"} for at in range(2)],
                    "lineage": [self._new("lineage")]}  # fmt: skip
        elif name.endswith("q.yaml"):
            told = {"instrument": self._new("entries") | {"id": "quay", "kind": "framework"},
                    "provisions": [self._new("provisions") | {"locator": str(at)} for at in range(3)]}  # fmt: skip
        else:
            told = {"of": "pact", "provisions": [self._new("provisions") | {"locator": f"9.{at}"} for at in range(2)]}
        self.put(path, told)

    def _list(self, key: str, told: dict) -> None:
        items, act = told[key], self.chance.random()
        if act < 0.25 or not items:
            items.insert(self.chance.randint(0, len(items)), self._new(key))
        elif act < 0.4 and len(items) > 1:
            items.pop(self.chance.randrange(len(items)))
        else:
            change = {"entries": self._entry, "provisions": self._provision, "lineage": self._lineage,
                      "extents": self._extent, "accepted": self._accepted}[key]  # fmt: skip
            change(self.chance.choice(items))

    def _phrase(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 9)))

    def _new(self, key: str) -> dict:
        chance = self.chance
        if key == "entries":
            made = {"id": chance.choice(["harbour", "pier", "buoy"]),
                    "kind": chance.choice(["treaty", "office", "class"]),
                    "title": self._phrase(), "date": chance.choice(["2015", "2016-12-19"])}  # fmt: skip
            made["names"] = [{"name": made["title"], "type": "full"}]
            return made
        if key == "provisions":
            made = {"locator": chance.choice(["6", "6.a", "7.a", "3.c", "5.b", "fish"]), "gist": self._phrase(),
                    "kind": chance.choice(["paragraph", "action", "footnote", "section", "objective"])}  # fmt: skip
            made["references"] = [self._reference() for _ in range(chance.randint(0, 3))]
            return made
        made: dict = {}
        {"lineage": self._lineage, "extents": self._extent, "accepted": self._accepted}[key](made)
        return made

    def _reference(self) -> dict:
        chance = self.chance
        return {"to": chance.choice(IDS), "relation": chance.choice(RELATIONS), "surface": self._phrase(),
                "basis": chance.choice(["text", "footnote", "nested", "editorial"])}  # fmt: skip

    def _entry(self, one: dict) -> None:
        chance = self.chance
        act = chance.choice(["title", "names", "links", "links", "notes", "symbol", "members", "date", "id", "kind"])
        if act == "names":
            one.setdefault("names", []).append(
                {"name": self._phrase(), "type": "short", "detect": chance.random() < 0.5}
            )
        elif act == "links":
            links = one.setdefault("links", [])
            if links and chance.random() < 0.5:
                links.pop(chance.randrange(len(links)))
            else:
                link = {"relation": chance.choice(RELATIONS), "to": chance.choice(IDS), "surface": self._phrase()}
                links.append(link | ({"clause": chance.choice(IDS[8:])} if chance.random() < 0.5 else {}))
        elif act == "members":
            one.setdefault("members", []).insert(0, {"to": chance.choice(IDS)})
        elif act == "id":
            one["id"] = f"{one['id']}x"
        elif act == "kind":
            one["kind"] = chance.choice(["treaty", "class", "body"])
        else:
            one[act] = {"symbol": chance.choice(["L/RES/6", "A/RES/70/1", ""]), "date": "2018-12-11"}.get(
                act
            ) or self._phrase()

    def _provision(self, one: dict) -> None:
        chance = self.chance
        act = chance.choice(["gist", "gist", "title", "label", "references", "references", "references", "words",
                             "number",
                             "fingerprint", "locator", "kind", "speaker"])  # fmt: skip
        if act == "references":
            held = one.setdefault("references", [])
            if held and chance.random() < 0.4:
                held.pop(chance.randrange(len(held)))
            elif held and chance.random() < 0.4:
                chance.choice(held).update(self._reference())
            else:
                held.insert(chance.randint(0, len(held)), self._reference())
        else:
            one[act] = {"words": chance.choice([0, 4]), "number": chance.randint(0, 3),
                        "fingerprint": "fedcba9876543210",
                        "locator": f"{one['locator']}x", "kind": chance.choice(["paragraph", "footnote", "section"]),
                        "speaker": "lake-office"}.get(act, self._phrase())  # fmt: skip

    def _lineage(self, one: dict) -> None:
        one.update({"from": self.chance.choice(IDS[8:]), "to": self.chance.choice(IDS[8:]), "strength": "strong",
                    "relation": self.chance.choice(LINEAGE), "rationale": self._phrase()})  # fmt: skip

    def _extent(self, one: dict) -> None:
        one.update(
            {"of": self.chance.choice(IDS), "unit": "article", "last": self.chance.randint(1, 9), "sources": ["x"]}
        )

    def _accepted(self, one: dict) -> None:
        one.update({"clause": self.chance.choice(IDS), "fingerprint": "0123456789abcdef", "reason": self._phrase()})

    def check(self) -> None:
        """Compare what an index that takes the edits in holds with what a whole build makes."""
        corpus = load((str(self.root),))
        assert not [one for one in corpus.findings if one.severity == "error"], corpus.findings
        fresh = sqlite3.connect(":memory:", isolation_level=None)
        build(fresh, corpus, "", self.library)
        now = {source.file_label(path, str(self.root), "tiny"): path for path, _, _ in source.files(str(self.root))}
        gone = [name for (name,) in self.index.execute("SELECT file FROM source") if name not in now]
        files = [ChangedFile(name, Path(path).read_bytes()) for name, path in now.items()]
        files += [ChangedFile(name, None) for name in gone]
        self.index.execute("BEGIN")
        try:
            take_in_files(self.index, files, list(now))
        except NotLocalError as error:
            self.reasons[str(error)] = self.reasons.get(str(error), 0) + 1
            self.not_local += 1
            self.index = fresh
            return
        self.index.execute("COMMIT")
        self.local += 1
        assert differences(contents(self.index), contents(fresh)) == {}


def test_a_provision_where_the_first_one_of_a_build_was(tmp_path):
    corpus = CorpusFolder(tmp_path, 7, 0)
    before, first = corpus.root / "instruments/b.yaml", corpus.root / "instruments/pact.yaml"
    corpus.put(before, {"of": "pact", "provisions": [NINTH]})
    corpus.check()
    told = yaml.safe_load(first.read_text("utf-8"))
    corpus.put(first, told | {"provisions": told["provisions"][1:]})
    corpus.check()
    later = {"locator": "7.a", "kind": "section", "references": [{"to": "charter"}]}
    corpus.put(before, {"of": "pact", "provisions": [NINTH, later]})
    corpus.check()
    assert corpus.local == 3


def test_an_instrument_with_another_id_and_its_provisions(tmp_path):
    corpus = CorpusFolder(tmp_path, 7, 0)
    path = corpus.root / "instruments/quay.yaml"
    rules = {"id": "quay", "kind": "framework", "title": "Quay Rules", "date": "2020"}
    provision = {"locator": "1", "kind": "paragraph", "gist": "Boats moor.", "references": [{"to": "pact"}]}
    for identity in ("quay", "jetty"):
        corpus.put(path, {"instrument": rules | {"id": identity}, "provisions": [provision]})
        corpus.check()
    corpus.put(path, {"instrument": rules | {"id": "jetty"}})
    corpus.check()
    assert corpus.local == 3


totals = {"local": 0, "not local": 0}


def any_edits_give_what_a_whole_build_gives(tmp_path_factory, seed, edits, documents):
    corpus = CorpusFolder(tmp_path_factory.mktemp("corpus"), seed, documents)
    for count in edits:
        for _ in range(count):
            corpus.edit()
        corpus.check()
    totals["local"] += corpus.local
    totals["not local"] += corpus.not_local


@pytest.mark.parametrize("examples", [16, pytest.param(120, marks=pytest.mark.long)])
def test_any_edits_give_what_a_whole_build_gives_and_most_are_taken_in(examples, tmp_path_factory):
    edits, documents = st.lists(st.integers(1, 2), max_size=8), st.sampled_from([0, 0, 8])
    so_many = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    sequences = given(seed=st.integers(0, 10_000), edits=edits, documents=documents)

    @so_many
    @sequences
    def holds(seed, edits, documents):
        any_edits_give_what_a_whole_build_gives(tmp_path_factory, seed, edits, documents)

    holds()
    assert totals["local"] > totals["not local"], totals
