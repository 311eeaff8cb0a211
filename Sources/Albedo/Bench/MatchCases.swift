import Kernels
import Raster
import Settings
import Stereo

extension BenchCase {
  private static let disparities = 128

  /// Disparities of a made-up pair: by blocks, along five and eight ways; and all that a pair goes
  /// through, refinement with it.
  static var matching: [BenchCase] {
    let blocks = BlockMatcher()
    return [
      matchCase("match.block", [("window", .integer(blocks.window))]) { left, right, threads in
        var blocks = blocks
        blocks.disparities = disparities
        return blocks.matched(left, right, threads: threads)
      },
      semiGlobal("match.semi-global.5", .five),
      semiGlobal("match.semi-global.8", .eight),
      BenchCase(name: "stereo.match") { size in
        let (left, right) = rectifiedPair(size)
        let valid = Validity(allValid: size)
        return BenchWork(pixels: size.area, bytes: 0, products: 0) { threads in
          let pair = GreyPair(
            left: left.mapped { Float($0) }, right: right.mapped { Float($0) },
            validity: (valid, valid))
          var ways = SemiGlobalMatcher()
          ways.disparities = disparities
          var matcher = DisparityMatcher()
          matcher.search = .semiGlobal(ways)
          return BenchOutcome(matcher.matched(pair, threads: threads).disparities)
        }
      },
    ]
  }

  private static func semiGlobal(
    _ name: String, _ directions: SemiGlobalMatcher.Ways
  ) -> BenchCase {
    matchCase(name, [("ways", .integer(directions.rawValue))]) { left, right, threads in
      var ways = SemiGlobalMatcher()
      (ways.disparities, ways.ways) = (disparities, directions)
      return ways.matched(left, right, threads: threads)
    }
  }

  /// A case whose peers get both pictures as two channels, and say -16 where nothing is known.
  private static func matchCase(
    _ name: String, _ fields: [(String, JSONValue)],
    _ matched: @escaping @Sendable (Plane<UInt8>, Plane<UInt8>, Int) -> Plane<Int16>
  ) -> BenchCase {
    BenchCase(name: name) { size in
      let (left, right) = rectifiedPair(size)
      let description: [(String, JSONValue)] =
        [
          ("case", .string(name)), ("operation", .string("match")),
          ("width", .integer(size.width)), ("height", .integer(size.height)),
          ("channels", .integer(2)), ("outputChannels", .integer(1)), ("input", .string("u8")),
          ("output", .string("i16")), ("border", .string("replicate")),
          ("disparities", .integer(disparities)),
        ] + fields
      let both = Plane<UInt8>(size: Size(2 * size.width, size.height)) { y, row in
        for x in row.indices { row[x] = x % 2 == 0 ? left[x / 2, y] : right[x / 2, y] }
      }
      return BenchWork(
        pixels: size.area, bytes: 4 * size.area, products: 0,
        run: { threads in
          let codes = matched(left, right, threads)
          let told: @Sendable () -> Plane<Int16> = {
            codes.mapped { $0 == SemiGlobalMatcher.unknown ? -16 : $0 }
          }
          return BenchOutcome(
            digest: { BenchOutcome(told()).digest() }, samples: { BenchOutcome(told()).samples() })
        },
        recipe: BenchRecipe(
          description: .object(description), input: BenchOutcome(both).samples))
    }
  }

  /// Craters on a slope that comes nearer towards the lower edge, with steps and noise.
  private static func rectifiedPair(
    _ size: Size
  ) -> (left: Plane<UInt8>, right: Plane<UInt8>) {
    let craters = CraterScene(size).frame(.linear).samples
    let grain = SyntheticFrames.codes(size)
    let left = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = UInt8(Int(craters[x, y]) >> 5 + Int(grain[x, y]) % 64) }
    }
    let right = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        let step = (x / 240) % 2 * 12
        row[x] = left[min(x + 20 + step + 60 * y / size.height, size.width - 1), y]
      }
    }
    return (left, right)
  }
}
