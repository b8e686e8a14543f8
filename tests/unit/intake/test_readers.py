"""One small document in each format."""

from __future__ import annotations

import io
import sys

import pytest

from compactx.intake.document import clause_wordings, footnote_marks
from compactx.intake.read import read_bytes, read_document


def test_plain_text_keeps_its_offsets(clauses):
    data = "\ufeff1. Böats float.\r\n\r\n2. Nets hang.\r\n".encode()
    document = read_bytes(data, "a.txt")
    assert (document.format, document.text) == ("text", data.decode())
    assert clauses(document) == {"1": "1. Böats float.", "2": "2. Nets hang."}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_byte_order_marks_are_obeyed(encoding, clauses):
    document = read_bytes("1. Böats float.\n\n2. Nets.".encode(encoding), "a.txt")
    assert clauses(document)["1"] == "1. Böats float."


def test_text_of_an_old_code_page_is_read_with_a_warning(clauses):
    document = read_bytes("1. Böats \u2013 they “float”.\n\n2. Nets.".encode("cp1252"), "a.txt")
    assert clauses(document)["1"] == "1. Böats \u2013 they “float”."
    assert document.warnings == ("not UTF-8 (line 1); read as Windows-1252",)


def test_markdown(clauses):
    text = (
        "---\ntitle: Boats\n---\n\n# The harbour\n\n## Article 1\n\n1. Boats float.[^1]\n\n2. Nets *hang*.\n\n---\n\n"
        "[^1]: Book of\n    boats.\n"
    )
    document = read_bytes(text.encode(), "a.txt")
    assert document.format == "markdown"
    found = clauses(document)
    assert found["article-1.1"] == "1. Boats float.[^1]"
    assert found["footnote-1"] == "[^1]: Book of boats."
    assert clause_wordings(document)["article-1.1"] == "Boats float."
    assert [n.reason for n in document.notes if n.kind == "not used"] == ["front matter", "rule or markup"]
    assert [s.note_of for s in document.provisions if s.kind == "footnote"] == ["article-1.1"]


HTML = """<!DOCTYPE html><html><head><title>no</title><style>p {}</style></head><body><nav>Menu</nav>
<h1>Harbour &amp; pact</h1><p>1. Boats <b>float</b>.<sup><a href="#fn1">1</a></sup></p>
<p>2. Nets are:</p><ol type="a"><li>hung;</li><li value="3">torn.</li></ol><p>3.&nbsp;Ropes<br>4. Oars</p>
<p>5. On the 10<sup>th</sup> day.</p><script>alert(1)</script></body></html>"""


def test_html(clauses):
    document = read_bytes(HTML.encode(), "page")
    found = clauses(document)
    assert document.format == "html"
    assert found["1"] == "1. Boats float.¹"
    assert found["2.a"] == "(a) hung;"
    assert found["2.c"] == "(c) torn."
    assert found["4"] == "4. Oars"
    assert found["5"] == "5. On the 10th day."
    assert not {"Menu", "alert"} & set(document.text.split())
    assert document.warnings == ("2 menus, forms and scripts of the page were left out",)


def test_html_in_the_charset_it_declares(clauses):
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>1. Böats.</p><p>2. Nets.</p></body></html>'
    assert clauses(read_bytes(page.encode("latin-1"), "page"))["1"] == "1. Böats."


def test_docx_with_the_numbers_that_word_prints(make_docx, paragraph, clauses):
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Para"><w:name w:val="Numbered"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Para"/></w:style>'
    )
    footnotes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("no")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph("Book of boats.")}</w:footnote>'
    )
    body = (
        paragraph("The harbour", style="H1")
        + paragraph("Boats float.", style="Para", after='<w:r><w:footnoteReference w:id="5"/></w:r>')
        + paragraph("Nets are:", style="Sub")
        + paragraph("hung;", number="3", level="1")
        + paragraph("torn, by:", number="3", level="1")
        + paragraph("cats;", number="3", level="2")
        + paragraph("dogs.", number="3", level="2")
        + "<w:tbl><w:tr><w:tc>" + paragraph("Ropes lie.", style="Para") + "</w:tc></w:tr></w:tbl>"
        + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>4. Oars</w:t></w:r></w:ins></w:p>"
    )  # fmt: skip
    document = read_bytes(make_docx(body, numbering=numbering, styles=styles, footnotes=footnotes), "a.bin")
    found = clauses(document)
    assert document.format == "docx"
    assert found["1"] == "1. Boats float.¹"
    assert found["2.b"] == "(b) torn, by:"
    assert found["2.b.ii"] == "(ii) dogs."
    assert found["3"] == "3. Ropes lie."
    assert found["4"] == "4. Oars"
    assert found["footnote-1"] == "1 Book of boats."
    assert [s.note_of for s in document.provisions if s.kind == "footnote"] == ["1"]
    assert [document.text[n.start : n.end] for n in document.notes if n.kind == "heading"] == ["The harbour"]


def test_pdf_pages_become_paragraphs(make_pdf):
    def line(y, text, x=72, size=10):
        return (x, y, size, text)

    first = [
        line(800, "A/H/12", size=8), line(760, "1. Boats are counted in the morning and", 90),
        line(748, "in the evening, as the book"),
        (198, 751, 6, "1"), line(736, "says, and nobody is told of it until the"),
        line(724, "crews have gone to bed and the"),
        line(100, "_________", size=8), (72, 91, 5.5, "1"), line(88, "Book of boats.", 78, 8), line(30, "1/2", 500),
    ]  # fmt: skip
    second = [
        line(800, "A/H/12", size=8), line(760, "lamps are out."),
        line(736, "2. Nets are counted never, since nobody knows", 90),
        line(724, "how many there were."), line(30, "2/2", 500),
    ]  # fmt: skip
    document = read_bytes(make_pdf(first, second), "a")
    found = clause_wordings(document)
    assert document.format == "pdf"
    assert " ".join(found["1"].split()) == (
        "Boats are counted in the morning and in the evening, as the book says, and nobody is told of it until the"
        " crews have gone to bed and the lamps are out."
    )
    assert " ".join(found["2"].split()) == "Nets are counted never, since nobody knows how many there were."
    assert found["footnote-1"] == "Book of boats."
    assert [s.note_of for s in document.provisions if s.kind == "footnote"] == ["1"]
    left_out = {document.text[n.start : n.end] for n in document.notes if n.reason == "page header or footer"}
    assert left_out == {"A/H/12", "1/2", "2/2", "_________"}


def test_pdf_with_a_page_of_pictures_says_so(make_pdf):
    document = read_bytes(make_pdf([(72, 700, 10, "1. Boats float.")], []), "a")
    assert document.warnings == ("1 of 2 pages hold no text; they may be scanned pictures",)


AKN_BODY = """
<preface><p><docNumber>7/1.</docNumber> <docTitle>The boats of the harbour</docTitle></p></preface>
<preamble><formula><p>The Harbour Council</p></formula>
<container name="r"><p><i>Recalling</i> its wish,</p></container></preamble>
<mainBody><paragraph><num>1.</num><content><p>Boats\u00a0float,<authorialNote
 marker="1"><p>Book of boats.</p></authorialNote>
 mostly:</p></content><list><point><num>(a)</num><content><p>in water;</p></content></point></list></paragraph>
<paragraph><num>2.</num><content><p>Nets hang.</p></content></paragraph></mainBody>
<attachments><doc><mainBody><paragraph><subheading>Annex</subheading></paragraph>
<paragraph><num>1.</num><content><p>Ropes.</p>
</content></paragraph></mainBody></doc></attachments>"""


def test_akoma_ntoso(make_akn, clauses):
    document = read_bytes(make_akn(AKN_BODY), "a.xml")
    found = clauses(document)
    assert document.format == "akn"
    assert found["recital-1"] == "Recalling its wish,"
    assert found["1"] == "1. Boats float,¹ mostly:"
    assert found["1.a"] == "(a) in water;"
    assert found["annex.1"] == "1. Ropes."
    assert clause_wordings(document)["1"] == "Boats float, mostly:"
    assert [(s.locator, s.note_of) for s in document.provisions if s.kind == "footnote"] == [("footnote-1", "1")]
    assert [mark for mark, _, _ in footnote_marks(document)] == ["1"]
    assert "no text" not in document.text


def test_a_bare_number_of_a_section_gets_its_label(make_akn, clauses):
    document = read_bytes(
        make_akn("<body><article><num>3</num><heading>Boats</heading><p>They float.</p></article></body>"), "a"
    )
    assert clauses(document)["article-3"] == "Article 3. Boats They float."


def test_standard_input(monkeypatch, clauses):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1. Boats.\n\n2. Nets.")))
    document = read_document("-")
    assert (document.name, clauses(document)["2"]) == ("standard input", "2. Nets.")
