import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Samples that can be resampled: codes of 8 and 16 bits, and floats.
public protocol ResampleSample: FilterSample {
  /// The kernels for such samples.
  static func resampling(_ isa: InstructionSet) -> ResampleKernels<Self>
}

/// The kernels that resample samples of one kind.
@safe public struct ResampleKernels<S: Sample>: Sendable {
  /// Gets blocks, later blocks, lists, pixels, source, stride, room for 416 integers, results.
  typealias Bilinear =
    @Sendable (
      UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>, Int, UnsafePointer<S>, Int,
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<S>
    ) -> Void
  /// Gets the same, and weights before the room.
  typealias Weighted =
    @Sendable (
      UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>, Int, UnsafePointer<S>, Int,
      UnsafePointer<Float>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<S>
    ) -> Void
  /// Between four neighbours.
  let bilinear: Bilinear
  /// Four by four weights.
  let four: Weighted
  /// Six by six weights.
  let six: Weighted
}

extension UInt8: ResampleSample {
  /// Codes of 8 bits.
  public static func resampling(_ isa: InstructionSet) -> ResampleKernels<UInt8> {
    unsafe ResampleKernels(
      bilinear: isa.select(
        KernelsBaseline.bilinearBlocks8, KernelsAVX2.bilinearBlocks8,
        KernelsAVX512.bilinearBlocks8),
      four: isa.select(
        KernelsBaseline.fourTapBlocks8, KernelsAVX2.fourTapBlocks8, KernelsAVX512.fourTapBlocks8),
      six: isa.select(
        KernelsBaseline.sixTapBlocks8, KernelsAVX2.sixTapBlocks8, KernelsAVX512.sixTapBlocks8))
  }
}

extension UInt16: ResampleSample {
  /// Codes of 16 bits.
  public static func resampling(_ isa: InstructionSet) -> ResampleKernels<UInt16> {
    unsafe ResampleKernels(
      bilinear: isa.select(
        KernelsBaseline.bilinearBlocks16, KernelsAVX2.bilinearBlocks16,
        KernelsAVX512.bilinearBlocks16),
      four: isa.select(
        KernelsBaseline.fourTapBlocks16, KernelsAVX2.fourTapBlocks16,
        KernelsAVX512.fourTapBlocks16),
      six: isa.select(
        KernelsBaseline.sixTapBlocks16, KernelsAVX2.sixTapBlocks16, KernelsAVX512.sixTapBlocks16))
  }
}

extension Float: ResampleSample {
  /// Floats.
  public static func resampling(_ isa: InstructionSet) -> ResampleKernels<Float> {
    unsafe ResampleKernels(
      bilinear: isa.select(
        KernelsBaseline.bilinearBlocks, KernelsAVX2.bilinearBlocks, KernelsAVX512.bilinearBlocks),
      four: isa.select(
        KernelsBaseline.fourTapBlocks, KernelsAVX2.fourTapBlocks, KernelsAVX512.fourTapBlocks),
      six: isa.select(
        KernelsBaseline.sixTapBlocks, KernelsAVX2.sixTapBlocks, KernelsAVX512.sixTapBlocks))
  }
}
