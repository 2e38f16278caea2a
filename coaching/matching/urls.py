"""Addresses at the desk: the plan of a whole stop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.matching import views
else:
    views = later_views("coaching.matching.views")

app_name = "matching"
PLANS = "<slug:stop>/coaching/plan"
urlpatterns = [
    path(f"{PLANS}/", views.plans, name="plans"),
    path(f"{PLANS}/<int:pk>/", views.plan, name="plan"),
    path(f"{PLANS}/<int:pk>/confirmation/", views.confirmation, name="confirmation"),
    path(f"{PLANS}/<int:pk>/dropping/", views.dropping, name="dropping"),
    path(f"{PLANS}/<int:pk>/lines/<int:line>/removal/", views.removal, name="removal"),
    path(f"{PLANS}/<int:pk>/lines/<int:line>/return/", views.restoring, name="return"),
    path(f"{PLANS}/<int:pk>/lines/<int:line>/hour/", views.hour, name="hour"),
]
