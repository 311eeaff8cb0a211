/// The weights of a dense filter, row by row from the top left.
///
/// Applied as they stand (correlation): the weight at the top left meets the pixel at the top left.
public struct WeightMatrix: Sendable, Hashable {
  /// Weights in a row; odd, 3 to 31.
  public let width: Int
  /// Rows; odd, 3 to 31.
  public let height: Int
  /// `width · height` numbers.
  public let weights: [Float]

  /// Weights from their numbers.
  ///
  /// - Precondition: both sides are odd and 3 to 31, and all numbers are there and finite.
  public init(width: Int, height: Int, weights: [Float]) {
    precondition(Self.isSide(width) && Self.isSide(height), "sides are odd, 3 to 31")
    precondition(weights.count == width * height, "a weight for every place")
    precondition(weights.allSatisfy(\.isFinite), "weights are numbers")
    self.width = width
    self.height = height
    self.weights = weights
  }

  /// Whether a side can be so long.
  public static func isSide(_ side: Int) -> Bool { side % 2 == 1 && (3...31).contains(side) }
}

/// Weights as 16-bit integers over a power of two, for exact sums of 8-bit codes.
struct FixedWeights {
  /// Two integers a number, the left one in the low half; a line has half as many as weights,
  /// rounded up.
  let pairs: [Int32]
  /// A weight is its integer over 2 to this power.
  let shift: Int32

  /// The finest such weights whose sums fit 32 bits; nil where rounding them moves a result by more
  /// than the tolerance.
  init?(_ matrix: WeightMatrix) {
    let exact = matrix.weights.map(Double.init)
    let largest = exact.reduce(0) { max($0, abs($1)) }
    let total = exact.reduce(0) { $0 + abs($1) }
    let fitting = (0...24).last { shift in
      let scale = Double(1 << shift)
      let sum = 255 * (total * scale + 0.5 * Double(exact.count)) + scale
      return largest * scale <= 32767 && sum <= 2_147_483_000
    }
    guard let fitting else { return nil }
    let scale = Double(1 << fitting)
    let rounded = exact.map { ($0 * scale).rounded() }
    let bound = zip(exact, rounded).reduce(0) { $0 + 255 * abs($1.0 - $1.1 / scale) }
    guard bound <= Convolution.fixedPointTolerance else { return nil }
    shift = Int32(fitting)
    pairs = (0..<matrix.height).flatMap { line in
      stride(from: 0, to: matrix.width, by: 2).map { k in
        let left = Int32(rounded[line * matrix.width + k])
        let right = k + 1 < matrix.width ? Int32(rounded[line * matrix.width + k + 1]) : 0
        return left & 0xFFFF | right << 16
      }
    }
  }
}
