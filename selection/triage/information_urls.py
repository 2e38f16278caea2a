"""The address that a letter carries when something is missing."""

from django.urls import path

from selection.triage import information_views

app_name = "piece"
urlpatterns = [path("piece/<str:token>/", information_views.answer, name="answer")]
