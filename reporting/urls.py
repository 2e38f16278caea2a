"""URLs of the reporting room."""

from typing import TYPE_CHECKING

from django.urls import include, path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting import views
    from reporting.exports import views as views_exports
else:
    views = later_views("reporting.views")
    views_exports = later_views("reporting.exports.views")

app_name = "reporting"
urlpatterns = [
    path("desk/exports/new/", views_exports.export, name="export"),
    path("desk/exports/<uuid:pk>/", views_exports.progress, name="export-progress"),
    path("desk/exports/<uuid:pk>/file/", views_exports.download, name="export-download"),
    path("", include("reporting.statistics.urls")),
    path("<slug:stop>/figures/", views.stop_figures, name="figures"),
    path("<slug:stop>/figures/<slug:table>.csv", views.stop_file, name="figures-file"),
]
