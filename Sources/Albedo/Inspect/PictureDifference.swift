import Codecs
import Diagnostics
import Files
import Raster
import Settings

/// How the pixels of two picture files differ.
public struct PictureDifference: Sendable {
  /// What keeps the two from being compared pixel by pixel, or nil.
  public private(set) var mismatch: String?
  /// Samples that differ.
  public private(set) var differing = 0
  /// Samples in all.
  public private(set) var total = 0
  /// The largest difference of two samples.
  public private(set) var largest = 0.0
  /// The mean of the squared differences.
  public private(set) var meanSquare = 0.0
  /// Channel, column and row of the first sample that differs.
  public private(set) var first: (channel: Int, x: Int, y: Int)?

  /// Compares two files.
  ///
  /// - Parameters:
  ///   - a: a path.
  ///   - b: another.
  /// - Throws: a failure when one cannot be decoded.
  public init(_ a: String, _ b: String) throws(Failure) {
    let one = try Codec.decode(try Files.read(a), path: a)
    let other = try Codec.decode(try Files.read(b), path: b)
    guard one.size == other.size, one.channels == other.channels, one.bits == other.bits else {
      mismatch =
        "\(one.size) \(one.channels.rawValue) of \(one.bits) bits against "
        + "\(other.size) \(other.channels.rawValue) of \(other.bits) bits"
      return
    }
    switch (one.samples, other.samples) {
    case (.u8(let p), .u8(let q)): compare(p, q) { Double($0) }
    case (.u16(let p), .u16(let q)): compare(p, q) { Double($0) }
    case (.f32(let p), .f32(let q)): compare(p, q) { Double($0) }
    default: mismatch = "samples of different kinds"
    }
  }

  /// Whether every pixel is the same.
  public var isSame: Bool { mismatch == nil && differing == 0 }

  private mutating func compare<S: Sample>(
    _ a: [Plane<S>], _ b: [Plane<S>], _ number: (S) -> Double
  ) {
    var squares = 0.0
    for (channel, (left, right)) in zip(a, b).enumerated() {
      for y in 0..<left.height {
        let (p, q) = (left.row(y), right.row(y))
        for x in p.indices where p[x] != q[x] {
          if first == nil { first = (channel, x, y) }
          differing += 1
          let difference = abs(number(p[x]) - number(q[x]))
          largest = max(largest, difference)
          squares += difference * difference
        }
      }
      total += left.size.area
    }
    meanSquare = total > 0 ? squares / Double(total) : 0
  }

  /// One line for people.
  public var text: String {
    if let mismatch { return "not comparable: \(mismatch)" }
    guard let first else { return "the same \(total) samples" }
    return "\(differing) of \(total) samples differ, at most by \(largest), first at channel "
      + "\(first.channel), column \(first.x), row \(first.y)"
  }

  /// One line for programs.
  public var json: JSONValue {
    .object([
      ("type", "diff"), ("same", .bool(isSame)),
      ("mismatch", mismatch.map { .string($0) } ?? .null), ("differing", .integer(differing)),
      ("samples", .integer(total)), ("largest", .number(largest)),
      ("meanSquare", .number(meanSquare)),
      (
        "first",
        first.map { ["channel": .integer($0.channel), "x": .integer($0.x), "y": .integer($0.y)] }
          ?? .null
      ),
    ])
  }
}
