#ifndef ALBEDO_CPU_FEATURES_H
#define ALBEDO_CPU_FEATURES_H

/// The highest x86-64 level that this processor and its operating system offer: 4 (AVX-512 F, BW,
/// CD, DQ, VL), 3 (AVX2, BMI, FMA, LZCNT, MOVBE) or 1; 0 on other architectures.
///
/// The compiler's run-time library asks CPUID, and XGETBV for what the system saves on a switch.
static inline int albedo_x86_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("lzcnt") && __builtin_cpu_supports("movbe") &&
           __builtin_cpu_supports("f16c");
  if (!v3) return 1;
  int v4 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
  return v4 ? 4 : 3;
#else
  return 0;
#endif
}

/// Asks for the cache line of an address, which need not be readable, and does not wait for it.
static inline void albedo_fetch(const void *address) { __builtin_prefetch(address, 0, 3); }

#endif
