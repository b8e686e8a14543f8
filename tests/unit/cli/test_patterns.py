"""Patterns whose code was kept are those that Python makes, and damage or another Python costs nothing but time."""

from __future__ import annotations

import os
import re
from re import _compiler

import pytest

from compactx.cli import patterns
from compactx.index.published import cache_folder

SAMPLES = [
    (r"(?P<one>a|b)(?P<two>[0-9]{2,4})?\b", 0),
    (r"(?:Übung|\u017f)[^\W\d_]+(?=x)", re.IGNORECASE),
    (r"^\s*(?!never)(?<=b)(\d+)(?(1)x|y)$", re.MULTILINE),
    ("a # b", re.VERBOSE),
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def compiled():
    """Compile the samples past the memory of ``re``."""
    return [_compiler.compile(pattern, int(flags)) for pattern, flags in SAMPLES]


def kept_files():
    folder = cache_folder()
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names if name.startswith("patterns-")]


def test_kept_patterns_are_those_that_python_makes():
    wanted = compiled()
    with patterns.kept_patterns():
        first = compiled()
    known = patterns.known_codes()
    with patterns.kept_patterns():
        again = compiled()
    assert len(known) == len(SAMPLES)
    assert first == again == wanted
    assert [one.groupindex for one in again] == [one.groupindex for one in wanted]
    for text in ("b12 übungenx", "a1", "x 5x"):
        assert [[m.groups() for m in p.finditer(text)] for p in again] == [
            [m.groups() for m in p.finditer(text)] for p in wanted
        ]


def test_a_known_pattern_is_not_compiled_again(monkeypatch):
    with patterns.kept_patterns():
        compiled()
    before = [os.stat(path).st_mtime_ns for path in kept_files()]

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(_compiler, "compile", never)
    with patterns.kept_patterns():
        assert len(compiled()) == len(SAMPLES)
    assert [os.stat(path).st_mtime_ns for path in kept_files()] == before


def test_python_compiles_as_ever_afterwards():
    plain = _compiler.compile
    with pytest.raises(ZeroDivisionError), patterns.kept_patterns():
        raise ZeroDivisionError
    assert _compiler.compile is plain


@pytest.mark.parametrize("at", [0, 3, 5, 60, -2])
def test_a_damaged_file_costs_only_time(at):
    with patterns.kept_patterns():
        wanted = compiled()
    (path,) = kept_files()
    with open(path, "r+b") as stream:
        data = bytearray(stream.read())
        data[at] ^= 0x55
        stream.seek(0)
        stream.write(data)
    assert patterns.known_codes() == {}
    with patterns.kept_patterns():
        assert compiled() == wanted
    assert len(patterns.known_codes()) == len(SAMPLES)


def test_code_that_the_interpreter_refuses_is_compiled(monkeypatch):
    pattern, flags = SAMPLES[0]
    code = patterns.code_of(pattern, flags)
    broken = {(pattern, flags): (code[0], b"\xff\xff\xff\x7f" * 4, *code[2:])}
    monkeypatch.setattr(patterns, "known_codes", lambda: broken)
    with patterns.kept_patterns():
        found = _compiler.compile(pattern, flags)
    assert found == _compiler.compile(pattern, flags)


def test_another_python_reads_none_of_it(monkeypatch):
    with patterns.kept_patterns():
        compiled()
    (path,) = kept_files()
    monkeypatch.setattr(patterns, "_path", lambda: path)
    assert patterns.known_codes()
    monkeypatch.setattr(patterns, "_head", lambda: "another build")
    assert patterns.known_codes() == {}


def test_the_file_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(patterns, "_MOST", 5)
    with patterns.kept_patterns():
        compiled()
    with patterns.kept_patterns():
        _compiler.compile("another", 0)
        _compiler.compile("and another", 0)
    assert set(patterns.known_codes()) == {("another", 0), ("and another", 0)}


def test_where_nothing_can_be_written_all_goes_on(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with patterns.kept_patterns():
        assert len(compiled()) == len(SAMPLES)


def test_a_page_read_again_compiles_nothing(run_process, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Recalling article 5 of the Convention on the Rights of the Child and resolution 70/1.\n")
    first = run_process("scan", str(page), "--json")
    stamps = [os.stat(path).st_mtime_ns for path in kept_files()]
    again = run_process("scan", str(page), "--json")
    assert first.out == again.out
    assert len(stamps) == 1
    assert [os.stat(path).st_mtime_ns for path in kept_files()] == stamps
