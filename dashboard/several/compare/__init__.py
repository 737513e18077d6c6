"""Several genes side by side: which ones, in what order, in which release, aligned on what."""
