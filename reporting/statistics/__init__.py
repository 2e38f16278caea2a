"""The figures of a stop for its staff: the funnel, charts, a map, stops compared."""
