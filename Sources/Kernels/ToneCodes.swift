import ExactMath
import KernelsBaseline
import Raster

/// A tone curve to codes of 8 bits, at floats of ten bits of a fraction.
///
/// A smooth curve becomes four parabolas an octave, and its codes are what these give in floats;
/// where a curve bends too much for that, its codes are those of the curve itself. Either way there
/// is a table, and whether a kernel reads the table or computes parabolas makes no difference.
public struct ToneCodes: Sendable {
  /// The light of each entry, from 0 to 1: the floats of ten bits of a fraction from 1/64 on, less
  /// 1/64.
  public static let lights: [Double] = floats.map { Double($0) - 0x1p-6 }

  private static let floats: [Float] = (0...6160).map { entry in
    Float(bitPattern: 0x3C80_0000 + UInt32(entry) << 13)
  }

  /// How far parabolas may be from the curve, in codes; the steps between entries cost half of it.
  private static let tolerance = 0.08

  /// The code of each entry.
  let entries: [UInt8]
  /// The coefficients of 32 squares, of 32 numbers and of 32 ones.
  ///
  /// Those of a float lie at what its five bits from the twenty-second on tell. Empty where the
  /// curve bends too much.
  let parabolas: [Float]

  /// The codes of a curve.
  ///
  /// - Parameter value: from light to codes, both 0 to 1.
  public init(_ value: (Double) -> Double) {
    let codes = Self.lights.map { value($0) * 255 + 0.5 }
    let parabolas = Self.parabolas { value($0) * 255 + 0.5 }
    let computed = Self.floats.map { Self.value(of: parabolas, at: $0) }
    let isSmooth = zip(codes, computed).allSatisfy { abs($0 - Double($1)) <= Self.tolerance }
    entries = isSmooth ? computed.map { UInt8($0) } : codes.map { UInt8($0) }
    self.parabolas = isSmooth ? parabolas : []
  }

  /// Any codes.
  ///
  /// - Parameter entries: one for each of ``lights``.
  public init(entries: [UInt8]) {
    precondition(entries.count == Self.lights.count, "a code for each entry")
    self.entries = entries
    parabolas = []
  }

  /// What kernels of an instruction set compute, rather than read: parabolas where a permutation of
  /// registers finds their coefficients.
  func parabolas(for isa: InstructionSet) -> [Float] { isa == .avx512 ? parabolas : [] }

  /// What kernels of an instruction set take codes from; `entries` is room for twelve registers.
  func withSource(
    _ isa: InstructionSet, entries: UnsafeMutablePointer<UInt16>, _ body: (ToneSource) -> Void
  ) {
    unsafe self.entries.withUnsafeBufferPointer { table in
      unsafe parabolas(for: isa).withUnsafeBufferPointer { parabolas in
        guard let table = table.baseAddress else { return }
        unsafe body((parabolas.isEmpty ? nil : parabolas.baseAddress, table, entries))
      }
    }
  }

  /// The transfer function of sRGB (IEC 61966-2-1): linear below 0.0031308, then a power of 1/2.4.
  ///
  /// - Parameter light: 0 to 1.
  /// - Returns: what a display is told, 0 to 1.
  public static func sRGB(_ light: Double) -> Double {
    light <= 0.003_130_8 ? 12.92 * light : 1.055 * Exact.pow(light, 1 / 2.4) - 0.055
  }

  /// The light for which ``sRGB(_:)`` gives a value.
  ///
  /// - Parameter value: what a display is told, 0 to 1.
  /// - Returns: 0 to 1.
  public static func light(ofSRGB value: Double) -> Double {
    value <= 0.040_45 ? value / 12.92 : Exact.pow((value + 0.055) / 1.055, 2.4)
  }

  private static func value(of parabolas: [Float], at number: Float) -> Float {
    let parabola = Int(number.bitPattern >> 21 & 31)
    let (a, b, c) = (parabolas[parabola], parabolas[32 + parabola], parabolas[64 + parabola])
    return (a * number + b) * number + c
  }

  /// Parabolas through three points of a curve each, which lie where Chebyshev's polynomial is 0.
  private static func parabolas(_ value: (Double) -> Double) -> [Float] {
    var result = [Float](repeating: 0, count: 96)
    for piece in 0...24 {
      let bits = 0x3C80_0000 + UInt32(piece) << 21
      let low = Double(Float(bitPattern: bits))
      let high = min(Double(Float(bitPattern: bits + 1 << 21)), 1 + 0x1p-6)
      let (x, step) = ((low + high) / 2, (high - low) / 2 * 0.75.squareRoot())
      let (below, y, above) = (
        value(x - step - 0x1p-6), value(x - 0x1p-6), value(min(x + step - 0x1p-6, 1))
      )
      let slope = (above - below) / (2 * step)
      let bend = ((above - y) - (y - below)) / (2 * step * step)
      let place = Int(bits >> 21 & 31)
      result[place] = Float(bend)
      result[32 + place] = Float(slope - 2 * bend * x)
      result[64 + place] = Float(y - slope * x + bend * x * x)
    }
    return result
  }
}
