"""Addresses of the applications room."""

from django.urls import URLPattern

app_name = "applications"
urlpatterns: list[URLPattern] = []
