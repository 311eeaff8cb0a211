import Diagnostics
import Pipeline
import Raster
import Settings
import Synchronization

/// A picture that is counted as long as somebody holds it.
enum Marked: Domain {
  struct Properties: Sendable, Equatable {}
  typealias Samples = MarkedSamples
  static let name = "Marked"
}

/// One pixel, and the mark of its picture.
struct MarkedSamples: PlaneSet {
  let mark: Mark
  var size: Size { Size(1, 1) }
  func view(_ region: Region) -> MarkedSamples { self }
  static func stacked(_ parts: [MarkedSamples]) -> MarkedSamples { parts[0] }
  func forEachRowOfBytes(_ body: ([UInt8]) -> Void) { body([0]) }
  static func == (a: MarkedSamples, b: MarkedSamples) -> Bool { a.mark === b.mark }
}

/// Lives as long as its picture.
final class Mark: Sendable {
  private static let living = Mutex<[String: Int]>([:])
  let file: String

  init(file: String) {
    self.file = file
    Self.living.withLock { $0[file, default: 0] += 1 }
  }

  deinit { Self.living.withLock { [file] in $0[file, default: 0] -= 1 } }

  /// How many live that were made of a file.
  static func count(_ file: String) -> Int { living.withLock { $0[file, default: 0] } }
}

/// Brings in marked pictures.
struct MarkedSource: SourceStage {
  var each = false
  static let name = "marked"
  static let summary = "Gives marked pictures."
  static let table = Table<MarkedSource>([.flag("each", \.each, "All frames.")])
  static let inputs: [InputPort] = []
  var outputs: [OutputPort] { [OutputPort(Marked.self, summary: "a mark")] }
  var reach: Reach { .wholeFrame }
  var bringsEach: Bool { each }

  func select(from item: Item) throws(Failure) -> [Origin] { item.frames }

  func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded {
    Decoded(
      frame: Frame<Marked>(MarkedSamples(mark: Mark(file: origin.file)), properties: .init()))
  }
}

/// Lets go of one picture after the other, and counts those that still live.
struct Count: GatheringStage {
  static let name = "count"
  static let summary = "Counts pictures that live."
  static let table = Table<Count>([])
  static let inputs = [InputPort(Marked.self, name: "frames", isMany: true, summary: "marks")]
  var outputs: [OutputPort] { [OutputPort(Report.self, name: "report", summary: "how many")] }
  var reach: Reach { .wholeFrame }

  func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    let file = (frames[0] as? Frame<Marked>)?.samples.mark.file ?? ""
    var living: [JSONValue] = []
    while !frames.isEmpty {
      frames.removeFirst()
      living.append(.integer(Mark.count(file)))
    }
    return ["report": Frame<Report>(["living": .array(living)])]
  }
}
