"""What a publisher set beside the words: links, raised marks, hidden text, boxes, the cells of tables."""

from __future__ import annotations

import io
import zipfile

import pytest

from compactx.citation.corrections import with_links
from compactx.citation.scan import scan_text
from compactx.intake.document import readable, unread
from compactx.intake.read import read_bytes, read_document, read_text

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body, **links):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        rows = "".join(f'<Relationship Id="{k}" Type="x/hyperlink" Target="{v}"/>' for k, v in links.items())
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'
        )
    return read_bytes(stream.getvalue(), "a.docx")


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def linked(document):
    return [(document.text[one.start : one.end], one.symbol) for one in document.links]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> HYPERLINK "https://docs.un.org/{0}" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{1}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_word_links_are_elements_or_fields_and_stand_on_their_words():
    element = f'<w:hyperlink r:id="r1">{run("28")}{run("/32")}</w:hyperlink>'
    field = FIELD.format("A/RES/60/251", run("60/251"))
    document = docx(
        f"<w:p>{run('  See ')}{element}{run(' and ')}{field}</w:p>", r1="https://undocs.org/A/HRC/RES/28/32"
    )
    assert linked(document) == [("28/32", "A/HRC/RES/28/32"), ("60/251", "A/RES/60/251")]


def test_html_markdown_and_pdf_links_are_read(make_pdf):
    page = read_bytes(
        b'<p>In  <a href="https://undocs.org/en/A/RES/1/2"> 1/2 </a>, <a href="https://e.org/x">y</a></p>', "a.html"
    )
    assert [(words.strip(), symbol) for words, symbol in linked(page)] == [("1/2", "A/RES/1/2")]
    text = read_bytes(b"# A\n\nSee [72/1](https://undocs.org/A/RES/72/1) on it.\n", "a.md")
    assert linked(text) == [("72/1", "A/RES/72/1")]
    data = make_pdf([(72, 700, 12, "In resolutions 72/249 and 72/250 it asked")])
    action = b"/A << /URI (https://undocs.org/A/RES/72/249) >>"
    note = b"/Annots [<< /Subtype /Link /Rect [150 698 185 712] " + action + b" >>] /Contents"
    assert linked(read_bytes(data.replace(b"/Contents", note), "a.pdf")) == [("72/249", "A/RES/72/249")]


def test_the_link_says_what_a_bare_number_is_unless_the_words_name_another(catalogue):
    text = "Decision 2/113 of the Human Rights Council. 28/32 and 28/33 and 3/4"
    links = [(text.index(n), text.index(n) + len(n), s) for n, s in
             (("28/32", "A/HRC/RES/28/32"), ("28/33", "A/HRC/RES/28/34"), ("3/4", "A/RES/3/4"))]  # fmt: skip
    found = with_links(text, scan_text(text, (), catalogue), links, (), catalogue)
    symbols = {one.symbol: one.basis for one in found}
    assert symbols["A/HRC/RES/28/32"] == symbols["A/RES/3/4"] == "official"
    assert "A/HRC/RES/28/34" not in symbols


@pytest.fixture
def catalogue():
    from compactx.citation.catalogue import load_catalogue  # noqa: PLC0415 - needs the index
    from compactx.corpus.source import roots  # noqa: PLC0415 - as above
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.index.store import open_index  # noqa: PLC0415 - as above

    return load_catalogue(Index(open_index(roots(""), with_library=False)))


def test_raised_marks_never_join_a_number_or_a_word():
    raised = '<w:vertAlign w:val="superscript"/>'
    document = docx(f"<w:p>{run('resolution 53/24')}{run('13', raised)}{run('of the 10')}{run('th', raised)}</w:p>")
    assert document.text.strip() == "resolution 53/24¹³ of the 10th"
    page = read_bytes(
        b"<p>resolution 72/244<a href='#f7'><sup>[7]</sup></a>, 73<sup>rd</sup> and x<sup>5,&nbsp;6</sup></p>", "a.html"
    )
    assert page.text.strip() == "resolution 72/244⁷, 73rd and x⁵,\xa0⁶"


def test_marks_glued_to_numbers_and_headers_inside_a_sentence_are_not_read_as_part_of_it():
    document = read_text(
        "1. We recall the Agreement.1In resolution 73/1952 and A/78/1003 it is said.\n\n1 See the first.\n\n"
        "2 See the second.\n"
    )
    assert "73/195² and A/78/1003" in readable(document)
    paged = read_text(
        "A/76/1\nPlan\n\n1. We recall the Convention on the Rights\n\n1/2\n\x0c"
        "A/76/1\nPlan\n\nof the Child and more.\n\n2/2\n"
    )
    assert "Convention on the Rights of the Child and more." in " ".join(readable(paged).split())
    assert len(readable(paged)) == len(paged.text)
    assert {reason for reason, *_ in unread(paged)} >= {"page number or line"}


STRUCK_NOT = '<w:strike w:val="false"/>'


def test_struck_text_is_read_as_deleted_and_told(tmp_path):
    told = ("10 characters struck through were read as deleted",)
    for look in ("<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'):
        document = docx(f"<w:p>{run('Shown ')}{run('A/RES/71/1', look)}{run('text')}</w:p>")
        assert (document.text.strip(), document.warnings) == ("Shown text", told)
    kept = docx(f"<w:p>{run('A/RES/71/1', STRUCK_NOT)}</w:p>")
    assert (kept.text.strip(), kept.warnings) == ("A/RES/71/1", ())
    page = read_bytes(b"<p>Shown <del>A/RES/71/1</del>text</p>", "a.html")
    assert (page.text.strip(), page.warnings) == ("Shown text", told)
    (tmp_path / "a.md").write_text("Shown ~~A/RES/71/1~~ text, and ~this~ too.\n", encoding="utf-8")
    plain = read_document(str(tmp_path / "a.md"))
    assert (" ".join(readable(plain).split()), plain.warnings) == ("Shown text, and ~this~ too.", told)


def test_hidden_text_is_not_counted_and_told():
    document = docx(f"<w:p>{run('Shown ')}{run('A/RES/71/1', '<w:vanish/>')}{run('text')}</w:p>")
    assert document.text.strip() == "Shown text"
    assert document.warnings == ("10 characters of hidden text were not read",)
    page = read_bytes(
        b'<style>p.no{display:none}</style><p class="no">A/RES/71/1</p><p style="visibility: hidden">b</p><p>c d</p>',
        "a.html",
    )
    assert page.text.strip() == "c d"


def test_boxes_are_read_once_after_their_paragraph():
    inside = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    both = f"<w:pict>{inside}</w:pict><mc:Fallback xmlns:mc='m'><w:pict>{inside}</w:pict></mc:Fallback>"
    document = docx(f"<w:p>{run('1. Beside.')}<w:r>{both}</w:r></w:p>")
    assert document.text.split("\n\n")[:2] == ["1. Beside.", "In the box."]
    assert document.text.count("In the box.") == 1


def test_cells_have_the_heading_of_their_column_and_the_title_of_their_table():
    def row(*cells, header=""):
        return f"<w:tr><w:trPr>{header}</w:trPr>{''.join(f'<w:tc><w:p>{run(c)}</w:p></w:tc>' for c in cells)}</w:tr>"

    across = (
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{run("Council resolutions")}</w:p></w:tc></w:tr>'
    )
    head = row("Number", "Title", header="<w:tblHeader/>")
    table = f"<w:tbl>{head}{row('70/1', 'One')}{across}{row('28/32', 'Two')}</w:tbl>"
    document = docx(f"<w:p>{run('Assembly resolutions')}</w:p>{table}")
    cells = {document.text[c.start : c.end]: (c.row, c.column, c.heading, c.title) for c in document.cells}
    assert cells["70/1"] == (1, 0, "Number", "Assembly resolutions")
    assert cells["28/32"] == (3, 0, "Number", "Council resolutions")


def test_word_numbers_that_jump_small_capitals_and_line_breaks(make_docx, paragraph, clauses):
    small = docx(f"<w:p>{run('The ')}{run('convention on the rights of the child', '<w:smallCaps/>')}</w:p>")
    assert small.text.strip() == "The Convention on the Rights of the Child"
    broken = docx(
        f"<w:p>{run('1. The Global Compact for')}<w:r><w:br/></w:r>{run('Migration. It ends.')}<w:r><w:br/></w:r>"
        f"{run('2. On')}</w:p>"
    )
    assert clauses(broken) == {"1": "1. The Global Compact for Migration. It ends.", "2": "2. On"}
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="30"/></w:lvlOverride></w:num>'
    )
    body = paragraph("One thing.", number="1") + paragraph("Thirty things.", number="2")
    assert list(clauses(read_bytes(make_docx(body, numbering=numbering), "a.docx"))) == ["1", "30"]


def test_parts_in_roman_numerals_statements_and_repeated_locators(clauses):
    parts = read_text("The General Assembly,\n\nI\n\nOne\n\n1. Decides it;\n\nII\n\nTwo\n\n1. Decides another.\n")
    assert [name for name in clauses(parts) if "." in name] == ["section-i.1", "section-ii.1"]
    statement = read_text(
        "S/PRST/2023/1\n\nStatement by the President\n\n“The Security Council recalls it.\n\n“The Council ends.”\n"
    )
    assert list(clauses(statement))[-2:] == ["statement-1", "statement-2"]
    many = read_text("".join(f"Annex I\n\nArticle {n % 3 + 1}\n\nIt is so.\n\n" for n in range(12)))
    starts = [(span.locator, span.start) for span in many.provisions]
    assert len(set(starts)) == len(starts)


def test_two_columns_on_the_same_lines_are_read_one_after_the_other():
    left = ("The Global Compact for Safe,", "orderly and regular migration", "sets out many objectives.")
    right = ("The Convention on the Rights", "of the child, article 3, must", "guide all of us.")
    document = read_bytes("\n".join(f"{a:38}{b}" for a, b in zip(left, right, strict=True)).encode(), "a.txt")
    assert " ".join(document.text.split()) == " ".join([*left, *right])
    assert "two columns" in document.warnings[0]
    table = read_bytes(b"Albania        12     14\nBelgium        15     16\nChad           1      2\n", "b.txt")
    assert not table.warnings


def test_a_resolution_number_alone_in_a_cell_is_no_page_number():
    document = docx(f"<w:tbl><w:tr><w:tc><w:p>{run('28/32')}</w:p></w:tc></w:tr></w:tbl>")
    assert "28/32" in readable(document)
    assert "28/32" in readable(read_text("Resolutions of the Council\n\n28/32\n\n60/251\n"))
