"""Constraint."""
