"""URLs of the desk. A file is named by its stop and its number, never by who it is about."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk import (
        file_views,
        first_views,
        import_downloads,
        import_views,
        printing,
        search_views,
        views,
    )
else:
    file_views = later_views("desk.file_views")
    first_views = later_views("desk.first_views")
    import_downloads = later_views("desk.import_downloads")
    import_views = later_views("desk.import_views")
    printing = later_views("desk.printing")
    search_views = later_views("desk.search_views")
    views = later_views("desk.views")

app_name = "desk"
urlpatterns = [
    path("", first_views.home, name="home"),
    path("waiting/", first_views.waiting, name="waiting"),
    path("code.svg", printing.code, name="code"),
    path("search/", search_views.search, name="search"),
    path("<slug:stop>/new/", views.new, name="new"),
    path("<slug:stop>/import/", import_views.upload, name="import"),
    path("<slug:stop>/import/template.xlsx", import_views.blank, name="import-template"),
    path("<slug:stop>/import/<str:parcel>/", import_views.preview, name="import-preview"),
    path(
        "<slug:stop>/import/<str:parcel>/errors.csv", import_downloads.errors, name="import-errors"
    ),
    path(
        "<slug:stop>/import/<str:parcel>/left-out.xlsx",
        import_downloads.left_out,
        name="import-left-out",
    ),
    path(
        "<slug:stop>/import/<str:parcel>/confirmation/", import_views.confirm, name="import-confirm"
    ),
    path("<slug:stop>/import/<str:parcel>/resumption/", import_views.again, name="import-again"),
    path("<slug:stop>/files/<slug:reference>/", file_views.change, name="change"),
    path("<slug:stop>/files/<slug:reference>/link/", file_views.link, name="link"),
    path(
        "<slug:stop>/files/<slug:reference>/attachments/<int:pk>/",
        file_views.attachment,
        name="attachment",
    ),
]
