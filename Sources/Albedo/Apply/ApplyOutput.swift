import Diagnostics
import Files
import Pipeline
import Raster
import Settings
import Stages

/// The files that `albedo apply` writes of what leaves a stage.
struct ApplyOutput {
  let request: ApplyRequest
  let stage: any Stage
  /// How codes became light, where they did.
  let scale: CodeScale?

  /// What leaves a stage.
  enum Results {
    /// Frames, in the order of the ports.
    case frames([(port: String, frame: any AnyFrame)])
    /// The bytes of a file.
    case file([UInt8])

    /// The frames of a stage in the order of its ports.
    static func frames(_ frames: [String: any AnyFrame], of stage: any Stage) -> Results {
      .frames(stage.outputs.compactMap { port in frames[port.name].map { (port.name, $0) } })
    }
  }

  /// The files: one for each picture, and one for the report where it is asked for.
  ///
  /// - Parameter results: what leaves the stage.
  /// - Returns: path and content, in the order of the ports.
  /// - Throws: a failure where the format cannot hold a picture.
  func files(of results: Results) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    let frames: [(port: String, frame: any AnyFrame)]
    switch results {
    case .file(let bytes): return [(request.output, bytes)]
    case .frames(let all): frames = all
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for (port, frame) in frames {
      if let report = frame as? Frame<Report> {
        guard let path = request.report else { continue }
        files.append((path, Array((try report.json.prettyText + "\n").utf8)))
      } else {
        let isFirst = !files.contains { $0.path == request.output }
        let path = isFirst ? request.output : besides(request.output, port)
        files.append((path, try bytes(of: frame)))
      }
    }
    return files
  }

  private func bytes(of frame: any AnyFrame) throws(Failure) -> [UInt8] {
    let ending = Files.ending(of: request.output)
    guard let format = PictureEncoding.Format(ending: ending),
      let named = Encode.Format(rawValue: format.rawValue)
    else {
      throw Failure(
        "no format is written to files ending in \"\(ending)\"", at: .argument("-o"),
        remedy: "end the name in .png, .jpg, .pgm, .ppm or .pfm", category: .usage)
    }
    var encode = stage as? Encode ?? Encode()
    encode.format = named
    var samples = try encode.samples(of: frame)
    if format != .pfm {
      samples =
        scale.map { $0.codes(samples, isFullScale: request.isFullScale) }
        ?? samples.quantised(scale: 65535, offset: 0, bits: 16)
    }
    return try encode.encoding.bytes(samples, provenance: request.provenance)
  }

  /// `out.png` and `mask` make `out-mask.png`.
  private func besides(_ path: String, _ port: String) -> String {
    let ending = "." + Files.ending(of: path)
    return String(path.dropLast(ending.count)) + "-" + port + ending
  }
}

extension ApplyRequest {
  /// What a written file says about itself.
  var provenance: Provenance {
    Provenance(frame: Files.name(of: inputs.first ?? ""), pipeline: nil, isSimulated: false)
  }
}

extension OutputPort {
  /// Whether a report leaves here.
  var isReport: Bool { kind == .domain(Report.name) }
}
