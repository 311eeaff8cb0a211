import Diagnostics
import Kernels
import Pipeline
import Settings

/// Filters with any weights.
public struct Convolve: FilterStage {
  /// Filters with a name.
  public enum Named: String, Sendable, CaseIterable {
    /// The mean of 3×3 pixels.
    case mean
    /// 1 2 1 in both directions.
    case binomial3
    /// 1 4 6 4 1 in both directions.
    case binomial5
    /// Twice the pixel less the binomial of 3×3.
    case sharpen
    /// The difference along the falling diagonal.
    case emboss

    var weights: [Double] {
      switch self {
      case .mean: Array(repeating: 1 / 9, count: 9)
      case .binomial3: Self.outer([1, 2, 1]).map { $0 / 16 }
      case .binomial5: Self.outer([1, 4, 6, 4, 1]).map { $0 / 256 }
      case .sharpen: [-1, -2, -1, -2, 28, -2, -1, -2, -1].map { $0 / 16 }
      case .emboss: [-2, -1, 0, -1, 1, 1, 0, 1, 2]
      }
    }

    private static func outer(_ taps: [Double]) -> [Double] {
      taps.flatMap { a in taps.map { a * $0 } }
    }
  }

  /// A filter with a name, where no weights are given.
  public var kernel = Named.binomial3
  /// The weights of a square, row by row from the top left.
  public var weights: [Double]?
  /// Weights in a row, where they do not form a square.
  public var width: Int?
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The binomial of 3×3.
  public init() {}

  /// `convolve`.
  public static let name = "convolve"
  /// What it does.
  public static let summary = "Filters with a matrix of weights, given or named."
  /// The parameters.
  public static let table = Table<Convolve>([
    .choice("kernel", \.kernel, "A filter with a name, where no weights are given."),
    .numbers(
      "weights", \.weights, range: -1e6...1e6, count: 9...961, absent: "those of kernel",
      "Weights, row by row from the top left; applied as they stand, not mirrored."),
    .integer(
      "width", \.width, range: 3...31, absent: "the side of a square",
      "Weights in a row; odd."),
    borderEntry(\.border),
  ])
  /// Named ones of both sizes.
  public static var benchmarks: [(name: String, stage: Convolve)] {
    [Named.sharpen, .binomial5].map { kernel in
      var stage = Convolve()
      stage.kernel = kernel
      return (kernel.rawValue, stage)
    }
  }

  /// Weights fill a matrix.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let place = node["weights"] else {
      if let width = node["width"] {
        findings.add(width.diagnostic("there are no weights", remedy: "give weights, or no width"))
      }
      return
    }
    if let named = node["kernel"] {
      findings.add(named.diagnostic("there are weights as well", remedy: "keep one of them"))
    }
    guard findings.areClean(place), matrix == nil else { return }
    if let given = node["width"], !findings.areClean(given) { return }
    let count = weights?.count ?? 0
    findings.add(
      place.diagnostic(
        "\(count) weights do not fill a matrix"
          + (width.map { " \($0) wide with an odd number of rows from 3 to 31" } ?? ""),
        remedy: "give 9, 25, 49, … weights for a square, or width: and a multiple of it"))
  }

  /// The weights as a matrix; nil where they do not fill one.
  private var matrix: WeightMatrix? {
    let weights = weights ?? kernel.weights
    let given = self.weights == nil ? nil : width
    let side = given ?? (3...31).first { $0 * $0 == weights.count } ?? 0
    guard WeightMatrix.isSide(side), weights.count % side == 0,
      WeightMatrix.isSide(weights.count / side)
    else { return nil }
    return WeightMatrix(
      width: side, height: weights.count / side, weights: weights.map { Float($0) })
  }

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    guard let matrix else { preconditionFailure("the weights fill a matrix") }
    return DenseFilter(matrix)
  }
}
