"""How an index comes to be: built from a corpus and a library, or grown by what has changed in them.

A grown index is, row by row, the one that a whole build would make; whatever cannot be proved to be local is not tried
(:class:`compactx.index.writing.room.NotLocalError`), and the index is built. No question loads these modules.
"""
