"""Taking in a constraint file as gnomAD publishes it: read, checked, ranked, kept as a table."""
