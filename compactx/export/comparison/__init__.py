"""A comparison as a document: Markdown, HTML, and a word processor's file with tracked changes."""
