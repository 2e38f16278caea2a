"""Addresses of an expert’s day, of reports, and of the links to next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "day"
urlpatterns: list[URLPattern] = []
