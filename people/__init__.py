"""People: accounts, roles and perimeters, participation in a stop, consent."""
