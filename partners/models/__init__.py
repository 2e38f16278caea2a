"""What is kept of partners beside what programs know of them."""

from partners.models.offers import Offer, OfferQuerySet
from partners.models.profiles import Profile, ProfileQuerySet
from partners.models.promises import Promise, PromiseQuerySet
from partners.models.referrals import (
    PASS_LASTS,
    DoorPass,
    Referral,
    ReferralQuerySet,
    ReferralReading,
)
from partners.models.texts import NAMED, DoorText, Shown

__all__ = [
    "NAMED",
    "PASS_LASTS",
    "DoorPass",
    "DoorText",
    "Offer",
    "OfferQuerySet",
    "Profile",
    "ProfileQuerySet",
    "Promise",
    "PromiseQuerySet",
    "Referral",
    "ReferralQuerySet",
    "ReferralReading",
    "Shown",
]
