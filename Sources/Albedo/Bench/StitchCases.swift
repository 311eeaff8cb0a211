import Diagnostics
import Kernels
import Raster
import Settings
import Stereo

extension BenchCase {
  /// Two pictures that overlap by half, stitched onto a sphere; and five bands of two pictures,
  /// blended.
  static var stitching: [BenchCase] {
    [
      BenchCase(name: "stitch.pair") { size in
        let pair = OverlappingPair(size)
        let both = pair.interleaved
        return BenchWork(
          pixels: 2 * size.area, bytes: 0, products: 0,
          run: { threads throws(Failure) in
            var stitcher = Stitcher()
            stitcher.projection = .sphere
            let mosaic = try stitcher.stitched(
              pictures(both, threads), in: FilterContext(threads: threads))
            var outcome = BenchOutcome(try pixels(of: mosaic.picture, threads))
            outcome.fields = sides(mosaic.picture.size)
            return outcome
          },
          recipe: BenchRecipe(
            description: description("stitch.pair", "stitch", size, []),
            input: BenchOutcome(both).samples))
      },
      BenchCase(name: "stitch.blend") { size in
        let pair = OverlappingPair(size)
        let both = pair.interleaved
        let choices = Plane<UInt8>(size: size) { _, row in
          for x in row.indices { row[x] = x < seam(size) ? 1 : 2 }
        }
        return BenchWork(
          pixels: 2 * size.area, bytes: 0, products: 0,
          run: { threads throws(Failure) in
            let blended = MultibandBlend().blended(
              pictures(both, threads), choices: choices, in: FilterContext(threads: threads))
            return BenchOutcome(try pixels(of: blended, threads))
          },
          recipe: BenchRecipe(
            description: description(
              "stitch.blend", "blend", size, sides(size) + [("seam", .integer(seam(size)))]),
            input: BenchOutcome(both).samples))
      },
    ]
  }

  /// Two pictures of pixels beside each other.
  private static func pictures(_ both: Plane<UInt8>, _ threads: Int) -> [MosaicPicture] {
    let size = Size(both.width / 6, both.height)
    return (0..<2).map { index in
      let part = Region(
        x: 3 * size.width * index, y: 0, width: 3 * size.width, height: size.height)
      return MosaicPicture(
        name: "\(index)",
        samples: .eight(ColorPlanes.parted(both.view(part), threads: threads).planes),
        validity: Validity(allValid: size))
    }
  }

  /// Red, green and blue of each pixel.
  private static func pixels(
    of picture: MosaicPicture, _ threads: Int
  ) throws(Failure) -> Plane<UInt8> {
    guard case .eight(let planes) = picture.samples else {
      throw Failure("codes became light", category: .internalError)
    }
    return ColorPlanes.interleaved(RGBPlanes(planes: planes), threads: threads)
  }

  /// The first column of the second picture.
  private static func seam(_ size: Size) -> Int { size.width / 2 }

  /// How large the result is.
  private static func sides(_ result: Size) -> [(String, JSONValue)] {
    [("outputWidth", .integer(result.width)), ("outputHeight", .integer(result.height))]
  }

  /// Both pictures beside each other are one of twice the width.
  private static func description(
    _ name: String, _ operation: String, _ size: Size, _ fields: [(String, JSONValue)]
  ) -> JSONValue {
    .object(
      [
        ("case", .string(name)), ("operation", .string(operation)),
        ("width", .integer(2 * size.width)), ("height", .integer(size.height)),
        ("channels", .integer(3)), ("input", .string("u8")), ("output", .string("u8")),
        ("bands", .integer(MultibandBlend().bands)),
      ] + fields)
  }
}

/// Two pictures of rough ground by a camera that turns to the right by half of what it sees, and
/// rolls a little; the second darker.
private struct OverlappingPair {
  private let pictures: [[Plane<UInt8>]]

  /// The focal length for each pixel of width.
  private static let focal = 1.15

  init(_ size: Size) {
    // What lies in the plane of the first picture, and around it.
    let ground = Size(size.width * 2, size.height * 9 / 5)
    let heights = Self.ground(ground)
    let focal = Self.focal * Double(size.width)
    let (left, top) = (Double(size.width) / 8, Double(ground.height - size.height) / 2)
    pictures = (0..<2).map { index in
      let (across, along) = index == 0 ? (Turn(0), Turn(0)) : (Turn(0.5 / Self.focal), Turn(0.02))
      let table = ResampleTable(size: size, source: ground, interpolation: .bicubic) { x, y in
        let u = (Double(x) + 0.5 - Double(size.width) / 2) / focal
        let v = (Double(y) + 0.5 - Double(size.height) / 2) / focal
        let (right, down) = (along.cos * u - along.sin * v, along.sin * u + along.cos * v)
        let ahead = across.cos - across.sin * right
        let place = (across.cos * right + across.sin, down)
        return (
          left + Double(size.width) / 2 + focal * place.0 / ahead - 0.5,
          top + Double(size.height) / 2 + focal * place.1 / ahead - 0.5
        )
      }
      let light = table.resampled(heights)
      return [Float(1), 0.92, 0.8].map { share in
        Plane(size: size) { y, row in
          for x in row.indices {
            let (u, v) = (
              Float(2 * x) / Float(size.width) - 1, Float(2 * y) / Float(size.height) - 1
            )
            let fall = 1 - 0.1 * (u * u + v * v)
            let seen = (120 + 60 * light[x, y]) * share * fall
            row[x] = UInt8(max(1, min(254, seen * (index == 0 ? 1 : 0.82))))
          }
        }
      }
    }
  }

  /// A turn by an angle whose tangent is known.
  private struct Turn {
    let (cos, sin): (Double, Double)

    init(_ tangent: Double) {
      let length = (1 + tangent * tangent).squareRoot()
      (cos, sin) = (1 / length, tangent / length)
    }
  }

  /// Rough at every scale: random numbers at every second, fourth … 128th pixel, joined smoothly,
  /// the coarser the higher.
  private static func ground(_ size: Size) -> Plane<Float> {
    var sum = Plane<Float>(size: size, repeating: 0)
    for octave in 1...7 {
      let step = 1 << octave
      let coarse = Size(size.width / step + 5, size.height / step + 5)
      let random = Plane<Float>(size: coarse) { y, row in
        for x in row.indices {
          row[x] = CraterScene.random(x, y, 100 + octave) - 0.5
        }
      }
      let table = ResampleTable(size: size, source: coarse, interpolation: .bicubic) { x, y in
        (2 + Double(x) / Double(step), 2 + Double(y) / Double(step))
      }
      let height = Float(octave) / 4
      sum = sum.merged(table.resampled(random)) { $0 + $1 * height }
    }
    return sum
  }

  /// Both beside each other, red, green and blue of each pixel.
  var interleaved: Plane<UInt8> {
    let size = pictures[0][0].size
    return Plane(size: Size(6 * size.width, size.height)) { y, row in
      for (index, planes) in pictures.enumerated() {
        for (color, plane) in planes.enumerated() {
          let source = plane.row(y)
          for x in source.indices { row[3 * (size.width * index + x) + color] = source[x] }
        }
      }
    }
  }
}
