"""What is kept of partners beside what programs know of them."""

from partners.models.referrals import Referral, ReferralQuerySet

__all__ = ["Referral", "ReferralQuerySet"]
