"""Disease."""
