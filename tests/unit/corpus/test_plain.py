"""What is read as plain YAML is what the library reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.corpus import nodes, plain, tree

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "corpus").rglob("*.yaml"))
KEYS = ("entries", "provisions", "lineage", "extents", "accepted", "votes", "standings")


def told(node):
    """Return everything of a node."""
    if isinstance(node, tree.Scalar):
        return node.line, node.column, node.text, node.plain
    if isinstance(node, tree.Sequence):
        return node.line, node.column, [told(item) for item in node.items]
    return node.line, node.column, {key: told(one) for key, one in node.entries.items()}, dict(node.keys)


def by_the_library(text: str, first: int):
    top, findings = nodes.read_nodes(b"x:" + b"\n" * (first - 1) + text.encode(), "x")
    return told(top.entries["x"]) if top and not findings and list(top.entries) == ["x"] else None


def test_every_record_of_the_corpus_is_read_alike_and_nearly_all_are_plain():
    read = declined = 0
    for path in FILES:
        data = path.read_bytes()
        top, _ = nodes.read_nodes(data, path.name)
        lines = data.decode().split("\n")
        for key in KEYS:
            node = top.entries.get(key)
            if not isinstance(node, tree.Sequence):
                continue
            starts = [item.line for item in node.items]
            ends = [
                *starts[1:],
                min((line for line, _ in top.keys.values() if line > starts[-1]), default=len(lines) + 1),
            ]
            for item, start, end in zip(node.items, starts, ends, strict=True):
                found = plain.plain_node("\n".join(lines[start - 1 : end - 1]), start)
                if found is None:
                    declined += 1
                    continue
                read += 1
                assert [told(one) for one in found.items] == [told(item)], (path, start)
    assert declined < read / 100, (read, declined)


def test_every_file_of_the_corpus_is_read_alike_and_nearly_all_are_plain():
    found = {path: plain.plain_node(path.read_text("utf-8"), 1) for path in FILES}
    for path, node in found.items():
        assert node is None or told(node) == told(nodes.read_nodes(path.read_bytes(), path.name)[0]), path
    assert sum(node is None for node in found.values()) < len(FILES) / 20


def test_what_a_skeleton_leaves_open_and_says_beside_it_is_read():
    text = (
        "- id: a  # why\n  gist:  # one sentence\n  names: []  # - {name: b}\n  notes: 'c # d'  # e\n  url:\n- id: f\n"
    )
    found = plain.plain_node(text, 3)
    assert told(found) == by_the_library(text, 3)
    assert [one.text for one in found.items[0].entries.values() if isinstance(one, tree.Scalar)] == [
        "a", "", "c # d", "",
    ]  # fmt: skip


LETTERS = st.sampled_from(
    [*"ab1: -#'\"{}[],?>|&*!%@`~\\/.(é\t", "\n", "\n  ", "\n- ", "\n  - ", ": ", ", ", ">-\n    ", "''", " #"]
)
SCALAR = st.sampled_from(
    [
        "a",
        "a b",
        "'a: b'",
        '"a"',
        "12",
        "it's",
        "a:b",
        "null",
        "~",
        ">-\n    a\n    b",
        "a\n    b",
        "[a, 'b']",
        "{k: a, l: b c}",
        "",
        "a # b",
        "  # a",
        "[a]  # b: c",
        "'a # b' # c",
        "{k: a} # b\n    c",
        "'a\n    b'",
        "https://x.org/a?b",
        "'a\n    it''s\n    b'",
        '"\n    a: b"',
        "{k: 'a\n    b', l: a?b}",
        "\u00b6 2",
    ]
)
ENTRY = st.tuples(st.sampled_from(["id", "kind", "names", "x-y"]), SCALAR).map(
    lambda pair: f"{pair[0]}: {pair[1]}".rstrip(" ")
)
ITEM = (
    st.lists(ENTRY, min_size=1, max_size=4, unique_by=lambda one: one.partition(":")[0])
    .map("\n  ".join)
    .map("- {}\n".format)
)


LETTER_SALAD = st.lists(LETTERS, max_size=14).map(lambda some: "- " + "".join(some))
ITEMS = st.lists(ITEM, min_size=1, max_size=3).map("".join)
# Items with a few letters put in somewhere.
BROKEN = st.tuples(ITEMS, st.lists(LETTERS, max_size=3).map("".join), st.integers(0, 40)).map(
    lambda one: one[0][: one[2]] + one[1] + one[0][one[2] :]
)
TEXT = st.one_of(LETTER_SALAD, ITEMS, BROKEN)


def what_is_read_here_the_library_reads_so(text, first):
    found = plain.plain_node(text, first)
    if found is not None:
        assert told(found) == by_the_library(text, first), text


@pytest.mark.parametrize("examples", [300, pytest.param(3000, marks=pytest.mark.long)])
def test_what_is_read_here_the_library_reads_so(examples):
    so_many = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    so_many(given(text=TEXT, first=st.integers(2, 9))(what_is_read_here_the_library_reads_so))()


@pytest.mark.parametrize(
    "text",
    [
        "- a: b # c\n    d",
        "- a: b\n    c # d",
        "- a: >- # c\n    b",
        "- a: [b, # c\n    d]",
        "- a: &x b",
        "- a: 'b\n  c'",
        '- a: "b\\n"',
        "- a: >\n    b",
        "- a:  b",
        "- a: b\n\n    c",
        "x",
        "- >-\n    a\n     #",
    ],
)
def test_what_is_not_plain_is_declined(text):
    assert plain.plain_node(text, 2) is None
