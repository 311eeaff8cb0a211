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
      // The first time finds no memory and no cache prepared.
      body()
      let (begun, enough) = (clock.now, Duration.milliseconds(25))
      var (best, rounds) = (Duration.seconds(1), 0)
      repeat {
        let start = clock.now
        body()
        best = min(best, clock.now - start)
        rounds += 1
      } while rounds < 5 || clock.now - begun < enough
      return best / .seconds(1)
    }
    let peak = isa.select(
      KernelsBaseline.peakRounds, KernelsAVX2.peakRounds, KernelsAVX512.peakRounds)
    let chains = isa.select(
      KernelsBaseline.peakChains, KernelsAVX2.peakChains, KernelsAVX512.peakChains)
    let rounds = 50_000
    var sink: Float = 0
    let time = shortest { sink += peak(rounds, 0.5, 1) }
    precondition(sink > 0, "sums of positive numbers")
    productsPerSecond = Double(rounds * chains) / time
    // Few and long rows: what limits is memory, not the loop over rows.
    let source = Plane<UInt8>(size: Size((bytes + 63) / 64, 64), repeating: 1)
    let copy = shortest { _ = source.copied() }
    copiedBytesPerSecond = Double(2 * source.size.area) / copy
  }
}
