"""The pages of the public and of participants: the programme of a stop, one workshop, a seat."""
