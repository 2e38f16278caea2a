"""Addresses at the desk: the sessions of a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "coaching"
urlpatterns: list[URLPattern] = []
