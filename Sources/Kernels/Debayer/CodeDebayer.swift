import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Debayer {
  /// The room for what a kernel writes of the last columns: three registers.
  private static let tailBytes = 192

  /// Codes of 8 bits in three colours side by side, for previews: without black level or balance.
  ///
  /// Exact sums, half rounded up, limited to the codes there are. Beyond its edge the mosaic is
  /// mirrored about the edge pixel (reflect-101); the border is estimated as everything else.
  ///
  /// - Parameters:
  ///   - mosaic: a whole mosaic.
  ///   - method: `bilinear` or `malvar`.
  ///   - pattern: which colour stands where.
  ///   - isa: the instruction set.
  /// - Returns: a plane three times as wide.
  public static func codes(
    of mosaic: Plane<UInt8>, by method: Method, pattern: BayerPattern,
    isa: InstructionSet = .active
  ) -> Plane<UInt8> {
    let bilinear = unsafe isa.select(
      KernelsBaseline.bilinearCodes8, KernelsAVX2.bilinearCodes8, KernelsAVX512.bilinearCodes8)
    let malvar = unsafe isa.select(
      KernelsBaseline.malvarCodes8, KernelsAVX2.malvarCodes8, KernelsAVX512.malvarCodes8)
    return unsafe codes(of: mosaic, method, pattern, bilinear: bilinear, malvar: malvar)
  }

  /// As ``codes(of:by:pattern:isa:)`` of 8 bits.
  ///
  /// - Parameters:
  ///   - mosaic: a whole mosaic.
  ///   - method: `bilinear` or `malvar`.
  ///   - pattern: which colour stands where.
  ///   - isa: the instruction set.
  /// - Returns: a plane three times as wide.
  public static func codes(
    of mosaic: Plane<UInt16>, by method: Method, pattern: BayerPattern,
    isa: InstructionSet = .active
  ) -> Plane<UInt16> {
    let bilinear = unsafe isa.select(
      KernelsBaseline.bilinearCodes16, KernelsAVX2.bilinearCodes16, KernelsAVX512.bilinearCodes16)
    let malvar = unsafe isa.select(
      KernelsBaseline.malvarCodes16, KernelsAVX2.malvarCodes16, KernelsAVX512.malvarCodes16)
    return unsafe codes(of: mosaic, method, pattern, bilinear: bilinear, malvar: malvar)
  }

  /// A kernel that makes a row of colours side by side.
  private typealias CodeKernel =
    @Sendable (
      UnsafePointer<UnsafeRawPointer>, Int, Int, Bool, UnsafeMutableRawPointer,
      UnsafeMutableRawPointer
    ) -> Void

  private static func codes<Code: Sample>(
    of mosaic: Plane<Code>, _ method: Method, _ pattern: BayerPattern, bilinear: CodeKernel,
    malvar: CodeKernel
  ) -> Plane<Code> {
    precondition(method == .bilinear || method == .malvar, "a method that looks at few neighbours")
    let result = PlaneBuilder<Code>(size: Size(3 * mosaic.width, mosaic.height))
    if mosaic.size.area == 0 { return result.finish() }
    let isMalvar = method == .malvar
    let radius = LinearDebayer.radius(isMalvar: isMalvar)
    var rows = MirroredRows(mosaic, RowWindow(whole: mosaic.height), halo: radius)
    unsafe withUnsafeTemporaryAllocation(
      of: UnsafeRawPointer.self, capacity: 2 * radius + 1
    ) { around in
      unsafe withUnsafeTemporaryAllocation(byteCount: tailBytes, alignment: 64) { tail in
        guard let first = around.baseAddress, let tail = tail.baseAddress else { return }
        for y in 0..<mosaic.height {
          for place in around.indices {
            unsafe around[place] = UnsafeRawPointer(rows.row(y - radius + place))
          }
          unsafe (isMalvar ? malvar : bilinear)(
            first, mosaic.width, pattern.ownParity(row: y), pattern.isRedRow(y), tail,
            result.base + y * result.stride)
        }
      }
    }
    return result.finish()
  }
}
