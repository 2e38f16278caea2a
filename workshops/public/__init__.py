"""What people see of workshops: the agenda of a stop, one workshop, one's own seat and path."""
