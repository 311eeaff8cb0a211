import Raster

/// The last few rows of a picture, each between margins, for kernels that look around.
///
/// A ring of `2·halo + 1` rows: going down by one row makes one new row. Rows beyond the picture
/// are those that reflect-101 gives, which lie within the ring.
///
/// Mirroring about the edge pixel keeps the parity of columns, so a Bayer pattern goes on in the
/// margins, and kernels that look sideways need no code for borders.
@safe struct MirroredRows<Value: Sample>: ~Copyable {
  /// Samples before and behind a row: as many as fit the widest register, so that rows are aligned.
  private static var margin: Int { 64 / MemoryLayout<Value>.stride }
  /// Samples behind those, which whole registers may read.
  private static var slack: Int { 128 / MemoryLayout<Value>.stride }

  /// Writes a row of the picture.
  typealias Maker = (_ row: Int, _ target: UnsafeMutablePointer<Value>) -> Void

  private let width: Int
  private let window: RowWindow
  private let halo: Int
  private let ring: PlaneBuilder<Value>
  private var held: [Int]
  private let make: Maker

  /// Readies rows that are made one by one, each once.
  ///
  /// - Parameters:
  ///   - width: of the picture, 1 or more.
  ///   - window: the rows that can be made and those that are wanted.
  ///   - halo: how far a kernel looks.
  ///   - make: writes a row of the picture that the window holds.
  init(
    width: Int, _ window: RowWindow, halo: Int, make: @escaping Maker
  ) {
    precondition(window.covers(halo: halo), "rows within the halo are held")
    precondition(halo >= 1 && halo <= Self.margin, "the halo fits the margins")
    precondition(width > 0 && !window.held.isEmpty, "there is a row to mirror")
    self.width = width
    self.window = window
    self.halo = halo
    unsafe self.make = make
    let count = 2 * halo + 1
    ring = PlaneBuilder(size: Size(width + 2 * Self.margin + Self.slack, count))
    held = Array(repeating: -1, count: count)
  }

  /// Readies the rows of a plane.
  init(_ plane: Plane<Value>, _ window: RowWindow, halo: Int) {
    precondition(plane.height == window.held.count, "the plane holds the rows of the window")
    unsafe self.init(width: plane.width, window, halo: halo) { row, target in
      let from = unsafe plane.base + (row - window.held.lowerBound) * plane.stride
      unsafe target.update(from: from, count: plane.width)
    }
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  ///
  /// - Precondition: `y` lies within `halo` of the row that the kernel computes.
  mutating func row(_ y: Int) -> UnsafePointer<Value> {
    let source = Border.reflect101.source(of: y, count: window.height) ?? 0
    let slot = source % held.count
    let target = unsafe ring.base + slot * ring.stride + Self.margin
    if held[slot] != source {
      unsafe make(source, target)
      unsafe mirrorMargins(of: target)
      held[slot] = source
    }
    return unsafe UnsafePointer(target)
  }

  private func mirrorMargins(of row: UnsafeMutablePointer<Value>) {
    for step in 1...halo {
      let left = Border.reflect101.source(of: -step, count: width) ?? 0
      unsafe row[-step] = row[left]
      unsafe row[width - 1 + step] = row[width - 1 - left]
    }
  }
}
