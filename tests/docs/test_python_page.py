"""The page about Python says what Python does."""

from __future__ import annotations

import doctest

import pytest
import scripts

_module = scripts.loaded("tests/docs/python_page.py")


@pytest.mark.usefixtures("own_homes")
def test_the_examples_print_what_the_page_shows():
    done = doctest.testfile(str(_module.PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted > 8
    assert done.failed == 0


def test_the_reference_is_what_the_docstrings_say():
    text = _module.PAGE.read_text(encoding="utf-8")
    assert text.partition(_module.MARK)[2].strip() == _module.reference().strip()
