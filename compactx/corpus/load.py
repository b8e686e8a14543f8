"""All corpus files to one :class:`~compactx.model.corpus.Corpus`, with everything that is wrong with them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from compactx.corpus import nodes, pieces, records, regular, schema, source
from compactx.errors import CorpusError
from compactx.model.corpus import Corpus, SourceFile
from compactx.model.finding import Finding, Place
from compactx.model.kinds import SHIPPED, USER

if TYPE_CHECKING:
    from compactx.model.entry import Entry
    from compactx.model.extent import Range
    from compactx.model.finding import Acceptance
    from compactx.model.kinds import Relation
    from compactx.model.provision import Provision, Reference
    from compactx.model.standing import Standing, Vote

SCHEMA = 1
_FILES, _FINDINGS = 5, 6  # where they stand among the lists of what has been read


class _Loader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.marker: dict[str, Any] = {}
        self.relations: list[Relation] = []
        self.entries: list[Entry] = []
        self.provisions: list[Provision] = []
        self.lineage: list[Reference] = []
        self.accepted: list[Acceptance] = []
        self.votes: list[Vote] = []
        self.standings: list[Standing] = []
        self.extents: list[Range] = []
        self.files: list[SourceFile] = []
        self.findings: list[Finding] = []
        self.left_out: list[Finding] = []
        self.marker_place = Place("corpus.yaml")

    def _lists(self) -> tuple[list[Any], ...]:
        return (self.relations, self.entries, self.provisions, self.lineage, self.accepted, self.files, self.findings,
                self.votes, self.standings, self.extents)  # fmt: skip

    def lengths(self) -> tuple[int, ...]:
        """Return how much there is of everything before a file is read."""
        return tuple(map(len, self._lists()))

    def leave_out(self, before: tuple[int, ...]) -> None:
        """Forget what was read since if there is an error in it, and keep the first one."""
        first = next((one for one in self.findings[before[_FINDINGS] :] if one.severity == "error"), None)
        if first is None:
            return
        self.left_out.append(first)
        for held, length in zip(self._lists(), before, strict=True):
            del held[length:]


def load(folders: tuple[str, ...], *, whole: bool = True) -> Corpus:
    """Read every YAML file of the folders; a single file may stand for a folder.

    Never raises for what stands *in* a file: that is in ``findings``. Without ``whole``, a file with an error is left
    out of every folder but the first, and its first error is in ``left_out``: a mistake of the user's own spoils no
    other answer.

    Raises:
        CorpusError: there is no file at all, or the first folder has no marker file.
    """
    reading = _Loader()
    for at, (root, label) in enumerate(zip(folders, source.folder_labels(folders), strict=True)):
        _load_root(root, label, reading, whole=whole or at == 0, origin=USER if at else SHIPPED)
    if not reading.files and not reading.findings:
        raise CorpusError(
            f"no YAML file in {', '.join(folders)}", hint="a corpus has corpus.yaml, instruments/ and registers/"
        )
    if not reading.marker and not any(f.severity == "error" for f in reading.findings):
        raise CorpusError(f"no {source.MARKER} in {folders[0]}", hint="the first corpus folder needs its marker file")
    marker = {"name": "", "version": "", "main": "", "licence": "", "path_ends": (), **reading.marker}
    marker.pop("schema", None)
    return Corpus(
        place=reading.marker_place,
        relations=tuple(reading.relations),
        entries=tuple(reading.entries),
        provisions=tuple(reading.provisions),
        lineage=tuple(reading.lineage),
        accepted=tuple(reading.accepted),
        votes=tuple(reading.votes),
        standings=tuple(reading.standings),
        extents=tuple(reading.extents),
        files=tuple(reading.files),
        findings=tuple(reading.findings),
        left_out=tuple(reading.left_out),
        **marker,
    )


def _load_root(root: str, label: str, reading: _Loader, *, whole: bool, origin: int) -> None:
    """Read the files of a folder, or the one file that stands for a folder; without ``whole`` only those in order."""
    paths = [(root, "", "")] if os.path.isfile(root) else source.files(root)
    for path, _, trouble in paths:
        name = source.file_label(path, root, label)
        before = reading.lengths()
        _load_file(path, root, name, trouble, reading)
        reading.files[before[_FILES] :] = [file.replace(origin=origin) for file in reading.files[before[_FILES] :]]
        if not whole:
            reading.leave_out(before)


def _load_file(path: str, root: str, name: str, trouble: str, reading: _Loader) -> None:
    data = _bytes(path, name, trouble, reading)
    if data is None:
        return
    top, findings = nodes.read_nodes(data, name)
    told = pieces.file_outline(top) if top else ""
    reading.files.append(SourceFile(path, name, len(data), hashlib.sha256(data).hexdigest(), data=data, outline=told))
    reading.findings += findings
    if top is None:
        return
    if os.path.relpath(path, root) == source.MARKER:
        _marker(top, name, reading)
    else:
        _file(top, name, os.path.relpath(path, root), reading)


def _bytes(path: str, name: str, trouble: str, reading: _Loader) -> bytes | None:
    try:
        if not trouble:
            return regular.read(path, nodes.MAX_BYTES)
    except OSError as error:
        trouble = f"cannot be read: {error.strerror}"
    reading.findings.append(Finding("unreadable", "error", Place(name), trouble))
    return None


def _marker(top: nodes.Mapping, name: str, reading: _Loader) -> None:
    values = schema.fields(top, schema.MARKER, name, reading.findings, "the marker file")
    if values is None:
        return
    if values["schema"] != SCHEMA:
        message = f"this corpus has schema {values['schema']}; this program reads schema {SCHEMA}"
        reading.findings.append(Finding("schema-version", "error", Place(name, top.line, top.column), message))
    if not reading.marker:
        reading.marker = values
        reading.marker_place = Place(name)


def _file(top: nodes.Mapping, name: str, inside: str, reading: _Loader) -> None:
    values = schema.fields(top, schema.FILE, name, reading.findings, "a corpus file")
    if values is None:
        return
    findings = reading.findings
    reading.relations += records.relations(values.get("relations"), name, findings)
    reading.entries += records.entries(values.get("entries"), name, findings)
    reading.lineage += records.lineage(values.get("lineage"), name, findings)
    reading.accepted += records.accepted(values.get("accepted"), name, findings)
    reading.votes += records.votes(values.get("votes"), name, findings)
    reading.standings += records.treaty_standings(values.get("standings"), name, findings)
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
        reading.files[-1] = reading.files[-1].replace(whole=instrument)
