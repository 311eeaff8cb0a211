import Raster

/// The last few rows of a plane, each between margins, for kernels that look around.
///
/// Rows and columns beyond the picture are those that reflect-101 gives. Mirroring about the edge
/// pixel keeps the parity of columns, so a Bayer pattern goes on in the margins, and kernels that
/// look sideways need no code for borders.
@safe struct MirroredRows<Value: Sample>: ~Copyable {
  /// Samples before and behind a row: as many as fit the widest register, so that rows are aligned.
  private static var margin: Int { 64 / MemoryLayout<Value>.stride }

  private var ring: RecentRows<Value>

  /// Readies the rows of a plane.
  ///
  /// - Parameters:
  ///   - plane: the rows that the window holds, not empty.
  ///   - window: the rows that are held and those that are wanted.
  ///   - halo: how far a kernel looks.
  init(_ plane: Plane<Value>, _ window: RowWindow, halo: Int) {
    precondition(plane.height == window.held.count, "the plane holds the rows of the window")
    precondition(halo <= Self.margin, "the halo fits the margins")
    // Two registers behind the margin may be read.
    let count = plane.width + 4 * Self.margin
    ring = unsafe RecentRows(count: count, window, halo: halo) { row, target in
      let from = unsafe plane.base + (row - window.held.lowerBound) * plane.stride
      let target = unsafe target + Self.margin
      unsafe target.update(from: from, count: plane.width)
      unsafe mirrorMargins(of: target, width: plane.width, halo)
    }
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  ///
  /// - Precondition: `y` lies within `halo` of the row that the kernel computes.
  mutating func row(_ y: Int) -> UnsafePointer<Value> { unsafe ring.row(y) + Self.margin }
}

/// Continues a row beyond both ends as its mirror image about the first and the last sample.
///
/// - Parameters:
///   - row: `width` samples, with room for the margin before and behind.
///   - width: 1 or more.
///   - margin: how far the mirror reaches, 1 or more.
func mirrorMargins<Value: Sample>(
  of row: UnsafeMutablePointer<Value>, width: Int, _ margin: Int
) {
  for step in 1...margin {
    let left = Border.reflect101.source(of: -step, count: width) ?? 0
    unsafe row[-step] = row[left]
    unsafe row[width - 1 + step] = row[width - 1 - left]
  }
}
