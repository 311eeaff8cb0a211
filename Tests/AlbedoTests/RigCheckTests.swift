import Albedo
import Foundation
import TestSupport
import Testing

@Suite struct RigCheckTests {
  private static let frames = Places.package + "/SampleFrames/frames/"
  private static let rig = Places.package + "/SampleFrames/rig.yaml"
  private static let left = frames + "left-before.png"
  private static let right = frames + "right-before.png"
  private static let sides = ["--camera", "left", "--camera", "right"]
  private static let mosaic = ["--cfa", "RGGB", "--bits", "12", "--black", "64"]
  private let folder = TemporaryFolder()

  private func check(_ words: String...) throws -> Program.Result {
    try Program.run(["rig", "check"] + words + Self.sides + Self.mosaic)
  }

  /// The sample rig with its right camera looking 0.3° further down.
  private func tiltedRig() throws -> String {
    let text = try String(contentsOfFile: Self.rig, encoding: .utf8)
    let right = "[0.303302942, -0.638754511, -0.638754511, 0.303302942]"
    let tilted = "[0.301629870, -0.639546310, -0.639546310, 0.301629870]"
    #expect(text.contains(right))
    let path = try folder.write(text.replacingOccurrences(of: right, with: tilted), to: "rig.yaml")
    for file in try FileManager.default.contentsOfDirectory(
      atPath: Places.package + "/SampleFrames")
    where !Files.exists(folder.path + "/" + file) {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + file,
        withDestinationPath: Places.package + "/SampleFrames/" + file)
    }
    return path
  }

  @Test func theRigOfSimulatedFramesIsInOrder() throws {
    let result = try check(Self.rig, Self.left, Self.right)
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.output.hasPrefix("left – right: \(Self.left), \(Self.right)\n"))
    for part in [
      "  features    ", "agree on a geometry\n", "  rows        as given they differ by ",
      "  regions     ", "  verdict     in order: rows differ by 0.",
      "px RMS, at most 1 px is wanted",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(!result.output.contains("remedy") && !result.output.contains("refined"))
    let strict = try check(Self.rig, Self.left, Self.right, "--limit", "0.01")
    #expect(strict.status == 1 && strict.output.contains("calibrate the lenses again"))
  }

  /// The report for programs, with nothing rounded: the same on every machine.
  @Test func theReportForProgramsIsTheSameEverywhere() throws {
    let golden = Places.package + "/Tests/Reference/RigCheck/sample.json"
    for threads in ["1", "2"] {
      let result = try check(
        Self.rig, Self.left, Self.right, "--refine", "rows", "--json", "--jobs", threads)
      let report = result.output.replacingOccurrences(of: Self.frames, with: "")
      if ProcessInfo.processInfo.environment["ALBEDO_UPDATE_PAGES"] != nil {
        try Files.write(report, to: golden)
      }
      #expect(report == (try Files.readText(golden, limit: 1 << 20)))
    }
    let json = try JSONValue.parse(try Files.readText(golden, limit: 1 << 20))
    #expect(json["type"] == "rig-check" && json["inOrder"] == true)
    #expect(json["refinement"]?["parameters"]?.elements?.count == 7)
    #expect(json["regions"]?.elements?.flatMap { $0.elements ?? [] }.count == 9)
  }

  @Test func aTiltedCameraIsFoundAndRefined() throws {
    let (rig, refined) = (try tiltedRig(), folder.path + "/refined.yaml")
    let before = try String(contentsOfFile: rig, encoding: .utf8)
    let told = try check(rig, Self.left, Self.right)
    #expect(told.status == 1 && told.output.contains("--refine pose"), "\(told.talk)")
    let result = try check(
      rig, Self.left, Self.right, "--refine", "pose", "-o", refined)
    #expect(result.status == 1 && result.talk == "written: \(refined)\n")
    #expect(result.output.contains("  refined     the pose of right\n    pitch "))
    #expect(result.output.contains("  rows then   0.3"))
    #expect(try String(contentsOfFile: rig, encoding: .utf8) == before)
    let again = try check(refined, Self.left, Self.right)
    #expect(again.status == 0, "\(again.output) \(again.talk)")
    #expect(try Program.run("check", refined).status == 0)
    let (old, new) = (try load(rig), try load(refined))
    #expect(new.cameras.map(\.name) == old.cameras.map(\.name))
    #expect(new.cameras[0] == old.cameras[0] && new.cameras[1] != old.cameras[1])
    #expect(new.summary.hasPrefix(old.summary + " Refined (pose) of left and right with "))
    #expect(new.summary.contains("left-before.png and right-before.png: pitch "))
    // The picture says how much: 0.3° to a hundredth.
    let truth = try load(Self.rig).cameras[1].pose.rotation.matrix
    let turn = new.cameras[1].pose.rotation.matrix * truth.transposed
    #expect(abs((turn * Vector3(0, 1, 0)).degrees(to: Vector3(0, 1, 0))) < 0.15)
    let kept = try check(rig, Self.left, Self.right, "--refine", "pose", "-o", refined)
    #expect(kept.status == 64 && kept.talk.contains("there is a file already"))
  }

  private func load(_ path: String) throws -> RigDescription {
    try RigDescription.load(path: path) { path throws(Failure) in try Files.read(path) }
  }

  /// Files of one camera each become a first rig, with the lens corrected too.
  @Test func otherFormatsAreCheckedAndBecomeARig() throws {
    let converted = try Program.run(
      "rig", "convert", Self.rig, "-o", folder.path + "/models", "--to", "tsai", "--camera", "left",
      "right")
    #expect(converted.status == 0, "\(converted.talk)")
    let models = ["left", "right"].map { folder.path + "/models/\($0).tsai" }
    let refined = folder.path + "/refined.yaml"
    let words = [Self.left, Self.right, "--refine", "focal", "-o", refined] + Self.mosaic
    let result = try Program.run(["rig", "check"] + models + words)
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.output.contains("    focal length of left "))
    let rig = try load(refined)
    #expect(rig.cameras.map(\.sensor.size) == [Size(1920, 1080), Size(1920, 1080)])
    #expect(rig.cameras[0].sensor.validBits == 12)
    #expect(rig.cameras[0].intrinsics.focalX != 1494.2)
    #expect(try check(refined, Self.left, Self.right).status == 0)
  }

  /// The geometries that are written have the row errors that were told, of the same pairs.
  @Test(arguments: RigCheck.Refinement.allCases)
  func whatIsWrittenIsWhatWasTold(kind: RigCheck.Refinement) throws {
    var request = RigCheck.Request(first: Self.left, second: Self.right)
    (request.cameras, request.refinement, request.threads) = (["left", "right"], kind, 2)
    (request.declaration.pattern, request.declaration.bits) = (.rggb, 12)
    let input = try CalibrationInput([try tiltedRig()])
    let check = try RigCheck(input, request)
    let refinement = try #require(check.refinement)
    let given = (first: check.cameras.first.geometry, second: check.cameras.second.geometry)
    let refined = refinement.applied(to: given)
    let models = (first: refined.first.model, second: refined.second.model)
    let frame = try EpipolarFrame(models.first, models.second)
    let before = try EpipolarFrame(given.first.model, given.second.model)
    // Told are pixels of the given focal length.
    let scale = before.focal / frame.focal
    let rows = ResidualSummary(
      check.check.pairs.compactMap { pair in
        frame.rectified(pair, models.first, models.second).map {
          scale * ($0.second.y - $0.first.y)
        }
      })
    #expect(rows.count == refinement.after.count)
    #expect(abs(rows.rms - refinement.after.rms) < 1e-6)
    #expect(rows.rms <= 1.1 * check.check.bestErrors.rms)
  }

  @Test(arguments: [
    ([rig, left, right] + mosaic, 64, "name those of both pictures: --camera left --camera right"),
    ([rig, left, right, "--camera", "left"] + mosaic, 64, "not two cameras are named: left"),
    ([rig, left, right, "--camera", "left", "--camera", "left"] + mosaic, 64, "not two cameras"),
    ([rig, left, right, "--camera", "left", "--camera", "rihgt"] + mosaic, 64, "\"right\""),
    ([rig, left, left] + sides + mosaic, 64, "both pictures are the same one"),
    ([rig, right, left] + sides + mosaic, 65, "meet behind the cameras"),
    ([rig, left, frames + "front-right-ahead.png"] + sides + mosaic, 65, "30 are needed"),
    ([rig, left, right, "--camera", "left", "--camera", "front-left"] + mosaic, 65, "in common"),
    (
      [rig, left, Places.package + "/Documentation/Images/sample-left.jpg"] + sides, 65,
      "960×540 pixels, the camera \"right\" 1920×1080"
    ),
    ([rig, left, right, "-o", "x.yaml"] + sides, 64, "add --refine pose"),
    ([rig, left], 64, "the pictures of both cameras"),
    ([rig, left, right, "--limit", "0"] + sides + mosaic, 64, "no number of pixels above 0"),
    ([rig, left, right, "--refine", "all"] + sides + mosaic, 64, "pose"),
    ([rig, left, right, "--jobs", "0"] + sides, 64, "--jobs"),
    ([rig, left, "/no/such.png"] + sides + mosaic, 66, "/no/such.png"),
    (["/no/such.yaml", left, right], 66, "/no/such.yaml"),
    ([rig, rig, right] + sides, 65, "no picture format known here"),
    ([rig, left, right, "--black", "9", "--white", "9"] + sides, 64, "black 9.0 is not below"),
  ])
  func wrongCallsAreToldApart(words: [String], status: Int, part: String) throws {
    let result = try Program.run(["rig", "check"] + words)
    #expect(result.status == Int32(status), "\(words) \(result.talk)")
    #expect(result.talk.contains(part), "\(part): \(result.talk)")
    #expect(result.output.isEmpty)
  }

  private static let rover = Places.realData + "/k10_stereo/"

  /// NASA's K10, with the calibration that came with its pictures: what the guide tells.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: rover)))
  func theCalibrationOfK10IsOffAndRefined() throws {
    let files = ["black_left.tsai", "black_right.tsai", "left4.png", "right4.png"]
    let words =
      ["rig", "check"] + files.map { Self.rover + $0 }
      + ["--name", "left", "right", "--axes", "forward-right-down"]
    for kind in ["pose", "focal", "rows"] {
      let refined = folder.path + "/\(kind).yaml"
      let result = try Program.run(words + ["--refine", kind, "-o", refined, "--json"])
      #expect(result.status == 1, "\(result.talk)")
      let report = try JSONValue.parse(result.output)
      func rms(_ summary: JSONValue?) throws -> Double {
        try #require(summary?["rms"]?.doubleValue)
      }
      let best = try rms(report["best"])
      #expect((2.8...2.95).contains(try rms(report["rows"])) && (0.45...0.52).contains(best))
      let then = try rms(report["refinement"]?["rows"])
      #expect(then <= 1.1 * best)
      let pictures = files.suffix(2).map { Self.rover + $0 }
      let again = try Program.run(["rig", "check", refined] + pictures + ["--json"])
      #expect(again.status == 0)
      let found = try rms(try JSONValue.parse(again.output)["rows"])
      // Held against the new rig, some more pairs agree.
      #expect(abs(found - then) < 0.1, "\(kind): \(then), \(found)")
    }
  }
}
