// Placeholder until the first source file of Simulator.
