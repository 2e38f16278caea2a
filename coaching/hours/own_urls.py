"""Addresses of an expert’s own hours, and of the private feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "hours"
urlpatterns: list[URLPattern] = []
