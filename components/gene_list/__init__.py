"""The parts of the list view: what is given, what became of it, its distribution and tests."""
