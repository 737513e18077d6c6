"""The data service: panels, JSON and command line ask it, and it never raises for one bad source.

table_answers (what the tables say), releases (constraint, release by release), live_or_tables (a
live answer with one of the tables), names (genes the tables do not know) -> data (the service).
"""

from __future__ import annotations

from dashboard.service.service import DataService

__all__ = ["DataService"]
