"""Figures as plain dicts: arrays in base64, nothing validated twice."""
