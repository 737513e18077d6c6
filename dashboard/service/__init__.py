"""The data service: panels, JSON and command line ask it, and it never raises for one bad source.

held (what the tables say), releases (constraint, release by release), combined (a live answer
with a held one), names (genes the tables do not know) -> data (the service).
"""

from __future__ import annotations

from dashboard.service.service import DataService

__all__ = ["DataService"]
