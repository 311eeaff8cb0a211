import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// One picture as matching sees it: grey, where pixels are missing, and what is compared.
///
/// The right picture is held mirrored, so that what a left pixel is compared with, further and
/// further to the left, stands in a row in memory. Columns beyond both ends repeat the last one.
@safe struct MatchPlanes: Sendable {
  /// What of a pixel and those around it is compared.
  enum Feature: Sendable {
    /// Three bytes of census.
    case census
    /// A byte of limited slope.
    case slope

    /// Columns and rows that it looks at to each side.
    var reach: Int { self == .census ? 2 : 1 }
    /// Bytes of a pixel.
    var count: Int { self == .census ? 3 : 1 }
  }

  /// The plane of grey.
  static let grey = 0
  /// The plane of what is missing: 255, or 0.
  static let missing = 1
  /// The first plane of what is compared.
  static let feature = 2

  /// Whether no pixel is missing.
  let isComplete: Bool
  private let kind: Feature
  private let height: Int
  private let margin: Int
  private let columns: Int
  private let stride: Int
  private let memory: Scratch<UInt8>

  /// Readies a picture.
  ///
  /// - Parameters:
  ///   - grey: the picture, not empty.
  ///   - feature: what is compared.
  ///   - missing: not 0 where a pixel is not known; nil where all are.
  ///   - mirrored: whether columns are counted from the right.
  ///   - before: columns that are asked for before the first.
  ///   - behind: columns that are asked for behind the last.
  ///   - threads: how many threads share the rows.
  ///   - isa: the instruction set.
  init(
    _ grey: Plane<UInt8>, _ feature: Feature, missing: Plane<UInt8>?, mirrored: Bool, before: Int,
    behind: Int, threads: Int, isa: InstructionSet
  ) {
    height = grey.height
    isComplete = missing == nil
    kind = feature
    margin = (before + feature.reach + 63) / 64 * 64
    // From where the margin allows a look to both sides, in whole registers.
    columns = (margin - feature.reach + grey.width + behind + 63) / 64 * 64
    stride = (columns + 2 * feature.reach + 63) / 64 * 64
    memory = Scratch((Self.feature + feature.count) * stride * height)
    fill(Self.grey, grey, mirrored, threads)
    if let missing {
      // Nothing is known of a pixel where one that it looks at is not.
      let near = Validity(missing).spread(by: feature.reach, rows: 0..<height).defects ?? missing
      let marks = Plane<UInt8>(size: near.size) { y, row in
        let source = near.row(y)
        for x in row.indices { row[x] = source[x] == 0 ? 0 : 255 }
      }
      fill(Self.missing, marks, mirrored, threads)
    } else {
      // The other picture may lack some.
      unsafe (row(Self.missing, 0) - margin).update(repeating: 0, count: stride * height)
    }
    takeFeature(mirrored, threads, isa)
  }

  /// The first column of a row.
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

  private func takeFeature(_ mirrored: Bool, _ threads: Int, _ isa: InstructionSet) {
    let census = unsafe isa.select(
      KernelsBaseline.censusRow, KernelsAVX2.censusRow, KernelsAVX512.censusRow)
    let slope = unsafe isa.select(
      KernelsBaseline.limitedSlopeRow, KernelsAVX2.limitedSlopeRow, KernelsAVX512.limitedSlopeRow)
    let kernel = unsafe kind == .census ? census : slope
    let (reach, first) = (kind.reach, kind.reach - margin)
    concurrently(0..<height, threads: threads, grain: 32) { rows in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: 5) { lines in
        unsafe withUnsafeTemporaryAllocation(
          of: UnsafeMutablePointer<UInt8>.self, capacity: 3
        ) { results in
          guard let lines = lines.baseAddress, let results = results.baseAddress else { return }
          for y in rows {
            for line in 0...2 * reach {
              unsafe lines[line] = UnsafePointer(row(Self.grey, y + line - reach) + first)
            }
            for plane in 0..<kind.count {
              unsafe results[plane] = row(Self.feature + plane, y) + first
            }
            unsafe kernel(lines, mirrored ? -1 : 1, results, columns)
          }
        }
      }
    }
  }
}
