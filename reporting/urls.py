"""URLs of the reporting room."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting import views
    from reporting.exports import views as views_exports
    from reporting.json_api import views as views_tokens
else:
    views = later_views("reporting.views")
    views_exports = later_views("reporting.exports.views")
    views_tokens = later_views("reporting.json_api.views")

app_name = "reporting"
urlpatterns = [
    path("desk/exports/new/", views_exports.export, name="export"),
    path("desk/exports/<uuid:pk>/", views_exports.progress, name="export-progress"),
    path("desk/exports/<uuid:pk>/file/", views_exports.download, name="export-download"),
    path("desk/tokens/", views_tokens.tokens, name="tokens"),
    path(
        "desk/tokens/<int:pk>/revocation/", views_tokens.token_revocation, name="token-revocation"
    ),
    path("desk/figures/", views.desk_figures, name="desk-figures"),
    path("desk/figures/<slug:stop>/", views.desk_stop_figures, name="desk-stop-figures"),
    path("<slug:stop>/figures/", views.stop_figures, name="figures"),
]
