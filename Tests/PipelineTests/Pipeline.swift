// Placeholder until the first test of Pipeline.
