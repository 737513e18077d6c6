"""A list of genes that somebody brings: read, accounted for line by line, ranked, tested."""
