"""Rules for drafts, one in a file: what is wrong or doubtful about the citations and quotations of a document."""
