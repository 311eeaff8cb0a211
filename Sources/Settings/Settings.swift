// Placeholder until the first source file of Settings.
