import Testing

@testable import Kernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct InstructionSetTests {
  /// A variable of the environment.
  private func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    return unsafe String(cString: text)
  }

  @Test func everySetBelowASupportedOneIsSupported() {
    let supported = InstructionSet.supported
    #expect(supported == Array(InstructionSet.allCases.prefix(supported.count)))
    #expect(supported.first == .baseline)
  }

  /// Emulated runs say which sets the processor has, lest a failed detection pass for a success.
  @Test func theSetsAreThoseOfTheProcessor() {
    guard let expected = variable("ALBEDO_EXPECTED_ISA") else { return }
    let found = InstructionSet.supported.map(\.rawValue).joined(separator: ",")
    #expect(found == expected)
  }

  @Test func theActiveSetIsTheBestUnlessLimited() {
    let best = InstructionSet.supported.last
    let limit = variable("ALBEDO_ISA").flatMap(InstructionSet.init)
    #expect(InstructionSet.active == [best, limit].compactMap { $0 }.min())
  }

  @Test(arguments: InstructionSet.supported)
  func aSetSelectsItsOwnVersion(isa: InstructionSet) {
    #expect(isa.select("baseline", "avx2", "avx512") == isa.rawValue)
  }
}
