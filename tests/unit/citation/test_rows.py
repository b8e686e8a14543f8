"""An instrument in one cell of a table, its part in another of the row."""

import pytest

import compactx
from compactx.citation.catalogue import load_catalogue
from compactx.intake.document import citations_of
from compactx.intake.read import read_document

ROWS = [
    ("Convention on the Rights of the Child", "Article 61", [("crc", ("article-61",))]),
    ("UDHR", "Articles 13 and 14", [("udhr", ("article-13", "article-14"))]),
    ("Global Compact for Migration", "para. 29 (f)", [("gcm", ("29.f",))]),
    ("ICCPR", "12", [("iccpr", ("article-12",))]),
    ("ICCPR", "2018", [("iccpr", ())]),
    ("ICCPR and the CRC", "12", [("iccpr", ()), ("crc", ())]),
    ("ICCPR, article 9", "article 12 of the CRC", [("iccpr", ("article-9",)), ("crc", ("article-12",))]),
    ("ICCPR", "see the article on families", [("iccpr", ())]),
]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(compactx.open().index)


def cited(document, catalogue):
    parts = {"pinpoint", "goal", "target", "objective"}
    found = [one for one in citations_of(document, catalogue) if one.rule not in parts and one.kind != "body"]
    return [(one.to or one.whole, one.parts) for one in found]


@pytest.mark.parametrize(("name", "part", "expected"), ROWS)
def test_a_cell_with_a_pinpoint_is_of_the_instrument_of_its_row(tmp_path, catalogue, name, part, expected):
    row = f"<tr><td>Right</td><td>{name}</td><td>{part}</td></tr>"
    page = (
        f"<html><body><table><tr><th>Right</th><th>Instrument</th><th>Article(s)</th></tr>{row}</table></body></html>"
    )
    (tmp_path / "table.html").write_text(page, encoding="utf-8")
    assert [(to, parts) for to, parts in cited(read_document(str(tmp_path / "table.html")), catalogue)] == expected


@pytest.mark.parametrize(("name", "part", "expected"), [ROWS[0], ROWS[1], ROWS[2], ROWS[7]])
def test_a_row_of_a_markdown_table_is_read_so_too(tmp_path, catalogue, name, part, expected):
    (tmp_path / "table.md").write_text(f"| Instrument | Part |\n|---|---|\n| {name} | {part} |\n", encoding="utf-8")
    assert cited(read_document(str(tmp_path / "table.md")), catalogue) == expected
