import ExactMath
import Kernels
import Raster
import Rig

/// What one camera would see without its sensor.
public struct View: Sendable, Equatable {
  /// Radiance factor in red, green and blue of linear sRGB: 1 is a white diffuser facing the Sun.
  public var radiance: RGBPlanes<Float>
  /// Metres along the optical axis to what the pixel's centre shows; infinite for the sky.
  public var depth: Plane<Float>
  /// What the pixel's centre shows, as raw values of ``ScenePart``.
  public var parts: Plane<UInt8>
  /// The normal of what the pixel's centre shows, in the rover frame: x, y and z.
  public var normals: [Plane<Float>]

  /// A view of one distance, showing ground.
  init(radiance: RGBPlanes<Float>, depth: Plane<Float>) {
    self.radiance = radiance
    self.depth = depth
    parts = Plane(size: depth.size, repeating: ScenePart.ground.rawValue)
    normals = []
  }
}

extension View {
  /// Some rows of the view, after a lens.
  func spread(by gaussian: Gaussian?, keeping rows: Range<Int>) -> View {
    let region = Region(x: 0, y: rows.lowerBound, width: depth.width, height: rows.count)
    func seen(_ plane: Plane<Float>) -> Plane<Float> {
      (gaussian.map { Convolution.gaussian(plane, $0) } ?? plane).view(region)
    }
    var result = self
    result.radiance = RGBPlanes(
      red: seen(radiance.red), green: seen(radiance.green), blue: seen(radiance.blue))
    result.depth = depth.view(region)
    result.parts = parts.view(region)
    result.normals = normals.map { $0.view(region) }
    return result
  }
}

/// Makes views of a scene by following rays back from the camera.
///
/// 1. A ray through the middle of each pixel says what it shows, and sends another on from there,
///    in a direction drawn by the cosine of its angle. The sunlight that those bring from other
///    surfaces is averaged over tiles of 16 × 16 pixels, for ground, regolith and other bodies
///    apart: one bounce, smooth enough to have less noise than any sensor.
/// 2. Each pixel is the mean of 2 × 2 rays, at the borders and edges of bodies of 4 × 4. Each meets
///    a surface and sends a ray to a point of the Sun's disc, drawn from a part of it that is its
///    own. Where metal is met, 4 × 4 rays of a pixel go on to what it mirrors, each drawn from its
///    own part of the lobe.
///
/// Every draw hangs on seed, camera, pixel and ray only.
struct Renderer: Sendable {
  let scene: LitScene
  let placement: Placement
  var quality: RenderQuality
  /// Light in shadows where no bounce is followed, as a share of sunlight.
  let ambient: Double
  let random: Philox
  private static let pattern = SamplePattern()

  /// Pixels along the side of a tile: those of a band of rows.
  static let tile = 16
  /// How much of its normal albedo a surface scatters of light from all around.
  private static let diffuse = 0.75

  /// What the middles of the pixels of some rows show.
  struct Survey: Sendable {
    var depth: [Float] = []
    var distance: [Float] = []
    var parts: [UInt8] = []
    var normals: [SIMD3<Float>] = []
    /// Light that comes to the surfaces of each tile: ground, regolith, other bodies.
    var tiles: [BounceTile] = []
  }

  /// The view of a camera.
  ///
  /// - Parameters:
  ///   - camera: of the rig.
  ///   - number: of the camera, for what is drawn.
  ///   - rows: rows of its picture; the view has only these.
  ///   - threads: how many workers.
  /// - Returns: the view.
  func view(_ camera: Camera, number: Int = 0, rows: Range<Int>? = nil, threads: Int) -> View {
    let size = camera.sensor.size
    let rows = rows ?? 0..<size.height
    let model = camera.model
    // Whole tiles, and one more on both sides for what lies between their middles.
    let first = max(0, rows.lowerBound / Self.tile - 1)
    let last = min((size.height - 1) / Self.tile, (max(rows.upperBound, 1) - 1) / Self.tile + 1)
    let surveys = forEachBand(rows: (last - first + 1) * Self.tile, threads: threads) { band in
      let top = first * Self.tile + band.lowerBound
      let end = min(size.height, first * Self.tile + band.upperBound)
      return twin().survey(model, number, top..<max(top, end), width: size.width)
    }
    let seen = ViewSurvey(surveys, firstTile: first, size: size)
    let bands = forEachBand(rows: rows.count, threads: threads) { band in
      let own = twin()
      var light: [SIMD3<Float>] = []
      light.reserveCapacity(band.count * size.width)
      for row in band {
        for x in 0..<size.width {
          light.append(own.light(model, number, x, rows.lowerBound + row, seen))
        }
      }
      return light
    }
    func plane(_ index: Int) -> Plane<Float> {
      Plane(size: Size(size.width, rows.count)) { y, out in
        let values = bands[y / 16]
        let start = (y % 16) * size.width
        for x in 0..<size.width { out[x] = values[start + x][index] }
      }
    }
    var view = View(
      radiance: RGBPlanes(red: plane(0), green: plane(1), blue: plane(2)),
      depth: seen.plane(rows) { $0.depth[$1] })
    view.parts = seen.plane(rows) { $0.parts[$1] }
    view.normals = (0..<3).map { axis in seen.plane(rows) { $0.normals[$1][axis] } }
    return view
  }

  /// The same renderer for another thread.
  private func twin() -> Renderer {
    Renderer(
      scene: scene.twin(), placement: placement, quality: quality, ambient: ambient,
      random: random)
  }

  /// What the middles of pixels show, and the light that comes there from other surfaces.
  private func survey(
    _ model: CameraModel, _ number: Int, _ rows: Range<Int>, width: Int
  ) -> Survey {
    var result = Survey()
    let tiles = (width + Self.tile - 1) / Self.tile
    result.tiles = Array(repeating: BounceTile(), count: tiles)
    let toRover = placement.rotation.transposed
    for y in rows {
      for x in 0..<width {
        let centre = ImagePoint(Double(x), Double(y))
        guard let plane = model.normalized(centre),
          let meeting = scene.meeting(placement.site(model.ray(normalized: plane)))
        else {
          result.depth.append(.infinity)
          result.distance.append(.infinity)
          result.parts.append(ScenePart.sky.rawValue)
          result.normals.append(.zero)
          continue
        }
        let slant = (1 + plane.x * plane.x + plane.y * plane.y).squareRoot()
        result.depth.append(Float(meeting.distance / slant))
        result.distance.append(Float(meeting.distance))
        result.parts.append(meeting.part.rawValue)
        let normal = toRover * meeting.normal
        result.normals.append(SIMD3(Float(normal.x), Float(normal.y), Float(normal.z)))
        guard quality.hasBounce else { continue }
        let bits = random.bits(x: x, y: y, stream: Stream.light + UInt32(number), index: 255)
        let place = (y % Self.tile) * Self.tile + x % Self.tile
        result.tiles[x / Self.tile].add(
          bounced(meeting, Self.pattern.point(bits.x, part: place, of: Self.tile * Self.tile)),
          to: meeting.part)
      }
    }
    return result
  }

  /// Sunlight that another surface sends to a place.
  private func bounced(_ meeting: LitScene.Meeting, _ point: SIMD2<Double>) -> Vector3 {
    let (across, along) = meeting.normal.perpendiculars
    let up = max(0, 1 - point.x * point.x - point.y * point.y).squareRoot()
    let direction = (across * point.x + along * point.y + meeting.normal * up).normalized
    guard let there = scene.meeting(from: meeting, towards: direction) else { return .zero }
    return scene.sunlight(there, from: scene.sun.direction, to: direction * -1)
  }

  /// The light of a pixel.
  private func light(
    _ model: CameraModel, _ number: Int, _ x: Int, _ y: Int, _ survey: ViewSurvey
  ) -> SIMD3<Float> {
    let isEdge = survey.isEdge(x, y)
    let isGround = !isEdge && survey.isGround(x, y)
    let side = isEdge ? quality.edgeSamples : quality.samples
    let (around, clearance) = (survey.bounce(x, y), survey.clearance(x, y))
    let mirrors = quality.mirrorSamples / side
    var sum = Vector3.zero
    for sample in 0..<side * side {
      let (i, j) = (sample % side, sample / side)
      let step = 1 / Double(side)
      let place = ImagePoint(
        Double(x) + (Double(i) + 0.5) * step - 0.5, Double(y) + (Double(j) + 0.5) * step - 0.5)
      guard let ray = model.ray(place),
        let meeting = scene.meeting(placement.site(ray), groundFrom: clearance, isFree: isGround)
      else { continue }
      let viewer = placement.rotation * ray.direction * -1
      let bits = random.bits(
        x: x, y: y, stream: Stream.light + UInt32(number), index: UInt32(sample))
      // Neighbouring rays look at different parts of the Sun.
      let part = (sample * 7 + Int(bits.z & 3)) % (side * side)
      let sun = scene.sun.direction(
        to: Self.pattern.point(bits.x, part: part, of: side * side))
      sum = sum + scene.sunlight(meeting, from: sun, to: viewer)
      let (material, dust) = scene.surface(meeting)
      let diffuse =
        quality.hasBounce
        ? around.mean(of: meeting.part) * Self.diffuse
        : Vector3(ambient, ambient, ambient)
      guard let facets = material.mirror else {
        sum = sum + material.color.times(diffuse) * meeting.albedo
        continue
      }
      sum = sum + scene.soil.color.times(diffuse) * (scene.grain.dustAlbedo * dust)
      if dust >= 1 { continue }
      var mirrored = Vector3.zero
      for other in 0..<mirrors * mirrors {
        let cell = (
          i * mirrors + other % mirrors, j * mirrors + other / mirrors
        )
        mirrored =
          mirrored
          + self.mirrored(
            meeting, material, facets, viewer,
            Self.pattern.polar(bits.y, cell, quality.mirrorSamples))
      }
      sum = sum + mirrored * ((1 - dust) / Double(mirrors * mirrors))
    }
    let mean = sum * (1 / Double(side * side))
    return SIMD3(Float(mean.x), Float(mean.y), Float(mean.z))
  }

  /// The sunlit surface that metal shows in one direction of its lobe.
  private func mirrored(
    _ meeting: LitScene.Meeting, _ material: Material, _ facets: Microfacets, _ viewer: Vector3,
    _ draw: (radius: Double, turn: (sin: Double, cos: Double))
  ) -> Vector3 {
    guard
      let thrown = facets.reflection(
        normal: meeting.normal, viewer: viewer, radius: draw.radius, turn: draw.turn),
      let there = scene.meeting(from: meeting, towards: thrown.direction)
    else { return .zero }
    // What glints twice is left out: few rays would bring too much of it.
    let seen = scene.sunlight(there, from: scene.sun.direction, to: thrown.direction * -1)
      .limited(to: 1)
    return material.fresnel(thrown.grazing).times(seen) * thrown.weight
  }
}

extension Vector3 {
  /// At most so much in each colour.
  func limited(to most: Double) -> Vector3 { Vector3(min(x, most), min(y, most), min(z, most)) }

  /// The product, colour by colour.
  func times(_ other: Vector3) -> Vector3 { Vector3(x * other.x, y * other.y, z * other.z) }
}
