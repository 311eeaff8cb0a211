import Diagnostics
import Files
import Pipeline
import Raster
import Stages

/// One thing whose time is taken.
public struct BenchCase: Sendable {
  /// `conv.dense.5x5.u8.c1`, `stage.debayer.malvar`.
  public let name: String
  /// Makes the input.
  let prepare: @Sendable (Size) throws(Failure) -> BenchWork

  /// All cases: kernels first, then stages in the order of the data flow, then chains of them.
  public static var all: [BenchCase] {
    filters + resampling + mosaics + stages + calibrations + features + matching + stitching
  }

  /// Every stage that works on one frame under each of its settings, on a synthetic frame; not the
  /// writing of pictures, which is the work of other libraries.
  static var stages: [BenchCase] {
    StageCatalogue.standard.stages.flatMap { type -> [BenchCase] in
      guard let accepted = type.inputs.first?.accepts else { return [] }
      return type.anyBenchmarks.compactMap { setting, stage in
        guard let work = work(of: stage) else { return nil }
        let name = ["stage", type.name, setting].filter { !$0.isEmpty }.joined(separator: ".")
        return BenchCase(name: name) { size throws(Failure) in
          let frames = try SyntheticFrames(size: size)
          guard let input = frames.all.first(where: { accepted.contains($0.domainName) }) else {
            throw Failure("there is no synthetic frame of \(accepted.joined(separator: " or "))")
          }
          return work(input)
        }
      }
    }
  }

  private static func work(of stage: any Stage) -> (@Sendable (any AnyFrame) -> BenchWork)? {
    switch stage {
    case let stage as any BandStage: { chainWork([stage], on: $0) }
    case is Encode: nil
    case let sink as any SinkStage where type(of: sink).inputs.count == 1:
      { sinkWork(sink, on: $0) }
    default: nil
    }
  }

  /// Stages one after the other, on a frame.
  static func chainWork(_ stages: [any BandStage], on input: any AnyFrame) -> BenchWork {
    BenchWork(
      pixels: input.size.area, bytes: 0, products: 0,
      run: { threads throws(Failure) in
        let result = try stages.applied(to: input, engine: .fast(threads: threads))
        return BenchOutcome(
          digest: { result.digest },
          samples: {
            var bytes: [UInt8] = []
            result.forEachRowOfBytes { bytes += $0 }
            return bytes
          })
      })
  }

  private static func sinkWork(_ sink: any SinkStage, on input: any AnyFrame) -> BenchWork {
    BenchWork(
      pixels: input.size.area, bytes: 0, products: 0,
      run: { _ throws(Failure) in
        let provenance = Provenance(frame: "bench", pipeline: nil, isSimulated: true)
        let inputs = [type(of: sink).inputs[0].name: input]
        let bytes = try sink.encode(inputs, provenance: provenance)
        return BenchOutcome(digest: { Digest(of: bytes) }, samples: { bytes })
      })
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
    let codes = Self.codes(size)
    let mosaic = Frame<Mosaic>(
      codes,
      properties: .init(pattern: .rggb, levels: Levels(black: 64, white: 4095, validBits: 12)))
    let light = try BlackLevel().applied(to: mosaic, engine: .plain)
    let color = try DebayerStage().applied(to: light, engine: .plain)
    let display = try Tone().applied(to: color, engine: .plain)
    all = [mosaic, light, color, display]
  }

  /// Codes of 12 bits: edges, slopes and noise.
  static func codes(_ size: Size) -> Plane<UInt16> {
    Plane<UInt16>(size: size) { y, row in
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
  }
}
