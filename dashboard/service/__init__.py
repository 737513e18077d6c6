"""The data service: panels, JSON and command line ask it; it never raises for one bad source."""

from __future__ import annotations

from dashboard.service.service import DataService

__all__ = ["DataService"]
