"""Patterns whose code was kept are those that Python makes, and damage or another Python costs nothing but time."""

from __future__ import annotations

import os
import re
import sys
from re import _compiler
from types import SimpleNamespace

import pytest

from compactx.cli import patterns
from compactx.index.cache import cache_folder
from compactx.model import patterns as own_patterns

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
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in SAMPLES]


def kept_files():
    folder = cache_folder()
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names if name.startswith("patterns-")]


def test_kept_patterns_are_those_that_python_makes():
    wanted = compiled()
    with patterns.KeptPatterns():
        first = compiled()
    known = patterns.known_codes(patterns._path(""))
    with patterns.KeptPatterns():
        again = compiled()
    assert len(known) == len(SAMPLES)
    assert first == again == wanted
    assert [one.groupindex for one in again] == [one.groupindex for one in wanted]
    for text in ("b12 übungenx", "a1", "x 5x"):
        assert [[m.groups() for m in p.finditer(text)] for p in again] == [
            [m.groups() for m in p.finditer(text)] for p in wanted
        ]


def test_a_command_reads_no_patterns_of_another():
    with patterns.KeptPatterns("scan"):
        compiled()
    with patterns.KeptPatterns("check"):
        re.purge()
        re.compile("another")
    assert len(kept_files()) == 2
    assert set(patterns.known_codes(patterns._path("check"))) == {("another", 0)}
    assert len(patterns.known_codes(patterns._path("scan"))) == len(SAMPLES)


def test_a_python_that_makes_patterns_otherwise_does_without(monkeypatch):
    wanted, own = compiled(), re._compile
    monkeypatch.setattr(patterns, "_sre", None)
    with patterns.KeptPatterns():
        assert re._compile is own
        assert compiled() == wanted
        assert own_patterns.compile("a", re.IGNORECASE) == re.compile("a", re.IGNORECASE)
    assert re._compile is own
    assert kept_files() == []


def test_a_python_that_does_not_tell_how_it_compiles_keeps_nothing(monkeypatch):
    wanted = compiled()

    def lacking(*_):
        raise ImportError

    monkeypatch.setattr(patterns, "code_of", lacking)
    with patterns.KeptPatterns():
        assert compiled() == wanted
    assert kept_files() == []


def test_a_python_without_the_function_that_is_stood_in_for_compiles_ours_alone(monkeypatch):
    wanted, own = compiled(), re._compile
    public = SimpleNamespace(compile=lambda pattern, flags=0: own(pattern, flags), error=re.error)
    monkeypatch.setitem(sys.modules, "re", public)
    with patterns.KeptPatterns():
        assert [own_patterns.compile(*sample) for sample in SAMPLES] == wanted
    assert not hasattr(public, "_compile")


def test_our_modules_are_given_the_same_patterns():
    with patterns.KeptPatterns():
        first = [own_patterns.compile(pattern, int(flags)) for pattern, flags in SAMPLES]
    with patterns.KeptPatterns():
        assert [own_patterns.compile(pattern, int(flags)) for pattern, flags in SAMPLES] == first == compiled()
    assert [own_patterns.compile(pattern, int(flags)) for pattern, flags in SAMPLES] == first


def test_what_re_does_is_done_alike():
    everything = "".join(map(chr, range(0x180)))
    assert own_patterns.escape(everything) == re.escape(everything)
    flags = ("IGNORECASE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE")
    assert [getattr(own_patterns, name) for name in flags] == [int(getattr(re, name)) for name in flags]
    assert own_patterns.findall("[a-z]", "a1b") == re.findall("[a-z]", "a1b")
    assert own_patterns.sub("b", "c", "abb") == re.sub("b", "c", "abb")
    assert [found.span() for found in own_patterns.finditer("b", "abb")] == [(1, 2), (2, 3)]


def test_a_known_pattern_is_not_compiled_again(monkeypatch):
    with patterns.KeptPatterns():
        compiled()
    before = [os.stat(path).st_mtime_ns for path in kept_files()]

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(_compiler, "compile", never)
    with patterns.KeptPatterns():
        assert len(compiled()) == len(SAMPLES)
    assert [os.stat(path).st_mtime_ns for path in kept_files()] == before


def test_python_compiles_as_ever_afterwards():
    plain = re._compile
    with pytest.raises(ZeroDivisionError), patterns.KeptPatterns():
        raise ZeroDivisionError
    assert re._compile is plain


@pytest.mark.parametrize("at", [0, 3, 5, 60, -2])
def test_a_damaged_file_costs_only_time(at):
    with patterns.KeptPatterns():
        wanted = compiled()
    (path,) = kept_files()
    with open(path, "r+b") as stream:
        data = bytearray(stream.read())
        data[at] ^= 0x55
        stream.seek(0)
        stream.write(data)
    assert patterns.known_codes(patterns._path("")) == {}
    with patterns.KeptPatterns():
        assert compiled() == wanted
    assert len(patterns.known_codes(patterns._path(""))) == len(SAMPLES)


def test_code_that_the_interpreter_refuses_is_compiled(monkeypatch):
    pattern, flags = SAMPLES[0]
    code = patterns.code_of(pattern, flags)
    broken = {(pattern, flags): (code[0], b"\xff\xff\xff\x7f" * 4, *code[2:])}
    monkeypatch.setattr(patterns, "known_codes", lambda _: broken)
    with patterns.KeptPatterns():
        found = re.compile(pattern, flags)
    assert found == _compiler.compile(pattern, flags)


def test_another_python_reads_none_of_it(monkeypatch):
    with patterns.KeptPatterns():
        compiled()
    (path,) = kept_files()
    assert patterns.known_codes(path)
    monkeypatch.setattr(patterns, "_head", lambda: "another build")
    assert patterns.known_codes(path) == {}


def test_the_file_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(patterns, "_MOST", 5)
    with patterns.KeptPatterns():
        compiled()
    with patterns.KeptPatterns():
        re.compile("another")
        re.compile("and another")
    assert set(patterns.known_codes(patterns._path(""))) == {("another", 0), ("and another", 0)}


def test_patterns_made_of_a_text_are_not_held_without_end(monkeypatch):
    monkeypatch.setattr(patterns, "_MOST", 3)
    with patterns.KeptPatterns() as _:
        for number in range(20):
            assert re.search(f"a{number}b", f"xa{number}b")
            assert len(re._compile.__self__._ready) <= 3
    assert len(patterns.known_codes(patterns._path(""))) <= 3


def test_flags_and_other_patterns_are_as_ever():
    with patterns.KeptPatterns():
        assert re.compile("a", re.IGNORECASE) == re.compile("a", int(re.IGNORECASE)) != re.compile("a")
        assert re.findall(b"a", b"bab") == [b"a"]
        assert re.sub("(a)", r"\1\1", "bab") == "baab"
        with pytest.raises(re.error):
            re.compile("(")
        plain = re.compile("x")
        assert re.compile(plain) is plain
        with pytest.raises(ValueError, match="flags"):
            re.compile(plain, re.IGNORECASE)


def test_where_nothing_can_be_written_all_goes_on(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with patterns.KeptPatterns():
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
