"""What reporting writes: that the file of a quarter is there, to somebody of a partner."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from messaging.occasions import Event, Placeholder

QUARTERLY = Event(
    code="quarterly",
    name=_("Quarterly file of a partner"),
    of_stop=False,
    placeholders=(
        Placeholder("partner", _("name of the partner"), "Banque"),
        Placeholder("quarter", _("first and last month, in words"), "10/2026–12/2026"),
        Placeholder("until", _("last day on which the link opens"), "02/03/2027", isolated=True),
        Placeholder(
            "link", _("private link"), "https://labs.example.ma/quarter/2n-aB1cD2", required=True
        ),
    ),
    short="",
    subject=gettext_noop("The figures of the quarter"),
    long=gettext_noop(
        "Hello,\n\nThe published tables of the themes of {partner}, {quarter}, are here as an "
        "Excel file:\n{link}\n\nThe link opens until {until}. "
        "Small numbers are hidden or rounded, so that nobody can be recognised."
    ),
    mail_only=True,
)
EVENTS = (QUARTERLY,)
