"""Addresses at the desk: the plan of a whole stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "matching"
urlpatterns: list[URLPattern] = []
