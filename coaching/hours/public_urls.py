"""Public addresses: who helps, and how one asks to help."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "directory"
urlpatterns: list[URLPattern] = []
