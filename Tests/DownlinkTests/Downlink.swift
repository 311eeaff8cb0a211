// Placeholder until the first test of Downlink.
