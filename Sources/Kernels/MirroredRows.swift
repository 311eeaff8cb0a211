import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The last few rows of a plane, each between margins, for kernels that look around.
///
/// A ring of `2·halo + 1` rows: going down by one row copies one new row. Rows beyond the picture
/// are those that reflect-101 gives, which lie within the ring.
@safe struct MirroredRows: ~Copyable {
  /// Floats before and behind a row; behind it as many again, which a whole register may read.
  private static let margin = 16

  private let plane: Plane<Float>
  private let window: RowWindow
  private let halo: Int
  private let ring: PlaneBuilder<Float>
  private var held: [Int]
  private let copy: @Sendable (UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>, Int) -> Void

  /// Readies the rows around the first wanted one.
  init(_ plane: Plane<Float>, _ window: RowWindow, halo: Int, isa: InstructionSet) {
    precondition(plane.height == window.held.count, "the plane holds the rows of the window")
    precondition(window.covers(halo: halo), "rows within the halo are held")
    precondition(halo >= 1 && halo <= Self.margin, "the halo fits the margins")
    precondition(plane.size.area > 0, "there is a row to mirror")
    self.plane = plane
    self.window = window
    self.halo = halo
    let count = 2 * halo + 1
    ring = PlaneBuilder(size: Size(plane.width + 2 * Self.margin + 16, count))
    held = Array(repeating: -1, count: count)
    unsafe copy = isa.select(
      KernelsBaseline.mirroredRow, KernelsAVX2.mirroredRow, KernelsAVX512.mirroredRow)
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  ///
  /// - Precondition: `y` lies within `halo` of the row that the kernel computes.
  mutating func row(_ y: Int) -> UnsafePointer<Float> {
    let source = Border.reflect101.source(of: y, count: window.height) ?? 0
    let slot = source % held.count
    let target = unsafe ring.base + slot * ring.stride + Self.margin
    if held[slot] != source {
      let from = unsafe plane.base + (source - window.held.lowerBound) * plane.stride
      unsafe copy(from, plane.width, target, halo)
      held[slot] = source
    }
    return unsafe UnsafePointer(target)
  }
}
