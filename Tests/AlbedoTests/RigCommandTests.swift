import Albedo
import Foundation
import TestSupport
import Testing

@Suite struct RigCommandTests {
  private let folder = TemporaryFolder()
  private let reference = Places.package + "/Tests/Reference/Cameras/"

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  /// A label with the camera model of Opportunity's front Hazcam.
  private func label(
    _ type: String = "CAHVORE", named name: String = "hazcam.LBL", host: String = "MER1"
  ) throws -> String {
    try folder.write(
      """
      PDS_VERSION_ID = PDS3
      INSTRUMENT_HOST_ID = \(host)
      INSTRUMENT_ID = FRONT_HAZCAM_LEFT
      SHUTTER_EFFECT_CORRECTION_FLAG = TRUE
      GROUP = GEOMETRIC_CAMERA_MODEL
        MODEL_TYPE = \(type)
        MODEL_COMPONENT_ID = (C,A,H,V,O,R,E,T,P)
        MODEL_COMPONENT_1 = (0.609331,-0.041064,-0.233849)
        MODEL_COMPONENT_2 = (0.703447,-0.005161,0.710729)
        MODEL_COMPONENT_3 = (351.362,452.204,353.494)
        MODEL_COMPONENT_4 = (35.8065,-1.75143,682.705)
        MODEL_COMPONENT_5 = (0.704402,-0.006062,0.709775)
        MODEL_COMPONENT_6 = (3e-06,-0.012015,-0.007525)
        MODEL_COMPONENT_7 = (0.001442,0.001522,0.000483)
        MODEL_COMPONENT_8 = 3.0
        MODEL_COMPONENT_9 = 0.37
        REFERENCE_COORD_SYSTEM_NAME = ROVER_FRAME
        REFERENCE_COORD_SYSTEM_INDEX = (194,835,1,0,0)
      END_GROUP = GEOMETRIC_CAMERA_MODEL
      OBJECT = IMAGE
        LINES = 1024
        LINE_SAMPLES = 1024
        SAMPLE_BIT_MASK = 2#0000011111111111#
      END_OBJECT = IMAGE
      END

      """, to: name)
  }

  @Test func initWritesARigThatPassesItsChecks() throws {
    let path = folder.path + "/rig.yaml"
    let result = try Program.run(
      "rig", "init", "-o", path, "--size", "1920x1080", "--fov", "65", "--baseline", "0.12")
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.output == path + "\n")
    #expect(try read("rig.yaml").contains("# assumed"))
    let again = try Program.run("rig", "init", "-o", path, "--size", "9x9", "--fov", "65")
    #expect(again.status == 64 && again.talk.contains("there is a file already"))
    #expect(try Program.run("check", path).status == 0)
    let from = folder.path + "/from.yaml"
    let second = try Program.run(
      "rig", "init", "-o", from, "--from", reference + "camchain.yaml", "--pattern", "GRBG")
    #expect(second.status == 0, "\(second.talk)")
    #expect(try Program.run("check", from).status == 0)
    let rig = try RigDescription.load(path: from) { path throws(Failure) in try Files.read(path) }
    #expect(rig.cameras.map(\.sensor.pattern) == [.grbg, .grbg, .grbg])
    #expect(rig.cameras[2].distortion.model == .kannalaBrandt)
  }

  /// From each format to each other that can hold it, and back: the same bits but for poses.
  @Test func filesGoThroughEveryFormat() throws {
    let first = reference + "ros-left.yaml"
    let second = reference + "ros-right.yaml"
    let steps: [(to: String, out: String, inputs: [String])] = [
      ("opencv", "stereo.yml", [first, second]), ("rig", "rig.yaml", ["stereo.yml"]),
      ("tsai", "models", ["rig.yaml"]),
      ("ros", "infos", ["models/left.tsai", "models/right.tsai"]),
      ("rig", "again.yaml", ["infos/left.yaml", "infos/right.yaml"]),
    ]
    for step in steps {
      let inputs = step.inputs.map { $0.hasPrefix("/") ? $0 : folder.path + "/" + $0 }
      let result = try Program.run(
        ["rig", "convert"] + inputs
          + ["-o", folder.path + "/" + step.out, "--to", step.to, "--size", "1280x960"])
      #expect(result.status == 0, "\(step) \(result.talk)")
      #expect(result.output.contains("left: a brown-conrady lens of k1, k2, k3, p1, p2, as it was"))
    }
    func cameras(_ name: String) throws -> [Camera] {
      try RigDescription.load(path: folder.path + "/" + name) { path throws(Failure) in
        try Files.read(path)
      }.cameras
    }
    for (before, after) in zip(try cameras("rig.yaml"), try cameras("again.yaml")) {
      #expect(before.name == after.name && before.intrinsics == after.intrinsics)
      #expect(before.distortion == after.distortion)
      let residual = try #require(
        PictureResidual(from: before.geometry, to: after.geometry, size: Size(1280, 960)))
      #expect(residual.largest < 1e-9)
    }
  }

  @Test func whatCannotBeHeldIsRefusedOrFitted() throws {
    let (rational, out) = (reference + "opencv-rational.yml", folder.path + "/chain.yaml")
    let refused = try Program.run("rig", "convert", rational, "-o", out, "--to", "kalibr")
    #expect(
      refused.status == 64 && refused.talk.contains("remedy:") && refused.talk.contains("--fit"))
    #expect(!Files.exists(out))
    let fitted = try Program.run("rig", "convert", rational, "-o", out, "--to", "kalibr", "--fit")
    #expect(fitted.status == 0, "\(fitted.talk)")
    #expect(fitted.output.contains("px off (at ") && fitted.output.contains("RMS"))
    let json = try Program.run(
      "rig", "convert", rational, "-o", out, "--to", "kalibr", "--fit", "--json")
    let line = try JSONValue.parse(json.output)
    #expect(line["type"] == "conversion")
    #expect(line["cameras"]?.elements?.first?["largest"]?["unit"] == "px")
  }

  @Test func aLabelBecomesARig() throws {
    let (label, out) = (try label(), folder.path + "/rig.yaml")
    let result = try Program.run("rig", "convert", label, "-o", out)
    #expect(result.status == 0, "\(result.talk)")
    #expect(try Program.run("check", out).status == 0)
    let text = try read("rig.yaml")
    #expect(text.contains("in ROVER_FRAME (194, 835, 1, 0, 0), turned to x forward, y left, z up"))
    let camera = try RigDescription.load(path: out) { path throws(Failure) in
      try Files.read(path)
    }.cameras[0]
    // The label's frame has y to the right and z down.
    #expect(camera.pose.position == Vector3(0.609331, 0.041064, 0.233849))
    #expect(camera.name == "front_hazcam_left" && camera.sensor.size == Size(1024, 1024))
    let shown = try Program.run("rig", "show", label)
    #expect(shown.output.contains("CAHVORE vectors") && shown.output.contains("° down"))
    let fisheye = try Program.run(
      "rig", "convert", out, "-o", folder.path + "/haz.yml", "--to", "opencv", "--fit")
    #expect(fisheye.status == 0, "\(fisheye.talk)")
    #expect(fisheye.output.contains("became a kannala-brandt lens of k1, k2, k3, k4: at most"))
    #expect(fisheye.output.contains("where front_hazcam_left stands and looks is left out"))
    let wrong = try Program.run("rig", "show", try self.label("CAHVORX"))
    #expect(wrong.status == 65 && wrong.talk.contains("hazcam.LBL:6:3: error"), "\(wrong.talk)")
  }

  /// What a label says of the sensor stands in the rig with its source; what is said goes before.
  @Test func labelsSayWhatTheSensorsAre() throws {
    func sensors(_ words: String...) throws -> (sensors: [Sensor], text: String) {
      let out = folder.path + "/sensors.yaml"
      let result = try Program.run(["rig", "convert"] + words + ["-o", out])
      #expect(result.status == 0, "\(result.talk)")
      let rig = try RigDescription.load(path: out) { path throws(Failure) in try Files.read(path) }
      return (rig.cameras.map(\.sensor), try read("sensors.yaml"))
    }
    let (first, second) = (try label(), try label(named: "again.LBL"))
    let two = try sensors(first, second, "--name", "pano-090", "pano-126")
    for sensor in two.sensors {
      #expect(sensor.pattern == nil && sensor.validBits == 11 && sensor.white == 2047)
    }
    #expect(two.text.contains("name: pano-090") && two.text.contains("name: pano-126"))
    #expect(two.text.contains("pattern: none    # cameras of Mars Exploration Rover: no filters"))
    #expect(two.text.contains("validBits: 11    # SAMPLE_BIT_MASK\n"))
    #expect(two.text.contains("black: 0    # SHUTTER_EFFECT_CORRECTION_FLAG: the offset was"))
    #expect(!two.text.contains("whiteBalance"), "without colours there is none")
    #expect(!two.text.contains("shortened on board"))
    let bytes = try read("again.LBL").replacingOccurrences(
      of: "#0000011111111111#", with: "#11111111#")
    let short = try folder.write(
      bytes.replacingOccurrences(of: "SHUTTER", with: "SAMPLE_BIT_METHOD = SOFTWARE\nSHUTTER"),
      to: "short.LBL")
    let companded = try sensors(short)
    #expect(companded.sensors[0].white == 255)
    #expect(companded.text.contains("# codes were shortened on board (SAMPLE_BIT_METHOD): state"))
    let said = try sensors(first, "--pattern", "gbrg", "--bits", "12")
    #expect(said.sensors[0].pattern == .gbrg && said.sensors[0].validBits == 12)
    let unknown = try sensors(try label(host: "VIKING1"))
    #expect(unknown.sensors[0].pattern == .rggb && unknown.text.contains("black: 0    # assumed"))
    let twice = try Program.run("rig", "convert", first, second, "-o", folder.path + "/x.yaml")
    #expect(twice.status == 64 && twice.talk.contains("give each its own name"))
  }

  @Test func initWritesCamerasWithoutColourFilters() throws {
    let path = folder.path + "/gray.yaml"
    let result = try Program.run(
      "rig", "init", "-o", path, "--size", "64x48", "--fov", "45", "--pattern", "none")
    #expect(result.status == 0, "\(result.talk)")
    #expect(try Program.run("check", path).status == 0)
    #expect(try read("gray.yaml").contains("pattern: none    # as said"))
  }

  @Test func showDescribesCamerasAndPairs() throws {
    let path = folder.path + "/rig.yaml"
    try Program.run(
      "rig", "init", "-o", path, "--size", "1000x800", "--fov", "60", "--baseline", "0.2")
    let text = try Program.run("rig", "show", path).output
    #expect(text.contains("60° across") && text.contains("1000 × 800 px"))
    #expect(text.contains("baseline    0.2 m; right is at 0.2, 0, 0 m of left's frame"))
    #expect(text.contains("both see 100 % of left, 100 % of right"))
    let line = try JSONValue.parse(try Program.run("rig", "show", path, "--json").output)
    #expect(line["type"] == "cameras" && line["cameras"]?.elements?.count == 2)
    #expect(line["pairs"]?.elements?.first?["overlapOfFirst"]?["value"] == 1.0)
  }

  @Test(arguments: [
    (["rig", "init", "-o", "x.yaml"], 64),
    (["rig", "init", "-o", "x", "--size", "9", "--fov", "6"], 64),
    (["rig", "init", "-o", "x", "--size", "9x9", "--fov", "180"], 64),
    (["rig", "init", "-o", "x", "--size", "9x9", "--fov", "9", "--rig-name", "a b"], 65),
    (["rig", "init", "-o", "x", "--from", "/no/such.yml"], 66),
    (["rig", "show", "SampleFrames/rig.yaml", "--name", "a", "b/c", "d", "e"], 64),
    (["rig", "show", "SampleFrames/rig.yaml", "--name", "a", "b"], 64),
    (["rig", "show", "/no/such.yml"], 66), (["rig", "show", "README.md"], 65),
    (["rig", "convert", "SampleFrames/rig.yaml", "-o", "x", "--to", "pds"], 64),
    (["rig", "convert", "SampleFrames/rig.yaml", "-o", "x", "--camera", "lefd"], 64),
    (["rig", "convert", "SampleFrames/rig.yaml", "-o", "x", "--model", "brwon"], 64),
    (["rig", "convert", "SampleFrames/rig.yaml", "-o", "x", "--to", "ros", "--model", "cahv"], 64),
  ])
  func wrongCallsAreToldApart(words: [String], status: Int) throws {
    let words = words.map {
      $0.hasSuffix(".md") || $0.hasPrefix("SampleFrames") ? Places.package + "/" + $0 : $0
    }
    let result = try Program.run(words)
    #expect(result.status == Int32(status), "\(words) \(result.talk)")
    #expect(!result.talk.isEmpty)
  }
}
