"""Addresses of the needs, under the desk of a stop. A file is named by its number, never by who it is about."""

from django.urls import path

from needs import views

app_name = "needs"
urlpatterns = [
    path("<slug:stop>/needs/", views.overview, name="overview"),
    path("<slug:stop>/needs/plan/", views.plan, name="plan"),
    path("<slug:stop>/needs/<slug:theme>/", views.of_theme, name="theme"),
    path("<slug:stop>/files/<slug:reference>/needs/<slug:theme>/", views.need, name="need"),
]
