// Placeholder until the first test of Diagnostics.
