"""The address that a letter carries when something is missing."""

from django.urls import path

from applications.triage import piece_views

app_name = "piece"
urlpatterns = [path("piece/<str:token>/", piece_views.answer, name="answer")]
