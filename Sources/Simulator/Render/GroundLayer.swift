import Raster
import Rig

/// What a camera sees of the ground alone: the height-field pass.
///
/// One ray a pixel to the ground and one to the Sun; nothing else casts shadows. It serves all
/// moments of a camera: bodies are drawn over it where they are, and shade it.
struct GroundLayer: Sendable {
  /// The ground at the middle of a pixel.
  struct Pixel: Sendable {
    /// Metres along the ray; infinite for the sky.
    var distance = Float.infinity
    /// Metres along the optical axis.
    var depth = Float.infinity
    /// In the rover frame.
    var normal = SIMD3<Float>.zero
    /// Light of the Sun, and that of shadows.
    var sunlight = SIMD3<Float>.zero
    var ambient = SIMD3<Float>.zero
    /// Where rays to the Sun start, from the rover.
    var start = SIMD3<Float>.zero
    /// Along the ray, in the site frame; zero where the lens shows nothing.
    var direction = SIMD3<Float>.zero
  }

  /// Bands of rows.
  fileprivate let bands: [[Pixel]]
  fileprivate let width: Int

  /// The ground of a pixel.
  @inline(__always)
  func pixel(_ x: Int, _ y: Int) -> Pixel {
    bands[y / Renderer.tile][(y % Renderer.tile) * width + x]
  }
}

/// A ground that is known, and where bodies may stand before it.
struct Backdrop: Sendable {
  let layer: GroundLayer
  let window: BodyWindow
}

extension Renderer {
  /// What a camera sees of the ground alone.
  ///
  /// - Parameters:
  ///   - camera: of the rig.
  ///   - number: of the camera, for what is drawn.
  ///   - lens: where its pixels lie.
  ///   - threads: how many workers.
  /// - Returns: the ground behind each pixel.
  func groundLayer(
    _ camera: Camera, number: Int, lens: LensPlane, threads: Int
  ) -> GroundLayer {
    let (model, size) = (camera.model, camera.sensor.size)
    let bands = forEachBand(rows: size.height, height: Self.tile, threads: threads) { rows in
      let own = twin()
      let width = size.width
      var pixels = [GroundLayer.Pixel](repeating: .init(), count: rows.count * width)
      var blocked = Double.infinity
      // From below: what a ray meets is not nearer than what those below it met.
      for y in rows.reversed() {
        let row = (y - rows.lowerBound) * width
        for x in 0..<width {
          var nearest = Float.infinity
          if y + 1 < rows.upperBound {
            for below in row + width + max(0, x - 1)...row + width + min(width - 1, x + 1) {
              nearest = min(nearest, pixels[below].distance)
            }
          }
          pixels[row + x] = own.ground(
            model, number, x, y, lens.place(x, y), from: ViewSurvey.clear(nearest),
            last: &blocked)
        }
      }
      return pixels
    }
    return GroundLayer(bands: bands, width: size.width)
  }

  private func ground(
    _ model: CameraModel, _ number: Int, _ x: Int, _ y: Int, _ plane: ImagePoint?,
    from start: Double, last blocked: inout Double
  ) -> GroundLayer.Pixel {
    guard let plane else { return .init() }
    let ray = placement.site(model.ray(normalized: plane))
    guard let meeting = scene.meeting(ray, groundFrom: start, isFree: true) else {
      return GroundLayer.Pixel(direction: SIMD3<Float>(ray.direction))
    }
    let bits = random.bits(x: x, y: y, stream: Stream.light + UInt32(number), index: 254)
    let sun = scene.sun.direction(to: Self.pattern.point(bits.x, part: 0, of: 1))
    let light =
      scene.isOpen(meeting, to: sun, last: &blocked)
      ? scene.soil.radiance(
        albedo: meeting.albedo, normal: meeting.normal, light: sun, viewer: ray.direction * -1)
      : .zero
    let slant = (1 + plane.x * plane.x + plane.y * plane.y).squareRoot()
    return GroundLayer.Pixel(
      distance: Float(meeting.distance), depth: Float(meeting.distance / slant),
      normal: SIMD3(placement.rotation.transposed * meeting.normal), sunlight: SIMD3(light),
      ambient: SIMD3(scene.soil.color * (ambient * meeting.albedo)),
      start: SIMD3(meeting.leaving(sun).origin - placement.position),
      direction: SIMD3(ray.direction))
  }

  /// What the middles of pixels show where bodies stand before a ground that is known.
  func survey(
    _ model: CameraModel, _ rows: Range<Int>, width: Int, over backdrop: Backdrop
  ) -> Survey {
    var result = Survey()
    let toRover = placement.rotation.transposed
    let axis = placement.rotation * (model.toRover * Vector3(0, 0, 1))
    for y in rows {
      for x in 0..<width {
        let ground = backdrop.layer.pixel(x, y)
        if backdrop.window.holds(x, y), ground.direction != .zero,
          let hit = scene.bodies.meeting(
            ray(ground, model), to: Double(ground.distance))
        {
          result.add(
            distance: Float(hit.distance),
            depth: Float(hit.distance * Vector3(ground.direction).dot(axis)),
            part: scene.bodies.bodies[hit.body].part, normal: SIMD3(toRover * hit.normal),
            body: hit.body)
        } else {
          result.add(
            distance: ground.distance, depth: ground.depth,
            part: ground.distance < .infinity ? .ground : .sky, normal: ground.normal)
        }
      }
    }
    return result
  }

  /// The ray through the middle of a pixel, in the site frame.
  private func ray(_ ground: GroundLayer.Pixel, _ model: CameraModel) -> Ray {
    Ray(origin: placement.place(model.position), direction: Vector3(ground.direction))
  }

  /// What the middle of a pixel shows that shows a body.
  func known(
    _ x: Int, _ y: Int, _ survey: ViewSurvey, _ ground: GroundLayer.Pixel, _ model: CameraModel
  ) -> (ray: Ray, meeting: LitScene.Meeting) {
    let (ray, hit) = (ray(ground, model), survey.hit(x, y))
    let met = Bodies.Meeting(
      distance: hit.distance, normal: placement.rotation * Vector3(hit.normal), body: hit.body)
    return (ray, scene.meeting(ray, at: met))
  }

  /// The light of a pixel of ground, shaded by bodies.
  func light(of ground: GroundLayer.Pixel, _ number: Int, _ x: Int, _ y: Int) -> SIMD3<Float> {
    guard ground.sunlight != .zero else { return ground.ambient }
    let start = placement.position + Vector3(ground.start)
    guard scene.mayBeShaded(start) else { return ground.sunlight + ground.ambient }
    let bits = random.bits(x: x, y: y, stream: Stream.light + UInt32(number), index: 254)
    let sun = scene.sun.direction(to: Self.pattern.point(bits.x, part: 0, of: 1))
    return scene.isShaded(start, from: sun) ? ground.ambient : ground.sunlight + ground.ambient
  }
}
