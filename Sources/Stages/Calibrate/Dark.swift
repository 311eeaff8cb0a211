import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// What a pixel shows without light is taken away.
public struct Dark: CorrectingStage {
  /// The dark, instead of the rig's.
  public var file: String?
  /// By how much it is multiplied.
  public var scale: Double?
  private var codes: CalibrationCodes?

  /// The dark of the rig.
  public init() {}

  /// A dark that stands in for one of a rig: codes above 0 of 16 bits.
  package init(_ codes: Plane<UInt16>, scale: Double) {
    self.codes = CalibrationCodes(
      codes: codes, black: [0, 0, 0, 0], range: [65535, 65535, 65535, 65535])
    self.scale = scale
  }

  /// `dark`.
  public static let name = "dark"
  /// What it does.
  public static let summary = "Subtracts what each pixel shows without light."
  /// The parameters.
  public static let table = Table<Dark>([
    .text(
      "file", \.file, absent: "from the rig",
      "Mean mosaic without light, black included, at the scale of its bits."),
    .number(
      "scale", \.scale, range: 0...1e6, absent: "exposure over darkExposure, times gain",
      "What the dark above black is multiplied by; 1 where an exposure is unknown."),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The same, 0 on average where no light fell.")]
  }
  /// A slope instead of a measurement.
  public static var benchmarks: [(name: String, stage: Dark)] {
    [("", Dark(.slope, scale: 1))]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// The dark.
  public func sideFiles(for origin: Origin) -> [String] {
    (try? origin.calibration(\.dark, unless: file)).map { [$0] } ?? []
  }

  /// Reads the dark, and scales it to the frame's exposure and amplification.
  public func resolved(for origin: Origin) throws(Failure) -> Dark {
    var result = self
    guard let path = try origin.calibration(\.dark, unless: file) else {
      throw Failure(
        "the rig names no dark for camera \(origin.camera?.name ?? "?")", at: .file(origin.file),
        remedy: "add calibration: {dark: …} to the camera, or give file here")
    }
    result.codes = try CalibrationPicture(file: path, kind: "dark").codes(for: origin)
    guard scale == nil else { return result }
    result.scale = origin.gain
    if file == nil, let dark = origin.camera?.calibration.darkExposure {
      guard let exposure = origin.exposure else {
        throw Failure(
          "frame \(origin.frameID) has no exposure, which the dark is scaled to",
          at: .file(origin.file), remedy: "state exposure in the downlink, or give scale here")
      }
      result.scale = exposure / dark * origin.gain
    }
    return result
  }

  /// Subtracts.
  func correction(size: Size) throws(Failure) -> (LightCorrection, marks: Plane<UInt8>?) {
    guard let codes, let scale else { throw .unresolved(Self.name) }
    let plane = try codes.codes.covering(size, at: [0, 0], kind: "dark", file: file)
    let share = Float(scale)
    let map = DarkMap(codes: plane, black: codes.black, scale: codes.range.map { share / $0 })
    return (.dark(map), marks: nil)
  }
}

extension Plane<UInt16> {
  /// What stands in for a measurement when stages are timed: half to all of 16 bits over 8192
  /// pixels.
  static var slope: Plane<UInt16> {
    Plane(size: Size(4096, 4096)) { y, row in
      for x in row.indices { row[x] = UInt16(32768 + 4 * (x + y)) }
    }
  }
}
