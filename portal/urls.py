"""URLs of the portal: the stops, each stop's own pages, and everyone's first page."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from portal import home_views, mydata, next_thing, stop_views, views, who
else:
    home_views = later_views("portal.home_views")
    mydata = later_views("portal.mydata")
    next_thing = later_views("portal.next_thing")
    stop_views = later_views("portal.stop_views")
    views = later_views("portal.views")
    who = later_views("portal.who")

app_name = "portal"
urlpatterns = [
    path("", views.stops, name="stops"),
    path("account/me/data/", mydata.download, name="data"),
    path("files/partners/<int:pk>/", views.logo, name="logo"),
    path("my/", home_views.home, name="home"),
    path("<slug:slug>/", stop_views.stop, name="stop"),
    path("<slug:slug>/me/", next_thing.next_thing, name="next"),
    path("<slug:slug>/me/who/", who.who, name="who"),
    path("<slug:slug>/me/calendar.ics", next_thing.calendar, name="calendar"),
    path("<slug:slug>/news/", stop_views.tell_me, name="tell"),
    path("<slug:slug>/card-<slug:language>.png", stop_views.card, name="card"),
    path("<slug:slug>/privacy/", views.privacy, name="privacy"),
]
