"""What a center plans: workshops, series, trainers, rooms, clashes, the calendar."""
