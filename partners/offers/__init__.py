"""Offers: a partner proposes, the team of the stop makes a workshop or an expert of it."""
