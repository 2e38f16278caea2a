"""Addresses at the desk under which a team looks after the seats of a workshop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.seats import desk_views
else:
    desk_views = later_views("workshops.seats.desk_views")

app_name = "seats"
SEATS = "<slug:stop>/workshops/<int:number>/seats"
urlpatterns = [
    path(f"{SEATS}/", desk_views.seats, name="list"),
    path(f"{SEATS}/finding/", desk_views.finding, name="finding"),
    path(f"{SEATS}/entry/", desk_views.entry, name="entry"),
    path(f"{SEATS}/<int:pk>/removal/", desk_views.removal, name="removal"),
    path(f"{SEATS}/<int:pk>/offer/", desk_views.offer, name="offer"),
    path(f"{SEATS}/<int:pk>/removal/undoing/", desk_views.undo, name="undo"),
]
