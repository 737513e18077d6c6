"""Answering from the snapshot: a gene's rows become models, with state and provenance."""
