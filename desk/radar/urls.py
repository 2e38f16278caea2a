"""Addresses of the radar, under the desk of a stop."""

from django.urls import path

from desk.radar import views

app_name = "radar"
urlpatterns = [
    path("<slug:stop>/radar/", views.radar, name="radar"),
    path("<slug:stop>/radar/<slug:theme>/<slug:place>/draft/", views.making, name="draft"),
]
