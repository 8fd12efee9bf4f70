"""Moments as the database gives them back."""

from __future__ import annotations

from datetime import UTC, datetime


def aware(at: datetime) -> datetime:
    """Give a moment its zone: SQLite keeps none, and all are written in UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
