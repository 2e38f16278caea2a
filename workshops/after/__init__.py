"""What stays of a workshop: hand-outs, replays, two questions, certificates."""
