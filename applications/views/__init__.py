"""The pages of a candidacy: to fill in, to follow, and to fill in without a network."""
