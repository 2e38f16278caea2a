"""Addresses of the assistant that sets a stop up, under the desk of the stop."""

from functools import partial
from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views
from programs.models import Stop

if TYPE_CHECKING:
    from desk.setup import changing, founding, posters, teams, views
else:
    changing = later_views("desk.setup.changing")
    founding = later_views("desk.setup.founding")
    posters = later_views("desk.setup.posters")
    teams = later_views("desk.setup.teams")
    views = later_views("desk.setup.views")

app_name = "setup"
MOVES = {
    "opening": Stop.State.OPEN,
    "closing": Stop.State.CLOSED,
    "start": Stop.State.RUNNING,
    "end": Stop.State.FINISHED,
}
urlpatterns = [
    path("stops/new/", founding.new, name="new"),
    path("<slug:stop>/setup/", views.assistant, name="assistant"),
    path("<slug:stop>/setup/preview/", views.preview, name="preview"),
    path("<slug:stop>/setup/announcement/", views.announcement, name="announcement"),
    path("<slug:stop>/setup/copy/", founding.copy, name="copy"),
    path("<slug:stop>/setup/copy/undoing/", founding.copy_taken_back, name="copy-undoing"),
    path("<slug:stop>/setup/house/", founding.house, name="house"),
    path("<slug:stop>/setup/dates/", changing.dates, name="dates"),
    path("<slug:stop>/setup/texts/", changing.texts, name="texts"),
    path("<slug:stop>/setup/texts/house/", changing.house_texts, name="house-texts"),
    path("<slug:stop>/setup/themes/", changing.themes, name="themes"),
    path("<slug:stop>/setup/partners/", changing.partners, name="partners"),
    path("<slug:stop>/setup/team/", teams.team, name="team"),
    path("<slug:stop>/setup/team/<int:pk>/deletion/", teams.deletion, name="team-deletion"),
    path("<slug:stop>/setup/poster/", posters.posters, name="posters"),
    path("<slug:stop>/setup/poster/poster.pdf", posters.poster, name="poster"),
    *(
        path(f"<slug:stop>/setup/{noun}/", partial(views.move, to=state), name=noun)
        for noun, state in MOVES.items()
    ),
]
