"""Measurements, run by hand: `make bench`. None of them is a timed test."""
