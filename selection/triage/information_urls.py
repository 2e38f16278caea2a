"""The address that a letter carries when something is missing."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.triage import information_views
else:
    information_views = later_views("selection.triage.information_views")

app_name = "piece"
urlpatterns = [path("piece/<str:token>/", information_views.answer, name="answer")]
