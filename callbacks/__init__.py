"""Callbacks: each reads, asks the service, builds and returns. Nothing is decided here."""

from __future__ import annotations

from dash import Dash

from callbacks import (
    about,
    address,
    compare,
    data,
    explore,
    header,
    lists,
    panels,
    slides,
    variants,
    views,
)
from dashboard.service import DataService


def register(app: Dash, service: DataService) -> None:
    """Bind every callback of the dashboard to one app and one service."""
    address.register(app)
    views.register(app)
    header.register(app, service)
    panels.register(app, service)
    variants.register(app, service)
    slides.register(app, service)
    data.register(app, service)
    about.register(app, service)
    explore.register(app, service)
    compare.register(app, service)
    lists.register(app, service)
