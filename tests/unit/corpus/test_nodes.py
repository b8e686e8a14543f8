"""YAML is read strictly, with the place of every value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compactx.corpus import nodes
from compactx.corpus.nodes import Mapping, Scalar, Sequence, read_nodes


def rules(data):
    top, findings = read_nodes(data if isinstance(data, bytes) else data.encode(), "x.yaml")
    return top, [(finding.rule, finding.place.line, finding.place.column) for finding in findings]


def test_values_know_their_place():
    top, findings = read_nodes(b"a: 1\nlist:\n- one\n- {deep: two}\n", "x.yaml")
    assert findings == []
    assert isinstance(top, Mapping)
    listed = top.entries["list"]
    assert isinstance(listed, Sequence)
    deep = listed.items[1]
    assert isinstance(deep, Mapping)
    assert top.keys["list"] == (2, 1)
    assert (deep.entries["deep"].line, deep.entries["deep"].column) == (4, 10)


def test_everything_stays_text():
    top, _ = read_nodes(b"a: 2018-12-10\nb: no\nc: 017\nd: ~\ne: 'null'\nf: 1_000\ng:\n", "x.yaml")
    values = {key: (node.text, node.is_null) for key, node in top.entries.items() if isinstance(node, Scalar)}
    assert values == {
        "a": ("2018-12-10", False),
        "b": ("no", False),
        "c": ("017", False),
        "d": ("~", True),
        "e": ("null", False),
        "f": ("1_000", False),
        "g": ("", True),
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("yaml-shape", 1, 1)]),
        (b"# only a comment\n", [("yaml-shape", 1, 1)]),
        (b"   \n\n", [("yaml-shape", 1, 1)]),
        (b"\xef\xbb\xbf", [("yaml-shape", 1, 1)]),
        (b"just words\n", [("yaml-shape", 1, 1)]),
        (b"- a\n- b\n", [("yaml-shape", 1, 1)]),
        (b"a: 1\n--- \nb: 2\n", [("yaml-shape", 2, 1)]),
        (b"a: 1\n---\n", [("yaml-shape", 2, 1)]),
        (b"{[a]: 1}", [("yaml-shape", 1, 2)]),
        (b"a: {b: 1\n", [("yaml-syntax", 2, 1)]),
        (b"a:\tb: c\n", [("yaml-syntax", 1, 5)]),
        (b"a: 'x\n", [("yaml-syntax", 2, 1)]),
        (b"%YAML 9.9\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
        (b"a: !!python/object/apply:os.system [id]\n", [("tag", 1, 4)]),
        (b"a: !x y\n", [("tag", 1, 4)]),
        (b"a: !!str y\n", [("tag", 1, 4)]),
        (b"a: &x 1\nb: *x\n", [("alias", 2, 4)]),
        (b"a: *x\n", [("alias", 1, 4)]),
        (b"a: &a [*a]\n", [("alias", 1, 8)]),
        (b"<<: {a: 1}\n", []),
        (b"a: 1\nb: caf\xe9\n", [("not-utf8", 2, 7)]),
        (b"a: \xff\xfe\n", [("not-utf8", 1, 4)]),
        ("a: 1".encode("utf-16"), [("not-utf8", 1, 1)]),
        (b"a: 1\nbb: \x1b[31m\n", [("control-character", 2, 5)]),
        (b"a: \x00\n", [("control-character", 1, 4)]),
        (b"a: 1\na: 2\n", [("duplicate-key", 2, 1)]),
        (
            b"a: {b: 1, b: 2, b: 3}\na: 1\n",
            [("duplicate-key", 1, 11), ("duplicate-key", 1, 17), ("duplicate-key", 2, 1)],
        ),
    ],
)
def test_bad_files_are_findings_with_a_place(data, expected):
    assert rules(data)[1] == expected


def test_the_first_of_two_equal_keys_counts():
    top, findings = read_nodes(b"a: 1\nb: 2\na: 3\n", "x.yaml")
    assert isinstance(top.entries["a"], Scalar)
    assert top.entries["a"].text == "1"
    assert findings[0].message == 'key "a" stands twice, first on line 1'


def test_an_alias_bomb_ends_at_its_first_alias():
    bomb = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert rules(bomb)[1] == [("alias", 2, 10)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_without_a_crash(opening):
    found = rules("a: " + opening * 5000 if opening != "- " else "a:\n " + opening * 5000 + "x")[1]
    assert [rule for rule, _, _ in found] == ["too-deep"]


def test_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(nodes, "MAX_BYTES", 1000)
    found = read_nodes(b"a: " + b"x" * 1000, "x.yaml")[1]
    assert [(finding.rule, finding.hint) for finding in found] == [("too-large", "split it into several files")]


def test_a_byte_order_mark_does_not_matter():
    top, found = rules(b"\xef\xbb\xbfa: 1\n")
    assert found == []
    assert list(top.entries) == ["a"]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_mapping_or_a_finding(data):
    top, findings = read_nodes(data, "x.yaml")
    assert top is not None or findings


@given(st.text(alphabet="ab:[]{}-&*!'\"#\n ,|>%@`\t?", max_size=60))
def test_any_yaml_like_text_is_a_mapping_or_a_finding(text):
    top, findings = read_nodes(text.encode(), "x.yaml")
    assert top is not None or findings
    assert all(finding.place.line >= 1 and finding.place.column >= 1 for finding in findings)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: 1\nb: 'open\nc: 2\n", "is the quotation mark of line 2 closed?"),
        ('a: 1\nb: "open\nc: 2\n', "is the quotation mark of line 2 closed?"),
        ("a:\n- {b: 1, c: open\n- {b: 2}\n", "is the brace of line 2 closed?"),
        ("a: [one,\n  two\nb: 2\n", "is the bracket of line 1 closed?"),
        ("a:\n\t- b\n", "a tab: indent with spaces"),
        ("a: States: do it\n", "put words with a colon in quotation marks"),
        ("a: @b\n", ""),
    ],
)
def test_what_is_no_yaml_says_what_to_look_at(text, hint):
    """The parser notices an open quotation mark at the end of the file; people look for where it began."""
    _, (finding,) = read_nodes(text.encode(), "x.yaml")
    assert (finding.rule, finding.hint) == ("yaml-syntax", hint)
