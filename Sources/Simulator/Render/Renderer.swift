import Raster
import Rig

/// What one camera would see without its sensor.
public struct View: Sendable, Equatable {
  /// Radiance factor in red, green and blue of linear sRGB: 1 is a white diffuser facing the Sun.
  public var radiance: RGBPlanes<Float>
  /// Metres along the optical axis to what the pixel's centre shows; infinite for the sky.
  public var depth: Plane<Float>
}

/// Makes views of a terrain under the Sun.
///
/// Each pixel is the mean of 2 × 2 rays, each with a ray from where it meets the ground to the
/// Sun; a fifth ray through the centre of the pixel gives the depth.
struct Renderer: Sendable {
  let terrain: Terrain
  let placement: Placement
  let sun: Vector3
  let photometry: Photometry
  let redSlope: Double

  /// The view of a camera.
  ///
  /// - Parameters:
  ///   - camera: of the rig.
  ///   - rows: rows of its picture; the view has only these.
  ///   - threads: how many workers.
  /// - Returns: the view.
  func view(_ camera: Camera, rows: Range<Int>? = nil, threads: Int) -> View {
    let rows = rows ?? 0..<camera.sensor.height
    let width = camera.sensor.width
    let model = camera.model
    let bands = forEachBand(rows: rows.count, threads: threads) { band in
      var light: [Float] = []
      var depth: [Float] = []
      light.reserveCapacity(band.count * width)
      depth.reserveCapacity(band.count * width)
      for row in band {
        for x in 0..<width {
          let centre = ImagePoint(Double(x), Double(rows.lowerBound + row))
          light.append(Float(mean(model, centre)))
          depth.append(Float(depthAlongAxis(model, centre)))
        }
      }
      return (light: light, depth: depth)
    }
    let size = Size(width, rows.count)
    func plane(factor: Float, _ path: (Int) -> [Float]) -> Plane<Float> {
      Plane(size: size) { y, out in
        let values = path(y / 16)
        let start = (y % 16) * width
        for x in 0..<width { out[x] = factor * values[start + x] }
      }
    }
    let green = plane(factor: 1) { bands[$0].light }
    return View(
      radiance: RGBPlanes(
        red: plane(factor: Float(1 + redSlope)) { bands[$0].light }, green: green,
        blue: plane(factor: Float(1 - redSlope)) { bands[$0].light }),
      depth: plane(factor: 1) { bands[$0].depth })
  }

  private func mean(_ model: CameraModel, _ centre: ImagePoint) -> Double {
    var sum = 0.0
    for (dx, dy) in [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)] {
      guard let ray = model.ray(ImagePoint(centre.x + dx, centre.y + dy)) else { continue }
      sum += radiance(placement.site(ray))
    }
    return sum * 0.25
  }

  /// The radiance factor that a ray brings back.
  func radiance(_ ray: Ray) -> Double {
    guard let meeting = terrain.meeting(ray) else { return 0 }
    var light: Vector3?
    if meeting.normal.dot(sun) > 0 {
      // Half a cell off the surface, which is only known to that.
      let start = Ray(origin: meeting.point + meeting.normal * (0.5 * meeting.cell), direction: sun)
      if terrain.distance(start) == nil { light = sun }
    }
    return photometry.radiance(
      albedo: meeting.albedo, normal: meeting.normal, sun: light, viewer: ray.direction * -1)
  }

  private func depthAlongAxis(_ model: CameraModel, _ centre: ImagePoint) -> Double {
    guard let plane = model.normalized(centre), let ray = model.ray(centre),
      let distance = terrain.distance(placement.site(ray))
    else { return .infinity }
    return distance / (1 + plane.x * plane.x + plane.y * plane.y).squareRoot()
  }
}
