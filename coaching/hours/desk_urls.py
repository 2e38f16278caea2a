"""Addresses at the desk: the experts of a center and their hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "experts"
urlpatterns: list[URLPattern] = []
