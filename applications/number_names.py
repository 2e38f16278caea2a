"""How the numbers of a stop are called: each has one name, on every page that shows it."""

from django.utils.translation import gettext_lazy as _

NUMBERS = {
    "received": _("applications received"),
    "places": _("places in all"),
    "free": _("free places"),
    "taken": _("have a place or are prepared for one"),
    "agreed": _("with only yes, not decided"),
    "open": _("without a decision"),
    "prepared": _("decisions prepared"),
    "held": _("held back"),
    "offered": _("places offered, not confirmed yet"),
    "participants": _("participants"),
    "waiting": _("on the waiting list"),
}
