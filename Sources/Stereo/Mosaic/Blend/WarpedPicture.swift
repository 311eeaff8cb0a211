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
  /// Where in the picture each pixel comes from, row by row; nil outside.
  let positions: [ImagePoint?]

  /// Whether something is known.
  var isEmpty: Bool { planes.isEmpty }
}

/// A picture that is ready to be shown on any part of a mosaic.
struct MosaicLayer: Sendable {
  let picture: MosaicPicture
  let view: MosaicView
  /// Where on the mosaic it lies.
  let region: Region
  let interpolation: Interpolation
  /// What each colour is multiplied with.
  private let gains: [Float]
  /// What light is multiplied with at squares of distances from the middle, in steps from 0 to 1.
  private let falloff: [Float]

  private static let steps = 1024

  init(
    _ picture: MosaicPicture, _ view: MosaicView, region: Region, _ light: LightBalance,
    index: Int, _ interpolation: Interpolation
  ) {
    (self.picture, self.view, self.region) = (picture, view, region)
    self.interpolation = interpolation
    gains = light.exposures[index].map { Float(1 / $0) }
    falloff = (0...Self.steps + 1).map { Float(1 / light.share(Double($0) / Double(Self.steps))) }
  }

  /// Shows it.
  ///
  /// - Parameters:
  ///   - part: of the mosaic.
  ///   - rays: where its pixels look.
  ///   - isa: the instruction set.
  /// - Returns: as large as the part; nil where the picture shows nothing of it.
  func warped(_ part: Region, _ rays: MosaicCanvas.Rays, _ isa: InstructionSet) -> WarpedPicture? {
    let width = part.size.width
    var positions = [ImagePoint?](repeating: nil, count: part.size.area)
    var (left, top) = (Double.infinity, Double.infinity)
    var (right, bottom) = (-Double.infinity, -Double.infinity)
    for y in 0..<part.size.height {
      for x in 0..<width {
        let pixel = ImagePoint(Double(part.x + x), Double(part.y + y))
        guard let place = view.position(rays.direction(x: x, y: y), at: pixel),
          picture.size.contains(place)
        else { continue }
        positions[y * width + x] = place
        (left, right) = (min(left, place.x), max(right, place.x))
        (top, bottom) = (min(top, place.y), max(bottom, place.y))
      }
    }
    guard left <= right else { return nil }
    let source = Region(
      x: Int(left) - 3, y: Int(top) - 3, width: Int(right) - Int(left) + 8,
      height: Int(bottom) - Int(top) + 8
    ).intersection(picture.size.bounds)
    let light = picture.light(in: source)
    let factors = factors(positions, part.size)
    let isWhole = view.placement.isIdentity
    let (seen, marks) =
      isWhole
      ? shifted(light, source, part, positions)
      : resampled(light, source, part.size, positions, isa)
    let planes = zip(seen, gains).map { plane, gain in
      plane.merged(factors) { $0 * ($1 * gain) }
    }
    let missing = marks?.mapped { $0 & ~Defects.saturated.rawValue }
    return WarpedPicture(planes: planes, marks: marks, missing: missing, positions: positions)
  }

  private func resampled(
    _ light: [Plane<Float>], _ source: Region, _ size: Size, _ positions: [ImagePoint?],
    _ isa: InstructionSet
  ) -> ([Plane<Float>], Plane<UInt8>?) {
    let table = ResampleTable(
      size: size, source: source.size, interpolation: interpolation
    ) { x, y in
      positions[y * size.width + x].map { ($0.x - Double(source.x), $0.y - Double(source.y)) }
    }
    let marks = table.defects(of: picture.validity.view(source).defects, isa: isa)
    let missing = marks?.mapped { $0 & ~Defects.saturated.rawValue }
    return (light.map { table.resampled($0, without: missing, isa: isa) }, marks)
  }

  /// The pixels themselves, of a picture whose pixels are those of the mosaic.
  private func shifted(
    _ light: [Plane<Float>], _ source: Region, _ part: Region, _ positions: [ImagePoint?]
  ) -> ([Plane<Float>], Plane<UInt8>?) {
    func place(_ x: Int, _ y: Int) -> (x: Int, y: Int)? {
      positions[y * part.size.width + x].map {
        (Int($0.x.rounded()) - source.x, Int($0.y.rounded()) - source.y)
      }
    }
    let held = picture.validity.view(source)
    let marks = Plane<UInt8>(size: part.size) { y, row in
      for x in row.indices {
        row[x] = place(x, y).map { held[$0.x, $0.y].rawValue } ?? Defects.outside.rawValue
      }
    }
    let planes = light.map { plane in
      Plane<Float>(size: part.size) { y, row in
        for x in row.indices { row[x] = place(x, y).map { plane[$0.x, $0.y] } ?? 0 }
      }
    }
    let harmless = Defects.saturated.rawValue
    return (planes.map { $0.merged(marks) { $1 & ~harmless == 0 ? $0 : 0 } }, marks)
  }

  /// What light is multiplied with to be free of fall-off.
  private func factors(_ positions: [ImagePoint?], _ size: Size) -> Plane<Float> {
    Plane(size: size) { y, row in
      for x in row.indices {
        guard let place = positions[y * size.width + x] else {
          row[x] = 0
          continue
        }
        let at = view.squareFromMiddle(place) * Double(Self.steps)
        let step = min(Int(at), Self.steps)
        let rest = Float(at - Double(step))
        row[x] = falloff[step] + (falloff[step + 1] - falloff[step]) * rest
      }
    }
  }
}
