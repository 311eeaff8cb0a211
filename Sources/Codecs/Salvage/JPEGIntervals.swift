import Diagnostics
import Raster

/// The restart intervals of a grey JPEG: each stands for itself, and damage stays in the one that
/// it hits.
///
/// The bytes between two markers are an interval if the second one has the number that is due, if
/// no gap touches them, and if they hold just the blocks of an interval (``JPEGBlocks``). Then they
/// are given the header of a picture of their own height and decoded strictly. Where markers are
/// gone with the bytes around them, the number of the next one tells how many, but it counts to 8.
/// If the last interval is not the one that it should be, intervals are kept only where their
/// number is certain (``settle(_:hasEnd:)``).
struct JPEGIntervals {
  private let scan: JPEGScan
  private let file: [UInt8]
  /// What stands between markers.
  private var stretches: [Stretch] = []

  private struct Stretch {
    /// Which interval it begins with.
    var number: Int
    var bytes: Range<Int>
    /// Whether it is just that interval.
    var isWhole: Bool
  }

  /// Intervals of the picture.
  let count: Int
  private let rowsEach: Int

  /// Nil where intervals are no whole rows of blocks, or it cannot be told which is which.
  ///
  /// - Parameters:
  ///   - bytes: the file, lost bytes keeping their place.
  ///   - gaps: bytes that are known to be lost.
  ///   - scan: what its header says.
  init?(_ bytes: [UInt8], gaps: [Range<Int>], scan: JPEGScan) {
    guard scan.interval > 0, scan.interval % scan.across == 0 else { return nil }
    self.scan = scan
    file = bytes
    let rows = scan.interval / scan.across
    rowsEach = 8 * rows
    count = (scan.down + rows - 1) / rows
    let hasEnd = split(gaps)
    guard (stretches.last?.number ?? 0) < count else { return nil }
    settle(gaps, hasEnd: hasEnd)
  }

  /// Intervals that are whole.
  var wholeCount: Int { stretches.count { $0.isWhole } }

  /// Finds what stands between markers; whether the end of the picture was found.
  private mutating func split(_ gaps: [Range<Int>]) -> Bool {
    var (number, begin, place) = (0, scan.header.count, scan.header.count)
    var rest = gaps[...]
    func stretch(_ isDue: Bool) -> Stretch {
      let bytes = begin..<place
      let wanted = min(scan.interval, scan.across * scan.down - number * scan.interval)
      let isWhole = isDue && wanted > 0 && !gaps.contains { $0.overlaps(bytes) }
      guard isWhole else { return Stretch(number: number, bytes: bytes, isWhole: false) }
      let walk = scan.blocks.walk(file[bytes], wanted: wanted)
      return Stretch(
        number: number, bytes: bytes, isWhole: walk.isExhaustive && walk.isPadded)
    }
    while place + 1 < file.count {
      guard file[place] == 0xFF, file[place + 1] != 0, file[place + 1] != 0xFF else {
        place += 1
        continue
      }
      // What stands in a gap is no marker.
      while let gap = rest.first, gap.upperBound <= place { rest.removeFirst() }
      if let gap = rest.first, gap.lowerBound <= place + 1 {
        place = gap.upperBound
        continue
      }
      let marker = Int(file[place + 1])
      if (0xD0...0xD7).contains(marker) {
        // The marker after interval n has the number n modulo 8.
        let missing = (marker - 0xD0 - number) & 7
        stretches.append(stretch(missing == 0))
        number += missing + 1
        begin = place + 2
      } else if marker == 0xD9 {
        stretches.append(stretch(true))
        return true
      }
      place += 2
    }
    place = max(begin, file.count)
    if begin < place { stretches.append(stretch(true)) }
    return false
  }

  /// Keeps what has a certain number.
  ///
  /// Numbers are certain throughout if the last one fits. Else, behind damage that may have taken 8
  /// more intervals with it, they are wrong by a multiple of 8: intervals before the first such
  /// damage are counted from the start, those behind the last from the end, if it is there.
  private mutating func settle(_ gaps: [Range<Int>], hasEnd: Bool) {
    guard let final = stretches.last else { return }
    let missing = count - 1 - final.number
    if hasEnd {
      if missing == 0 { return }
      // The last interval may be shorter, so that only now it can be judged.
      let wanted = scan.across * scan.down - (count - 1) * scan.interval
      let walk = scan.blocks.walk(file[final.bytes], wanted: wanted)
      stretches[stretches.count - 1].isWhole =
        missing % 8 == 0 && walk.isExhaustive && walk.isPadded
    }
    // Fewer than 8 can only be those at the end.
    if missing < 8 { return }
    let damaged = stretches.indices.filter { !stretches[$0].isWhole }
    var unsure = damaged.filter { !isBounded($0, gaps) }
    if hasEnd && unsure.isEmpty { unsure = damaged.isEmpty ? Array(stretches.indices) : damaged }
    guard let first = unsure.first, let last = unsure.last else { return }
    for index in first..<stretches.count where index <= last || !hasEnd {
      stretches[index].isWhole = false
    }
    for index in (last + 1)..<stretches.count { stretches[index].number += missing }
  }

  /// Whether a damaged stretch is too short to have held 8 intervals more than the markers say.
  ///
  /// That can be told where lost bytes keep their place, as gaps or as zeros, and the intervals
  /// around are not so much shorter than those that are gone.
  private func isBounded(_ index: Int, _ gaps: [Range<Int>]) -> Bool {
    let bytes = stretches[index].bytes
    guard index + 1 < stretches.count,
      gaps.contains(where: { $0.overlaps(bytes) }) || hasZeros(bytes)
    else { return false }
    let around =
      stretches[..<index].filter(\.isWhole).suffix(4)
      + stretches[(index + 1)...].filter(\.isWhole).prefix(4)
    guard around.count >= 4, let shortest = around.map(\.bytes.count).min() else { return false }
    let least = stretches[index + 1].number - stretches[index].number
    return (least + 8) * shortest / 2 > bytes.count
  }

  /// Whether 32 zeros stand in a row, as no encoder writes them.
  private func hasZeros(_ bytes: Range<Int>) -> Bool {
    var zeros = 0
    for place in bytes {
      zeros = file[place] == 0 ? zeros + 1 : 0
      if zeros == 32 { return true }
    }
    return false
  }

  /// Decodes every interval that is whole.
  ///
  /// - Parameters:
  ///   - name: what messages call the file.
  ///   - limits: what is refused before memory is taken.
  /// - Returns: the picture, and how many intervals are lost.
  /// - Throws: a failure where a limit is exceeded.
  func salvage(
    name: String, limits: Limits
  ) throws(Failure) -> (plane: Plane<UInt8>, marks: Plane<UInt8>, lost: Int) {
    let size = scan.size
    _ = try limits.check(width: size.width, height: size.height, at: .file(name))
    var plane = PlaneBuilder<UInt8>(size: size, repeating: 0)
    var marks = PlaneBuilder<UInt8>(size: size, repeating: Defects.lost.rawValue)
    var kept = 0
    for stretch in stretches where stretch.isWhole {
      let top = stretch.number * rowsEach
      let height = min(rowsEach, size.height - top)
      guard height > 0, let rows = decoded(stretch.bytes, height: height, name, limits) else {
        continue
      }
      kept += 1
      for y in 0..<height {
        for x in 0..<size.width {
          plane[x, top + y] = rows[x, y]
          marks[x, top + y] = 0
        }
      }
    }
    return (plane.finish(), marks.finish(), count - kept)
  }

  private func decoded(
    _ bytes: Range<Int>, height: Int, _ name: String, _ limits: Limits
  ) -> Plane<UInt8>? {
    var alone = scan.header
    alone[scan.heightPlace] = UInt8(height >> 8)
    alone[scan.heightPlace + 1] = UInt8(height & 255)
    alone += file[bytes] + [0xFF, 0xD9]
    guard let picture = try? JPEGReader.read(alone, file: name, limits: limits).complete(),
      picture.warnings.messages.isEmpty, case .u8(let planes) = picture.samples
    else { return nil }
    return planes[0]
  }
}
