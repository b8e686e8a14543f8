"""Citation styles, one a file: whether it is a ``NOTE`` style, and ``cite(work)``."""
