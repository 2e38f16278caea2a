"""Addresses of the people room, beside allauth's."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
