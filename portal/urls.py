"""Addresses of the portal: the stops, each stop's own pages, and everyone's first page."""

from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.stops, name="stops"),
    path("my/", views.home, name="home"),
    path("<slug:slug>/", views.stop, name="stop"),
    path("<slug:slug>/privacy/", views.privacy, name="privacy"),
]
