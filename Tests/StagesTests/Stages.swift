// Placeholder until the first test of Stages.
