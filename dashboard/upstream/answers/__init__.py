"""Answering from live sources: a payload is fetched once, kept, and parsed for each question.

asking (payloads, through the cache) -> questions (one function a question) -> service.
"""

from __future__ import annotations

from dashboard.upstream.answers.live import Live
from dashboard.upstream.answers.questions import QUESTIONS

__all__ = ["QUESTIONS", "Live"]
