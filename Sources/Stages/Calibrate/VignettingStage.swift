import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Settings

/// The fall-off of light towards the corners is undone, by a model.
public struct VignettingStage: CorrectingStage {
  /// Coefficients of r², r⁴ and r⁶.
  public var coefficients: [Double]?
  /// The column and row at which the lens lets most light through.
  public var centre: [Double]?

  /// The model of the rig.
  public init() {}

  /// `vignetting`.
  public static let name = "vignetting"
  /// What it does.
  public static let summary = "Divides by the share of light that the lens lets through."
  /// The parameters.
  public static let table = Table<VignettingStage>([
    .numbers(
      "coefficients", \.coefficients, unit: "1", range: -100...100, count: 3...3,
      absent: "from the rig",
      "a2, a4, a6 of 1 + a2·r² + a4·r⁴ + a6·r⁶, r being 1 at half the diagonal."),
    .numbers(
      "centre", \.centre, unit: "px", range: -32768...65536, count: 2...2,
      absent: "the principal point, or the middle", "Where r is 0."),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The same, as bright in the corners as in the middle.")]
  }
  /// The fall-off of a common lens.
  public static var benchmarks: [(name: String, stage: VignettingStage)] {
    var stage = VignettingStage()
    stage.coefficients = [-0.24, 0.04, 0]
    return [("", stage)]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Takes model and centre of the camera where none are given.
  public func resolved(for origin: Origin) throws(Failure) -> VignettingStage {
    var result = self
    if let camera = origin.camera {
      result.coefficients =
        coefficients ?? [camera.vignetting.a2, camera.vignetting.a4, camera.vignetting.a6]
      result.centre = centre ?? [camera.intrinsics.centreX, camera.intrinsics.centreY]
    }
    guard let coefficients = result.coefficients else {
      throw Failure(
        "nobody says how the light falls off", at: .file(origin.file),
        remedy: "give coefficients: [a2, a4, a6], or vignetting in the rig")
    }
    var model = Vignetting()
    (model.a2, model.a4, model.a6) = (coefficients[0], coefficients[1], coefficients[2])
    guard (0...64).allSatisfy({ model.light(radiusSquared: Double($0 * $0) / 4096) > 0 }) else {
      throw Failure(
        "no light is left within the picture", at: .file(origin.file),
        remedy: "check the signs of coefficients: a fall-off has a2 < 0")
    }
    return result
  }

  /// Divides.
  func correction(size: Size) throws(Failure) -> (LightCorrection, marks: Plane<UInt8>?) {
    let (width, height) = (Double(size.width), Double(size.height))
    let centre = centre ?? [(width - 1) / 2, (height - 1) / 2]
    let falloff = LightFalloff(
      centreX: Float(centre[0]), centreY: Float(centre[1]),
      scale: Float(4 / max(1, width * width + height * height)),
      coefficients: (coefficients ?? [0, 0, 0]).map { Float($0) })
    return (.falloff(falloff), marks: nil)
  }
}
