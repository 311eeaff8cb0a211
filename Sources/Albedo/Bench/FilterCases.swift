import Kernels
import Raster
import Settings

extension BenchCase {
  /// Every filter, of every kind of sample, on one plane and on three interleaved colours.
  static var filters: [BenchCase] {
    let dense = [3, 5, 7, 15].flatMap { side in
      linear("conv.dense.\(side)x\(side)", DenseBench(side: side))
    }
    let separable = [5, 7, 15, 31].flatMap { taps in
      linear("conv.separable.\(taps)", SeparableBench(taps: taps))
    }
    let gaussian = [5, 7, 15, 31].flatMap { taps in
      linear("conv.gaussian.\(taps)", GaussianBench(taps: taps))
    }
    return dense + separable + gaussian
  }

  /// A filter that keeps the kind of sample, in all its cases.
  private static func linear(_ name: String, _ filter: some LinearBench) -> [BenchCase] {
    [1, 3].flatMap { channels in
      [
        one(name, UInt8.self, "u8", channels, filter),
        one(name, UInt16.self, "u16", channels, filter),
        one(name, Float.self, "f32", channels, filter),
      ]
    }
  }

  private static func one<S: FilterSample>(
    _ name: String, _ type: S.Type, _ typeName: String, _ channels: Int, _ filter: some LinearBench
  ) -> BenchCase {
    let name = "\(name).\(typeName).c\(channels)"
    let fields = filter.fields
    return filterCase(
      name, S.self, typeName, typeName, channels, fields, filter.products(of: S.self)
    ) { filter.applied(to: $0, $1) }
  }

  /// A case of any filter.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - input: the kind of sample that goes in.
  ///   - inputName: how recipes call it.
  ///   - outputName: how recipes call what comes out.
  ///   - channels: samples of a pixel that lie side by side.
  ///   - fields: what is computed.
  ///   - products: that a sample costs at least, counted in lanes of 32 bits.
  ///   - filter: computes it.
  /// - Returns: the case.
  static func filterCase<In: FilterSample, Out: Sample>(
    _ name: String, _ input: In.Type, _ inputName: String, _ outputName: String, _ channels: Int,
    _ fields: [(String, JSONValue)], _ products: Double,
    _ filter: @escaping @Sendable (Plane<In>, FilterContext) -> Plane<Out>
  ) -> BenchCase {
    BenchCase(name: name) { size in
      let source = synthetic(Size(size.width * channels, size.height), In.self)
      @Sendable func result(_ threads: Int) -> Plane<Out> {
        filter(
          source, FilterContext(border: .replicate, channels: channels, threads: threads))
      }
      let moved = MemoryLayout<In>.stride + MemoryLayout<Out>.stride
      let outcome = result(1)
      let description: [(String, JSONValue)] =
        [
          ("case", .string(name)), ("width", .integer(size.width)),
          ("height", .integer(size.height)), ("channels", .integer(channels)),
          ("input", .string(inputName)), ("output", .string(outputName)),
          ("outputWidth", .integer(outcome.width / channels)),
          ("outputHeight", .integer(outcome.height)), ("border", .string("replicate")),
        ] + fields
      return BenchWork(
        pixels: size.area, bytes: source.size.area * moved,
        products: Double(source.size.area) * products,
        run: { BenchOutcome(result($0)) },
        recipe: BenchRecipe(
          description: .object(description), input: BenchOutcome(source).samples))
    }
  }

  /// Samples with edges, slopes and noise: 8 bits, 12 bits, or floats from 0 to 1.
  private static func synthetic<S: FilterSample>(_ size: Size, _ type: S.Type) -> Plane<S> {
    let codes = SyntheticFrames.codes(size)
    let scale: Float = S.self == UInt8.self ? 1 / 16 : S.self == UInt16.self ? 1 : 1 / 4095
    return Plane(size: size) { y, row in
      let source = codes.row(y)
      for x in row.indices { row[x] = S(nearest: Float(source[x]) * scale) }
    }
  }
}

/// A filter whose result is of the kind of its source.
private protocol LinearBench: Sendable {
  /// What it computes, for other programs.
  var fields: [(String, JSONValue)] { get }
  /// Products a sample, counted in lanes of 32 bits.
  func products<S: FilterSample>(of type: S.Type) -> Double
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S>
}

private func json(_ weights: [Float]) -> JSONValue {
  .array(weights.map { .number(Double($0)) })
}

/// Weights of both signs, without symmetry.
private struct DenseBench: LinearBench {
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
    Double(S.self == UInt8.self ? side * ((side + 1) / 2) : side * side)
  }
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S> {
    Convolution.dense(plane, matrix, in: context)
  }
}

/// Positive weights without symmetry.
private struct SeparableBench: LinearBench {
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
private struct GaussianBench: LinearBench {
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
