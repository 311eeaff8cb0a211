import CPUFeatures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The instruction sets that the kernels are compiled for; all give the same bits.
///
/// A function that takes one requires that the processor supports it.
public enum InstructionSet: String, Sendable, CaseIterable, Comparable {
  /// What every processor of the architecture has.
  case baseline
  /// x86-64-v3: 256-bit vectors.
  case avx2
  /// x86-64-v4: 512-bit vectors.
  case avx512

  /// Whether `a` asks less of a processor than `b`.
  public static func < (a: InstructionSet, b: InstructionSet) -> Bool {
    a.level < b.level
  }

  private var level: Int {
    switch self {
    case .baseline: 0
    case .avx2: 3
    case .avx512: 4
    }
  }

  /// The sets that this processor can run, from the least on.
  public static let supported: [InstructionSet] = {
    let level = Int(albedo_x86_level())
    return allCases.filter { $0.level <= level }
  }()

  /// The set in use: the best that is supported, or less where `ALBEDO_ISA` names less.
  public static let active: InstructionSet = {
    let best = supported.last ?? .baseline
    guard let text = unsafe getenv("ALBEDO_ISA"),
      let wanted = unsafe InstructionSet(rawValue: String(cString: text))
    else { return best }
    return min(best, wanted)
  }()

  /// Whether this processor and its system can run the set.
  public var isSupported: Bool { Self.supported.contains(self) }

  /// The version of a kernel for this set.
  ///
  /// - Precondition: the processor supports the set; its first instruction would end the program.
  @inline(__always)
  func select<Kernel>(_ baseline: Kernel, _ avx2: Kernel, _ avx512: Kernel) -> Kernel {
    precondition(isSupported, "the processor supports the instruction set")
    return switch self {
    case .baseline: baseline
    case .avx2: avx2
    case .avx512: avx512
    }
  }
}
