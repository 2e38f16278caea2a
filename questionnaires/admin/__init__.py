"""The builder: staff make a questionnaire page by page, without code, and publish it when ready."""

from questionnaires.admin import pages as pages
