import ExactMath
import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Descriptors of patches: 4×4 cells of slopes in eight directions, as SIFT's.
public enum PatchDescriptors {
  /// Codes of a descriptor.
  public static let length = 128

  /// How sums become codes.
  public enum Norm: Sendable, Hashable, CaseIterable {
    /// Divided by their length, limited to 0.2, and divided by their length again.
    /// Source: Lowe (2004), section 6.1.
    case sift
    /// The square roots of what ``sift`` gives, once divided by their sum. Differences of such
    /// descriptors are Hellinger distances. Source: R. Arandjelović, A. Zisserman, "Three things
    /// everyone should know to improve object retrieval" (2012).
    case root
  }

  /// A patch of a picture.
  public struct Spot: Sendable, Hashable {
    /// Which picture.
    public let picture: Int
    /// Column of the centre.
    public let x: Float
    /// Row of the centre.
    public let y: Float
    /// The side of a cell in pixels.
    public let cell: Float
    /// The cosine of the direction of the patch.
    public let cosine: Float
    /// Its sine, positive where it points downwards.
    public let sine: Float

    /// A spot.
    public init(picture: Int, x: Float, y: Float, cell: Float, cosine: Float, sine: Float) {
      (self.picture, self.x, self.y) = (picture, x, y)
      (self.cell, self.cosine, self.sine) = (cell, cosine, sine)
    }

    fileprivate var isUsable: Bool {
      x.magnitude < 1e6 && y.magnitude < 1e6 && cell > 0 && cell < 1e5
        && cosine.magnitude <= 1.001 && sine.magnitude <= 1.001
    }
  }

  /// Describes patches.
  ///
  /// A patch has 20×20 slopes, four for each side of a cell; what lies up to half a cell around the
  /// 4×4 cells counts in part, and all with a Gaussian of two cells. Beyond the edge of a picture
  /// its pixels go on, so that there are no slopes across.
  ///
  /// - Parameters:
  ///   - spots: the patches.
  ///   - pictures: what they lie in; each of at least 2×2.
  ///   - norm: how sums become codes.
  ///   - context: threads and instruction set.
  /// - Returns: a row of 128 codes for each spot: cells from the top left of the patch, eight
  ///   directions each. Lengths are 512 but for rounding and for the limit of 255.
  public static func codes(
    of spots: [Spot], in pictures: [Plane<Float>], norm: Norm,
    context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    precondition(
      spots.allSatisfy { pictures.indices.contains($0.picture) && $0.isUsable },
      "spots lie in pictures")
    precondition(pictures.allSatisfy { $0.width >= 2 && $0.height >= 2 }, "pictures of 2×2")
    let result = PlaneBuilder<UInt8>(size: Size(length, spots.count))
    let (base, stride) = unsafe (UInt(bitPattern: result.base), result.stride)
    let weights = cellWeights
    concurrently(0..<spots.count, threads: context.threads, grain: 64) { part in
      let kernel = unsafe context.isa.select(
        KernelsBaseline.descriptorSums, KernelsAVX2.descriptorSums, KernelsAVX512.descriptorSums)
      var scratch = [Float](repeating: 0, count: 1760)
      var sums = [Float](repeating: 0, count: length)
      for index in part {
        guard let codes = unsafe UnsafeMutablePointer<UInt8>(bitPattern: base) else { continue }
        let spot = spots[index]
        let picture = pictures[spot.picture]
        unsafe kernel(
          picture.base, picture.stride, SIMD2(Int32(picture.width), Int32(picture.height)),
          SIMD4(spot.x, spot.y, spot.cosine * spot.cell / 4, spot.sine * spot.cell / 4),
          weights.base, &scratch, &sums)
        let target = unsafe codes + index * stride
        for (place, value) in norm.normalized(sums).enumerated() {
          unsafe target[place] = UInt8(min(value * 512 + 0.5, 255))
        }
      }
    }
    return result.finish()
  }

  /// What each of 20 samples along a side counts for each of four cells.
  private static let cellWeights = Plane<Float>(size: Size(32, 4)) { cell, row in
    for sample in row.indices {
      // In cells from the middle of the first one.
      let place = (Double(sample) + 0.5) / 4 - 1
      let share = sample < 20 ? max(0, 1 - (place - Double(cell)).magnitude) : 0
      let away = place - 1.5
      row[sample] = Float(share * Exact.exp(-away * away / 8))
    }
  }
}

extension PatchDescriptors.Norm {
  /// Sums as numbers whose squares add up to 1; 0 where all sums are.
  fileprivate func normalized(_ sums: [Float]) -> [Float] {
    func length(_ values: [Float]) -> Float {
      var sum: Float = 0
      for value in values { sum += value * value }
      return sum.squareRoot()
    }
    let whole = length(sums)
    guard whole > 0 else { return sums }
    let limited = sums.map { min($0 / whole, 0.2) }
    switch self {
    case .sift:
      let rest = length(limited)
      return limited.map { $0 / rest }
    case .root:
      var total: Float = 0
      for value in limited { total += value }
      return limited.map { ($0 / total).squareRoot() }
    }
  }
}
