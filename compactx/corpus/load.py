"""All corpus files to one :class:`~compactx.model.corpus.Corpus`, with everything that is wrong with them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from compactx.corpus import nodes, records, schema, source
from compactx.errors import CorpusError
from compactx.model.corpus import Corpus, SourceFile
from compactx.model.finding import Finding, Place

if TYPE_CHECKING:
    from compactx.model.accepted import Accepted
    from compactx.model.entry import Entry
    from compactx.model.extent import Range
    from compactx.model.provision import Provision
    from compactx.model.reference import Reference
    from compactx.model.relation import Relation

SCHEMA = 1


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.marker: dict[str, Any] = {}
        self.relations: list[Relation] = []
        self.entries: list[Entry] = []
        self.provisions: list[Provision] = []
        self.lineage: list[Reference] = []
        self.accepted: list[Accepted] = []
        self.extents: list[Range] = []
        self.files: list[SourceFile] = []
        self.findings: list[Finding] = []
        self.marker_place = Place("corpus.yaml")


def load(folders: tuple[str, ...]) -> Corpus:
    """Read every YAML file of the folders; a single file may stand for a folder.

    Never raises for what stands *in* a file: that is in ``findings``.

    Raises:
        CorpusError: there is no file at all, or the first folder has no marker file.
    """
    reading = _Reading()
    for root, label in zip(folders, _labels(folders), strict=True):
        _load_root(root, label, reading)
    if not reading.files:
        raise CorpusError(
            f"no YAML file in {', '.join(folders)}", hint="a corpus has corpus.yaml, instruments/ and registers/"
        )
    if not reading.marker and not any(f.severity == "error" for f in reading.findings):
        raise CorpusError(f"no {source.MARKER} in {folders[0]}", hint="the first corpus folder needs its marker file")
    marker = {"name": "", "version": "", "main": "", "licence": "", **reading.marker}
    marker.pop("schema", None)
    return Corpus(
        place=reading.marker_place,
        relations=tuple(reading.relations),
        entries=tuple(reading.entries),
        provisions=tuple(reading.provisions),
        lineage=tuple(reading.lineage),
        accepted=tuple(reading.accepted),
        extents=tuple(reading.extents),
        files=tuple(reading.files),
        findings=tuple(reading.findings),
        **marker,
    )


def _labels(folders: tuple[str, ...]) -> list[str]:
    """Return how each folder is named in findings: its last part, or more where an earlier folder ends the same way."""
    labels: list[str] = []
    for root in folders:
        parts = os.path.normpath(root).split(os.sep)
        tails = (os.path.join(*parts[-depth:]) for depth in range(1, len(parts)))
        labels.append(next((tail for tail in tails if tail not in labels), root))
    return labels


def _load_root(root: str, label: str, reading: _Reading) -> None:
    """Read the files of a folder, or the one file that stands for a folder."""
    paths = [root] if os.path.isfile(root) else [path for path, _, _ in source.files(root)]
    for path in paths:
        name = label if path == root else os.path.join(label, os.path.relpath(path, root))
        data = _bytes(path, name, reading)
        if data is None:
            continue
        reading.files.append(SourceFile(path, name, len(data), hashlib.sha256(data).hexdigest()))
        top, findings = nodes.read(data, name)
        reading.findings += findings
        if top is None:
            continue
        if os.path.relpath(path, root) == source.MARKER:
            _marker(top, name, reading)
        else:
            _file(top, name, os.path.relpath(path, root), reading)


def _bytes(path: str, name: str, reading: _Reading) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read(nodes.MAX_BYTES + 1)
    except OSError as error:
        reading.findings.append(Finding("unreadable", "error", Place(name), f"cannot be read: {error.strerror}"))
        return None


def _marker(top: nodes.Mapping, name: str, reading: _Reading) -> None:
    values = schema.fields(top, schema.MARKER, name, reading.findings, "the marker file")
    if values is None:
        return
    if values["schema"] != SCHEMA:
        message = f"this corpus has schema {values['schema']}; this program reads schema {SCHEMA}"
        reading.findings.append(Finding("schema-version", "error", Place(name, top.line, top.column), message))
    if not reading.marker:
        reading.marker = values
        reading.marker_place = Place(name)


def _file(top: nodes.Mapping, name: str, inside: str, reading: _Reading) -> None:
    values = schema.fields(top, schema.FILE, name, reading.findings, "a corpus file")
    if values is None:
        return
    findings = reading.findings
    reading.relations += records.relations(values.get("relations"), name, findings)
    reading.entries += records.entries(values.get("entries"), name, findings)
    reading.lineage += records.lineage(values.get("lineage"), name, findings)
    reading.accepted += records.accepted(values.get("accepted"), name, findings)
    reading.extents += records.extents(values.get("extents"), name, findings)
    instrument = values.get("of", "")
    if "instrument" in values:
        head = records.entry(values["instrument"], name, findings)
        if head:
            reading.entries.append(head)
            instrument = head.id
    if "provisions" in values:
        if not instrument:
            message = f"{inside} has provisions but does not say of which instrument"
            findings.append(
                Finding("missing-key", "error", Place(name, top.line, top.column), message, "add: of: <id>")
            )
            return
        reading.provisions += records.provisions(values["provisions"], instrument, name, findings)
