"""One-on-one meetings of participants and experts: hours, bookings, what comes of them."""
