"""An index that grows: what changed in the library is taken out and put in, and all that rests on it is set right.

The answer is the one of an index that is built anew, row by row; whatever cannot be proved to be local is not tried
(:class:`compactx.index.growth.room.NotLocalError`), and the index is built.
"""
