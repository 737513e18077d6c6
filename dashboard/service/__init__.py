"""The data service: panels, JSON and command line ask it, and it never raises for one bad source.

held (what the tables say) and releases (constraint, release by release) -> data (the service).
"""

from __future__ import annotations

from dashboard.service.data import DataService

__all__ = ["DataService"]
