"""One format a file.

A module has ``SUFFIX``, ``SUMMARY`` and ``write(graph, stream)``; a format of several files has ``PARTS`` and
``write_part(graph, part, stream)``. ``BINARY`` says that the stream takes bytes. The name of the file is the name
of the format.
"""
