"""Build the docs as a site: ``python .ci/site.py FOLDER`` (extra "docs"); whatever a page links to has to be there.

Beside the pages stand what the names in our RDF lead to (``docs/w3id.htaccess``): the vocabulary, the whole corpus as a
page with a place for each id, and as Turtle. The notebook becomes a page with its outputs.
"""  # noqa: INP001 - no package

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LEFT_OUT = ("*.py", "*.scala", "__pycache__")
WRITTEN = (
    ("schema", "vocabulary", "terms.ttl"),
    ("schema", "shacl", "shapes.ttl"),
    ("export", "turtle", "things.ttl"),
    ("export", "html", "things.html"),
)


def main() -> int:
    """Build beside a copy of the docs, since the generator wants its settings above them; return its status."""
    target = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns(*LEFT_OUT))
        shutil.copy(ROOT / ".ci" / "mkdocs.yml", folder)
        for command, what, name in WRITTEN:
            words = [sys.executable, "-m", "compactx", command, what]
            with (docs / name).open("wb") as stream:
                subprocess.run(words, stdout=stream, check=True)  # noqa: S603 - our own commands
        _put_notebook(docs)
        done = subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"], cwd=folder, check=False
        )
        if not done.returncode:
            shutil.copytree(Path(folder, "site"), target, dirs_exist_ok=True)
    return done.returncode


def _put_notebook(docs: Path) -> None:
    """Write the notebook as a page, and let pages that link to the file link to the page."""
    notebook = json.loads((docs / "notebook.ipynb").read_text(encoding="utf-8"))
    parts = ["\n\n".join(_cell(cell)) for cell in notebook["cells"]]
    parts.insert(1, "[The notebook itself](notebook.ipynb), for Jupyter.")
    for page in docs.rglob("*.md"):
        page.write_text(page.read_text(encoding="utf-8").replace("(notebook.ipynb)", "(notebook.md)"), encoding="utf-8")
    (docs / "notebook.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _cell(cell: dict[str, Any]) -> list[str]:
    """Return a cell as blocks of Markdown: its words, or its code with what it shows; of two forms the page's."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return [source]
    found = [f"```python\n{source}\n```"]
    for output in cell["outputs"]:
        data = output.get("data", {"text/plain": output.get("text", [])})
        page, plain = ("".join(data.get(kind, [])) for kind in ("text/html", "text/plain"))
        found.append(f'<div class="output" markdown="0">\n{page}\n</div>' if page else f"```text\n{plain}\n```")
    return found


if __name__ == "__main__":
    sys.exit(main())
