"""The embedded snapshot: real tables that need no network, built from pinned files."""
