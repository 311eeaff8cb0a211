import Pipeline
import Raster
import Stages

extension BenchCase {
  /// From received codes to light without flaws, as pipelines do it: decompand, black-level, dark,
  /// flat and bad-pixels.
  static var calibrations: [BenchCase] {
    [
      calibrationCase("chain.calibrate", .squareRoot(linearBits: 12)),
      calibrationCase(
        "chain.calibrate.table",
        .table((0..<256).map { UInt16(($0 * $0 * 4095 + 32512) / 65025) }, linearBits: 12)),
      calibrationCase("chain.calibrate.linear", .linear),
    ]
  }

  private static func calibrationCase(_ name: String, _ companding: Companding) -> BenchCase {
    BenchCase(name: name) { size in
      let scene = CraterScene(size)
      var badPixels = BadPixels()
      badPixels.noise = CraterScene.noiseAtBlack
      badPixels.electrons = CraterScene.electrons
      let chain: [any BandStage] = [
        Decompand(companding), BlackLevel(), Dark(scene.dark, scale: 1), Flat(scene.gains),
        badPixels,
      ]
      return chainWork(chain, on: scene.frame(companding))
    }
  }
}

/// A simulated sensor above craters in low light: shadows, slopes, noise, and pixels that lie.
///
/// It follows from its size alone, by sums, products, quotients and square roots.
struct CraterScene {
  /// Standard deviation of noise without light, as a share of white.
  static let noiseAtBlack = 0.001
  /// Electrons of a pixel at white.
  static let electrons = 12900.0

  /// Sixteen-bit codes of the light that each pixel shows in the dark.
  let dark: Plane<UInt16>
  /// What evens pixels out; 32768 is 1.
  let gains: Plane<UInt16>
  /// Light as the sensor sees it, black 0, white 1.
  private let seen: Plane<Float>

  init(_ size: Size) {
    let craters = (0..<120).map { number in
      let share = (0..<3).map { Self.random(number, $0, 9) }
      return (
        x: share[0] * Float(size.width), y: share[1] * Float(size.height),
        radius: (20 + 160 * share[2] * share[2] * share[2]) * Float(size.height) / 1080
      )
    }
    var slope = PlaneBuilder<Float>(size: size, repeating: 0)
    for crater in craters {
      let reach = crater.radius * 1.5
      for y in Self.columns(crater.y, reach, size.height) {
        for x in Self.columns(crater.x, reach, size.width) {
          let (dx, dy) = (
            (Float(x) - crater.x) / crater.radius, (Float(y) - crater.y) / crater.radius
          )
          let square = dx * dx + dy * dy
          // A bowl with a rim that falls off outside.
          let fall = square < 1 ? 1 - square * 0.3 : max(0, 2.25 - square) * -0.35
          slope[x, y] += (dx * 0.9 + dy * 0.4) * fall
        }
      }
    }
    let light = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = max(0.004, 0.3 + 0.2 * slope[x, y]) }
    }
    let share = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let (dx, dy) = (Float(2 * x - size.width), Float(2 * y - size.height))
        let far = (dx * dx + dy * dy) / Float(max(1, size.width * size.width))
        row[x] = (1 - 0.2 * far) * (0.99 + 0.02 * Self.random(x, y, 1))
      }
    }
    dark = Plane(size: size) { y, row in
      for x in row.indices {
        row[x] = UInt16(60 + 20 * Self.random(x, y, 2))
        if Self.random(x, y, 3) < 0.0002 { row[x] = 20000 }
      }
    }
    gains = Plane(size: size) { y, row in
      let share = share.row(y)
      for x in row.indices { row[x] = UInt16(min(32768 / share[x] + 0.5, 65535)) }
    }
    seen = Plane(size: size) { [dark] y, row in
      for x in row.indices {
        // A lens spreads light over neighbours.
        var sum: Float = 0
        for (dy, down) in [(-1, Float(1)), (0, 2), (1, 1)] {
          let line = min(max(y + dy, 0), size.height - 1)
          for (dx, across) in [(-1, Float(1)), (0, 2), (1, 1)] {
            sum += light[min(max(x + dx, 0), size.width - 1), line] * (down * across / 16)
          }
        }
        var signal = sum * share[x, y]
        if Self.random(x, y, 4) < 0.0002 { signal *= 0.2 }
        signal += Float(dark[x, y]) / 65535
        let variance = Float(Self.noiseAtBlack * Self.noiseAtBlack)
        let scatter = (variance + signal / Float(Self.electrons)).squareRoot()
        let noise = (5..<9).reduce(Float(-2)) { $0 + Self.random(x, y, $1) } * 1.732
        row[x] = signal + scatter * noise
      }
    }
  }

  /// The mosaic that a sensor of 12 bits makes of it: companded to 8, or as it is.
  func frame(_ companding: Companding) -> Frame<Mosaic> {
    let isLinear = companding == .linear
    let codes = Plane<UInt16>(size: seen.size) { y, row in
      let source = seen.row(y)
      for x in row.indices {
        let linear = min(max(64 + 4031 * source[x], 0), 4095)
        row[x] = UInt16((isLinear ? linear : (linear * 65025 / 4095).squareRoot()) + 0.5)
      }
    }
    let levels = Levels(
      black: 64, white: 4095, validBits: isLinear ? 12 : 8, companding: companding)
    return Frame(codes, properties: .init(pattern: .rggb, levels: levels))
  }

  private static func columns(_ centre: Float, _ reach: Float, _ count: Int) -> Range<Int> {
    let first = min(max(0, Int(centre - reach)), count)
    return first..<max(first, min(count, Int(centre + reach) + 1))
  }

  /// A number from 0 to 1 that looks like chance.
  static func random(_ x: Int, _ y: Int, _ kind: Int) -> Float {
    var hash = UInt32(truncatingIfNeeded: x &* 0x9E37_79B1 ^ y &* 0x85EB_CA77 ^ kind &* 0xC2B2_AE3D)
    hash ^= hash >> 15
    hash = hash &* 0x2C1B_3C6D
    hash ^= hash >> 12
    hash = hash &* 0x297A_2D39
    hash ^= hash >> 15
    return Float(hash >> 8) / 16_777_216
  }
}
