import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The last few rows of a picture, each between margins, for kernels that look around.
///
/// A ring of `2·halo + 1` rows: going down by one row makes one new row. Rows beyond the picture
/// are those that reflect-101 gives, which lie within the ring.
@safe struct MirroredRows: ~Copyable {
  /// Floats before and behind a row; behind it as many again, which a whole register may read.
  private static let margin = 16

  /// Writes a row of the picture.
  typealias Maker = (_ row: Int, _ target: UnsafeMutablePointer<Float>) -> Void

  private let width: Int
  private let window: RowWindow
  private let halo: Int
  private let ring: PlaneBuilder<Float>
  private var held: [Int]
  private let make: Maker
  private let mirror: @Sendable (UnsafeMutablePointer<Float>, Int, Int) -> Void

  /// Readies rows that are made one by one, each once.
  ///
  /// - Parameters:
  ///   - width: of the picture, 1 or more.
  ///   - window: the rows that can be made and those that are wanted.
  ///   - halo: how far a kernel looks.
  ///   - isa: the instruction set.
  ///   - make: writes a row of the picture that the window holds.
  init(
    width: Int, _ window: RowWindow, halo: Int, isa: InstructionSet, make: @escaping Maker
  ) {
    precondition(window.covers(halo: halo), "rows within the halo are held")
    precondition(halo >= 1 && halo <= Self.margin, "the halo fits the margins")
    precondition(width > 0 && !window.held.isEmpty, "there is a row to mirror")
    self.width = width
    self.window = window
    self.halo = halo
    unsafe self.make = make
    let count = 2 * halo + 1
    ring = PlaneBuilder(size: Size(width + 2 * Self.margin + 16, count))
    held = Array(repeating: -1, count: count)
    unsafe mirror = isa.select(
      KernelsBaseline.mirrorMargins, KernelsAVX2.mirrorMargins, KernelsAVX512.mirrorMargins)
  }

  /// Readies the rows of a plane.
  init(_ plane: Plane<Float>, _ window: RowWindow, halo: Int, isa: InstructionSet) {
    precondition(plane.height == window.held.count, "the plane holds the rows of the window")
    unsafe self.init(width: plane.width, window, halo: halo, isa: isa) { row, target in
      let from = unsafe plane.base + (row - window.held.lowerBound) * plane.stride
      unsafe target.update(from: from, count: plane.width)
    }
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  ///
  /// - Precondition: `y` lies within `halo` of the row that the kernel computes.
  mutating func row(_ y: Int) -> UnsafePointer<Float> {
    let source = Border.reflect101.source(of: y, count: window.height) ?? 0
    let slot = source % held.count
    let target = unsafe ring.base + slot * ring.stride + Self.margin
    if held[slot] != source {
      unsafe make(source, target)
      unsafe mirror(target, width, halo)
      held[slot] = source
    }
    return unsafe UnsafePointer(target)
  }
}
