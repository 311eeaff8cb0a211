"""The race of the convolution core against its peers; `Benchmarks/compare` starts it."""
