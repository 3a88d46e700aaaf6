"""Pages of files: the files of an enterprise, and giving a file to whom it may be given."""
