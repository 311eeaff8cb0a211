import Kernels
import Raster
import Rig

/// A part of a mosaic, ready.
struct MosaicTile: Sendable {
  /// Light, a plane for each colour; 0 where nothing is known.
  let planes: [Plane<Float>]
  /// ``Defects`` of each pixel; nil where all are data.
  let marks: Plane<UInt8>?
  /// Which picture each pixel is of, counted from 1, and where in it; 0 where it is of none.
  let origins: [(picture: UInt8, place: ImagePoint)]
}

/// Puts pictures together, part by part, in bounded memory.
///
/// Parts that show one picture alone are shown as they are: blending would change nothing but the
/// rounding. Others are blended with as much around them as the coarsest band reaches.
struct MosaicTiles: Sendable {
  let canvas: MosaicCanvas
  let layers: [MosaicLayer]
  let blend: MultibandBlend
  private let choices: Plane<UInt8>
  private let factor: Int

  /// - Parameters:
  ///   - choices: which picture each `factor`th pixel is of, counted from 1.
  init(
    _ canvas: MosaicCanvas, _ layers: [MosaicLayer], _ choices: Plane<UInt8>, factor: Int,
    _ blend: MultibandBlend
  ) {
    (self.canvas, self.layers, self.blend) = (canvas, layers, blend)
    (self.choices, self.factor) = (choices, factor)
  }

  /// How far the coarsest band reaches.
  private var margin: Int { 4 << blend.bands }
  /// The side of a part, in pixels: a multiple of what a pixel of the coarsest band stands for.
  var side: Int { max(256, margin) }

  /// The part of the mosaic that begins at a column and a row.
  func tile(_ core: Region, _ isa: InstructionSet) -> MosaicTile {
    let around = Region(
      x: core.x - margin, y: core.y - margin, width: core.size.width + 2 * margin,
      height: core.size.height + 2 * margin
    ).intersection(canvas.size.bounds)
    if let only = only(around), let tile = plain(only, core, isa) { return tile }
    return blended(core, around, isa)
  }

  /// The only picture that a part is of; nil where there are several, or none at some pixel.
  private func only(_ part: Region) -> Int? {
    let columns = part.x / factor...min(choices.width - 1, (part.columns.upperBound) / factor)
    let rows = part.y / factor...min(choices.height - 1, (part.rows.upperBound) / factor)
    let first = choices[columns.lowerBound, rows.lowerBound]
    guard first > 0 else { return nil }
    for y in rows {
      let row = choices.row(y)
      for x in columns where row[x] != first { return nil }
    }
    return Int(first) - 1
  }

  /// A part of one picture; nil where that lacks a pixel.
  private func plain(_ index: Int, _ core: Region, _ isa: InstructionSet) -> MosaicTile? {
    guard layers[index].picture.missing == nil,
      let seen = layers[index].warped(core, canvas.rays(core), isa)
    else { return nil }
    let places = seen.positions.compactMap { $0 }
    guard places.count == core.size.area, seen.missing.map({ $0.isZero }) ?? true else {
      return nil
    }
    return MosaicTile(
      planes: seen.planes, marks: seen.marks, origins: places.map { (UInt8(index + 1), $0) })
  }

  private func blended(_ core: Region, _ around: Region, _ isa: InstructionSet) -> MosaicTile {
    let rays = canvas.rays(around)
    let seen = layers.map { layer in
      layer.region.intersection(around).size.area > 0 ? layer.warped(around, rays, isa) : nil
    }
    let chosen = chosen(around, seen)
    let used = layers.indices.filter { index in chosen.contains(UInt8(index + 1)) }
    let parts = used.compactMap { index in
      seen[index].map { warped in
        MultibandBlend.Layer(
          planes: warped.planes, missing: warped.missing,
          weights: chosen.mapped { Int($0) == index + 1 ? 1 : 0 })
      }
    }
    let inside = Region(
      x: core.x - around.x, y: core.y - around.y, width: core.size.width, height: core.size.height)
    let colors = layers[0].picture.colors
    let planes =
      parts.isEmpty
      ? (0..<colors).map { _ in Plane<Float>(size: core.size, repeating: 0) }
      : blend.blended(parts, in: FilterContext(isa: isa)).planes.map { $0.view(inside) }
    let picked = chosen.view(inside)
    let marks = Plane<UInt8>(size: core.size) { y, row in
      for x in row.indices {
        let index = Int(picked[x, y]) - 1
        row[x] =
          index < 0
          ? Defects.outside.rawValue : seen[index]?.marks?[x + inside.x, y + inside.y] ?? 0
      }
    }
    let origins = (0..<core.size.area).map { pixel -> (picture: UInt8, place: ImagePoint) in
      let (x, y) = (pixel % core.size.width, pixel / core.size.width)
      let index = Int(picked[x, y]) - 1
      let at = (y + inside.y) * around.size.width + x + inside.x
      guard index >= 0, let place = seen[index]?.positions[at] else { return (0, ImagePoint(0, 0)) }
      return (picked[x, y], place)
    }
    return MosaicTile(planes: planes, marks: marks, origins: origins)
  }

  /// Which picture each pixel is of: that of the seams, or else the one in which it lies deepest of
  /// those that know it.
  private func chosen(_ part: Region, _ seen: [WarpedPicture?]) -> Plane<UInt8> {
    func isKnown(_ index: Int, _ x: Int, _ y: Int) -> Bool {
      guard let warped = seen[index] else { return false }
      return warped.missing.map { $0[x, y] == 0 } ?? true
    }
    return Plane(size: part.size) { y, row in
      for x in row.indices {
        let small = (
          x: min(choices.width - 1, (part.x + x + factor / 2) / factor),
          y: min(choices.height - 1, (part.y + y + factor / 2) / factor)
        )
        let wanted = choices[small.x, small.y]
        if wanted > 0, isKnown(Int(wanted) - 1, x, y) {
          row[x] = wanted
          continue
        }
        var (best, deepest) = (UInt8(0), -1.0)
        for index in layers.indices where isKnown(index, x, y) {
          let place = seen[index]?.positions[y * part.size.width + x]
          let depth = place.map { layers[index].view.depth($0) } ?? 0
          if depth > deepest { (best, deepest) = (UInt8(index + 1), depth) }
        }
        row[x] = best
      }
    }
  }
}

extension Plane<UInt8> {
  /// Whether all numbers are 0.
  fileprivate var isZero: Bool { !(0..<height).contains { y in row(y).contains { $0 != 0 } } }

  /// Whether a number occurs.
  fileprivate func contains(_ number: UInt8) -> Bool {
    (0..<height).contains { y in row(y).contains { $0 == number } }
  }
}

extension Span<UInt8> {
  /// Whether one is as asked for.
  fileprivate func contains(where isWanted: (UInt8) -> Bool) -> Bool {
    for index in indices where isWanted(self[index]) { return true }
    return false
  }
}
