"""One candidacy on one page: what its person said, what the team thinks, writes and has to do."""
