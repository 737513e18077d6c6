"""Whole public releases: found, loaded, checked, built aside, switched at once."""
