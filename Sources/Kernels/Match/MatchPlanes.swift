import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// One picture as matching sees it: three bytes of census a pixel, grey, and where pixels are
/// missing.
///
/// The right picture is held mirrored, so that what a left pixel is compared with, further and
/// further to the left, stands in a row in memory. Columns beyond both ends repeat the last one.
@safe struct MatchPlanes: Sendable {
  /// Three bytes of census, grey, missing.
  static let count = 5
  /// Columns that the census looks at to each side.
  private static let reach = 2

  /// Whether no pixel is missing.
  let isComplete: Bool
  private let height: Int
  private let margin: Int
  private let stride: Int
  private let memory: Scratch<UInt8>

  /// Readies a picture.
  ///
  /// - Parameters:
  ///   - grey: the picture, not empty.
  ///   - missing: not 0 where a pixel is not known; nil where all are.
  ///   - mirrored: whether columns are counted from the right.
  ///   - before: columns that are asked for before the first.
  ///   - behind: columns that are asked for behind the last.
  ///   - threads: how many threads share the rows.
  ///   - isa: the instruction set.
  init(
    _ grey: Plane<UInt8>, missing: Plane<UInt8>?, mirrored: Bool, before: Int, behind: Int,
    threads: Int, isa: InstructionSet
  ) {
    height = grey.height
    isComplete = missing == nil
    margin = (before + Self.reach + 63) / 64 * 64
    // Whole registers behind the last column are read and written.
    stride = (margin + grey.width + behind + Self.reach + 128) / 64 * 64
    memory = Scratch(Self.count * stride * height)
    fill(3, grey, mirrored, threads)
    if let missing {
      // The census of a pixel is not known where one that it looks at is not.
      let near = Validity(missing).spread(by: Self.reach, rows: 0..<height).defects ?? missing
      let marks = Plane<UInt8>(size: near.size) { y, row in
        let source = near.row(y)
        for x in row.indices { row[x] = source[x] == 0 ? 0 : 255 }
      }
      fill(4, marks, mirrored, threads)
    }
    takeCensus(mirrored, threads, isa)
  }

  /// The first column of a row: 0 to 2 census, 3 grey, 4 missing.
  func row(_ plane: Int, _ y: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe memory.base + ((plane * height + min(max(y, 0), height - 1)) * stride + margin)
  }

  private func fill(
    _ plane: Int, _ source: Plane<UInt8>, _ mirrored: Bool, _ threads: Int
  ) {
    concurrently(0..<height, threads: threads, grain: 32) { rows in
      for y in rows {
        let (row, width) = unsafe (row(plane, y), source.width)
        let from = unsafe source.base + y * source.stride
        if mirrored {
          for x in 0..<width { unsafe row[x] = from[width - 1 - x] }
        } else {
          unsafe row.update(from: from, count: width)
        }
        unsafe (row - margin).update(repeating: row[0], count: margin)
        unsafe (row + width).update(repeating: row[width - 1], count: stride - margin - width)
      }
    }
  }

  private func takeCensus(_ mirrored: Bool, _ threads: Int, _ isa: InstructionSet) {
    let kernel = unsafe isa.select(
      KernelsBaseline.censusRow, KernelsAVX2.censusRow, KernelsAVX512.censusRow)
    // From where the margin allows a look to both sides, up to whole registers.
    let first = Self.reach - margin
    let columns = (stride - 2 * Self.reach - 64) / 64 * 64
    concurrently(0..<height, threads: threads, grain: 32) { rows in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: 5) { lines in
        unsafe withUnsafeTemporaryAllocation(
          of: UnsafeMutablePointer<UInt8>.self, capacity: 3
        ) { results in
          guard let lines = lines.baseAddress, let results = results.baseAddress else { return }
          for y in rows {
            for line in 0..<5 { unsafe lines[line] = UnsafePointer(row(3, y + line - 2) + first) }
            for plane in 0..<3 { unsafe results[plane] = row(plane, y) + first }
            unsafe kernel(lines, mirrored ? -1 : 1, results, columns)
          }
        }
      }
    }
  }
}
