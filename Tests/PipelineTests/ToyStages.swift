import Diagnostics
import Pipeline
import Raster
import Settings

/// Stages small enough to check by hand.
let toys = StageCatalogue([
  Source.self, Blur.self, Add.self, Level.self, Pair.self, Mean.self, Gray.self, Sink.self,
  Note.self,
])

/// Gives codes that follow from the frame's bytes.
struct Source: SourceStage {
  var camera: String?
  var each = false
  static let name = "source"
  static let summary = "Gives a plane of light made of the file's bytes."
  static let table = Table<Source>([
    .text("camera", \.camera, "Which camera."), .flag("each", \.each, "All frames."),
  ])
  static let inputs: [InputPort] = []
  var outputs: [OutputPort] { [OutputPort(LinearGray.self, summary: "light")] }
  var reach: Reach { .wholeFrame }

  var bringsEach: Bool { each }

  func select(from item: Item) throws(Failure) -> [Origin] {
    let frames = item.frames.filter { camera == nil || $0.camera?.name == camera }
    guard let first = frames.first else {
      throw Failure("no frame of camera \(camera ?? "")", remedy: "name another camera")
    }
    return each ? frames : [first]
  }

  func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded {
    if bytes.isEmpty {
      throw Failure("empty file", at: .file(origin.file), remedy: "send it again")
    }
    let plane = Plane<Float>(size: Size(13, 11)) { y, row in
      for x in row.indices { row[x] = Float(bytes[(y * 13 + x) % bytes.count]) / 256 }
    }
    return Decoded(frame: Frame<LinearGray>(plane, properties: LinearProperties()))
  }
}

/// The mean of a column of pixels; reaches `radius` rows.
struct Blur: BandStage {
  var radius = 1
  static let name = "blur"
  static let summary = "Averages over rows."
  static let table = Table<Blur>([.integer("radius", \.radius, unit: "px", range: 0...9, "Rows.")])
  static let inputs = [InputPort(LinearGray.self, summary: "light")]
  var outputs: [OutputPort] { [OutputPort(LinearGray.self, summary: "light")] }
  var reach: Reach { .halo(radius) }

  func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    BandWork(size: size, halo: radius) { (frame: Frame<LinearGray>, rows) in
      let plane = Plane<Float>(size: Size(size.width, rows.count)) { y, out in
        for x in out.indices {
          var sum: Float = 0
          for dy in -radius...radius {
            let at = min(max(rows.lowerBound + y + dy, 0), size.height - 1)
            sum += frame.samples[x, at - frame.rows.lowerBound]
          }
          out[x] = sum / Float(2 * radius + 1)
        }
      }
      return Frame<LinearGray>(plane, rows: rows, of: size, properties: LinearProperties())
    }
  }
}

/// Adds a number to each pixel.
struct Add: BandStage {
  var value = 0.25
  static let name = "add"
  static let summary = "Adds a number."
  static let table = Table<Add>([.number("value", \.value, range: -9...9, "The number.")])
  static let inputs = [InputPort(LinearGray.self, summary: "light")]
  var outputs: [OutputPort] { [OutputPort(LinearGray.self, summary: "light")] }
  var reach: Reach { .halo(0) }

  func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    BandWork(size: size, halo: 0) { (frame: Frame<LinearGray>, rows) in
      let band = frame.band(rows)
      return Frame<LinearGray>(
        Plane(size: band.samples.size) { y, out in
          for x in out.indices { out[x] = band.samples[x, y] + Float(value) }
        }, rows: rows, of: size, properties: LinearProperties())
    }
  }
}

/// Subtracts the largest value of the whole picture.
struct Level: BandStage {
  static let name = "level"
  static let summary = "Subtracts the maximum."
  static let table = Table<Level>([])
  static let inputs = [InputPort(LinearGray.self, summary: "light")]
  var outputs: [OutputPort] { [OutputPort(LinearGray.self, summary: "light")] }
  var reach: Reach { .reduction(halo: 0) }

  func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    guard let whole = whole as? Frame<LinearGray> else {
      throw Failure("a reduction without its picture", category: .internalError)
    }
    var largest = -Float.infinity
    for y in 0..<size.height {
      for x in 0..<size.width { largest = max(largest, whole.samples[x, y]) }
    }
    return BandWork(size: size, halo: 0) { [largest] (frame: Frame<LinearGray>, rows) in
      let band = frame.band(rows)
      return Frame<LinearGray>(
        Plane(size: band.samples.size) { y, out in
          for x in out.indices { out[x] = band.samples[x, y] - largest }
        }, rows: rows, of: size, properties: LinearProperties())
    }
  }
}

/// Gives the sum and the difference of two pictures.
struct Pair: FrameStage {
  static let name = "pair"
  static let summary = "Sum and difference."
  static let table = Table<Pair>([])
  static let inputs = [
    InputPort(LinearGray.self, name: "a", summary: "light"),
    InputPort(LinearGray.self, name: "b", summary: "light"),
  ]
  var outputs: [OutputPort] {
    [
      OutputPort(LinearGray.self, name: "sum", summary: "a + b"),
      OutputPort(LinearGray.self, name: "difference", summary: "a − b"),
    ]
  }
  var reach: Reach { .wholeFrame }

  func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let a = inputs["a"] as? Frame<LinearGray>, let b = inputs["b"] as? Frame<LinearGray>
    else { throw Failure("an input is missing", category: .internalError) }
    func combined(_ operation: (Float, Float) -> Float) -> Frame<LinearGray> {
      Frame<LinearGray>(
        Plane(size: a.size) { y, out in
          for x in out.indices { out[x] = operation(a.samples[x, y], b.samples[x, y]) }
        }, properties: LinearProperties())
    }
    return ["sum": combined(+), "difference": combined(-)]
  }
}

/// The mean of pictures, each weighed by its place in their order, and what it was made of.
struct Mean: GatheringStage {
  var cameras = ""
  static let name = "mean"
  static let summary = "Averages any number of pictures."
  static let table = Table<Mean>([.text("cameras", \.cameras, "Whose pictures they are.")])
  static let inputs = [
    InputPort(
      LinearGray.self, DisplayGray.self, name: "frames", isMany: true, summary: "light")
  ]
  var outputs: [OutputPort] {
    [
      OutputPort(sameAs: "frames", summary: "the mean"),
      OutputPort(Report.self, name: "report", summary: "of what"),
    ]
  }
  var reach: Reach { .wholeFrame }

  func resolved(forAll origins: [Origin]) throws(Failure) -> Mean {
    var result = self
    result.cameras = origins.map { $0.camera?.name ?? "?" }.joined(separator: " and ")
    return result
  }

  func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    let pictures = frames.compactMap { ($0 as? Frame<LinearGray>)?.samples }
    let mean = Plane<Float>(size: pictures[0].size) { y, out in
      for x in out.indices {
        var sum: Float = 0
        for (place, picture) in pictures.enumerated() { sum += picture[x, y] * Float(place + 1) }
        out[x] = sum / Float(pictures.count)
      }
    }
    return [
      "frame": Frame<LinearGray>(mean, properties: LinearProperties()),
      "report": Frame<Report>(["cameras": .string(cameras), "frames": .integer(pictures.count)]),
    ]
  }
}

/// Makes codes of light.
struct Gray: BandStage {
  static let name = "gray"
  static let summary = "Makes codes."
  static let table = Table<Gray>([])
  static let inputs = [InputPort(LinearGray.self, summary: "light")]
  var outputs: [OutputPort] { [OutputPort(DisplayGray.self, summary: "codes")] }
  var reach: Reach { .halo(0) }

  func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    BandWork(size: size, halo: 0) { (frame: Frame<LinearGray>, rows) in
      Frame<DisplayGray>(
        .eight(frame.band(rows).samples.mapped { UInt8(max(0, min(255, $0 * 255))) }), rows: rows,
        of: size, properties: .init(transfer: "none"))
    }
  }
}

/// Writes the text of a report.
struct Note: SinkStage {
  var ending = "txt"
  static let name = "note"
  static let summary = "Writes a report."
  static let table = Table<Note>([.text("ending", \.ending, "Of the file.")])
  static let inputs = [InputPort(Report.self, LinearGray.self, summary: "a report")]
  var outputs: [OutputPort] { [] }
  var reach: Reach { .wholeFrame }
  var fileEnding: String { ending }

  func check(_ domains: [String: String], _ node: YamlNode, _ findings: inout Findings) {
    if domains["frame"] == Report.name { return }
    findings.add((node["ending"] ?? node).diagnostic("no report", remedy: "wire one"))
  }

  func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    guard let report = inputs["frame"] as? Frame<Report> else {
      throw Failure("no report", category: .internalError)
    }
    return Array(try report.json.text.utf8)
  }
}

/// Writes the bytes of a picture.
struct Sink: SinkStage {
  static let name = "sink"
  static let summary = "Writes the samples as they are."
  static let table = Table<Sink>([])
  static let inputs = [InputPort(LinearGray.self, DisplayGray.self, summary: "light")]
  var outputs: [OutputPort] { [] }
  var reach: Reach { .wholeFrame }
  var fileEnding: String { "bin" }

  func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    inputs["frame"]?.forEachRowOfBytes { bytes += $0 }
    return bytes
  }
}
