"""Addresses of one's own: the workshops that an expert leads, the feed of a calendar."""

from django.urls import path

from workshops.planning import beside_views, calendar_views

app_name = "planning_own"
urlpatterns = [
    path("account/me/workshops/", beside_views.led, name="led"),
    path("calendar/<str:key>/stop.ics", calendar_views.read, name="feed"),
]
