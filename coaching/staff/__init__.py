"""The pages of coaching at the desk: sessions, booking for a caller, whole days moved."""
