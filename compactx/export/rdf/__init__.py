"""The graph as RDF statements, from which Turtle and JSON-LD are written; docs/rdf.md says which words are used."""
