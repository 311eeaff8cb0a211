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
  private let catalogue: StageCatalogue

  /// A call.
  ///
  /// - Parameters:
  ///   - request: what was asked for.
  ///   - engine: how the stage is run.
  ///   - catalogue: the stages there are.
  public init(_ request: ApplyRequest, engine: Engine, catalogue: StageCatalogue = .standard) {
    self.request = request
    self.engine = engine
    self.catalogue = catalogue
  }

  /// Reads, runs, writes.
  ///
  /// - Returns: the paths of the written files.
  /// - Throws: a failure of reading, of the stage or of writing; nothing is written but where
  ///   writing fails.
  public func run() throws(Failure) -> [String] {
    guard let type = catalogue[request.stage] else {
      throw Failure(
        "there is no stage \"\(request.stage)\"", at: .argument("apply"),
        remedy: Suggestion.remedy(for: request.stage, among: catalogue.names), category: .usage)
    }
    let ports = try ports(of: type)
    let origins = try ApplyOrigins(request).origins(for: ports)
    let stage = try configured(type, origins)
    try checkReport(of: stage)
    let (frames, scale) = try frames(for: ports, origins.map(\.origin.camera))
    let results = try results(of: stage, ports, consume frames)
    let output = ApplyOutput(request: request, stage: stage, scale: scale)
    let files = try output.files(of: results)
    for file in files { try Files.write(file.bytes, to: file.path) }
    return files.map(\.path)
  }

  /// What a source stage reads, seen from a plain file.
  private static func sourcePort(of type: any Stage.Type) -> InputPort {
    type == DecodeGray.self
      ? InputPort(LinearGray.self, summary: "The file to decode.")
      : InputPort(Mosaic.self, summary: "The file to decode.")
  }

  /// The port that each input file goes to.
  private func ports(of type: any Stage.Type) throws(Failure) -> [InputPort] {
    let ports = type.inputs.isEmpty ? [Self.sourcePort(of: type)] : type.inputs
    let count = request.inputs.count
    if ports[0].isMany {
      if count > 0 { return Array(repeating: ports[0], count: count) }
      throw Failure(
        "\(request.stage) takes one input file or more, and was given none",
        at: .argument("apply"), remedy: "name the files in their order", category: .usage)
    }
    guard count == ports.count else {
      throw Failure(
        "\(request.stage) takes \(ports.count) input files, not \(count)",
        at: .argument("apply"),
        remedy: "give one file for each: "
          + ports.map(\.name).joined(separator: ", "), category: .usage)
    }
    return ports
  }

  private func configured(
    _ type: any Stage.Type, _ origins: [(port: String, origin: Origin)]
  ) throws(Failure) -> any Stage {
    var findings = Findings()
    let stage = configured(type, &findings)
    try findings.throwIfAny()
    return request.stage == "encode" || type is any SourceStage.Type
      ? stage : try stage.resolved(behind: origins)
  }

  private func configured<S: Stage>(_ type: S.Type, _ findings: inout Findings) -> any Stage {
    var stage = S()
    for (name, value) in request.parameters {
      S.table.set(name, to: value, at: .argument("--\(name)"), in: &stage, &findings)
    }
    return stage
  }

  private func checkReport(of stage: any Stage) throws(Failure) {
    guard let report = request.report else { return }
    if !stage.outputs.contains(where: { $0.isReport }) {
      throw Failure(
        "\(request.stage) makes no report", at: .argument("--report"), remedy: "leave --report out",
        category: .usage)
    }
    if report == request.output {
      throw Failure(
        "report and picture would be one file", at: .argument("--report"),
        remedy: "give two names", category: .usage)
    }
  }

  /// The frames in the input files, all of one domain where one port takes many, and the scale by
  /// which codes became light, where they did.
  private func frames(
    for ports: [InputPort], _ cameras: [Camera?]
  ) throws(Failure) -> (frames: [any AnyFrame], scale: CodeScale?) {
    let reading = PictureReading(reader: request.stage, declaration: request.declaration)
    var frames: [any AnyFrame] = []
    var scale: CodeScale?
    for (index, path) in request.inputs.enumerated() {
      let read = try reading.frame(path, for: ports[index])
      try ApplyOrigins.checkSize(of: read.frame, from: cameras[index], at: path)
      let domain = read.frame.domainName
      if ports[0].isMany, let first = frames.first?.domainName, first != domain {
        throw Failure(
          "the picture is read as \(domain), and \(request.inputs[0]) as \(first)",
          at: .file(path), remedy: "give pictures of one kind")
      }
      frames.append(read.frame)
      scale = scale ?? read.scale
    }
    return (frames, scale)
  }

  /// What leaves the stage, in the order of its ports: frames, or the bytes of a file.
  private func results(
    of stage: any Stage, _ ports: [InputPort], _ frames: consuming [any AnyFrame]
  ) throws(Failure) -> ApplyOutput.Results {
    switch stage {
    case is Encode, is any SourceStage: return .frames([("frame", frames[0])])
    case let stage as any BandStage:
      return .frames([("frame", try stage.applied(to: frames[0], engine: engine))])
    case let stage as any GatheringStage:
      return .frames(try stage.process(frames, threads: engine.threads), of: stage)
    case let stage as any FrameStage:
      let inputs = Dictionary(uniqueKeysWithValues: zip(ports.map(\.name), frames))
      return .frames(try stage.process(inputs, threads: engine.threads), of: stage)
    case let sink as any SinkStage:
      let inputs = Dictionary(uniqueKeysWithValues: zip(ports.map(\.name), frames))
      return .file(try sink.encode(inputs, provenance: request.provenance))
    default:
      preconditionFailure("\(request.stage) is no kind of stage that can be run")
    }
  }
}
