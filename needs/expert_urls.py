"""Addresses of the needs that an expert reads: by the diagnosis in their hands."""

from django.urls import path

from needs import experts

app_name = "needs_expert"
urlpatterns = [
    path("account/me/diagnoses/<int:pk>/needs/", experts.everything, name="all"),
    path("account/me/diagnoses/<int:pk>/needs/<slug:theme>/", experts.need, name="need"),
]
