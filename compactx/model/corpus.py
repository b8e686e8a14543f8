"""The loaded whole."""

from __future__ import annotations

from compactx.model.entry import Entry
from compactx.model.extent import Range
from compactx.model.finding import Acceptance, Finding, Place
from compactx.model.kinds import Relation
from compactx.model.provision import Provision, Reference
from compactx.model.record import Record
from compactx.model.standing import Standing, Vote


class SourceFile(Record):
    """One file of the corpus: its path on disk, its name for people, its size in bytes and its SHA-256.

    ``origin`` is that of names in it (:mod:`compactx.model.kinds`): files of the first folder are the shipped corpus.
    ``data`` are its bytes, ``outline`` says where its records begin (:mod:`compactx.corpus.pieces`) and ``whole`` which
    instrument its provisions are of.
    """

    path: str
    name: str
    size: int
    sha256: str
    origin: int = 0
    data: bytes = b""
    whole: str = ""
    outline: str = ""


class Corpus(Record):
    """Everything that was read: the facts of all stacked folders in order, and what was wrong with them.

    ``left_out`` has the first error of each file of the user's that was left out for it; ``path_ends`` are names
    to which hints lead paths.
    """

    name: str
    version: str
    main: str
    licence: str
    place: Place
    relations: tuple[Relation, ...] = ()
    entries: tuple[Entry, ...] = ()
    provisions: tuple[Provision, ...] = ()
    lineage: tuple[Reference, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    votes: tuple[Vote, ...] = ()
    standings: tuple[Standing, ...] = ()
    extents: tuple[Range, ...] = ()
    files: tuple[SourceFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()
    path_ends: tuple[str, ...] = ()
