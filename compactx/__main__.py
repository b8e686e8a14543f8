"""The way in of a process: ``compactx`` and ``python -m compactx``.

Ctrl-C while the program still loads ends it without a word, as later. This module is for processes alone: importing it
changes how the process takes the signal.
"""

import _signal as signal  # type: ignore[import-not-found]  # the C part alone: the module around it imports enum

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where a shell had it ignored
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # before anything else is imported or made

import os


def _leave(*_: object) -> None:
    """End at once: interrupted, with nothing written yet."""
    os._exit(130)


if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
    signal.signal(signal.SIGINT, _leave)


def main() -> None:
    """Run the command line of this process and end it."""
    from compactx.cli.door import main as enter  # noqa: PLC0415 - after the signal is taken care of

    enter(_leave)


if __name__ == "__main__":
    main()
