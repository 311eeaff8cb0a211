import Diagnostics
import Settings

/// One camera of a rig: sensor, lens, where it stands, how its colours are made neutral.
public struct Camera: Configurable, Hashable {
  /// Files of measurements, relative to the rig's folder.
  public struct Calibration: Configurable, Hashable {
    /// A picture of an evenly lit surface.
    public var flat: String?
    /// A picture without light.
    public var dark: String?
    /// The exposure of that picture, in seconds.
    public var darkExposure: Double?
    /// The list of bad pixels.
    public var badPixels: String?

    /// No files.
    public init() {}

    /// The parameters.
    public static let table = Table<Calibration>([
      .value(
        "flat", \.flat, .path, "Mean mosaic of an evenly lit surface, black included."),
      .value("dark", \.dark, .path, "Mean mosaic without light, black included."),
      .number(
        "darkExposure", \.darkExposure, unit: "s", above: 0, absent: "that of each frame",
        "Exposure of the dark; what it has above black grows with the exposure."),
      .value("badPixels", \.badPixels, .path, "List of bad pixels, a file of its own format."),
    ])
  }

  /// Its name, unique in the rig.
  public var name = ""
  /// The sensor.
  public var sensor = Sensor()
  /// Pinhole, lens and pose, or the vectors of a CAHVORE model.
  public var geometry = CameraGeometry.pinhole(.unknown, LensDistortion(), Pose())
  /// Factors for red, green and blue that make neutral things neutral.
  public var whiteBalance: [Double]?
  /// From white-balanced camera colours to linear sRGB, row by row.
  public var colorMatrix: [Double]?
  /// The fall-off of light towards the corners.
  public var vignetting = Vignetting()
  /// Files of measurements.
  public var calibration = Calibration()

  /// A placeholder; files must state name, sensor and geometry.
  public init() {}

  /// The parameters.
  public static let table = Table<Camera>([
    .value(
      "name", \.name, .identifier, required: true,
      "Name of the camera, unique in the rig, by which frames refer to it."),
    .record("sensor", \.sensor, required: true, "The sensor."),
    .record(
      "intrinsics", \.ownIntrinsics, absent: "required without `cahvore`", "The pinhole camera."),
    .record(
      "distortion", \.ownDistortion, absent: "none", "The distortion of the lens."),
    .record(
      "pose", \.ownPose, absent: "required without `cahvore`",
      "Where the camera stands and looks."),
    .value(
      "cahvore", \.cahvore, .cahvore, absent: "none",
      "Instead of intrinsics, distortion and pose: the vectors of CAHV, CAHVOR or CAHVORE."),
    .numbers(
      "whiteBalance", \.whiteBalance, unit: "1", above: 0, count: 3...3,
      "Factors [r, g, b] for black-corrected codes that make a sunlit neutral surface neutral."),
    .numbers(
      "colorMatrix", \.colorMatrix, unit: "1", count: 9...9,
      "Matrix from white-balanced camera colours to linear sRGB, row by row."),
    .record("vignetting", \.vignetting, "The fall-off of light towards the corners."),
    .record("calibration", \.calibration, "Files of measurements."),
  ])

  /// One geometry is stated, not two and not none; colours only of a camera that tells them apart.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    checkGeometry(node, &findings)
    guard sensor.pattern == nil, findings.areClean(node["sensor"]) else { return }
    for key in ["whiteBalance", "colorMatrix"] {
      guard let place = node[key] else { continue }
      findings.add(
        place.diagnostic(
          "\(key) has no meaning without colour filters",
          remedy: "remove it, or state the pattern of the sensor"))
    }
  }

  /// The geometry, prepared for many points.
  public var model: CameraModel { geometry.model }

  /// Where a point of the rover frame (m) appears; for many points, keep ``model``.
  public func project(_ point: Vector3) -> ImagePoint? { model.project(point) }

  /// The ray in the rover frame that a position shows; for many positions, keep ``model``.
  public func ray(_ pixel: ImagePoint) -> Ray? { model.ray(pixel) }

  /// The share of light that arrives at a position of the picture, 1 at the principal point.
  public func light(at pixel: ImagePoint) -> Double {
    let (x, y) = (pixel.x - intrinsics.centreX, pixel.y - intrinsics.centreY)
    let (width, height) = (Double(sensor.width), Double(sensor.height))
    let s = 4 * (x * x + y * y) / (width * width + height * height)
    return vignetting.light(radiusSquared: s)
  }
}
