import ExactMath
import Raster
import Rig

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
/// 3. What metal mirrors is averaged over pixels around; see ``LightField``.
///
/// Every draw hangs on seed, camera, pixel and ray only.
struct Renderer: Sendable {
  let scene: LitScene
  let placement: Placement
  var quality: RenderQuality
  /// Light in shadows where no bounce is followed, as a share of sunlight.
  let ambient: Double
  var optics = Optics()
  let random: Philox
  static let pattern = SamplePattern()

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
    /// Which body; −1 for none.
    var bodies: [Int8] = []
    /// Light that comes to the surfaces of each tile: ground, regolith, other bodies.
    var tiles: [BounceTile] = []

    /// Adds a pixel.
    mutating func add(
      distance: Float = .infinity, depth: Float = .infinity, part: ScenePart = .sky,
      normal: SIMD3<Float> = .zero, body: Int = -1
    ) {
      self.distance.append(distance)
      self.depth.append(depth)
      parts.append(part.rawValue)
      normals.append(normal)
      bodies.append(Int8(truncatingIfNeeded: body))
    }
  }

  /// The view of a camera.
  ///
  /// - Parameters:
  ///   - camera: of the rig.
  ///   - number: of the camera, for what is drawn.
  ///   - rows: rows of its picture; the view has only these.
  ///   - layer: the ground as this camera sees it, which is not followed again then.
  ///   - threads: how many workers.
  /// - Returns: the view.
  func view(
    _ camera: Camera, number: Int = 0, rows: Range<Int>? = nil, over layer: GroundLayer? = nil,
    threads: Int
  ) -> View {
    let size = camera.sensor.size
    let rows = rows ?? 0..<size.height
    let model = camera.model
    // Whole tiles, and one more on both sides for what lies between their middles.
    let first = max(0, rows.lowerBound / Self.tile - 1)
    let last = min((size.height - 1) / Self.tile, (max(rows.upperBound, 1) - 1) / Self.tile + 1)
    let backdrop = layer.map {
      Backdrop(layer: $0, window: BodyWindow(scene.bodies.bodies, camera, placement))
    }
    let surveys = forEachBand(rows: (last - first + 1) * Self.tile, threads: threads) { band in
      let top = first * Self.tile + band.lowerBound
      let end = min(size.height, first * Self.tile + band.upperBound)
      let rows = top..<max(top, end)
      if let backdrop {
        return twin().survey(model, rows, width: size.width, over: backdrop)
      }
      return twin().survey(model, number, rows, width: size.width)
    }
    let seen = ViewSurvey(surveys, firstTile: first, size: size)
    // What is mirrored is averaged over rows around.
    let around =
      max(
        0, rows.lowerBound - LightField.reach)..<min(
        size.height, rows.upperBound + LightField.reach)
    let bands = forEachBand(rows: around.count, threads: threads) { band in
      let own = twin()
      var light: [LightField.Pixel] = []
      light.reserveCapacity(band.count * size.width)
      for row in band {
        for x in 0..<size.width {
          light.append(own.light(model, number, x, around.lowerBound + row, seen, backdrop))
        }
      }
      return light
    }
    let field = LightField(bands, rows: around, width: size.width)
    var view = View(
      radiance: field.planes(rows, seen, threads: threads),
      depth: seen.plane(rows) { $0.depth[$1] })
    view.parts = seen.plane(rows) { $0.parts[$1] }
    view.normals = (0..<3).map { axis in seen.plane(rows) { $0.normals[$1][axis] } }
    return view
  }

  /// The same renderer for another thread.
  func twin() -> Renderer {
    Renderer(
      scene: scene.twin(), placement: placement, quality: quality, ambient: ambient,
      optics: optics, random: random)
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
          result.add()
          continue
        }
        let slant = (1 + plane.x * plane.x + plane.y * plane.y).squareRoot()
        let normal = toRover * meeting.normal
        result.add(
          distance: Float(meeting.distance), depth: Float(meeting.distance / slant),
          part: meeting.part, normal: SIMD3<Float>(normal), body: meeting.body)
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

  /// What the rays of a pixel have in common.
  private struct Pixel {
    let x: Int
    let y: Int
    /// Rays along its side.
    let side: Int
    /// Rays along the side of a sample that metal throws on.
    let mirrors: Int
    /// Light that comes to its surfaces from other ones.
    let around: BounceTile
  }

  /// The light of a pixel.
  private func light(
    _ model: CameraModel, _ number: Int, _ x: Int, _ y: Int, _ survey: ViewSurvey,
    _ backdrop: Backdrop?
  ) -> LightField.Pixel {
    if let backdrop, optics.isSharp, !backdrop.window.holds(x, y) {
      return LightField.Pixel(light: light(of: backdrop.layer.pixel(x, y), number, x, y))
    }
    // What a blurred pixel shows is not what its middle shows.
    let isEdge = !optics.isSharp || survey.isEdge(x, y)
    let isGround = !isEdge && survey.isGround(x, y)
    if isGround, let backdrop {
      return LightField.Pixel(light: light(of: backdrop.layer.pixel(x, y), number, x, y))
    }
    let side = isEdge ? quality.edgeSamples : quality.samples
    let pixel = Pixel(
      x: x, y: y, side: side, mirrors: max(1, quality.mirrorSamples / side),
      around: quality.hasBounce ? survey.bounce(x, y) : BounceTile())
    let clearance = optics.isSharp ? survey.clearance(x, y) : 0
    // The survey's ray is that of a pixel's only sample.
    var known: (ray: Ray, meeting: LitScene.Meeting)?
    if let backdrop, !isEdge, side == 1 {
      known = self.known(x, y, survey, backdrop.layer.pixel(x, y), model)
    }
    var sum = LightSum()
    for sample in 0..<side * side {
      let bits = random.bits(
        x: x, y: y, stream: Stream.light + UInt32(number), index: UInt32(sample))
      // Neighbouring rays look at different parts of the Sun, of the aperture and of the time.
      let part = (sample * 7 + Int(bits.z & 3)) % (side * side)
      if let known {
        add(pixel, sample, part, bits, known.ray, known.meeting, to: &sum)
      } else if let ray = ray(pixel, sample, part, bits, model),
        let meeting = scene.meeting(ray, groundFrom: clearance, isFree: isGround)
      {
        add(pixel, sample, part, bits, ray, meeting, to: &sum)
      }
    }
    return sum.mean(of: side * side, isMirrorApart: !isEdge)
  }

  /// A ray of a pixel, in the site frame; nil where the lens shows nothing.
  private func ray(
    _ pixel: Pixel, _ sample: Int, _ part: Int, _ bits: SIMD4<UInt32>, _ model: CameraModel
  ) -> Ray? {
    let (i, j) = (sample % pixel.side, sample / pixel.side)
    let (step, count) = (1 / Double(pixel.side), pixel.side * pixel.side)
    let place = ImagePoint(
      Double(pixel.x) + (Double(i) + 0.5) * step - 0.5,
      Double(pixel.y) + (Double(j) + 0.5) * step - 0.5)
    return model.normalized(place).map { plane in
      placement.site(
        optics.ray(
          plane, model, spot: Self.pattern.point(bits.w, part: part, of: count),
          time: (Double(sample * 5 % count) + Philox.unit(bits.z)) / Double(count) - 0.5))
    }
  }

  /// Adds the light of a place that a ray of a pixel meets.
  private func add(
    _ pixel: Pixel, _ sample: Int, _ part: Int, _ bits: SIMD4<UInt32>, _ ray: Ray,
    _ meeting: LitScene.Meeting, to sum: inout LightSum
  ) {
    let viewer = ray.direction * -1
    let sun = scene.sun.direction(
      to: Self.pattern.point(bits.x, part: part, of: pixel.side * pixel.side))
    let surface = scene.surface(meeting)
    let diffuse =
      quality.hasBounce
      ? pixel.around.mean(of: meeting.part) * Self.diffuse
      : Vector3(ambient, ambient, ambient)
    sum.light =
      sum.light + scene.sunlight(meeting, surface, from: sun, to: viewer)
      + scene.soil.color.times(diffuse) * (scene.grain.dustAlbedo * surface.dust)
    let clean = 1 - surface.dust
    if clean <= 0 { return }
    guard let facets = surface.material.mirror else {
      sum.light = sum.light + surface.material.color.times(diffuse) * (surface.albedo * clean)
      return
    }
    let (i, j) = (sample % pixel.side, sample / pixel.side)
    var mirrored = Vector3.zero
    for other in 0..<pixel.mirrors * pixel.mirrors {
      let cell = (
        i * pixel.mirrors + other % pixel.mirrors, j * pixel.mirrors + other / pixel.mirrors
      )
      mirrored =
        mirrored
        + self.mirrored(
          meeting, surface.material, facets, viewer,
          Self.pattern.polar(bits.y, cell, pixel.side * pixel.mirrors))
    }
    sum.add(mirrored: mirrored * (1 / Double(pixel.mirrors * pixel.mirrors)), clean: clean)
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
    var surface = scene.surface(there)
    surface.material = surface.material.regularised
    let seen = scene.sunlight(
      there, surface, from: scene.sun.direction, to: thrown.direction * -1)
    return material.fresnel(thrown.grazing).times(seen) * thrown.weight
  }
}

extension SIMD3<Float> {
  /// The coordinates, rounded.
  init(_ vector: Vector3) { self.init(Float(vector.x), Float(vector.y), Float(vector.z)) }
}

extension Vector3 {
  /// The coordinates, as exact as they are.
  init(_ vector: SIMD3<Float>) { self.init(Double(vector.x), Double(vector.y), Double(vector.z)) }

  /// The product, colour by colour.
  func times(_ other: Vector3) -> Vector3 { Vector3(x * other.x, y * other.y, z * other.z) }
}
