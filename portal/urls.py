"""Addresses of the portal: the stops, each stop's own pages, and everyone's first page."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
