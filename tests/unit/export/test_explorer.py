"""The page to walk through, as a file: one file, nothing from outside, data that no markup can leave."""

from __future__ import annotations

import hashlib
import io
import json
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest

from compactx.export import selection
from compactx.export.picture.explorer import write

VOID = frozenset({"meta", "input", "br", "hr"})


def _written(graph):
    stream = io.StringIO()
    write(graph, stream)
    return stream.getvalue()


class _Elements(HTMLParser):
    """Collects elements with their attributes, and what stands in scripts."""

    def __init__(self):
        super().__init__()
        self.found, self.scripts, self._inside = [], [], None

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, _tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside == "script":
            self.scripts[-1] += data


def _read(text):
    page = _Elements()
    page.feed(text)
    return page


@pytest.mark.parametrize("subject", ["ILO", "objective 22", "gcm", "IMRF"])
def test_it_holds_the_whole_graph_and_looks_nowhere_else(shipped, subject):
    graph = selection.around(shipped.index, [shipped.select(subject)])
    page = _read(_written(graph))
    data = json.loads(page.scripts[0])
    assert [node["id"] for node in data["nodes"]] == [node.id for node in graph.nodes]
    assert len(data["edges"]) == len([edge for edge in graph.edges if edge.source != edge.target])
    assert data["nodes"][data["focus"][0]]["id"] == graph.focus[0]
    assert not [tag for tag, _ in page.found if tag in {"link", "img", "iframe", "object", "embed", "base"}]
    assert not [about for _, about in page.found if {"src", "href", "xlink:href", "srcset"} & set(about)]
    assert len(page.scripts) == 2


def test_wholes_stand_left_of_their_parts(shipped):
    graph = selection.around(shipped.index, [shipped.select("objective 22")])
    data = json.loads(_read(_written(graph)).scripts[0])
    ids = [node["id"] for node in data["nodes"]]
    inside = [
        (ids[edge["s"]], ids[edge["t"]]) for edge in data["edges"] if data["relations"][edge["r"]][0] == "contains"
    ]
    assert ("gcm/objective-22", "gcm/38.a") in inside


def test_the_policy_names_exactly_what_stands_there(shipped):
    text = _written(selection.around(shipped.index, [shipped.select("IMRF")]))
    page = _read(text)
    policy = next(about["content"] for tag, about in page.found if about.get("http-equiv"))
    digest = b64encode(hashlib.sha256(page.scripts[1].encode()).digest()).decode()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert policy.split("; ")[0] == "default-src 'none'"
    assert f"script-src 'sha256-{digest}'" in policy
    assert f"style-src 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy


def test_hostile_text_ends_no_element(hostile):
    text = _written(hostile)
    page = _read(text)
    assert len(page.scripts) == 2
    data = json.loads(page.scripts[0])
    assert len(data["nodes"]) == len(hostile.nodes)
    between = text.split('id="data">')[1].split("</script>")[0]
    assert not set("<>&") & set(between)
    assert between.isascii()
    assert "\x1b" not in json.dumps(data, ensure_ascii=False)
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)


def test_the_library_it_brings_comes_with_its_licences(shipped):
    text = _written(selection.around(shipped.index, [shipped.select("IMRF")]))
    for words in ("Mike Bostock", "Permission to use, copy, modify", "Robert Penner", "Redistributions in binary form"):
        assert words in text


def test_what_it_needs_comes_with_the_package(pytestconfig):
    about = (pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8")
    assert "compactx/export/bundled/d3/LICENSES" in about


def test_without_scripts_the_picture_is_there(shipped):
    text = _written(selection.around(shipped.index, [shipped.select("IMRF")]))
    assert "<svg" in text.split("<noscript>")[1].split("</noscript>")[0]


def test_the_command_writes_it_with_a_step_more(run_cli, tmp_path):
    answer = run_cli("graph", "objective", "22", "-o", str(tmp_path / "walk.html"))
    assert answer.status == 0
    text = (tmp_path / "walk.html").read_text(encoding="utf-8")
    assert "what lies within 2 steps" in text


def test_a_path_stands_open_and_begins_where_most_of_it_is_seen(run_cli, tmp_path):
    page = tmp_path / "path.html"
    assert run_cli("graph", "objective", "22", "to", "ILO", "-n", "2", "-o", str(page)).status == 0
    text = page.read_text(encoding="utf-8")
    data = json.loads(text.split('id="data">')[1].split("</script>")[0])
    assert data["all"] is True
    assert [data["nodes"][one]["label"] for one in data["focus"]] == ["GCM objective 22"]
    assert "how they are connected" in text
    assert run_cli("graph", "ILO", "-o", str(page), "--dark").status == 2
