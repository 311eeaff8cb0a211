import Kernels
import Raster
import Rig

/// What a picture shows on a part of a mosaic, in the light of the mosaic.
struct WarpedPicture {
  /// Light, a plane for each colour; 0 where nothing is known.
  let planes: [Plane<Float>]
  /// ``Defects`` of each pixel; nil where all are data.
  let marks: Plane<UInt8>?
  /// Not 0 where nothing is known; nil where all is.
  let missing: Plane<UInt8>?

  init(planes: [Plane<Float>], marks: Plane<UInt8>?) {
    (self.planes, self.marks) = (planes, marks)
    missing = marks?.holes
  }
}

/// A picture that is ready to be shown on any part of a mosaic.
struct MosaicLayer: Sendable {
  let picture: MosaicPicture
  let view: MosaicView
  /// Where on the mosaic it lies.
  let region: Region
  private let interpolation: Interpolation
  private let light: LayerLight

  init(
    _ picture: MosaicPicture, _ view: MosaicView, region: Region, light: LayerLight,
    _ interpolation: Interpolation
  ) {
    (self.picture, self.view, self.region) = (picture, view, region)
    (self.light, self.interpolation) = (light, interpolation)
  }

  /// Shows it.
  ///
  /// - Parameters:
  ///   - part: of the mosaic.
  ///   - rays: where its pixels look.
  ///   - isa: the instruction set.
  /// - Returns: as large as the part; nil where the picture shows nothing of it.
  func warped(_ part: Region, _ rays: MosaicCanvas.Rays, _ isa: InstructionSet) -> WarpedPicture? {
    let nodes = PositionNodes(view, part, rays)
    guard let source = nodes.source(in: picture.size) else { return nil }
    let (seen, marks) =
      view.placement.isIdentity
      ? shifted(source, nodes.first, part.size) : resampled(source, part, rays, isa)
    let factors = light.isEven ? nil : nodes.plane { light.factor(at: $0, in: view) }
    let planes = zip(seen, light.gains).map { plane, gain in
      factors.map { plane.merged($0) { $0 * ($1 * gain) } }
        ?? (gain == 1 ? plane : plane.mapped { $0 * gain })
    }
    return WarpedPicture(planes: planes, marks: marks)
  }

  private func resampled(
    _ source: Region, _ part: Region, _ rays: MosaicCanvas.Rays, _ isa: InstructionSet
  ) -> ([Plane<Float>], Plane<UInt8>?) {
    let (positions, x0, y0) = (view.positions, Double(source.x), Double(source.y))
    let table = ResampleTable(
      size: part.size, source: source.size, interpolation: interpolation,
      isSmooth: view.displacement == nil
    ) { x, y in
      let pixel = ImagePoint(Double(part.x + x), Double(part.y + y))
      return positions(rays.direction(x: x, y: y), pixel).map { ($0.x - x0, $0.y - y0) }
    }
    let marks = table.defects(of: picture.validity.view(source).defects, isa: isa)
    let missing = marks?.holes
    return (
      picture.light(in: source).map { table.resampled($0, without: missing, isa: isa) }, marks
    )
  }

  /// The pixels themselves, of a picture whose pixels are those of the mosaic.
  ///
  /// - Parameters:
  ///   - source: what is needed of the picture.
  ///   - first: where in the picture the first pixel lies.
  ///   - size: of the part.
  /// - Returns: planes and marks of the part.
  private func shifted(
    _ source: Region, _ first: ImagePoint, _ size: Size
  ) -> ([Plane<Float>], Plane<UInt8>?) {
    let wanted = Region(
      x: Int(first.x.rounded()), y: Int(first.y.rounded()), width: size.width, height: size.height)
    let held = wanted.intersection(picture.size.bounds)
    let light = picture.light(in: held)
    let marks = picture.validity.view(held).defects
    let missing = picture.missing?.view(held)
    let known = missing.map { missing in
      light.map { $0.merged(missing) { $1 == 0 ? $0 : 0 } }
    }
    if held == wanted { return (known ?? light, marks) }
    let (x, y) = (held.x - wanted.x, held.y - wanted.y)
    let clear = marks ?? Plane(size: held.size, repeating: 0)
    return (
      (known ?? light).map { $0.framed(in: size, x: x, y: y, by: 0) },
      clear.framed(in: size, x: x, y: y, by: Defects.outside.rawValue)
    )
  }
}

/// What the light of a picture is multiplied with on a mosaic.
struct LayerLight: Sendable {
  /// A factor for each colour.
  let gains: [Float]
  /// How light falls off in which picture; nil where it does not.
  private let balance: (balance: LightBalance, index: Int)?

  /// - Parameters:
  ///   - balance: by what pictures differ.
  ///   - index: which picture.
  ///   - scale: of all light.
  init(_ balance: LightBalance, index: Int, scale: Double) {
    self.balance = (balance, index)
    gains = balance.exposures[index].map { Float(scale / $0) }
  }

  /// Light that stays as it is.
  init(colors: Int) {
    (balance, gains) = (nil, [Float](repeating: 1, count: colors))
  }

  /// Whether light is the same everywhere.
  var isEven: Bool { balance == nil }

  /// What light is multiplied with to be even.
  ///
  /// - Parameters:
  ///   - place: in the picture.
  ///   - view: the picture.
  /// - Returns: a factor.
  func factor(at place: ImagePoint, in view: MosaicView) -> Double {
    guard let (balance, index) = balance else { return 1 }
    return 1
      / balance.factor(index, square: view.squareFromMiddle(place), at: view.share(of: place))
  }
}

extension Plane<UInt8> {
  /// Not 0 where ``Defects`` say that a pixel does not tell what was seen, as all but too much
  /// light do; nil where there is none.
  var holes: Plane? {
    let harmless = Defects.saturated.rawValue
    let marks = mapped { $0 & ~harmless }
    return marks.isZero ? nil : marks
  }

  /// Whether all numbers are 0.
  var isZero: Bool {
    for y in 0..<height {
      let row = row(y)
      var all: UInt8 = 0
      for x in row.indices { all |= row[x] }
      if all != 0 { return false }
    }
    return true
  }
}

extension Plane {
  /// The plane as a part of a larger one, the rest of which is one number.
  fileprivate func framed(in size: Size, x: Int, y: Int, by number: S) -> Plane {
    Plane(size: size) { line, out in
      out.update(repeating: number)
      guard line >= y, line < y + height else { return }
      let row = row(line - y)
      for column in row.indices { out[x + column] = row[column] }
    }
  }
}
