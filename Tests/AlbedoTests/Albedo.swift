// Placeholder until the first test of Albedo.
