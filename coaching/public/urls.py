"""Addresses on which participants book a session, and answer about it by a link."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.public import session_views, views
else:
    session_views = later_views("coaching.public.session_views")
    views = later_views("coaching.public.views")

app_name = "sessions"
MINE = "session/<slug:token>"
urlpatterns = [
    path(f"{MINE}/", session_views.mine, name="mine"),
    path(f"{MINE}/acceptance/", session_views.acceptance, name="acceptance"),
    path(f"{MINE}/refusal/", session_views.refusal, name="refusal"),
    path(f"{MINE}/leaving/", session_views.leaving, name="leaving"),
    path(f"{MINE}/moving/", session_views.hours, name="hours"),
    path(f"{MINE}/moving/<int:pk>/", session_views.moving, name="moving"),
    path(f"{MINE}/joining/", session_views.joining, name="joining"),
    path(f"{MINE}/calendar.ics", session_views.calendar, name="calendar"),
    path(f"{MINE}/card-<slug:language>.png", session_views.card, name="card"),
    path("<slug:slug>/coaching/", views.find, name="find"),
    path("<slug:slug>/coaching/slots/<int:pk>/", views.slot, name="slot"),
    path("<slug:slug>/coaching/requests/", views.asking, name="asking"),
    path("<slug:slug>/coaching/requests/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
]
