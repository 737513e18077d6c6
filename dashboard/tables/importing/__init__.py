"""Importing a constraint file as gnomAD publishes it: read, checked, ranked, stored as a table."""
