"""Plain values to YAML and back."""

from __future__ import annotations

import grids
from hypothesis import given, settings
from hypothesis import strategies as st

from compactx.corpus import nodes, write

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200)


@settings(max_examples=grids.examples(400))
@given(TEXT)
def test_any_text_comes_back(text):
    data = {
        "instrument": {"id": text, "title": text, "sources": [text]},
        "provisions": [{"gist": text, "references": [{"to": text}]}],
    }
    written = write.dump(data).encode()
    assert write.load_plain(written, "x") == data
    top, findings = nodes.read_nodes(written, "x")
    assert top is not None
    assert not findings


def test_the_form_is_canonical():
    data = {
        "provisions": [
            {"words": "7", "references": [{"surface": "a, b", "to": "x"}], "kind": "item", "locator": "2.a"}
        ],
        "instrument": {"title": "T", "id": "t"},
    }
    once = write.dump(data, "Ours.")
    assert once == (
        "# Ours.\ninstrument:\n  id: t\n  title: T\nprovisions:\n- locator: 2.a\n  kind: item\n  words: 7\n"
        "  references:\n"
        "  - {to: x, surface: 'a, b'}\n"
    ).replace("locator: 2.a", "locator: '2.a'")
    assert write.dump(write.load_plain(once.encode(), "x"), "Ours.") == once


def test_long_prose_is_folded():
    gist = " ".join(["word"] * 60)
    written = write.dump({"provisions": [{"locator": "a", "gist": gist}]})
    assert max(map(len, written.splitlines())) <= write.WIDTH
    assert write.load_plain(written.encode(), "x")["provisions"][0]["gist"] == gist


def test_what_is_no_mapping_is_not_loaded():
    assert write.load_plain(b"- a\n", "x") is None
    assert write.load_plain(b"a: [\n", "x") is None
    assert write.load_plain(b"a: 1\na: 2\n", "x") is None
