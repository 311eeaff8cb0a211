import Kernels
import Raster
import Settings

extension BenchCase {
  /// Filters with weights, on one plane and on three interleaved colours.
  static var linearFilters: [BenchCase] {
    let dense = [3, 5, 7, 15].flatMap { side in
      cases("conv.dense.\(side)x\(side)", DenseBench(side: side), channels: [1, 3])
    }
    let separable = [5, 7, 15, 31].flatMap { taps in
      cases("conv.separable.\(taps)", SeparableBench(taps: taps), channels: [1, 3])
    }
    let gaussian = [5, 7, 15, 31].flatMap { taps in
      cases("conv.gaussian.\(taps)", GaussianBench(taps: taps), channels: [1, 3])
    }
    return dense + separable + gaussian
  }
}

private func json(_ weights: [Float]) -> JSONValue {
  .array(weights.map { .number(Double($0)) })
}

/// Weights of both signs, without symmetry.
private struct DenseBench: BenchFilter {
  let side: Int

  private var matrix: WeightMatrix {
    let values = (0..<side * side).map { Float(($0 * 7919) % 101) / 101 - 0.4 }
    let total = values.reduce(0) { $0 + abs($1) }
    return WeightMatrix(width: side, height: side, weights: values.map { $0 / total })
  }
  var fields: [(String, JSONValue)] {
    [
      ("operation", .string("dense")), ("kernelWidth", .integer(side)),
      ("kernelHeight", .integer(side)), ("weights", json(matrix.weights)),
    ]
  }
  func products<S: FilterSample>(of type: S.Type) -> Double {
    // Codes of 8 bits: two weights a lane, in pairs or, 3×3, in lanes of 16 bits.
    if S.self == UInt8.self { return side == 3 ? 4.5 : Double(side * ((side + 1) / 2)) }
    return Double(side * side)
  }
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    Convolution.dense(plane, matrix, in: context)
  }
}

/// Positive weights without symmetry.
private struct SeparableBench: BenchFilter {
  let taps: Int

  private var weights: TapWeights {
    let values = (0..<taps).map { Float(($0 * 7919) % 101) / 101 + 0.1 }
    let total = values.reduce(0, +)
    return TapWeights(values.map { $0 / total })
  }
  var fields: [(String, JSONValue)] {
    [
      ("operation", .string("separable")), ("rowWeights", json(weights.weights)),
      ("columnWeights", json(weights.weights)),
    ]
  }
  func products<S: FilterSample>(of type: S.Type) -> Double {
    Double(S.self == UInt8.self ? taps : 2 * taps)
  }
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    Convolution.separable(plane, rows: weights, columns: weights, in: context)
  }
}

/// As wide as is usual for so many taps: `σ = 0.3 ((n − 1) / 2 − 1) + 0.8`.
private struct GaussianBench: BenchFilter {
  let taps: Int

  private var gaussian: Gaussian { Gaussian(sigma: 0.3 * (Double(taps / 2) - 1) + 0.8) }
  var fields: [(String, JSONValue)] {
    [
      ("operation", .string("gaussian")), ("taps", .integer(taps)),
      ("sigma", .number(gaussian.sigma)),
      ("rowWeights", json(gaussian.weights(taps: taps).weights)),
    ]
  }
  func products<S: FilterSample>(of type: S.Type) -> Double {
    Double(S.self == UInt8.self ? taps : 2 * taps)
  }
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    Convolution.gaussian(plane, gaussian, taps: taps, in: context)
  }
}
