"""Addresses of the needs that an expert reads: by the diagnosis in their hands."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from needs import experts
else:
    experts = later_views("needs.experts")

app_name = "needs_expert"
urlpatterns = [
    path("account/me/diagnoses/<int:pk>/needs/", experts.everything, name="all"),
    path("account/me/diagnoses/<int:pk>/needs/<slug:theme>/", experts.need, name="need"),
]
