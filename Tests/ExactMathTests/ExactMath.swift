// Placeholder until the first test of ExactMath.
