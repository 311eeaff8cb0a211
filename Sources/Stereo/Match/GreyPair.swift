import Kernels
import Raster

/// Both pictures of a rectified pair as matching compares them: grey, in codes of 8 bits with
/// fractions, the right one made as bright as the left one.
public struct GreyPair: Sendable {
  /// Grey of the left picture.
  public let left: Plane<Float>
  /// Grey of the right one.
  public let right: Plane<Float>
  /// Not 0 where a pixel of the left picture is not known; nil where all are.
  public let missingLeft: Plane<UInt8>?
  /// The same for the right one.
  public let missingRight: Plane<UInt8>?

  /// A pair of display codes.
  ///
  /// - Parameters:
  ///   - left: grey of the left picture; 0 to 255.
  ///   - right: grey of the right one; as large.
  ///   - validity: of both.
  public init(
    left: Plane<Float>, right: Plane<Float>, validity: (left: Validity, right: Validity)
  ) {
    precondition(left.size == right.size, "both pictures have one size")
    precondition(
      validity.left.size == left.size && validity.right.size == right.size, "marks for every pixel")
    missingLeft = validity.left.defects
    missingRight = validity.right.defects
    let means = (
      left.mean(without: validity.left.defects), right.mean(without: validity.right.defects)
    )
    let gain = means.1 > 0 && means.0 > 0 ? Float(means.0 / means.1) : 1
    self.left = left
    self.right = gain == 1 ? right : right.mapped { $0 * gain }
  }

  /// A pair of light.
  ///
  /// Noise of light grows with its square root, so that square roots have the same noise
  /// everywhere; the brightest half percent of the left picture is 255 and above.
  ///
  /// - Parameters:
  ///   - leftLight: the left picture; black is 0.
  ///   - rightLight: the right one; as large.
  ///   - validity: of both.
  ///   - white: the light that is 255, instead.
  public init(
    leftLight: Plane<Float>, rightLight: Plane<Float>,
    validity: (left: Validity, right: Validity), white: Float? = nil
  ) {
    let white = white ?? leftLight.brightest(validity.left)
    self.init(
      left: leftLight.evenLight(white: white, unit: 255),
      right: rightLight.evenLight(white: white, unit: 255), validity: validity)
  }

  /// The nearest codes.
  func codes(_ grey: Plane<Float>) -> Plane<UInt8> {
    grey.mapped { UInt8(min(255, max(0, ($0 + 0.5).rounded(.down)))) }
  }
}

extension Plane<Float> {
  /// The mean of what is known; 0 where nothing is.
  func mean(without missing: Plane<UInt8>?) -> Double {
    var (sum, count) = (0.0, 0)
    forEachKnown(without: missing) {
      sum += Double($0)
      count += 1
    }
    return count > 0 ? sum / Double(count) : 0
  }

  /// What a share of the known samples stays below; 0 where nothing is known.
  ///
  /// Samples are counted by the upper half of their bits, then those of one half by the lower one:
  /// nothing is sorted.
  func quantile(_ share: Double, without missing: Plane<UInt8>?) -> Float {
    var counts = [Int](repeating: 0, count: 1 << 16)
    forEachKnown(without: missing) { counts[Int(Self.rank($0) >> 16)] += 1 }
    let count = counts.reduce(0, +)
    guard count > 0 else { return 0 }
    let wanted = Swift.min(count - 1, Int(share * Double(count)))
    let (upper, passed) = Self.find(wanted, in: counts)
    counts = [Int](repeating: 0, count: 1 << 16)
    forEachKnown(without: missing) {
      let rank = Self.rank($0)
      if Int(rank >> 16) == upper { counts[Int(rank & 0xFFFF)] += 1 }
    }
    let rank = UInt32(upper << 16 | Self.find(wanted - passed, in: counts).place)
    return Float(bitPattern: rank >> 31 == 1 ? rank ^ 1 << 31 : ~rank)
  }

  /// The bits of a number, such that they grow with it.
  private static func rank(_ value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits >> 31 == 1 ? ~bits : bits | 1 << 31
  }

  /// Where the one of so many before it stands, and how many stand at earlier places.
  private static func find(_ wanted: Int, in counts: [Int]) -> (place: Int, passed: Int) {
    var (place, passed) = (0, 0)
    while passed + counts[place] <= wanted {
      passed += counts[place]
      place += 1
    }
    return (place, passed)
  }

  private func forEachKnown(without missing: Plane<UInt8>?, _ body: (Float) -> Void) {
    for y in 0..<height {
      let row = row(y)
      let marks = missing?.row(y)
      for x in row.indices where (marks?[x] ?? 0) == 0 { body(row[x]) }
    }
  }
}
