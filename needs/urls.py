"""URLs of the needs, under the desk of a stop; a file is named by its number, not its person."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from needs import views
else:
    views = later_views("needs.views")

app_name = "needs"
urlpatterns = [
    path("<slug:stop>/needs/", views.overview, name="overview"),
    path("<slug:stop>/needs/plan/", views.plan, name="plan"),
    path("<slug:stop>/needs/<slug:theme>/", views.of_theme, name="theme"),
    path("<slug:stop>/files/<slug:reference>/needs/<slug:theme>/", views.need, name="need"),
]
