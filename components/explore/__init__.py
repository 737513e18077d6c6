"""The parts of the explore view."""
