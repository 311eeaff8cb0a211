import Raster

/// The last few rows that a kernel looks at, made one by one when they are looked at.
///
/// A ring of `2·halo + 1` rows: going down by one row makes one new row. Rows beyond the picture
/// are those that reflect-101 gives, which lie within the ring.
@safe struct RecentRows<Value: Sample>: ~Copyable {
  /// Writes a row of the picture.
  typealias Maker = (_ row: Int, _ target: UnsafeMutablePointer<Value>) -> Void

  private let height: Int
  private let rows: PlaneBuilder<Value>
  private var held: [Int]
  private let make: Maker

  /// - Parameters:
  ///   - count: samples of a row.
  ///   - window: the rows that can be made and those that are wanted.
  ///   - halo: how far a kernel looks.
  ///   - make: writes a row of the picture that the window holds.
  init(count: Int, _ window: RowWindow, halo: Int, make: @escaping Maker) {
    precondition(window.covers(halo: halo), "rows within the halo are held")
    precondition(halo >= 1 && !window.held.isEmpty, "there is a row to look at")
    height = window.height
    unsafe self.make = make
    rows = PlaneBuilder(size: Size(count, 2 * halo + 1))
    held = Array(repeating: -1, count: 2 * halo + 1)
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  ///
  /// - Precondition: `y` lies within `halo` of the row that the kernel computes.
  mutating func row(_ y: Int) -> UnsafePointer<Value> {
    let source = Border.reflect101.source(of: y, count: height) ?? 0
    let slot = source % held.count
    let target = unsafe rows.base + slot * rows.stride
    if held[slot] != source {
      unsafe make(source, target)
      held[slot] = source
    }
    return unsafe UnsafePointer(target)
  }
}
