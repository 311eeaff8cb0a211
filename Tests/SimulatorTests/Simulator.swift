// Placeholder until the first test of Simulator.
