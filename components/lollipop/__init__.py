"""Lollipop."""
