// Placeholder until the first test of Rig.
