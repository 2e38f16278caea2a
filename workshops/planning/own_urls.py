"""Addresses of one's own: the workshops that an expert leads, the feed of a calendar."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.planning import beside_views, calendar_views
else:
    beside_views = later_views("workshops.planning.beside_views")
    calendar_views = later_views("workshops.planning.calendar_views")

app_name = "planning_own"
urlpatterns = [
    path("account/me/workshops/", beside_views.led, name="led"),
    path("calendar/<str:key>/stop.ics", calendar_views.read, name="feed"),
]
