"""Whatever is asked of an index that grew, the answer is the one that a fresh build gives, byte by byte."""

from __future__ import annotations

import shutil
import sys
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest

from compactx.corpus import source
from compactx.index import store
from compactx.library.store import DocumentSource, LibraryStore

sys.path.insert(0, str(Path(__file__).parent))
from test_edits import CorpusFolder, _small  # noqa: F401 - a fixture that holds here too
from test_growth import WORDS, document

DRAFT = """1. We recall resolution 70/1 and resolution 71/2 of 20 December 2016, and A/RES/72/3.

2. We reaffirm paragraph 3 of the Pact, paragraph 4 (a) of the City Charter, and S/RES/1325 (2000).

(a) Lake boats and nets of the fishers; shared rights of the children, policies of the lake.
"""


# A wording for the clauses of the Pact, some of which have the words that their references quote and some not.
WORDING = """PACT

1. Count the fish of the lake, and the children.

2. Requests the Lake Forum to meet, and recalls the City Charter.

3. Shared rights.

4. Decides on the following:

(a) The Lake Forum is requested to count boats.

5. Nothing more is said by the count.
"""
KEYS = """i
o
1
c
b
b
w
s children
1
d
v
x {other}
path {other}
a
e
/the
list
list {kind}
.
,
u
y
q
"""


class Home:
    """A corpus and a library that change, with a cache whose indexes grow."""

    def __init__(self, folder: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.corpus = CorpusFolder(folder, seed, 0)
        self.chance = self.corpus.chance
        self.folder = folder
        self.patch = patch
        patch.setattr(source, "packaged", lambda: str(self.corpus.root))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        for name in ("COMPACTX_CORPUS", "COMPACTX_CORPUS_ONLY"):
            patch.delenv(name, raising=False)
        (folder / "data" / "compactx").mkdir(parents=True)
        self.draft = folder / "draft.txt"
        self.draft.write_text(DRAFT, "utf-8")
        self.wording = folder / "wording.txt"
        self.wording.write_text(WORDING, "utf-8")
        self.keys: dict[str, str] = {}
        self.built = 0
        real = store._rebuild

        def counted(*given):
            self.built += 1
            return real(*given)

        patch.setattr(store, "_rebuild", counted)
        for number in range(12):
            self.document(number)

    def document(self, number: int) -> None:
        """Let a document come, change or go."""
        held = LibraryStore(source.library_path())
        held.begin()
        if self.chance.random() < 0.2:
            held.drop_file(f"{number}.xml")
        else:
            seed = self.chance.randint(0, 400)
            held.put(DocumentSource(f"{number}.xml", 1, 1, f"{seed}"), document(number, seed))
        held.commit()
        held.publish()
        held.close()

    def change(self) -> None:
        """Edit a file, or change the library, or both."""
        what = self.chance.random()
        if what < 0.7:
            self.corpus.edit()
        if what > 0.6:
            self.document(self.chance.randrange(14))

    def questions(self) -> list[list[str]]:
        """Return command lines about a few things that there are now."""
        connection = store.open_index(source.roots())
        things = connection.execute("SELECT id, kind FROM node WHERE locator = '' ORDER BY n").fetchall()
        parts = connection.execute("SELECT id, kind FROM node WHERE locator <> '' ORDER BY n").fetchall()
        connection.close()
        some = [self.chance.choice(things)[0] for _ in range(3)] + [self.chance.choice(parts)[0] for _ in range(3)]
        kinds = sorted({kind for _, kind in [*things, *parts]})
        asked = [[word, one] for one in some for word in
                 ("show", "refs", "tree", "related", "trace", "review", "impact", "cite", "series")]  # fmt: skip
        asked += [["refs", one, "--mentions", "--direction", "out"] for one in some]
        asked += [["path", some[0], "to", some[at], "-k", "3"] for at in (1, 3, 4)]
        asked += [["list", kind] for kind in kinds] + [["search", word] for word in WORDS[::2]]
        asked += [["search", "children", "--by", "year"], ["matrix", "documents", "resolutions"], ["trace", "--all"]]
        asked += [["stats"], ["stats", "--by", "year"], ["agreed", "shared", "rights", "of", "the", "children"]]
        asked += [[word, str(self.draft)] for word in ("scan", "check", "agreed")]
        asked += [["compare", one, other, *more] for one, other in pairwise(some) for more in ([], ["--things"])]
        asked += [["compare", some[1], str(self.draft)], ["compare", "pact", str(self.wording)]]
        asked += [["verify"], *(["verify", one] for one in ["pact", *some[:3]])]
        asked += [["attach", one, str(self.wording), "--dry-run", "--all"] for one in ["pact", *some[:2]]]
        asked += [["attach", str(self.wording), "--dry-run"], ["show", "pact", "--text"]]
        self.keys = {one: KEYS.format(other=self.chance.choice(some), kind=self.chance.choice(kinds)) for one in some}
        plain = [["export", "jsonl"], *(["browse", one, "--line"] for one in some)]
        return [[*line, "--json"] for line in asked] + plain

    def answers(self, run, cache: str, asked: list[list[str]]) -> dict[str, tuple[int, str, str]]:
        """Ask everything with the indexes of a cache."""
        self.patch.setenv("XDG_CACHE_HOME", str(self.folder / cache))
        found = {" ".join(line): self.answer(run, line) for line in asked}
        return {line: (one.status, one.out, one.err) for line, one in found.items()}

    def answer(self, run, line: list[str]):
        """Ask one thing; who browses types some commands."""
        return run(*line, stdin=self.keys[line[1]] if line[0] == "browse" else "")

    def attach(self, run) -> None:
        """Keep a text of the Pact, so that it is searched, shown, verified and compared from now on."""
        self.patch.setenv("XDG_CACHE_HOME", str(self.folder / "cache"))
        assert run("attach", "pact", str(self.wording), "--force").status in {0, 1}
        assert run("show", "pact/1", "--text").out

    def check(self, run) -> int:
        """Compare; return how many answers had something to say."""
        self.patch.setenv("XDG_CACHE_HOME", str(self.folder / "cache"))
        asked = self.questions()
        grown = self.answers(run, "cache", asked)
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        before = self.built
        fresh = self.answers(run, "fresh", asked)
        self.built = before
        for line, answer in grown.items():
            assert _difference(answer, fresh[line]) == [], line
            assert answer[0] in {0, 1, 2, 3}, (line, answer)
            assert answer[0] == 0 or not line.startswith("browse"), (line, answer)
        return sum(status == 0 for status, _, _ in grown.values())


def _difference(one: tuple[int, str, str], other: tuple[int, str, str]) -> list[object]:
    """Return the first lines in which two answers differ."""
    if one[0] != other[0]:
        return [one, other]
    lines = [(left, right) for at in (1, 2) for left, right in zip_longest(one[at].split("\n"), other[at].split("\n"))]
    return [pair for pair in lines if pair[0] != pair[1]][:9]


@pytest.mark.parametrize(
    ("seed", "steps"), [(7, 5), *(pytest.param(seed, 12, marks=pytest.mark.long) for seed in range(100, 124))]
)
def test_all_commands_answer_as_after_a_fresh_build(seed, steps, tmp_path, run_cli, monkeypatch):
    home = Home(tmp_path, seed, monkeypatch)
    home.attach(run_cli)
    answered = home.check(run_cli)
    assert home.built > 0
    home.built = 0
    for _ in range(steps):
        home.change()
        answered += home.check(run_cli)
    assert answered > 30 * steps
    assert home.built < steps
