"""Documents, corpora and archives of a size, each made of one piece over and over, in every format that is read."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import kinds
import phrases

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
HTML = (
    "<p>@. %</p>",
    "<div>%",
    "<p>%",
    "<b>%",
    "<table><tr><td>@</td><td>%</td></tr></table>",
    "<tr><td>@",
    "<td>%",
    "<sup>@</sup>%",
    '<a href="#fn@">@</a>',
    '<p id="fn@">@ %</p>',
    '<a name="_ftn@"></a>',
    "<li>%",
    "<ol><li>%",
    '<span style="vertical-align:super">@</span>',
    '<p style="margin-left:@px">%</p>',
    "<h1>%</h1>",
    "<h2>% @</h2>",
    "<!-- % -->",
    "<!--",
    "&#@;",
    "&%;",
    "<%>",
    "</%>",
    '<p class="% %">',
    "<style>.% {vertical-align: super}</style>",
    "<br>",
    "<hr>%",
    "<pre>%\n",
    "<script>%",
    "<ins>%</ins><del>%</del>",
    "<blockquote>%",
    '<a href="http://%/@">%</a>',
    "<dl><dt>%<dd>%",
    "<noscript>%",
    "<p hidden>%",
    "<template>%",
    "<svg><title>%</title></svg>",
    "<math><mi>%",
)
AKN = (
    '<paragraph eId="p_@"><num>@.</num><content><p>%</p></content></paragraph>',
    "<p>%</p>",
    '<p>%<authorialNote marker="@"><p>ibid. %</p></authorialNote></p>',
    '<ref href="/akn/un/%/@">%</ref>',
    '<p><noteRef href="#n@" marker="@"/></p>',
    "<list><point><num>(%)</num><content><p>%</p></content></point></list>",
    "<section><heading>%</heading><content><p>@. %</p></content></section>",
    "<p><sup>@</sup></p>",
    "<table><tr><td><p>%</p></td></tr></table>",
    "<hcontainer><content><p>%</p></content></hcontainer>",
    "<p><ins>%</ins><del>%</del></p>",
    '<p><term refersTo="#%">%</term></p>',
)
DOCX = (
    "<w:p><w:r><w:t>@. %</w:t></w:r></w:p>",
    "<w:p><w:r><w:t>%</w:t></w:r></w:p>",
    "<w:r><w:t>%</w:t></w:r>",
    '<w:p><w:r><w:footnoteReference w:id="@"/></w:r></w:p>',
    '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="@"/></w:numPr></w:pPr><w:r><w:t>%</w:t></w:r></w:p>',
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>%</w:t></w:r></w:p>',
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:p><w:ins><w:r><w:t>%</w:t></w:r></w:ins><w:del><w:r><w:delText>%</w:delText></w:r></w:del></w:p>",
    '<w:p><w:fldSimple w:instr="HYPERLINK %"><w:r><w:t>%</w:t></w:r></w:fldSimple></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
    '<w:p><w:bookmarkStart w:id="@" w:name="%"/></w:p>',
    '<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>@</w:t></w:r></w:p>',
    "<w:p><w:r><w:tab/></w:r></w:p>",
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>%</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
)
PDF = (
    "(@. %) Tj T*\n",
    "[(%) -@ (%)] TJ T*\n",
    "BT (%) Tj ET\n",
    "/F1 @ Tf (%) Tj\n",
    "q Q\n",
    "1 0 0 1 @ @ cm (%) Tj\n",
    "@ Ts (@) Tj\n",
    "(",
    "[",
    "<<",
    "%",
    "/%",
)
YAML = (
    "- {id: a@, kind: body, title: %}\n",
    "- {",
    "[",
    "- ",
    "  a%: 1\n",
    "? ",
    "- id: x%\n  kind: body\n  title: %\n",
    "# %\n",
    "- {id: a, names: [{name: %, type: full, example: %}]}\n",
    "'",
    '"\\u0041',
    "a: &a *a\n",
)


def packed(parts: dict[str, str]) -> bytes:
    """Return a DOCX of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(piece: str, times: int) -> bytes:
    """Return a DOCX of a piece over and over, with notes and numberings to refer to."""
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{phrases.text(piece, times)}</w:body></w:document>'
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>ibid. {n}</w:t></w:r></w:p></w:footnote>' for n in range(99)
    )
    return packed(
        {"word/document.xml": body, "word/footnotes.xml": f'<w:footnotes xmlns:w="{_WORD}">{notes}</w:footnotes>'}
    )


def notes(piece: str, times: int) -> bytes:
    """Return a DOCX with as many notes as times, each cited once."""
    inside = "".join(
        f'<w:footnote w:id="{n}"><w:p>{phrases.text(piece, 1)}</w:p></w:footnote>' for n in range(1, times)
    )
    body = "".join(f'<w:p><w:r><w:t>A</w:t><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(1, times))
    return packed(
        {
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{_WORD}">{inside}</w:footnotes>',
        }
    )


def akn(piece: str, times: int) -> bytes:
    """Return a document of the publisher's markup."""
    inside = phrases.text(piece, times)
    head = f'<akomaNtoso xmlns="{_AKN}"><statement name="s"><mainBody>'
    return f"{head}{inside}</mainBody></statement></akomaNtoso>".encode()


def html(piece: str, times: int) -> bytes:
    """Return a page."""
    return f"<html><body><h1>A plan</h1>{phrases.text(piece, times)}</body></html>".encode()


def pdf(piece: str, times: int) -> bytes:
    """Return a PDF of one page."""
    return _pages([phrases.text(piece, times)])


def pages(piece: str, times: int) -> bytes:
    """Return a PDF of many pages."""
    return _pages([piece.replace("%", f"Page {n}").replace("@", str(n)) for n in range(times)])


def _pages(texts: list[str]) -> bytes:
    kids = " ".join(f"{2 * n + 4} 0 R" for n in range(len(texts)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(texts)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, text in enumerate(texts):
        shown = zlib.compress(f"BT /F1 11 Tf 14 TL 60 760 Td\n{text}ET".encode("latin-1", "replace"))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (2 * n + 5)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(shown), shown))
    return kinds.written(objects)


def tar(piece: str, times: int) -> bytes:
    """Return an archive of many documents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for n in range(times):
            data = piece.replace("@", str(n)).encode()
            info = tarfile.TarInfo(f"d/{n}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(piece: str, times: int) -> bytes:
    """Return the same as a zip."""
    return packed({f"d/{n}.txt": piece.replace("@", str(n)) for n in range(times)})


# Format: (what makes a document of a piece, its pieces, its ending).
MADE: dict[str, tuple[Callable[[str, int], bytes], tuple[str, ...], str]] = {
    "html": (html, HTML, "html"),
    "akn": (akn, AKN, "xml"),
    "docx": (docx, DOCX, "docx"),
    "docx notes": (notes, ("<w:r><w:t>ibid.</w:t></w:r>", '<w:r><w:footnoteReference w:id="1"/></w:r>'), "docx"),
    "pdf": (pdf, PDF, "pdf"),
    "pdf pages": (pages, ("(@. %) Tj\n", "(Page) Tj T* (%) Tj\n"), "pdf"),
    "md": (lambda piece, times: phrases.text(piece, times).encode("utf-8", "replace"), phrases.PHRASES, "md"),
    "txt": (lambda piece, times: phrases.text(piece, times).encode("utf-8", "replace"), phrases.PHRASES, "txt"),
}
COUNTED = frozenset({"docx notes", "pdf pages"})  # formats of which the number of pieces is the size
