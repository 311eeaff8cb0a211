import Kernels
import Raster
import Rig

/// A part of a mosaic, ready.
struct MosaicTile: Sendable {
  /// In the form of the pictures; 0 where nothing is known.
  let samples: MosaicPicture.Samples
  /// ``Defects`` of each pixel; nil where all are data.
  let marks: Plane<UInt8>?
  /// Which picture each pixel is of, counted from 1; 0 where it is of none.
  let choices: Plane<UInt8>
}

/// Puts pictures together, part by part, in bounded memory.
///
/// Parts that show one picture alone are shown as they are: blending would change nothing but the
/// rounding. Others are blended with as much around them as the coarsest band reaches.
struct MosaicTiles: Sendable {
  let canvas: MosaicCanvas
  let layers: [MosaicLayer]
  let blend: MultibandBlend
  private let seams: Plane<UInt8>
  private let factor: Int

  /// - Parameters:
  ///   - canvas: the mosaic.
  ///   - layers: the pictures.
  ///   - seams: which picture each `factor`th pixel is of, counted from 1.
  ///   - factor: pixels from one of these to the next.
  ///   - blend: how seams are blended.
  init(
    _ canvas: MosaicCanvas, _ layers: [MosaicLayer], seams: Plane<UInt8>, factor: Int,
    _ blend: MultibandBlend
  ) {
    (self.canvas, self.layers, self.blend) = (canvas, layers, blend)
    (self.seams, self.factor) = (seams, factor)
  }

  /// The side of a part, in pixels: a multiple of what a pixel of the coarsest band stands for.
  var side: Int { max(256, blend.margin) }

  /// A part of the mosaic.
  ///
  /// - Parameters:
  ///   - core: the part.
  ///   - isa: the instruction set.
  /// - Returns: the part, ready.
  func tile(_ core: Region, _ isa: InstructionSet) -> MosaicTile {
    let around = core.grown(by: blend.margin).intersection(canvas.size.bounds)
    let met = pictures(in: around)
    guard met.count > 1 else { return plain(met.first, core, isa) }
    let rays = canvas.rays(around)
    let seen = layers.map { layer in
      layer.region.touches(around) ? layer.warped(around, rays, isa) : nil
    }
    let choices = choices(around, seen)
    return blended(seen, choices, of: around, core: core, isa)
  }

  /// The pictures that the seams leave in a part and around it.
  private func pictures(in part: Region) -> [Int] {
    let columns = part.x / factor...min(seams.width - 1, part.columns.upperBound / factor)
    let rows = part.y / factor...min(seams.height - 1, part.rows.upperBound / factor)
    var met: UInt64 = 0
    for y in rows {
      let row = seams.row(y)
      var before: UInt8 = 0
      for x in columns where row[x] != before {
        before = row[x]
        if before > 0 { met |= 1 << UInt64(before - 1) }
      }
    }
    return layers.indices.filter { met >> UInt64($0) & 1 == 1 }
  }

  /// A part that is of one picture, or of none.
  private func plain(_ index: Int?, _ core: Region, _ isa: InstructionSet) -> MosaicTile {
    let rays = canvas.rays(core)
    var seen = [WarpedPicture?](repeating: nil, count: layers.count)
    if let index {
      seen[index] = layers[index].warped(core, rays, isa)
      if let warped = seen[index], warped.missing == nil {
        let choices = Plane(size: core.size, repeating: UInt8(index + 1))
        return tile(warped.planes, warped.marks, choices)
      }
    }
    // What it lacks, as at the edges, others may show.
    for other in layers.indices where other != index && layers[other].region.touches(core) {
      seen[other] = layers[other].warped(core, rays, isa)
    }
    let choices = choices(core, seen)
    return tile(picked(seen, choices), marks(seen, choices, core.size.bounds), choices)
  }

  private func blended(
    _ seen: [WarpedPicture?], _ choices: Plane<UInt8>, of around: Region, core: Region,
    _ isa: InstructionSet
  ) -> MosaicTile {
    let parts = layers.indices.compactMap { index -> MultibandBlend.Layer? in
      guard let warped = seen[index] else { return nil }
      let weights = choices.mapped { Float(Int($0) == index + 1 ? 1 : 0) }
      return MultibandBlend.Layer(
        planes: warped.planes, missing: warped.missing, weights: weights)
    }
    let inside = Region(
      x: core.x - around.x, y: core.y - around.y, width: core.size.width, height: core.size.height)
    let planes =
      parts.isEmpty
      ? picked(seen, choices) : blend.blended(parts, in: FilterContext(isa: isa)).planes
    return tile(
      planes.map { $0.view(inside) }, marks(seen, choices, inside), choices.view(inside))
  }

  /// The light of the chosen pictures, unblended.
  private func picked(_ seen: [WarpedPicture?], _ choices: Plane<UInt8>) -> [Plane<Float>] {
    (0..<layers[0].picture.colors).map { color in
      let planes = seen.map { $0?.planes[color] }
      return Plane(size: choices.size) { y, out in
        let row = choices.row(y)
        for x in row.indices { out[x] = row[x] > 0 ? planes[Int(row[x]) - 1]?[x, y] ?? 0 : 0 }
      }
    }
  }

  /// The marks of the chosen pictures in a part of what was warped.
  private func marks(
    _ seen: [WarpedPicture?], _ choices: Plane<UInt8>, _ part: Region
  ) -> Plane<UInt8> {
    Plane(size: part.size) { y, out in
      let row = choices.row(y + part.y)
      for x in out.indices {
        let choice = row[x + part.x]
        out[x] =
          choice == 0
          ? Defects.outside.rawValue
          : seen[Int(choice) - 1]?.marks?[x + part.x, y + part.y] ?? 0
      }
    }
  }

  /// Which picture each pixel is of: that of the seams, or else the one in which it lies deepest of
  /// those that know it.
  private func choices(_ part: Region, _ seen: [WarpedPicture?]) -> Plane<UInt8> {
    let (rays, positions) = (canvas.rays(part), layers.map(\.view.positions))
    func isKnown(_ index: Int, _ x: Int, _ y: Int) -> Bool {
      guard let warped = seen[index] else { return false }
      return warped.missing.map { $0[x, y] == 0 } ?? true
    }
    func deepest(_ x: Int, _ y: Int) -> UInt8 {
      var (best, most) = (UInt8(0), -1.0)
      for index in layers.indices where isKnown(index, x, y) {
        let pixel = ImagePoint(Double(part.x + x), Double(part.y + y))
        let place = positions[index](rays.direction(x: x, y: y), pixel)
        let depth = place.map(layers[index].view.depth) ?? 0
        if depth > most { (best, most) = (UInt8(index + 1), depth) }
      }
      return best
    }
    return Plane(size: part.size) { y, out in
      let row = seams.row(min(seams.height - 1, (part.y + y + factor / 2) / factor))
      for x in out.indices {
        let wanted = row[min(row.count - 1, (part.x + x + factor / 2) / factor)]
        out[x] =
          wanted > 0 && isKnown(Int(wanted) - 1, x, y) ? wanted : deepest(x, y)
      }
    }
  }

  /// A part in the form of the pictures.
  private func tile(
    _ light: [Plane<Float>], _ marks: Plane<UInt8>?, _ choices: Plane<UInt8>
  ) -> MosaicTile {
    let missing = marks?.holes
    let samples: MosaicPicture.Samples =
      switch layers[0].picture.samples {
      case .eight: .eight(light.map { codes8($0, missing) })
      case .sixteen: .sixteen(light.map { codes16($0, missing) })
      case .floats:
        .floats(light.map { plane in missing.map { plane.blanked($0) } ?? plane })
      }
    return MosaicTile(samples: samples, marks: marks, choices: choices)
  }

  private func codes8(_ light: Plane<Float>, _ missing: Plane<UInt8>?) -> Plane<UInt8> {
    let codes = Quantisation.codes8(light, scale: 255, offset: 0, largest: 255)
    return missing.map { codes.merged($0) { $1 == 0 ? max(1, $0) : 0 } }
      ?? codes.mapped { max(1, $0) }
  }

  private func codes16(_ light: Plane<Float>, _ missing: Plane<UInt8>?) -> Plane<UInt16> {
    let codes = Quantisation.codes16(light, scale: 65535, offset: 0, largest: 65535)
    return missing.map { codes.merged($0) { $1 == 0 ? max(1, $0) : 0 } }
      ?? codes.mapped { max(1, $0) }
  }
}

extension Plane<Float> {
  fileprivate func blanked(_ missing: Plane<UInt8>) -> Plane {
    merged(missing) { $1 == 0 ? $0 : 0 }
  }
}

extension Region {
  /// With as many pixels more on each side.
  fileprivate func grown(by margin: Int) -> Region {
    Region(
      x: x - margin, y: y - margin, width: size.width + 2 * margin,
      height: size.height + 2 * margin)
  }

  /// Whether both have pixels in common.
  fileprivate func touches(_ other: Region) -> Bool { intersection(other).size.area > 0 }
}
