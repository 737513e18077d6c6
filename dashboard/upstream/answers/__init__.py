"""Answering from live sources: a payload is fetched once, cached, and read once for all questions.

live_sources (payloads, through the cache) -> questions (one function a question) -> service.
"""

from __future__ import annotations

from dashboard.upstream.answers.live_sources import LiveRequest, LiveSources
from dashboard.upstream.answers.questions import QUESTIONS

__all__ = ["QUESTIONS", "LiveRequest", "LiveSources"]
