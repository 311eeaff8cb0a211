import Diagnostics
import ExactMath
import Raster
import Rig

/// Turns light into the codes of one camera's sensor.
///
///     electrons = Poisson(responsivity · exposure · colour · vignetting · (1 + PRNU)
///                         + dark current · exposure), at most the full well
///     code      = round((electrons + read noise) · amplification / gain + black), 0 to white
///
/// then companded where the rig says so. Every number hangs on seed, camera, frame and pixel only.
struct SensorModel: Sendable {
  let camera: Camera
  let pattern: SensorPattern
  private let sites: SensorSites
  /// The colour filters before its pixels.
  let filters: BayerPattern
  let gain: Double
  let readNoise: Double
  let responsivity: Double
  let fullWell: Double
  /// From linear sRGB to the codes of the camera's own filters, white balance undone.
  let response: Matrix3
  let random: Philox
  let index: Int

  /// A sensor of a rig.
  ///
  /// - Parameters:
  ///   - camera: of the rig.
  ///   - index: which one; each has its own patterns and noise.
  ///   - seed: of the scene.
  ///   - defects: how many pixels are bad.
  /// - Throws: a failure where the rig does not say what a simulation needs.
  init(_ camera: Camera, index: Int, seed: UInt64, defects: DefectShares) throws(Failure) {
    let sensor = camera.sensor
    guard let gain = sensor.gain, let readNoise = sensor.readNoise,
      let responsivity = sensor.responsivity
    else {
      throw Failure(
        "camera \"\(camera.name)\" cannot be simulated: gain, readNoise or responsivity is unknown",
        remedy: "state all three in the rig")
    }
    filters = try camera.simulatedFilters
    self.camera = camera
    self.index = index
    self.gain = gain
    self.readNoise = readNoise
    self.responsivity = responsivity
    fullWell = sensor.fullWell ?? .infinity
    random = Philox(seed: seed)
    pattern = SensorPattern(sensor, index: index, random: random, defects: defects)
    sites = SensorSites(pattern, camera)
    guard let response = Self.response(camera) else {
      throw Failure(
        "the colorMatrix of camera \"\(camera.name)\" has no inverse",
        remedy: "give the matrix from camera colours to linear sRGB")
    }
    self.response = response
  }

  private static func response(_ camera: Camera) -> Matrix3? {
    let m = camera.colorMatrix ?? [1, 0, 0, 0, 1, 0, 0, 0, 1]
    let balance = camera.whiteBalance ?? [1, 1, 1]
    let columns = (
      Vector3(m[0], m[3], m[6]), Vector3(m[1], m[4], m[7]), Vector3(m[2], m[5], m[8])
    )
    let determinant = columns.0.dot(columns.1.cross(columns.2))
    guard determinant != 0 else { return nil }
    let scale = balance[1] / determinant
    return Matrix3(
      columns.1.cross(columns.2) * (scale / balance[0]),
      columns.2.cross(columns.0) * (scale / balance[1]),
      columns.0.cross(columns.1) * (scale / balance[2]))
  }

  /// What the filter of a pixel lets through of a colour, 1 for white in green.
  @inline(__always)
  func filtered(_ color: Vector3, x: Int, y: Int) -> Double {
    let row =
      switch filters.color(x: x, y: y) {
      case .red: response.rows.0
      case .green: response.rows.1
      case .blue: response.rows.2
      }
    return max(0, row.dot(color))
  }

  /// Electrons that light makes in a pixel of average sensitivity, per second.
  func rate(_ color: Vector3, x: Int, y: Int) -> Double {
    responsivity * filtered(color, x: x, y: y)
      * camera.light(at: ImagePoint(Double(x), Double(y)))
  }

  /// The code of no light at a pixel.
  @inline(__always)
  func black(x: Int, y: Int) -> Double {
    let black = camera.sensor.black
    return black.count == 4 ? black[(x & 1) + 2 * (y & 1)] : black[0]
  }

  /// The linear codes of a frame.
  ///
  /// - Parameters:
  ///   - view: what the camera sees.
  ///   - firstRow: which row of the picture the view begins with.
  ///   - exposure: in seconds.
  ///   - amplification: as a multiple of the rig's gain.
  ///   - frame: which frame of this camera; each has its own noise.
  ///   - threads: how many workers.
  /// - Returns: codes of the sensor, black included, not companded.
  func expose(
    _ view: View, firstRow: Int = 0, exposure: Double, amplification: Double = 1, frame: Int,
    threads: Int
  ) -> Plane<UInt16> {
    let size = view.depth.size
    let stream = Stream.frames + UInt32(truncatingIfNeeded: frame * 64 + index)
    let white = camera.sensor.white
    let bands = forEachBand(rows: size.height, threads: threads) { rows in
      var codes: [UInt16] = []
      codes.reserveCapacity(rows.count * size.width)
      for row in rows {
        let (red, green) = (view.radiance.red.row(row), view.radiance.green.row(row))
        let blue = view.radiance.blue.row(row)
        let y = firstRow + row
        let sites = sites.row(y)
        for x in 0..<size.width {
          let color = Vector3(Double(red[x]), Double(green[x]), Double(blue[x]))
          let site = sites[x]
          let rate = responsivity * filtered(color, x: x, y: y) * site.light
          let mean = (rate * site.pattern.sensitivity + site.pattern.darkCurrent) * exposure
          let draw = random.uniforms(x: x, y: y, stream: stream)
          let electrons = min(fullWell, Poisson.quantile(draw.x, mean: mean))
          let read = electrons + readNoise * Normal.quantile(draw.y)
          let code = read * amplification / gain + black(x: x, y: y)
          codes.append(UInt16(min(white, max(0, code.rounded()))))
        }
      }
      return codes
    }
    return Plane(size: size) { y, out in
      let start = (y % 16) * size.width
      for x in 0..<size.width { out[x] = bands[y / 16][start + x] }
    }
  }
}

extension Camera {
  /// The colour filters before its pixels, through which a simulation looks at everything.
  ///
  /// - Throws: a failure where there are none.
  var simulatedFilters: BayerPattern {
    get throws(Failure) {
      if let pattern = sensor.pattern { return pattern }
      throw Failure(
        "camera \"\(name)\" cannot be simulated: it has no colour filters",
        remedy: Self.filtersRemedy)
    }
  }

  /// What to do about a camera that has none.
  static let filtersRemedy = "give it a pattern in a rig of its own for the simulation"
}
