"""Who sits in a workshop, who waits, and how a free seat is passed on."""
