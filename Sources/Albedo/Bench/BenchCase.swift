import Diagnostics
import Files
import Pipeline
import Raster
import Stages

/// One thing whose time is taken: a stage under one setting, on a synthetic frame.
public struct BenchCase: Sendable {
  /// `stage.debayer.malvar`.
  public let name: String
  /// What is run; the digest tells whether it computed the right thing.
  let run: @Sendable (Engine) throws(Failure) -> any AnyFrame

  /// All cases on frames of one size, in the order of the data flow.
  ///
  /// - Parameter size: of the synthetic frames.
  /// - Returns: a case for every band stage and each of its settings.
  /// - Throws: a failure when a stage refuses a synthetic frame.
  public static func all(size: Size) throws(Failure) -> [BenchCase] {
    let frames = try SyntheticFrames(size: size)
    var cases: [BenchCase] = []
    for type in StageCatalogue.standard.stages {
      guard let accepted = type.inputs.first?.accepts else { continue }
      guard let input = frames.all.first(where: { accepted.contains($0.domainName) }) else {
        continue
      }
      for (name, stage) in type.anyBenchmarks {
        guard let stage = stage as? any BandStage else { continue }
        cases.append(BenchCase(type.name, name, stage, input))
      }
    }
    return cases
  }

  private init(
    _ stageName: String, _ setting: String, _ stage: any BandStage, _ input: any AnyFrame
  ) {
    name = (["stage", stageName, setting].filter { !$0.isEmpty }).joined(separator: ".")
    run = { engine throws(Failure) in try stage.applied(to: input, engine: engine) }
  }
}

extension Stage {
  /// The settings under which it is measured, its type left open.
  fileprivate static var anyBenchmarks: [(name: String, stage: any Stage)] {
    benchmarks.map { ($0.name, $0.stage) }
  }
}

/// Frames that follow from their size alone: codes of 12 bits with edges, slopes and noise.
struct SyntheticFrames {
  let all: [any AnyFrame]

  init(size: Size) throws(Failure) {
    let codes = Plane<UInt16>(size: size) { y, row in
      for x in row.indices {
        var hash = UInt32(truncatingIfNeeded: x &* 0x9E37_79B1 ^ y &* 0x85EB_CA77)
        hash ^= hash >> 15
        hash = hash &* 0x2C1B_3C6D
        hash ^= hash >> 12
        let slope = (x * 2000) / max(1, size.width) + (y * 1000) / max(1, size.height)
        let step = ((x / 37) ^ (y / 23)) & 1 == 0 ? 0 : 700
        row[x] = UInt16(64 + slope + step + Int(hash & 63))
      }
    }
    let mosaic = Frame<Mosaic>(
      codes,
      properties: .init(pattern: .rggb, levels: Levels(black: 64, white: 4095, validBits: 12)))
    let light = try BlackLevel().applied(to: mosaic, engine: .plain)
    let color = try DebayerStage().applied(to: light, engine: .plain)
    let display = try Tone().applied(to: color, engine: .plain)
    all = [mosaic, light, color, display]
  }
}
