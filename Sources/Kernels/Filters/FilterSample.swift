import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Samples that filters take: codes of 8 and 16 bits, and floats.
///
/// Where a filter computes in floats, its result becomes a code by rounding half up, after limiting
/// to the codes there are; what is not a number becomes code 0.
public protocol FilterSample: Sample {
  /// The sample nearest to a number.
  init(nearest value: Float)
  /// The sample as a number.
  var number: Float { get }
  /// The number of white: the largest code, or 1.
  static var white: Float { get }
  /// The kernels that read or write such samples.
  static func kernels(_ isa: InstructionSet) -> SampleKernels<Self>
}

/// The kernels that read or write samples of one kind.
@safe public struct SampleKernels<S: Sample>: Sendable {
  /// Turns samples into floats; nil where they are floats.
  let floats: RowConversion<S, Float>?
  /// Turns floats into the nearest samples; nil where they are floats.
  let nearest: RowConversion<Float, S>?
  /// Four rows of a dense filter of floats.
  let dense:
    @Sendable (
      UnsafePointer<UnsafePointer<Float>>, Int, Int, Int, Int, UnsafePointer<Float>,
      UnsafePointer<UnsafeMutablePointer<S>>, Int
    ) -> Void
  /// Four rows of a filter of one column, written past the cache; nil where there is no such
  /// kernel.
  var passingColumns:
    (
      @Sendable (
        UnsafePointer<UnsafePointer<Float>>, Int, UnsafePointer<Float>,
        UnsafePointer<UnsafeMutablePointer<S>>, Int
      ) -> Void
    )?
  /// Samples without marks, and a given one where there is a mark.
  let blanked:
    @Sendable (
      UnsafePointer<S>, UnsafePointer<UInt8>, S, Int, UnsafeMutablePointer<S>
    ) -> Void
  /// Samples of the first row where weights have a value, else of the second; nil for floats.
  let chosen:
    (
      @Sendable (
        UnsafePointer<Float>, Float, UnsafePointer<S>, UnsafePointer<S>, Int,
        UnsafeMutablePointer<S>
      ) -> Void
    )?
}

/// Turns so many samples of one kind into another kind.
@safe struct RowConversion<In: Sample, Out: Sample>: Sendable {
  /// Samples behind the last one that are looked at.
  var behind = 0
  /// Reads samples from the first address and writes as many at the second.
  let run: @Sendable (UnsafePointer<In>, Int, UnsafeMutablePointer<Out>) -> Void
}

/// Sums along a row, made once of every row that a kernel looks at.
@safe struct RowSums<Number: Sample>: Sendable {
  /// Gets the leftmost number that is looked at, where sums go, and how many; writes up to the next
  /// multiple of 64 bytes.
  let run: @Sendable (UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int) -> Void
}

extension FilterSample {
  /// What stands beyond the edge where the border is constant; 0 elsewhere.
  init(border: Border) {
    if case .constant(let value) = border {
      self.init(nearest: value)
    } else {
      self.init(nearest: 0)
    }
  }
}

extension UInt8: FilterSample {
  /// The nearest of 0…255, half rounded up.
  public init(nearest value: Float) { self = UInt8(limited(value, 255) + 0.5) }
  /// The code as a number.
  public var number: Float { Float(self) }
  /// 255.
  public static let white: Float = 255
  /// Codes of 8 bits.
  public static func kernels(_ isa: InstructionSet) -> SampleKernels<UInt8> {
    unsafe SampleKernels(
      floats: RowConversion(
        run: isa.select(KernelsBaseline.floatRow8, KernelsAVX2.floatRow8, KernelsAVX512.floatRow8)),
      nearest: RowConversion(
        run: isa.select(
          KernelsBaseline.nearestRow8, KernelsAVX2.nearestRow8, KernelsAVX512.nearestRow8)),
      dense: isa.select(
        KernelsBaseline.denseFloatRows8, KernelsAVX2.denseFloatRows8,
        KernelsAVX512.denseFloatRows8),
      blanked: isa.select(
        KernelsBaseline.blankedRow8, KernelsAVX2.blankedRow8, KernelsAVX512.blankedRow8),
      chosen: isa.select(
        KernelsBaseline.chosenRow8, KernelsAVX2.chosenRow8, KernelsAVX512.chosenRow8))
  }
}

extension UInt16: FilterSample {
  /// The nearest of 0…65535, half rounded up.
  public init(nearest value: Float) { self = UInt16(limited(value, 65535) + 0.5) }
  /// The code as a number.
  public var number: Float { Float(self) }
  /// 65535.
  public static let white: Float = 65535
  /// Codes of 16 bits.
  public static func kernels(_ isa: InstructionSet) -> SampleKernels<UInt16> {
    unsafe SampleKernels(
      floats: RowConversion(
        run: isa.select(
          KernelsBaseline.floatRow16, KernelsAVX2.floatRow16, KernelsAVX512.floatRow16)),
      nearest: RowConversion(
        run: isa.select(
          KernelsBaseline.nearestRow16, KernelsAVX2.nearestRow16, KernelsAVX512.nearestRow16)),
      dense: isa.select(
        KernelsBaseline.denseFloatRows16, KernelsAVX2.denseFloatRows16,
        KernelsAVX512.denseFloatRows16),
      blanked: isa.select(
        KernelsBaseline.blankedRow16, KernelsAVX2.blankedRow16, KernelsAVX512.blankedRow16),
      chosen: isa.select(
        KernelsBaseline.chosenRow16, KernelsAVX2.chosenRow16, KernelsAVX512.chosenRow16))
  }
}

extension Float: FilterSample {
  /// The number itself.
  public init(nearest value: Float) { self = value }
  /// The number itself.
  public var number: Float { self }
  /// 1.
  public static let white: Float = 1
  /// Floats.
  public static func kernels(_ isa: InstructionSet) -> SampleKernels<Float> {
    unsafe SampleKernels(
      floats: nil, nearest: nil,
      dense: isa.select(
        KernelsBaseline.denseFloatRows, KernelsAVX2.denseFloatRows, KernelsAVX512.denseFloatRows),
      passingColumns: isa.select(
        KernelsBaseline.passingColumnRows, KernelsAVX2.passingColumnRows,
        KernelsAVX512.passingColumnRows),
      blanked: isa.select(
        KernelsBaseline.blankedRow, KernelsAVX2.blankedRow, KernelsAVX512.blankedRow),
      chosen: nil)
  }
}

/// A number within 0 and the largest code; what is not a number counts as 0.
private func limited(_ value: Float, _ largest: Float) -> Float {
  let lifted = value > 0 ? value : 0
  return lifted < largest ? lifted : largest
}
