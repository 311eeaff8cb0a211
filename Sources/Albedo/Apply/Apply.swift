import Diagnostics
import Files
import Pipeline
import Raster
import Settings
import Stages

/// Runs one stage on plain files and nothing else, so that each stage can be judged from outside.
public struct Apply: Sendable {
  private let request: ApplyRequest
  private let engine: Engine

  /// A call.
  ///
  /// - Parameters:
  ///   - request: what was asked for.
  ///   - engine: how the stage is run.
  public init(_ request: ApplyRequest, engine: Engine) {
    self.request = request
    self.engine = engine
  }

  /// Reads, runs, writes.
  ///
  /// - Returns: the paths of the written files.
  /// - Throws: a failure of reading, of the stage or of writing; nothing is written then.
  public func run() throws(Failure) -> [String] {
    guard let type = StageCatalogue.standard[request.stage] else {
      throw Failure(
        "there is no stage \"\(request.stage)\"", at: .argument("apply"),
        remedy: Suggestion.remedy(for: request.stage, among: StageCatalogue.standard.names),
        category: .usage)
    }
    let ports = type.inputs.isEmpty ? [Self.sourcePort(of: type)] : type.inputs
    guard request.inputs.count == ports.count else {
      throw Failure(
        "\(request.stage) takes \(ports.count) input files, not \(request.inputs.count)",
        at: .argument("apply"),
        remedy: "give one file for each: "
          + ports.map(\.name).joined(separator: ", "), category: .usage)
    }
    let origins = try ApplyOrigins(request).origins(for: ports)
    let stage = try configured(type, origins)
    var frames: [String: any AnyFrame] = [:]
    var scale: CodeScale?
    for (port, path) in zip(ports, request.inputs) {
      let reading = PictureReading(reader: request.stage, declaration: request.declaration)
      let read = try reading.frame(path, for: port)
      try ApplyOrigins.checkSize(of: read.frame, from: origins[port.name], at: path)
      frames[port.name] = read.frame
      scale = scale ?? read.scale
    }
    if let sink = stage as? any SinkStage, !(stage is Encode) {
      try Files.write(try sink.encode(frames, provenance: provenance), to: request.output)
      return [request.output]
    }
    return try write(results(of: stage, frames), scale: scale, stage: stage)
  }

  /// What a source stage reads, seen from a plain file.
  private static func sourcePort(of type: any Stage.Type) -> InputPort {
    type == DecodeGray.self
      ? InputPort(LinearGray.self, summary: "The file to decode.")
      : InputPort(Mosaic.self, summary: "The file to decode.")
  }

  private func configured(
    _ type: any Stage.Type, _ origins: [String: Origin]
  ) throws(Failure) -> any Stage {
    var findings = Findings()
    let stage = configured(type, &findings)
    try findings.throwIfAny()
    return request.stage == "encode" || type is any SourceStage.Type
      ? stage : try stage.resolved(forEach: origins)
  }

  private func configured<S: Stage>(_ type: S.Type, _ findings: inout Findings) -> any Stage {
    var stage = S()
    for (name, value) in request.parameters {
      S.table.set(name, to: value, at: .argument("--\(name)"), in: &stage, &findings)
    }
    return stage
  }

  /// The frames that leave the stage, by port.
  private func results(
    of stage: any Stage, _ frames: [String: any AnyFrame]
  ) throws(Failure) -> [(port: String, frame: any AnyFrame)] {
    guard let first = frames.values.first else { return [] }
    switch stage {
    case let stage as any BandStage:
      return [(port: "frame", frame: try stage.applied(to: first, engine: engine))]
    case let stage as any FrameStage:
      let results = try stage.process(frames, threads: engine.threads)
      return stage.outputs.compactMap { port in results[port.name].map { (port.name, $0) } }
    default:
      return [(port: "frame", frame: first)]
    }
  }

  private var provenance: Provenance {
    Provenance(
      frame: Files.name(of: request.inputs.first ?? ""), pipeline: nil, isSimulated: false)
  }

  private func write(
    _ results: [(port: String, frame: any AnyFrame)], scale: CodeScale?, stage: any Stage
  ) throws(Failure) -> [String] {
    let ending = Files.ending(of: request.output)
    guard let format = PictureEncoding.Format(ending: ending) else {
      throw Failure(
        "no format is written to files ending in \"\(ending)\"", at: .argument("-o"),
        remedy: "end the name in .png, .jpg, .pgm, .ppm or .pfm", category: .usage)
    }
    var encoding = PictureEncoding()
    encoding.format = format
    var encode = stage as? Encode ?? Encode()
    encode.format = format
    encode.configure(&encoding)
    var written: [String] = []
    for (port, frame) in results {
      var samples = try encode.samples(of: frame)
      if format != .pfm {
        samples =
          scale.map { $0.codes(samples, isFullScale: request.isFullScale) }
          ?? samples.quantised(scale: 65535, offset: 0, bits: 16)
      }
      let path = port == results[0].port ? request.output : besides(request.output, port)
      try Files.write(try encoding.bytes(samples, provenance: provenance), to: path)
      written.append(path)
    }
    return written
  }

  /// `out.png` and `mask` make `out-mask.png`.
  private func besides(_ path: String, _ port: String) -> String {
    let ending = "." + Files.ending(of: path)
    return String(path.dropLast(ending.count)) + "-" + port + ending
  }
}
