"""The staff's pages about messages: delivery log, calendar, refusals, words of a stop."""

from messaging.admin import invitations as invitations
from messaging.admin.calendar import PeriodAdmin
from messaging.admin.log import MessageAdmin
from messaging.admin.opt_outs import RefusalAdmin
from messaging.admin.wordings import WordingAdmin

__all__ = ["MessageAdmin", "PeriodAdmin", "RefusalAdmin", "WordingAdmin"]
