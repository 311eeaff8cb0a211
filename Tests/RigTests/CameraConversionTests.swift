import Diagnostics
import Raster
import Testing

@testable import Rig

@Suite struct CameraConversionTests {
  private let size = Size(1024, 1024)

  private var pinhole: CameraGeometry {
    .pinhole(
      Intrinsics(focalX: 1221.4, focalY: 1220.6, centreX: 508.2, centreY: 517.9),
      LensDistortion(),
      Pose(position: Vector3(0.41, -0.12, 1.53), rotation: Quaternion(0.43, -0.56, 0.56, -0.43)))
  }

  private func pinhole(_ names: [LensCoefficient], _ numbers: [Double]) -> CameraGeometry {
    var geometry = pinhole
    for (name, number) in zip(names, numbers) { geometry.distortion[name] = number }
    return geometry
  }

  /// The front Hazcam of Opportunity, a fisheye with a pupil that moves.
  private var hazcam: CameraGeometry {
    .cahvore(
      CAHVORE(
        centre: Vector3(0.609331, -0.041064, -0.233849),
        axis: Vector3(0.703447, -0.005161, 0.710729),
        horizontal: Vector3(351.362, 452.204, 353.494),
        vertical: Vector3(35.8065, -1.75143, 682.705),
        lens: .pupil(
          axis: Vector3(0.704402, -0.006062, 0.709775), Vector3(3e-06, -0.012015, -0.007525),
          moving: Vector3(0.001442, 0.001522, 0.000483), linearity: 0.37)))
  }

  private func convert(
    _ geometry: CameraGeometry, _ form: CameraForm, fit: Bool = false
  ) throws(Failure) -> CameraConversion {
    try CameraConversion(geometry, to: form, size: size, mayFit: fit)
  }

  @Test func pinholesAndVectorsConvertExactlyWhereTheyAreTheSame() throws {
    let brown = CameraForm.lenses([.rational])
    for (geometry, form) in [
      (pinhole, CameraForm.cahv), (pinhole, .cahvor),
      (pinhole([.k1, .k2], [-0.21, 0.07]), .cahvor),
    ] {
      let there = try convert(geometry, form)
      #expect(there.residual.isExact)
      let back = try convert(there.geometry, brown)
      #expect(back.residual.isExact)
      let whole = try #require(
        PictureResidual(from: geometry, to: back.geometry, size: size))
      #expect(whole.largest < 1e-8, "\(whole)")
    }
    // r0 is a focal length; L = 0 without a pupil is Kannala–Brandt.
    guard case .cahvore(var vectors) = try convert(pinhole, .cahv).geometry else { return }
    vectors.lens = .radial(axis: vectors.axis, Vector3(0.002, -0.1, 0.03))
    #expect(try convert(.cahvore(vectors), brown).residual.largest < 1e-8)
    vectors.lens = .pupil(
      axis: vectors.axis, Vector3(0.002, -0.1, 0.03), moving: .zero, linearity: 0)
    let fisheye = try convert(.cahvore(vectors), .lenses([.fisheye]))
    #expect(fisheye.residual.largest < 1e-8)
    #expect((fisheye.geometry.distortion.k1 - -0.1 / 1.002).magnitude < 1e-15)
    vectors.lens = .pupil(
      axis: vectors.axis, Vector3(0.002, -0.1, 0.03), moving: .zero, linearity: 1)
    #expect(try convert(.cahvore(vectors), brown).residual.largest < 1e-9)
  }

  @Test func whatIsNotTheSameIsRefusedUnlessItMayBeNear() throws {
    let bent = pinhole([.k1, .p1, .p2], [-0.2, 0.001, -0.0004])
    #expect {
      _ = try convert(bent, .cahvor)
    } throws: { "\($0)".contains("lens of k1, p1, p2 is not the same as anything") }
    let near = try convert(bent, .cahvor, fit: true)
    #expect(near.residual.largest < 0.1 && near.residual.rms > 1e-5, "\(near.residual)")
    // A residual that is told is the one that is there.
    let again = try #require(PictureResidual(from: bent, to: near.geometry, size: size))
    #expect(again == near.residual)
  }

  @Test func aFitFindsWhatIsThere() throws {
    // A lens of five coefficients in a form of eight, reached from vectors that bend off the axis.
    guard case .cahvore(var vectors) = try convert(pinhole, .cahv).geometry else { return }
    let tilted = (vectors.axis + Vector3(0.004, -0.003, 0.002)).normalized
    vectors.lens = .radial(axis: tilted, Vector3(0.0002, -0.021, 0.013))
    let near = try convert(.cahvore(vectors), .lenses([.plumbBob]), fit: true)
    #expect(near.residual.largest < 0.02, "\(near.residual)")
    guard case .pinhole = near.geometry else {
      Issue.record("no pinhole")
      return
    }
  }

  /// A Hazcam sees 120°: as a fisheye it is near, as an ordinary lens far worse.
  @Test func aFisheyeIsTakenForAFisheye() throws {
    let fisheye = try convert(hazcam, .lenses([.fisheye]), fit: true)
    #expect(fisheye.residual.rms < 0.5, "\(fisheye.residual)")
    let both = try convert(hazcam, .lenses([.plumbBob, .fisheye]), fit: true)
    #expect(both.geometry.distortion.model == .kannalaBrandt)
    let wide = CameraGeometry.pinhole(
      Intrinsics(focalX: 300, focalY: 300, centreX: 511.5, centreY: 511.5),
      LensForm.fisheye.lens([0, 0, 0, 0]), Pose())
    #expect {
      _ = try convert(wide, .lenses([.plumbBob]), fit: true)
    } throws: { "\($0)".contains("cannot show the whole picture") }
  }
}
