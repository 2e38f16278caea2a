"""Addresses on which participants book, and answer by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "sessions"
urlpatterns: list[URLPattern] = []
