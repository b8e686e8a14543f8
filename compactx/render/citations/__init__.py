"""Citation styles, one a file: ``SUMMARY``, whether it is a ``NOTE`` style, and ``cite(work)``."""
