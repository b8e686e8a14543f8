"""What a document cites: its readable text through the reader of citations, and the links that its publisher set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.cells import with_cells
from compactx.citation.linked import with_links
from compactx.citation.scan import scan_text
from compactx.intake.document import readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation
    from compactx.intake.document import Document


def citations_of(document: Document, catalogue: Catalogue, tell: Callable[[int], None] | None = None) -> list[Citation]:
    """Return the citations of a document in order; ``tell`` hears how many characters are done.

    What pages and footnote marks put between the words does not count; a publisher's link is official and wins.
    """
    text = readable(document)
    links = [(link.start, link.end, link.symbol) for link in document.links]
    cells = [(cell.start, cell.end, cell.heading, cell.title) for cell in document.cells]
    found = with_cells(text, scan_text(text, document.provisions, catalogue, tell), cells, catalogue)
    return list(with_links(text, found, links, document.provisions, catalogue))
