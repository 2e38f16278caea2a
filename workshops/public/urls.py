"""URLs of the public pages of workshops, and of the signed links of messages about them."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.public import date_views, feed_views, seat_views, views
else:
    date_views = later_views("workshops.public.date_views")
    feed_views = later_views("workshops.public.feed_views")
    seat_views = later_views("workshops.public.seat_views")
    views = later_views("workshops.public.views")

app_name = "agenda"
urlpatterns = [
    path("calendar/<slug:token>/path.ics", seat_views.feed, name="feed"),
    path("workshop/<slug:token>/", views.invitation, name="invitation"),
    path("seat/<slug:token>/", seat_views.mine, name="mine"),
    path("seat/<slug:token>/acceptance/", seat_views.acceptance, name="acceptance"),
    path("seat/<slug:token>/refusal/", seat_views.refusal, name="refusal"),
    path("seat/<slug:token>/leaving/", seat_views.leaving, name="leaving"),
    path("seat/<slug:token>/moving/<int:number>/", seat_views.moving, name="moving"),
    path("seat/<slug:token>/joining/", seat_views.joining, name="joining"),
    path("seat/<slug:token>/calendar.ics", seat_views.calendar, name="calendar"),
    path("seat/<slug:token>/card-<slug:language>.png", seat_views.card, name="card"),
    path("<slug:slug>/workshops/", views.agenda, name="all"),
    path("<slug:slug>/workshops/feed/", feed_views.renewal, name="feed_renewal"),
    path("<slug:slug>/workshops/feed/removal/", feed_views.removal, name="feed_removal"),
    path("<slug:slug>/workshops/<int:number>/", views.one, name="one"),
    path("<slug:slug>/workshops/<int:number>/seat/", views.seat, name="seat"),
    path("<slug:slug>/workshops/<int:number>/dates/", date_views.dates, name="dates"),
]
