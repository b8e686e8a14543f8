"""Pictures of a neighbourhood or a path: composed, laid out, drawn as SVG."""
