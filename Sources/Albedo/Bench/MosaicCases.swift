import Kernels
import Raster
import Settings
import Stages

extension BenchCase {
  /// Debayering and development as other programs do them.
  ///
  /// Whole frames, from one sample a pixel to three side by side. They run on one thread, whatever
  /// is asked for; the cases of stages run on more.
  static var mosaics: [BenchCase] {
    Debayer.Method.allCases.map(debayerCase)
      + [
        wordCase(.bilinear), wordCase(.malvar), byteCase(.bilinear), byteCase(.malvar),
      ] + [.malvar, .bilinear].map(developCase)
  }

  private static func debayerCase(_ method: Debayer.Method) -> BenchCase {
    let name = "debayer.\(method.rawValue).f32"
    return BenchCase(name: name) { size in
      let codes = SyntheticFrames.codes(size)
      let mosaic = Plane<Float>(size: size) { y, row in
        let source = codes.row(y)
        for x in row.indices { row[x] = Float(source[x]) / 4095 }
      }
      return mosaicWork(
        name, method, from: mosaic, "f32", to: "f32", [("operation", .string("debayer"))]
      ) { ColorPlanes.interleaved(Debayer.colors(of: mosaic, by: method, pattern: .rggb)) }
    }
  }

  private static func wordCase(_ method: Debayer.Method) -> BenchCase {
    let name = "debayer.\(method.rawValue).u16"
    return BenchCase(name: name) { size in
      let mosaic = SyntheticFrames.codes(size)
      return mosaicWork(
        name, method, from: mosaic, "u16", to: "u16", [("operation", .string("debayer"))]
      ) { Debayer.codes(of: mosaic, by: method, pattern: .rggb) }
    }
  }

  private static func byteCase(_ method: Debayer.Method) -> BenchCase {
    let name = "debayer.\(method.rawValue).u8"
    return BenchCase(name: name) { size in
      let codes = SyntheticFrames.codes(size)
      let mosaic = Plane<UInt8>(size: size) { y, row in
        let source = codes.row(y)
        for x in row.indices { row[x] = UInt8(source[x] >> 4) }
      }
      return mosaicWork(
        name, method, from: mosaic, "u8", to: "u8", [("operation", .string("debayer"))]
      ) { Debayer.codes(of: mosaic, by: method, pattern: .rggb) }
    }
  }

  private static func developCase(_ method: Debayer.Method) -> BenchCase {
    let name = "develop.\(method.rawValue).u16"
    return BenchCase(name: name) { size in
      let codes = SyntheticFrames.codes(size)
      let (gains, matrix): ([Double], [Double]) = (
        [1.9, 1, 1.6], [1.7, -0.5, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
      )
      let levels = Levels(black: 64, white: 4095, validBits: 12)
      guard let tone = Tone().codes else { preconditionFailure("the curve has 8 bits") }
      var development = Development(levels: levels, method: method, tone: tone)
      development.gains = gains.map { Float($0) }
      development.matrix = matrix.map { Float($0) }
      let fields: [(String, JSONValue)] = [
        ("operation", .string("develop")), ("black", .integer(64)), ("white", .integer(4095)),
        ("gains", .array(gains.map { .number($0) })),
        ("matrix", .array(matrix.map { .number($0) })), ("tone", .string("srgb")),
      ]
      return mosaicWork(name, method, from: codes, "u16", to: "u8", fields) {
        [development] in development.interleaved(of: codes, pattern: .rggb)
      }
    }
  }

  private static func mosaicWork<In: Sample, Out: Sample>(
    _ name: String, _ method: Debayer.Method, from source: Plane<In>, _ input: String,
    to output: String, _ fields: [(String, JSONValue)],
    _ result: @escaping @Sendable () -> Plane<Out>
  ) -> BenchWork {
    let size = source.size
    let description: [(String, JSONValue)] =
      [
        ("case", .string(name)), ("width", .integer(size.width)),
        ("height", .integer(size.height)), ("channels", .integer(1)),
        ("outputChannels", .integer(3)), ("input", .string(input)), ("output", .string(output)),
        ("outputWidth", .integer(size.width)), ("outputHeight", .integer(size.height)),
        ("border", .string("reflect101")), ("method", .string(method.rawValue)),
        ("pattern", .string("RGGB")),
      ] + fields
    return BenchWork(
      pixels: size.area,
      bytes: size.area * (MemoryLayout<In>.stride + 3 * MemoryLayout<Out>.stride), products: 0,
      run: { _ in BenchOutcome(result()) },
      recipe: BenchRecipe(
        description: .object(description), input: BenchOutcome(source).samples))
  }
}
