"""URLs of the portal: the stops, each stop's own pages, and everyone's first page."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from portal import mydata, next_thing, views, who
else:
    mydata = later_views("portal.mydata")
    next_thing = later_views("portal.next_thing")
    views = later_views("portal.views")
    who = later_views("portal.who")

app_name = "portal"
urlpatterns = [
    path("", views.stops, name="stops"),
    path("account/me/data/", mydata.download, name="data"),
    path("files/partners/<int:pk>/", views.logo, name="logo"),
    path("my/", views.home, name="home"),
    path("<slug:slug>/", views.stop, name="stop"),
    path("<slug:slug>/me/", next_thing.next_thing, name="next"),
    path("<slug:slug>/me/who/", who.who, name="who"),
    path("<slug:slug>/me/calendar.ics", next_thing.calendar, name="calendar"),
    path("<slug:slug>/news/", views.tell_me, name="tell"),
    path("<slug:slug>/card-<slug:language>.png", views.card, name="card"),
    path("<slug:slug>/privacy/", views.privacy, name="privacy"),
]
