"""The docs build as a site, strictly; every link of it leads somewhere, and a reader fetches nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph
import pytest
import scripts

from compactx.export.rdf import vocabulary

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
    docs.add("notebook")
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


def _where(name, accept, rules):
    """Return where a rule of w3id.htaccess leads a name, as Apache reads it: conditions, the first that fits."""
    for condition, pattern, target in rules:
        match = re.search(pattern, name)
        if match and (not condition or re.search(condition, accept)):
            return target.replace("$1", match.group(1) if match.groups() else "")
    return None


@pytest.fixture(scope="module")
def rules():
    text = (ROOT / "docs" / "w3id.htaccess").read_text(encoding="utf-8")
    found = re.findall(
        r"^(?:RewriteCond %\{HTTP_ACCEPT\} (\S+)\n)?RewriteRule (\S+) %\{ENV:SITE\}/(\S+) \[R=303,(?:NE,)?L\]$",
        text,
        re.MULTILINE,
    )
    assert len(found) == text.count("[R=303,")
    return found


def test_every_name_in_the_rdf_leads_to_a_place_of_the_site(site, pages, rules):
    store = pyoxigraph.Store()
    store.load(path=site["things.ttl"])
    names = {quad.subject.value for quad in store if quad.subject.value.startswith(vocabulary.ROOT)}
    names |= {quad.object.value for quad in store if isinstance(quad.object, pyoxigraph.NamedNode)
              and quad.object.value.startswith(vocabulary.ROOT)}  # fmt: skip
    assert len(names) > 9000
    lost, kinds = [], set()
    for name in names:
        short, _, fragment = name.removeprefix(vocabulary.ROOT).partition("#")
        file, _, place = (_where(unquote(short), "text/html", rules) or "").partition("#")
        kinds.add(file)
        if file not in site or (file in pages and (fragment or place) not in pages[file].places):
            lost.append(name)
    assert lost == []
    assert kinds == {"terms.html", "things.html", "things.ttl"}


def test_a_program_that_asks_for_turtle_gets_what_says_something_of_the_name(site, rules):
    stores = {}
    for name in ("terms", "kind/treaty", "scheme/basis", "scheme/agenda2030", "id/gcm/33.a", "edition/gcm/res-73-195"):
        file = _where(name, "text/turtle, */*;q=.1", rules)
        if file not in stores:
            stores[file] = pyoxigraph.Store()
            stores[file].load(path=site[file])
        if not name.startswith("edition"):
            assert any(stores[file].quads_for_pattern(pyoxigraph.NamedNode(vocabulary.ROOT + name), None, None)), name
    assert set(stores) == {"terms.ttl", "things.ttl"}


def test_the_page_of_terms_is_what_the_vocabulary_says():
    terms = scripts.loaded("tests/docs/terms.py")
    assert terms.PAGE.read_text(encoding="utf-8") == terms.page(), "python tests/docs/terms.py"


def test_the_notebook_is_a_page_with_what_its_cells_show(site):
    text = site["notebook.html"].read_text(encoding="utf-8")
    assert text.count('class="output"') >= 5
    assert "&lt;refs gcm/objective-22:" in text
    assert 'href="notebook.ipynb"' in text
    assert 'href="notebook.html"' in site["python.html"].read_text(encoding="utf-8")


FOUND = """[...document.querySelectorAll('div')].flatMap(one => [...(one.shadowRoot?.querySelectorAll('a') ?? [])])
    .map(one => new URL(one.href).pathname)"""


FOCUS = """[...document.querySelectorAll('div')].map(one => one.shadowRoot).find(one => one)?.activeElement?.tagName"""


@pytest.fixture
def address(site):
    """Serve the site on this machine, as its search needs: a browser reads no index beside a page that is a file."""
    folder = str(site["index.html"].parent)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_told):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_search_finds_a_page(address):
    chromium = scripts.loaded("tests/browser/chromium.py")
    if sys.platform == "win32" or not chromium.found():
        pytest.skip("no Chromium is installed, or it cannot be driven here")
    with chromium.Chromium() as browser:
        browser.say(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        browser.say("Page.navigate", url=f"{address}/index.html")
        browser.wait("document.querySelector('.md-search__button') !== null && document.readyState === 'complete'")
        opens = "document.querySelector('.md-search__button').click()"
        browser.wait(f"{FOCUS} === 'INPUT' || ({opens}, false)")  # what is typed before goes nowhere
        browser.press(*"SHACL")
        browser.wait(f"{FOUND}.includes('/rdf.html')")
        assert {urlsplit(one).netloc for one in browser.requests} <= {urlsplit(address).netloc, ""}


def test_the_page_of_commands_is_what_the_table_says():
    commands = scripts.loaded("tests/docs/commands.py")
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "python tests/docs/commands.py"
