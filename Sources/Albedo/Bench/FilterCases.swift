import Kernels
import Raster
import Settings

extension BenchCase {
  /// Every filter: those with weights first.
  static var filters: [BenchCase] { linearFilters + gradients + windows + pyramids }

  /// A filter that keeps the kind of sample, in all its cases.
  ///
  /// - Parameters:
  ///   - name: of the filter, without those of the kind and the channels.
  ///   - filter: with its settings.
  ///   - channels: how many colours lie side by side, for each case; empty: 1, and not named.
  ///   - kinds: the kinds of samples.
  /// - Returns: a case for each of the channels and kinds.
  static func cases(
    _ name: String, _ filter: some BenchFilter, channels: [Int] = [],
    kinds: [any FilterSample.Type] = [UInt8.self, UInt16.self, Float.self]
  ) -> [BenchCase] {
    func one<S: FilterSample>(_ kind: S.Type, _ channels: Int?) -> BenchCase {
      let ending = channels.map { ".c\($0)" } ?? ""
      return filterCase(
        "\(name).\(sampleName(S.self))\(ending)", filter.fields, channels: channels ?? 1,
        products: filter.products(of: S.self)
      ) { (plane: Plane<S>, context) in filter.applied(to: plane, context) }
    }
    let named = channels.isEmpty ? [nil] : channels.map(Optional.some)
    return named.flatMap { channels in kinds.map { one($0, channels) } }
  }

  /// A case of any filter.
  ///
  /// - Parameters:
  ///   - name: of the case.
  ///   - fields: what is computed.
  ///   - channels: samples of a pixel that lie side by side.
  ///   - products: that a sample costs at least, counted in lanes of 32 bits.
  ///   - filter: computes it.
  /// - Returns: the case.
  static func filterCase<In: FilterSample, Out: Sample>(
    _ name: String, _ fields: [(String, JSONValue)], channels: Int = 1, products: Double,
    _ filter: @escaping @Sendable (Plane<In>, FilterContext) -> Plane<Out>
  ) -> BenchCase {
    BenchCase(name: name) { size in
      let source = synthetic(Size(size.width * channels, size.height), In.self)
      @Sendable func result(_ threads: Int) -> Plane<Out> {
        filter(
          source, FilterContext(border: .replicate, channels: channels, threads: threads))
      }
      let outcome = result(1)
      let read = source.size.area * MemoryLayout<In>.stride
      let written = outcome.size.area * MemoryLayout<Out>.stride
      let description: [(String, JSONValue)] =
        [
          ("case", .string(name)), ("width", .integer(size.width)),
          ("height", .integer(size.height)), ("channels", .integer(channels)),
          ("input", .string(sampleName(In.self))), ("output", .string(sampleName(Out.self))),
          ("outputWidth", .integer(outcome.width / channels)),
          ("outputHeight", .integer(outcome.height)), ("border", .string("replicate")),
        ] + fields
      return BenchWork(
        pixels: size.area, bytes: read + written,
        products: Double(source.size.area) * products,
        run: { BenchOutcome(result($0)) },
        recipe: BenchRecipe(
          description: .object(description), input: BenchOutcome(source).samples))
    }
  }

  /// How the names of cases call a kind of sample.
  private static func sampleName<S: Sample>(_ kind: S.Type) -> String {
    switch kind {
    case is UInt8.Type: "u8"
    case is UInt16.Type: "u16"
    case is Int16.Type: "i16"
    default: "f32"
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
protocol BenchFilter: Sendable {
  /// What it computes, for other programs.
  var fields: [(String, JSONValue)] { get }
  /// Products that a sample costs at least, counted in lanes of 32 bits.
  func products<S: FilterSample>(of type: S.Type) -> Double
  /// Computes it.
  func applied<S: FilterSample>(to plane: Plane<S>, _ context: FilterContext) -> Plane<S>
}
