"""Addresses of the bulletin: at the desk of a stop, and for everybody."""

from functools import partial
from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting.bulletin import public_views, views
else:
    public_views = later_views("reporting.bulletin.public_views")
    views = later_views("reporting.bulletin.views")

app_name = "bulletin"
FILES = {"bulletin": "pdf", "report": "pdf", "card": "png"}
DESK, HERE = "desk/<slug:stop>/bulletin/", "<slug:stop>/bulletin/"
urlpatterns = [
    path(DESK, views.bulletin, name="bulletin"),
    path(f"{DESK}publication/", views.publication, name="publication"),
    path(f"{DESK}<int:version>/withdrawal/", views.withdrawal, name="withdrawal"),
    path(f"{DESK}<int:version>/return/", views.return_, name="return"),
    *(
        path(
            f"{DESK}draft-{kind}-<slug:language>.{end}",
            partial(views.draft, kind=kind),
            name=f"draft-{kind}",
        )
        for kind, end in FILES.items()
    ),
    path(HERE, public_views.public, name="public"),
    path(f"{HERE}bulletin-<slug:language>.pdf", public_views.page, name="paper"),
    path(f"{HERE}report-<slug:language>.pdf", public_views.report, name="report"),
    path(f"{HERE}card-<slug:language>.png", public_views.card, name="card"),
]
