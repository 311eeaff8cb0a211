// Placeholder until the first test of Settings.
