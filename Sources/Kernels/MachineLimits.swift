import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// What one thread of this machine can do at most, measured.
public struct MachineLimits: Sendable {
  /// Products of floats a second, each added to a sum.
  public let productsPerSecond: Double
  /// Bytes a second that copying planes reads and writes, both counted.
  public let copiedBytesPerSecond: Double

  /// Measures both; takes about 50 ms.
  ///
  /// - Parameters:
  ///   - bytes: how many bytes the planes that are copied hold.
  ///   - isa: the instruction set.
  public init(planesOf bytes: Int, isa: InstructionSet = .active) {
    let clock = ContinuousClock()
    func shortest(_ body: () -> Void) -> Double {
      (0..<5).map { _ in
        let start = clock.now
        body()
        let spent = clock.now - start
        return Double(spent.components.attoseconds) * 1e-18 + Double(spent.components.seconds)
      }.min() ?? 1
    }
    let peak = isa.select(
      KernelsBaseline.peakRounds, KernelsAVX2.peakRounds, KernelsAVX512.peakRounds)
    let chains = isa.select(
      KernelsBaseline.peakChains, KernelsAVX2.peakChains, KernelsAVX512.peakChains)
    let rounds = 200_000
    var sink: Float = 0
    let time = shortest { sink += peak(rounds, 0.5, 1) }
    precondition(sink > 0, "sums of positive numbers")
    productsPerSecond = Double(rounds * chains) / time
    let source = Plane<UInt8>(size: Size(max(1, bytes / 1080), 1080), repeating: 1)
    let copy = shortest { _ = source.copied() }
    copiedBytesPerSecond = Double(2 * source.size.area) / copy
  }
}
