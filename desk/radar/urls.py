"""Addresses of the radar, under the desk of a stop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.radar import views
else:
    views = later_views("desk.radar.views")

app_name = "radar"
urlpatterns = [
    path("<slug:stop>/radar/", views.radar, name="radar"),
    path("<slug:stop>/radar/<slug:theme>/<slug:place>/draft/", views.making, name="draft"),
]
