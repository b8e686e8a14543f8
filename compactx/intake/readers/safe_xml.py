"""XML without its dangers: no document type, no entities, no network, bounded depth."""

from __future__ import annotations

from lxml import etree

from compactx.errors import NotADocumentError


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element.

    Raises:
        NotADocumentError: the bytes are not well-formed XML, or carry a document type declaration.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "not well-formed").partition(", line ")[0]
        raise NotADocumentError(
            f"{name} is not well-formed XML: {reason} (line {line}, column {column})",
            hint="is the file complete, and its encoding the one it declares?",
        ) from None
    except (ValueError, LookupError) as error:
        raise NotADocumentError(f"{name} is not readable XML: {error}") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise NotADocumentError(
            f"{name} has a document type declaration, which is refused", hint="remove the DOCTYPE line and its entities"
        )
    return root


def local(element: etree._Element | None) -> str:
    """Return an element's name without its namespace, '' for comments and entities.

    >>> local(parse_xml(b"<l:clause xmlns:l='lakes'/>", "a file")), local(None)
    ('clause', '')
    """
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""
