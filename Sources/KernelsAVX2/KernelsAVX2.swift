// Placeholder until the first source file of KernelsAVX2.
