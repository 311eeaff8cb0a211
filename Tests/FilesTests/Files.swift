// Placeholder until the first test of Files.
