"""URLs of the reporting room."""

from typing import TYPE_CHECKING

from django.urls import include, path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting import views
    from reporting.exports import quarter_views as views_quarter
    from reporting.exports import row_views as views_rows
    from reporting.exports import views as views_exports
    from reporting.json_api import hook_views as views_hooks
    from reporting.json_api import open_data as views_open
    from reporting.json_api import views as views_tokens
else:
    views = later_views("reporting.views")
    views_quarter = later_views("reporting.exports.quarter_views")
    views_rows = later_views("reporting.exports.row_views")
    views_exports = later_views("reporting.exports.views")
    views_hooks = later_views("reporting.json_api.hook_views")
    views_open = later_views("reporting.json_api.open_data")
    views_tokens = later_views("reporting.json_api.views")

app_name = "reporting"
urlpatterns = [
    path("desk/exports/new/", views_exports.export, name="export"),
    path("desk/exports/<uuid:pk>/", views_exports.progress, name="export-progress"),
    path("desk/exports/<uuid:pk>/file/", views_exports.download, name="export-download"),
    path("desk/<slug:stop>/exports/seats/", views_rows.seats, name="export-seats"),
    path("desk/<slug:stop>/exports/sessions/", views_rows.sessions, name="export-sessions"),
    path("desk/<slug:stop>/exports/needs/", views_rows.needs, name="export-needs"),
    path("", include("reporting.statistics.urls")),
    path("desk/tokens/", views_tokens.tokens, name="tokens"),
    path(
        "desk/tokens/<int:pk>/revocation/", views_tokens.token_revocation, name="token-revocation"
    ),
    path("desk/hooks/", views_hooks.hooks, name="hooks"),
    path("desk/hooks/<int:pk>/", views_hooks.hook, name="hook"),
    path("desk/hooks/<int:pk>/deletion/", views_hooks.deletion, name="hook-deletion"),
    path("desk/hooks/<int:pk>/resumption/", views_hooks.resumption, name="hook-resumption"),
    path("desk/hooks/<int:pk>/trial/", views_hooks.trial, name="hook-trial"),
    path(
        "desk/hooks/<int:pk>/<uuid:delivery>/repetition/",
        views_hooks.repetition,
        name="hook-repetition",
    ),
    path("quarter/<slug:token>/", views_quarter.quarter, name="quarter"),
    path("open-data/", views_open.index, name="open-data"),
    path("open-data/catalog.json", views_open.catalog, name="open-data-catalog"),
    path("open-data/<slug:stop>.csv", views_open.as_csv, name="open-data-csv"),
    path("open-data/<slug:stop>.json", views_open.as_json, name="open-data-json"),
    path("<slug:stop>/figures/", views.stop_figures, name="figures"),
    path("<slug:stop>/figures/<slug:table>.csv", views.stop_file, name="figures-file"),
]
