"""The docs build as a site, strictly; every link of it leads somewhere, and a reader fetches nothing from elsewhere."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class _Links(HTMLParser):
    """Collects what a page links to, what it fetches, and the places in it that can be linked to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.places = [], [], {""}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        self.places |= {about[name] for name in ("id", "name") if about.get(name)}
        if tag == "a" and about.get("href"):
            self.links.append(about["href"])
        if tag in FETCHED and about.get(FETCHED[tag]) and about.get("rel") != "canonical":
            self.fetched.append(about[FETCHED[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("zensical", reason="the generator of the site is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "site.py", folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def pages(site):
    return {name: _Links(path.read_text(encoding="utf-8")) for name, path in site.items() if name.endswith(".html")}


def test_every_page_of_the_docs_is_in_the_site_and_in_its_contents(site):
    docs = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert len(docs) > 20
    assert {f"{name}.html" for name in docs} <= set(site)
    settings = (ROOT / ".ci" / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [name for name in docs if f": {name}.md" not in settings]
    assert not missing, "give the page a place in .ci/mkdocs.yml"


def test_every_link_leads_somewhere(site, pages):
    lost = []
    for name, page in pages.items():
        if name == "404.html":
            continue
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = (Path(name).parent / unquote(parts.path)) if parts.path else Path(name)
            target = "/".join(_resolved(path.parts)) or "index.html"
            if target not in site or (target in pages and unquote(parts.fragment) not in pages[target].places):
                lost.append((name, link))
    assert lost == []


def _resolved(parts):
    out = []
    for part in parts:
        if part == "..":
            out.pop()
        elif part != ".":
            out.append(part)
    return out


def test_a_reader_fetches_nothing_from_elsewhere(pages):
    assert not [(name, one) for name, page in pages.items() for one in page.fetched if urlsplit(one).netloc]


def test_the_page_of_commands_is_what_the_table_says():
    spec = importlib.util.spec_from_file_location("commands", Path(__file__).with_name("commands.py"))
    commands = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(commands)
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "python tests/docs/commands.py"
