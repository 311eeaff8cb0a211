import Raster
import Testing

@testable import Rig

/// The texts of files, to the letter.
@Suite struct CalibrationTextTests {
  private func camera(_ name: String, left: Double, _ lens: LensDistortion) -> CalibratedCamera {
    CalibratedCamera(
      name: name, size: Size(640, 480),
      geometry: .pinhole(
        Intrinsics(focalX: 500, focalY: 501.5, centreX: 319.5, centreY: 239.5), lens,
        Pose(position: Vector3(0, left, 0.5), rotation: Pose().rotation)))
  }

  private var pair: [CalibratedCamera] {
    [
      camera("left", left: 0.0625, LensForm.plumbBob.lens([-0.25, 0.0625, 0.00001, 0, 0.5])),
      camera("right", left: -0.0625, LensForm.plumbBob.lens([-0.25, 0.0625])),
    ]
  }

  private var fisheye: CalibratedCamera {
    camera("fish", left: 0, LensForm.fisheye.lens([0.125, 0, 0, -1e-6]))
  }

  @Test func openCV() throws {
    let data = "500.0, 0.0, 319.5, 0.0, 501.5, 239.5, 0.0, 0.0, 1.0"
    let matrix = "!!opencv-matrix\n   rows: 3\n   cols: 3\n   dt: d\n"
    #expect(
      try CalibrationFormat.opencv.texts(of: pair) == [
        "%YAML:1.0\n---\nimage_width: 640\nimage_height: 480\n"
          + "M1: \(matrix)   data: [ \(data) ]\n"
          + "D1: !!opencv-matrix\n   rows: 1\n   cols: 5\n   dt: d\n"
          + "   data: [ -0.25, 0.0625, 1.0e-05, 0.0, 0.5 ]\n"
          + "M2: \(matrix)   data: [ \(data) ]\n"
          + "D2: !!opencv-matrix\n   rows: 1\n   cols: 4\n   dt: d\n"
          + "   data: [ -0.25, 0.0625, 0.0, 0.0 ]\n"
          + "R: \(matrix)   data: [ 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 ]\n"
          + "T: !!opencv-matrix\n   rows: 3\n   cols: 1\n   dt: d\n"
          + "   data: [ -0.125, 0.0, 0.0 ]\n"
      ])
  }

  @Test func ros() throws {
    let texts = try CalibrationFormat.ros.texts(of: pair)
    #expect(
      texts[1] == """
        image_width: 640
        image_height: 480
        camera_name: right
        camera_matrix:
          rows: 3
          cols: 3
          data: [500.0, 0.0, 319.5, 0.0, 501.5, 239.5, 0.0, 0.0, 1.0]
        distortion_model: plumb_bob
        distortion_coefficients:
          rows: 1
          cols: 5
          data: [-0.25, 0.0625, 0.0, 0.0, 0.0]
        rectification_matrix:
          rows: 3
          cols: 3
          data: [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]
        projection_matrix:
          rows: 3
          cols: 4
          data: [500.75, 0.0, 319.5, -62.59375, 0.0, 500.75, 239.5, 0.0, 0.0, 0.0, 1.0, 0.0]

        """)
    #expect(texts[0].contains("data: [500.75, 0.0, 319.5, 0.0, 0.0, 500.75, 239.5, 0.0, 0.0"))
  }

  @Test func kalibr() throws {
    var plain = pair[1]
    plain.name = "a"
    #expect(
      try CalibrationFormat.kalibr.texts(of: [fisheye, plain]) == [
        """
        cam0:
          camera_model: pinhole
          intrinsics: [500.0, 501.5, 319.5, 239.5]
          distortion_model: equi
          distortion_coeffs: [0.125, 0.0, 0.0, -1.0e-06]
          resolution: [640, 480]
          rostopic: /fish/image_raw
        cam1:
          camera_model: pinhole
          intrinsics: [500.0, 501.5, 319.5, 239.5]
          distortion_model: radtan
          distortion_coeffs: [-0.25, 0.0625, 0.0, 0.0]
          resolution: [640, 480]
          rostopic: /a/image_raw
          T_cn_cnm1:
          - [1.0, 0.0, 0.0, -0.0625]
          - [0.0, 1.0, 0.0, 0.0]
          - [0.0, 0.0, 1.0, 0.0]
          - [0.0, 0.0, 0.0, 1.0]

        """
      ])
  }

  @Test func tsai() throws {
    let head = """
      VERSION_4
      PINHOLE
      fu = 500.0
      fv = 501.5
      cu = 319.5
      cv = 239.5
      u_direction = 1 0 0
      v_direction = 0 1 0
      w_direction = 0 0 1
      C = 0.0 -0.0625 -0.5
      R = 0.0 0.0 1.0 1.0 0.0 0.0 0.0 1.0 0.0
      pitch = 1

      """
    let lenses: [(LensDistortion, String)] = [
      (
        pair[0].geometry.distortion,
        "TSAI\nk1 = -0.25\nk2 = 0.0625\np1 = 1.0e-05\np2 = 0.0\nk3 = 0.5\n"
      ),
      (pair[1].geometry.distortion, "TSAI\nk1 = -0.25\nk2 = 0.0625\np1 = 0.0\np2 = 0.0\n"),
      (fisheye.geometry.distortion, "FISHEYE\nk1 = 0.125\nk2 = 0.0\nk3 = 0.0\nk4 = -1.0e-06\n"),
      (LensDistortion(), "NULL\n"),
    ]
    for (lens, wanted) in lenses {
      let text = try CalibrationFormat.tsai.texts(
        of: [camera("a", left: 0.0625, lens)], axes: .forwardRightDown)
      #expect(text == [head + wanted])
    }
  }
}
