"""The occasions on which this room writes."""

from partners.doors.occasions import DOORS
from partners.offers.occasions import OFFERS

EVENTS = (*DOORS, *OFFERS)
