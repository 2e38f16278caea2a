"""Works of a center's server; each file is run alone, as text, by `bench.jobs_before`."""
