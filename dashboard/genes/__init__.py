"""Genes."""
