"""The ways of telling people, as those who look after them see them: bots, trials, the log."""
