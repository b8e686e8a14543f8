"""No foreign file hangs a command, takes the machine's memory, or ends it with a traceback."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import math
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import time
import zipfile

import grids
import growing
import pytest

from compactx.bulk.run import import_all
from compactx.bulk.walk import members
from compactx.corpus import source
from compactx.errors import NotADocumentError, UsageError
from compactx.intake import read, worker
from compactx.intake.read import read_ahead, read_bytes, read_document
from compactx.intake.readers.load import Bounds, bounds, whole

NO_BOUNDS = Bounds(1000, 100_000, 10**9, 10**9)
TIGHT = Bounds(1, 64, 1000)
GOOD = b"The General Assembly,\n\nRecalling its resolution 70/1,\n\n1. Decides to go on.\n"

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked on POSIX only")


pytestmark = pytest.mark.usefixtures("small_corpus", "own_homes")


def refusal(task, allowed=TIGHT):
    with pytest.raises(NotADocumentError) as caught:
        worker.once(task, allowed, "x.pdf")
    return caught.value.message


def spin():
    while True:
        pass


def want():
    return len(bytearray(900 * 1024 * 1024))


def fail():
    raise ZeroDivisionError("in a parser")


def kill():
    os.kill(os.getpid(), 9)


@needs_fork
@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (spin, "takes longer than 1 s"),
        (want, "takes more than 64 MB of memory"),
        (fail, "cannot be understood (ZeroDivisionError: in a parser)"),
        (kill, "the process that read it ended (SIGKILL)"),
    ],
)
def test_whatever_a_reader_does_is_told_in_one_sentence_with_the_name(task, reason):
    message = refusal(task)
    assert message.startswith("x.pdf ")
    assert reason in message


@needs_fork
def test_a_worker_hands_over_what_it_made_and_leaves_no_process_behind():
    assert list(worker.stream(lambda: ((n, b"x" * 300_000) for n in range(4)), NO_BOUNDS, "x")) == [
        (n, b"x" * 300_000) for n in range(4)
    ]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@needs_fork
def test_an_answer_that_is_not_wanted_to_its_end_ends_the_worker():
    answers = worker.stream(lambda: (n for n in range(10**9)), NO_BOUNDS, "x")
    assert next(answers) == 0
    answers.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_nothing_can_be_forked_time_and_wall_hold_all_the_same(monkeypatch):
    monkeypatch.setattr(worker, "can_fork", lambda: False)
    assert "takes longer than 1 s" in refusal(spin)
    assert "ZeroDivisionError" in refusal(fail)
    assert worker.once(lambda: 3, NO_BOUNDS, "x") == 3


@needs_fork
def test_a_few_pages_of_text_are_read_here_and_anything_else_is_not(tmp_path, monkeypatch):
    class NoForkError(Exception):
        pass

    def never():
        raise NoForkError

    monkeypatch.setattr(os, "fork", never)
    page, words = tmp_path / "page.txt", tmp_path / "page.md"
    page.write_bytes(GOOD)
    words.write_bytes(b"# A title\n\n" + GOOD)
    assert read_document(str(page)).text == GOOD.decode()
    assert [one.format for one in read_ahead([str(page), str(words)])] == ["text", "markdown"]
    others = {"long.txt": GOOD * 1000, "a.html": b"<p>" + GOOD + b"</p>", "a.pdf": b"%PDF-1.4\n" + GOOD}
    for name, data in others.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(NoForkError):
            read_document(str(tmp_path / name))


def test_a_page_that_is_read_here_is_read_behind_the_same_wall(tmp_path, monkeypatch):
    page, good = tmp_path / "page.txt", tmp_path / "good.txt"
    page.write_bytes(GOOD)
    good.write_bytes(GOOD * 2000)

    def broken(*_):
        raise RecursionError

    monkeypatch.setattr(read, "segment", broken)
    for reading in (read_document, lambda path: next(read_ahead([path]))):
        with pytest.raises(NotADocumentError, match="nests too deeply"):
            reading(str(page))
    (tmp_path / "none.txt").write_bytes(b" \n")
    ahead = read_ahead([str(good), str(tmp_path / "none.txt")])
    monkeypatch.undo()
    with pytest.raises(NotADocumentError, match="empty"):
        list(ahead)


def test_the_environment_sets_the_bounds(monkeypatch, tmp_path):
    (tmp_path / "a.txt").write_text("1. We recall it.\n\n" * 500)
    monkeypatch.setenv("COMPACTX_READ_CHARACTERS", "2000")
    with pytest.raises(NotADocumentError, match="more than 2,000 characters") as caught:
        read_document(str(tmp_path / "a.txt"))
    assert "COMPACTX_READ_CHARACTERS" in caught.value.hint
    monkeypatch.setenv("COMPACTX_READ_CHARACTERS", "9" * 5000)
    with pytest.raises(UsageError, match="COMPACTX_READ_CHARACTERS"):
        bounds(10)


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, 1e300, -1, 2**80, "9" * 5000, "x", "", None, "²"])
def test_numbers_from_outside_are_checked_before_they_are_used(number):
    assert whole(number) is None


# One hostile file among good ones


def tar_bytes(*headers):
    stream = io.BytesIO()
    for header in headers:
        stream.write(header + b"hello, 70/1".ljust(512, b"\0"))
    stream.write(bytes(1024))
    return stream.getvalue()


def tar_header(name="m.txt", kind=tarfile.REGTYPE, size=11, **changes):
    header = tarfile.TarInfo(name)
    header.size, header.type = size, kind
    for key, value in changes.items():
        setattr(header, key, value)
    return header.tobuf(tarfile.GNU_FORMAT, errors="surrogateescape")


def long_name():
    return bz2.compress(tar_header(kind=tarfile.GNUTYPE_LONGNAME, size=10**8) + bytes(10**8))


def infinite_time():
    header = tarfile.TarInfo("m.txt")
    header.size, header.pax_headers = 11, {"mtime": "inf"}
    return header.tobuf(tarfile.PAX_FORMAT) + b"hello, 70/1".ljust(512, b"\0") + bytes(1024)


def zip_bytes(name, data, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def damaged_lzma():
    data = bytearray(zip_bytes("word/document.xml", b"<w:document/>" * 90, zipfile.ZIP_LZMA))
    data[60:70] = b"\xff" * 10
    return bytes(data)


HOSTILE = {
    "comments.txt": b"<!-- -->" * 40 + b"x",
    "charset.html": b'<html><head><meta charset="undefined"></head><p>x</p></html>',
    "lzma.docx": damaged_lzma(),
    "name.tar.bz2": long_name,  # made when it is wanted: it packs a hundred megabytes
    "size.tar": tar_bytes(tar_header(size=2**80)),
    "time.tar": infinite_time(),
    "bytes.tar": tar_bytes(tar_header("caf\udce9.txt"), tar_header("after.txt")),
    "bomb.zip": lambda: zip_bytes("x.docx", zip_bytes("word/document.xml", b"<w:p/>" * 3_000_000)),
    "pages.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>endobj trailer<</Root 1 0 R>>",
}


@needs_fork
@pytest.mark.parametrize("name", HOSTILE)
def test_one_hostile_file_never_stops_an_import(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(GOOD)
    made = HOSTILE[name]
    (folder / name).write_bytes(made() if callable(made) else made)
    (folder / "z.txt").write_bytes(GOOD.replace(b"go on", b"end"))
    began = time.process_time()
    done = import_all([str(folder)], source.roots(), processes=2)
    assert done.documents >= 2
    assert all("Traceback" not in one.reason for one in done.failed)
    assert time.process_time() - began < 10


@needs_fork
def test_members_behind_a_name_that_is_not_utf_8_are_read_and_times_that_cannot_be_are_nought(tmp_path):
    (tmp_path / "bytes.tar").write_bytes(HOSTILE["bytes.tar"])
    (tmp_path / "time.tar").write_bytes(HOSTILE["time.tar"])
    assert [name for name, *_ in members(str(tmp_path / "bytes.tar"))] == ["caf\ufffd.txt", "after.txt"]
    assert [moment for _, _, moment, _, _ in members(str(tmp_path / "time.tar"))] == [0]


@needs_fork
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_devices_and_links_that_lead_nowhere_are_looked_at_before_they_are_opened(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(GOOD)
    for name in ("x.tar", "x.zip", "x.txt"):
        os.mkfifo(folder / name)
    (folder / "y.pdf").symlink_to("nowhere")
    (folder / "loop.txt").symlink_to("loop.txt")
    done = import_all([str(folder)], source.roots(), processes=1)
    assert done.documents == 1
    assert len(done.failed) == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("compactx.intake.readers.load._PATIENCE", 0.05)
    os.mkfifo(tmp_path / "p")
    with pytest.raises(NotADocumentError, match="nothing is written"):
        read_document(str(tmp_path / "p"))


# Growth


def word(body):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zip_bytes("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>", 0)


_NOTE = '<authorialNote marker="1">x</authorialNote>'
GROWING = {
    "romans.txt": lambda n: "I\n\nII\n\n" * n,
    "colons.txt": lambda n: "The following:\n\n" * 2 * n + "1. End.",
    "dots.txt": lambda n: (". " * 90 + "x\n\n") * n,
    "joins.txt": lambda n: "and the words go on,\n\n" * 4 * n,
    "pages.txt": lambda n: "and the words go on with many of the\n\n1/3\n\x0c" * 2 * n,
    "letters.txt": lambda n: "1. A: " + "(a) x; (b) y; " * 8 * n,
    "footnotes.txt": lambda n: "".join(f"word.{i % 900 + 1} on\n\n{i % 900 + 1} See this\n\n" for i in range(n)),
    "spaces.txt": lambda n: ", " + " " * 200 * n + "x",
    "hyphens.txt": lambda n: "abc-\n" * 8 * n,
    "comments.txt": lambda n: "<!-- -->" * 100 * n + "x",
    "front.md": lambda n: "---\n" + "a: b\n" * 16 * n,
    "links.md": lambda n: "# a\n\n" + "[a](https://" * 60 * n,
    "raised.html": lambda n: "<p>a" + "<sup>1</sup>" * 8 * n,
    "nested.html": lambda n: "<p>a" + ("<sup>" * 50 + "1" * 30 + "</sup>" * 50) * (n // 4),
    "cells.html": lambda n: "<table>" + "<tr><th>a</th><td>b</td></tr>" * n,
    "notes.xml": lambda n: f"<akomaNtoso><p>{_NOTE * 4 * n}</p></akomaNtoso>",
    "numbers.xml": lambda n: f"<akomaNtoso><p>{'<num>1</num>' * 16 * n}</p></akomaNtoso>",
    "runs.docx": lambda n: word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 16 * n + "</w:p>"),
    "fields.docx": lambda n: word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>x</w:t></w:r></w:p>' * n
    ),
    "cells.docx": lambda n: word(
        f"<w:tbl>{'<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>' * n}</w:tbl>"
    ),
}


EVERYDAY = ("hyphens.txt", "spaces.txt", "numbers.xml", "fields.docx", "cells.html")  # of each reader one


@pytest.mark.parametrize("name", grids.parameters(GROWING, EVERYDAY))
def test_four_times_the_text_takes_some_four_times_as_long(name):
    def read(size):
        read_bytes(made[size], name, NO_BOUNDS)

    made = {}
    for size in (1000, 4000):
        text = GROWING[name](size)
        made[size] = text if isinstance(text, bytes) else text.encode()
    growing.in_proportion(read, 1000)


# The reproducers beside the checkout


@needs_fork
@pytest.mark.seeds
@pytest.mark.long
def test_every_hostile_sample_gets_an_answer_within_its_bounds(shared, run_cli, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted((shared / "samples" / "hostile").iterdir()):
        if path.is_file() and not path.name.startswith(("README", "evil")):
            shutil.copyfile(path, folder / path.name)
    packed = folder / "akn-notes.xml.gz"
    (folder / "akn-notes.xml").write_bytes(gzip.decompress(packed.read_bytes()))
    packed.unlink()
    documents = [str(path) for path in sorted(folder.iterdir()) if ".tar" not in path.name]
    done = subprocess.run([sys.executable, "-c", ASKED, *documents], capture_output=True, text=True, check=True)
    statuses, most = json.loads(done.stdout.splitlines()[-1])
    assert {path: said for path, said in statuses.items() if not set(said) <= {0, 1, 2}} == {}
    if sys.platform == "linux":
        assert most < 500 * 1024
    (folder / "a.txt").write_bytes(GOOD)
    answer = run_cli("import", str(folder), "--recursive", "--json")
    assert answer.status == 1
    assert answer.json["documents"] >= 10


# Each command that reads foreign files, in a process whose memory and whose children's is nobody else's.
ASKED = """
import contextlib, io, json, resource, sys
from compactx.cli.door import run
statuses = {}
for path in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        statuses[path] = [run([command, path, "--json"]) for command in ("scan", "check", "agreed")]
def own():  # what getrusage says of a process also counts the one that started it, before it was another program
    try:
        with open("/proc/self/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
most = max(own(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps([statuses, most]))
"""


def test_what_is_kept_is_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        (tmp_path / "a.txt").write_bytes(GOOD)
        import_all([str(tmp_path / "a.txt")], source.roots(), processes=1)
    finally:
        os.umask(before)
    path = source.library_path()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700


_STRUCK_AT_BIRTH = """
import os, signal
from compactx.intake import read, worker
from compactx.intake.readers.load import bounds
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
print(worker.once(lambda: 7, bounds(10), "a"), signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


@needs_fork
def test_an_interrupt_at_the_birth_of_a_process_that_reads_says_nothing():
    done = subprocess.run(
        [sys.executable, "-c", _STRUCK_AT_BIRTH], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "7 set()\n", "")
