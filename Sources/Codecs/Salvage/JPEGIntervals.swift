import Diagnostics
import Raster

/// The restart intervals of a grey JPEG: each stands for itself, and damage stays in the one that
/// it hits.
///
/// An interval is taken out, given the header of a picture of its own height, and decoded strictly:
/// what breaks off or leaves pixels out is lost, and so is what overlaps a gap. Where a marker was
/// lost with the bytes around it, the number of the next one tells how many intervals are missing.
struct JPEGIntervals {
  /// Everything before the first entropy-coded byte.
  private let header: [UInt8]
  /// Where the height stands in it.
  private let heightPlace: Int
  private let size: Size
  private let rowsEach: Int
  private let file: [UInt8]
  private let gaps: [Range<Int>]
  /// The bytes of each interval that is there, by its number.
  private let intervals: [(number: Int, bytes: Range<Int>)]

  /// Nil where the file is no grey sequential JPEG whose intervals are whole rows of blocks, or
  /// where it cannot be told which interval is which.
  ///
  /// - Parameters:
  ///   - bytes: the file, lost bytes keeping their place.
  ///   - gaps: bytes that are known to be lost.
  init?(_ bytes: [UInt8], gaps: [Range<Int>]) {
    file = bytes
    self.gaps = gaps
    var place = 2
    var frame: (height: Int, width: Int, at: Int)?
    var interval = 0
    var start: Int?
    while start == nil, place + 4 <= bytes.count, bytes[place] == 0xFF {
      let (marker, length) = (bytes[place + 1], Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
      guard length >= 2, place + 2 + length <= bytes.count else { return nil }
      let body = place + 4
      switch marker {
      case 0xC0, 0xC1:
        guard length >= 11, bytes[body + 5] == 1, bytes[body + 7] >> 4 == bytes[body + 7] & 15
        else { return nil }
        frame = (
          Int(bytes[body + 1]) << 8 | Int(bytes[body + 2]),
          Int(bytes[body + 3]) << 8 | Int(bytes[body + 4]), body + 1
        )
      case 0xC2...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: return nil
      case 0xDD:
        guard length == 4 else { return nil }
        interval = Int(bytes[body]) << 8 | Int(bytes[body + 1])
      case 0xDA: start = place + 2 + length
      default: break
      }
      place += 2 + length
    }
    guard let start, let frame, frame.width > 0, frame.height > 0, interval > 0 else { return nil }
    // A scan of one component has a block a unit, whatever the sampling says.
    let across = (frame.width + 7) / 8
    guard interval % across == 0 else { return nil }
    (header, heightPlace) = (Array(bytes[..<start]), frame.at)
    size = Size(frame.width, frame.height)
    rowsEach = 8 * (interval / across)
    let count = (frame.height + rowsEach - 1) / rowsEach
    guard let found = Self.numbered(bytes, gaps, from: start, count: count) else { return nil }
    intervals = found
  }

  /// The intervals between markers, and which ones they are.
  private static func numbered(
    _ bytes: [UInt8], _ gaps: [Range<Int>], from start: Int, count: Int
  ) -> [(number: Int, bytes: Range<Int>)]? {
    var result: [(number: Int, bytes: Range<Int>)] = []
    var (number, begin, place) = (0, start, start)
    while place + 1 < bytes.count {
      guard bytes[place] == 0xFF, bytes[place + 1] != 0, bytes[place + 1] != 0xFF else {
        place += 1
        continue
      }
      // What stands in a gap is no marker.
      if let gap = gaps.first(where: { $0.contains(place) || $0.contains(place + 1) }) {
        place = gap.upperBound
        continue
      }
      let marker = bytes[place + 1]
      if (0xD0...0xD7).contains(marker) {
        result.append((number, begin..<place))
        // The marker after interval n has the number n modulo 8.
        number += (Int(marker) - 0xD0 - number) & 7
        number += 1
        begin = place + 2
      } else if marker == 0xD9 {
        result.append((number, begin..<place))
        return number == count - 1 ? result : nil
      }
      place += 2
    }
    // Cut: the last one is not whole.
    return number < count ? result : nil
  }

  /// Decodes every interval that no gap touches.
  ///
  /// - Parameters:
  ///   - name: what messages call the file.
  ///   - limits: what is refused before memory is taken.
  /// - Returns: the picture, and how many intervals are lost.
  /// - Throws: a failure where a limit is exceeded.
  func salvage(
    name: String, limits: Limits
  ) throws(Failure) -> (plane: Plane<UInt8>, marks: Plane<UInt8>, lost: Int) {
    _ = try limits.check(width: size.width, height: size.height, at: .file(name))
    var plane = PlaneBuilder<UInt8>(size: size, repeating: 0)
    var marks = PlaneBuilder<UInt8>(size: size, repeating: Defects.lost.rawValue)
    var kept = 0
    for (number, bytes) in intervals where !gaps.contains(where: { $0.overlaps(bytes) }) {
      let top = number * rowsEach
      let height = min(rowsEach, size.height - top)
      guard height > 0, let rows = decoded(bytes, height: height, name, limits) else { continue }
      kept += 1
      for y in 0..<height {
        for x in 0..<size.width {
          plane[x, top + y] = rows[x, y]
          marks[x, top + y] = 0
        }
      }
    }
    let count = (size.height + rowsEach - 1) / rowsEach
    return (plane.finish(), marks.finish(), count - kept)
  }

  private func decoded(
    _ bytes: Range<Int>, height: Int, _ name: String, _ limits: Limits
  ) -> Plane<UInt8>? {
    var alone = header
    alone[heightPlace] = UInt8(height >> 8)
    alone[heightPlace + 1] = UInt8(height & 255)
    alone += file[bytes] + [0xFF, 0xD9]
    guard let picture = try? JPEGReader.read(alone, file: name, limits: limits).complete(),
      picture.warnings.messages.isEmpty, case .u8(let planes) = picture.samples
    else { return nil }
    return planes[0]
  }
}
