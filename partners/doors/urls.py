"""Addresses on which somebody opens and closes doors, and of the code that they show."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.doors import partner_views, views
else:
    partner_views = later_views("partners.doors.partner_views")
    views = later_views("partners.doors.views")

app_name = "doors"
ONE = "<slug:slug>/me/partners/<slug:code>"
urlpatterns = [
    path("door/<slug:token>/", partner_views.shown, name="shown"),
    path("<slug:slug>/me/partners/", views.every, name="all"),
    path(f"{ONE}/", views.one, name="one"),
    path(f"{ONE}/opening/", views.opening, name="opening"),
    path(f"{ONE}/closing/", views.closing, name="closing"),
    path(f"{ONE}/code/", views.code, name="code"),
]
