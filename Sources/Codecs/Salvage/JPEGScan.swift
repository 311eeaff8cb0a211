import Diagnostics
import Raster

/// The one scan of a grey sequential JPEG, as its header describes it.
struct JPEGScan {
  /// Everything before the first entropy-coded byte.
  let header: [UInt8]
  /// Where the height stands in it.
  let heightPlace: Int
  /// Width and height in pixels.
  let size: Size
  /// Blocks from one restart marker to the next; 0 where there are none.
  let interval: Int
  /// What walks its blocks.
  let blocks: JPEGBlocks

  /// Blocks of 8×8 in a row.
  ///
  /// A scan of one component has a block a unit, whatever the sampling says.
  var across: Int { (size.width + 7) / 8 }
  /// Rows of blocks.
  var down: Int { (size.height + 7) / 8 }

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - bytes: the file, up to the first byte that is known to be damaged.
  ///   - file: what messages call it.
  /// - Returns: nil for any other JPEG, and where the header does not end.
  /// - Throws: a failure where its tables are damaged.
  static func read(_ bytes: [UInt8], file: String) throws(Failure) -> JPEGScan? {
    var reader = HeaderReader()
    var place = 2
    while place + 4 <= bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      let end = place + 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
      guard end >= place + 4, end <= bytes.count else { return nil }
      guard reader.take(marker, bytes[(place + 4)..<end]) else {
        throw Failure(
          "a table in the header of the JPEG is damaged", at: .byte(file: file, offset: place),
          remedy: "ask for the file again: nothing can be decoded without its header")
      }
      if marker == 0xDA { return reader.scan(header: Array(bytes[..<end])) }
      place = end
    }
    return nil
  }
}

/// What the segments of a header say.
private struct HeaderReader {
  private var frame: (size: Size, place: Int, steps: Int)?
  private var isOther = false
  private var interval = 0
  private var steps: [Int: [Int]] = [:]
  private var codes: [Int: JPEGCodes] = [:]
  private var used: (means: Int, others: Int)?

  /// Takes in a segment; false where it is damaged.
  mutating func take(_ marker: UInt8, _ body: ArraySlice<UInt8>) -> Bool {
    switch marker {
    case 0xC0, 0xC1:
      let bytes = Array(body)
      // One component of 8 bits.
      guard bytes.count == 9, bytes[0] == 8, bytes[5] == 1 else { break }
      let size = Size(
        Int(bytes[3]) << 8 | Int(bytes[4]), Int(bytes[1]) << 8 | Int(bytes[2]))
      guard size.area > 0 else { return false }
      frame = (size, body.startIndex + 1, Int(bytes[8]))
      return true
    case 0xC4: return takeCodes(body)
    case 0xDB: return takeSteps(body)
    case 0xDD:
      guard body.count == 2 else { return false }
      interval = body.reduce(0) { $0 << 8 | Int($1) }
      return true
    case 0xDA:
      let bytes = Array(body)
      guard bytes.count == 6, bytes[0] == 1 else { break }
      used = (Int(bytes[2] >> 4), Int(bytes[2] & 15))
      return true
    case 0xC2...0xCF where marker != 0xC8 && marker != 0xCC: break
    default: return true
    }
    isOther = true
    return true
  }

  private mutating func takeCodes(_ body: ArraySlice<UInt8>) -> Bool {
    var rest = body
    while rest.count >= 17 {
      let counts = rest.dropFirst().prefix(16)
      let total = counts.reduce(0) { $0 + Int($1) }
      let symbols = rest.dropFirst(17).prefix(total)
      guard symbols.count == total, let first = rest.first,
        let table = JPEGCodes(counts: counts, symbols: symbols)
      else { return false }
      codes[Int(first)] = table
      rest = rest.dropFirst(17 + total)
    }
    return rest.isEmpty
  }

  /// No step is 0 (T.81, section B.2.4.1).
  private mutating func takeSteps(_ body: ArraySlice<UInt8>) -> Bool {
    var rest = body
    while let first = rest.first {
      let width = first >> 4 == 0 ? 1 : 2
      let values = Array(rest.dropFirst().prefix(64 * width))
      guard values.count == 64 * width else { return false }
      let numbers = stride(from: 0, to: values.count, by: width).map { at in
        values[at..<(at + width)].reduce(0) { $0 << 8 | Int($1) }
      }
      guard !numbers.contains(0) else { return false }
      steps[Int(first & 15)] = numbers
      rest = rest.dropFirst(1 + 64 * width)
    }
    return true
  }

  func scan(header: [UInt8]) -> JPEGScan? {
    guard !isOther, let frame, let used, let means = codes[used.means],
      let others = codes[16 + used.others], let steps = steps[frame.steps]
    else { return nil }
    return JPEGScan(
      header: header, heightPlace: frame.place, size: frame.size, interval: interval,
      blocks: JPEGBlocks(means: means, others: others, steps: steps))
  }
}
