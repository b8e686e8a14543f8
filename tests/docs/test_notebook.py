"""The notebook of the docs runs, and shows what stands in it."""

from __future__ import annotations

import json

import pytest
import scripts

notebook = scripts.loaded("tests/docs/notebook.py")


@pytest.mark.usefixtures("own_homes")
def test_every_cell_shows_what_stands_in_the_file():
    pytest.importorskip("pandas", reason="pandas is not installed")
    page = json.loads(notebook.PAGE.read_text(encoding="utf-8"))
    shown = notebook.run(page)
    assert len(shown) >= 10
    for cell, outputs in zip(notebook.cells(page), shown, strict=True):
        assert cell["outputs"] == outputs, "python tests/docs/notebook.py --update"


def test_it_is_a_notebook_of_the_present_form():
    page = json.loads(notebook.PAGE.read_text(encoding="utf-8"))
    assert (page["nbformat"], page["nbformat_minor"]) == (4, 5)
    names = [cell["id"] for cell in page["cells"]]
    assert len(set(names)) == len(names)
    assert page["cells"][0]["source"][0].startswith("# ")
