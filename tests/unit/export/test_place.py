"""Files appear whole or not at all, where they were named, and never over something else unasked."""

from __future__ import annotations

import os
import stat

import pytest

from compactx.errors import CannotWriteError
from compactx.export.place import put


def _text(text):
    def write(stream):
        stream.write(text)

    return write


def _fail(stream):
    stream.write("half")
    raise OSError(28, "No space left on device")


def test_files_are_written_with_usual_rights_and_nothing_else_is_left(tmp_path):
    put({str(tmp_path / "a"): _text("é\n"), str(tmp_path / "b"): _text("two")})
    assert (tmp_path / "a").read_bytes() == "é\n".encode()
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


def test_what_exists_is_kept_unless_forced(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(CannotWriteError, match="exists") as caught:
        put({str(tmp_path / "new"): _text("x"), str(path): _text("new")})
    assert "--force" in caught.value.hint
    assert (path.read_text(), sorted(os.listdir(tmp_path))) == ("old", ["a"])
    put({str(path): _text("new")}, force=True)
    assert path.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    path = tmp_path / "a"

    def write(stream):
        path.write_text("somebody else's")
        stream.write("ours")

    with pytest.raises(CannotWriteError, match="exists"):
        put({str(path): write})
    assert (path.read_text(), os.listdir(tmp_path)) == ("somebody else's", ["a"])


def test_a_full_disk_leaves_nothing_and_spoils_nothing(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(CannotWriteError, match="No space left"):
        put({str(tmp_path / "b"): _text("x"), str(path): _fail}, force=True)
    assert (path.read_text(), os.listdir(tmp_path)) == ("old", ["a"])


def test_a_link_is_replaced_and_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("precious")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").symlink_to(outside)
    with pytest.raises(CannotWriteError, match="exists"):
        put({str(folder / "a"): _text("x")})
    put({str(folder / "a"): _text("x")}, force=True)
    assert (outside.read_text(), (folder / "a").read_text(), (folder / "a").is_symlink()) == ("precious", "x", False)


@pytest.mark.parametrize(
    ("name", "message"), [(".", "is a folder"), ("no/such/a", "there is no folder"), ("x/", "names a folder")]
)
def test_a_place_that_cannot_be_is_refused(tmp_path, name, message):
    with pytest.raises(CannotWriteError, match=message):
        put({str(tmp_path) + "/" + name: _text("x")}, force=True)
    assert os.listdir(tmp_path) == []


def test_a_device_is_never_replaced():
    with pytest.raises(CannotWriteError, match="no regular file"):
        put({os.devnull: _text("x")}, force=True)
