import Diagnostics
import Raster
import Settings
import TestSupport
import Testing

@testable import Rig

@Suite struct RigDescriptionTests {
  private func load(_ text: String, tables: [String: String] = [:]) throws(Failure)
    -> RigDescription
  {
    try RigDescription.load(path: "rover/rig.yaml") { path throws(Failure) in
      if path == "rover/rig.yaml" { return Array(text.utf8) }
      guard let table = tables[path] else { throw Failure("no such file", at: .file(path)) }
      return Array(table.utf8)
    }
  }

  private func complaints(_ text: String, tables: [String: String] = [:]) -> [String] {
    do throws(Failure) {
      _ = try load(text, tables: tables)
      return []
    } catch {
      return error.diagnostics.map { diagnostic in
        let place = diagnostic.place?.description ?? ""
        return place.dropFirst("rover/rig.yaml:".count) + " " + diagnostic.message
      }
    }
  }

  private func example() throws -> String { try ManualPage("Formats/Rig.md").examples[1] }

  @Test func theExampleOfTheManualIsRead() throws {
    let rig = try load(example())
    #expect(rig.name == "two-eyes" && rig.cameras.map(\.name) == ["left", "right"])
    let left = try rig.camera(named: "left")
    #expect(left.sensor.levels == Levels(black: 168, white: 4095, validBits: 12))
    #expect(left.sensor.pattern == .rggb && left.sensor.size == Size(1920, 1080))
    #expect(left.distortion.k1 == -0.214 && left.distortion.k6 == 0)
    #expect(left.calibration.badPixels == "calibration/left-bad-pixels.yaml")
    let right = try rig.camera(named: "right")
    #expect(right.sensor.levels.companding == .squareRoot(linearBits: 12))
    #expect(right.sensor.noise == nil && right.whiteBalance == nil)
    #expect(rig.shovels[0].capacityCm3 == 180)
    // 15 degrees down: the optical axis points forward and down.
    let axis = left.pose.rotation.matrix * Vector3(0, 0, 1)
    #expect(abs(axis.x - 0.9659258) < 1e-5 && abs(axis.z + 0.2588190) < 1e-5)
    #expect(abs(axis.y) < 1e-5)
  }

  @Test func theBadPixelsOfTheManualAreRead() throws {
    let text = try ManualPage("Formats/Rig.md").examples[0]
    let list = try BadPixelList.load(text: text, file: "b.yaml", size: Size(1920, 1080))
    #expect(list.pixels == [.init(x: 17, y: 4), .init(x: 1919, y: 1079)])
    let again = try BadPixelList.load(text: list.yamlText, file: "b", size: Size(1920, 1080))
    #expect(again == list)
    #expect(
      try BadPixelList.load(text: BadPixelList().yamlText, file: "b", size: Size(1, 1))
        == BadPixelList())
    #expect {
      try BadPixelList.load(text: text, file: "b.yaml", size: Size(1919, 1080))
    } throws: { "\($0)".hasPrefix("b.yaml:4:5: error: pixel [1919, 1079] lies outside") }
  }

  @Test func theVectorsOfTheManualAreRead() throws {
    let camera = try load(try ManualPage("Formats/Rig.md").examples[2]).cameras[0]
    let view = CameraView(camera.geometry, size: camera.sensor.size)
    #expect((120...130).contains(view.across ?? 0), "a Hazcam sees some 125°")
    let direction = try #require(view.direction)
    #expect((-50 ... -40).contains(direction.elevation) && direction.azimuth.magnitude < 3)
  }

  @Test func theManualListsEveryField() throws {
    let wanted = ParameterDescription.markdown(RigDescription.table.parameters) + "\n"
    let found = try ManualPage("Formats/Rig.md").fields(wanted: wanted)
    #expect(found == wanted, "run the tests once with ALBEDO_UPDATE_PAGES=1")
  }

  @Test func mistakesAcrossFieldsAreToldTogether() throws {
    let text = try example()
      .replacingOccurrences(of: "black: 168                 # or", with: "black: 4095  #")
      .replacingOccurrences(of: "white: 4095\n      gain", with: "white: 4096\n      gain")
      .replacingOccurrences(of: "name: right", with: "name: left")
      .replacingOccurrences(of: "focalX: 1390.8", with: "focalX: -1")
      .replacingOccurrences(of: "armAngles: [-20, 95]", with: "armAngles: [95, -20]")
      .replacingOccurrences(of: "jointAxis: [0, 1, 0]", with: "jointAxis: [0, 0, 0]")
      .replacingOccurrences(of: "meshes/scoop-rim", with: "../scoop-rim")
      .replacingOccurrences(of: "vignetting: {a2: -0.22", with: "vignetting: {a2: -1.22")
    #expect(
      complaints(text) == [
        "13:14 white 4096.0 is no code of 12 bits", "28:17 no light is left at radius 0.921875",
        "33:11 the name \"left\" stands here a second time", "42:26 -1 is out of range",
        "49:10 \"../scoop-rim.ply\" leaves its folder", "51:16 the axis has no direction",
        "52:16 the smallest angle is the larger one",
      ])
  }

  @Test(arguments: [
    ("black: 168  ", "black: 4095  ", "does not lie below white"),
    ("black: 168  ", "black: [1, 2, 3]  ", "expected 4 values, found 3"),
    ("quaternion: [0.43", "quaternion: [0.53", "has length"),
    ("pattern: RGGB  ", "pattern: RGBG  ", "unknown choice"),
    ("linearBits: 12", "linearBits: 7", "shorter than received"),
    ("kind: square-root, linearBits: 12", "linearBits: 12", "linear codes have the valid bits"),
    ("kind: square-root", "kind: table", "a table is said, but no file"),
    ("name: two-eyes", "name: two/eyes", "holds a character"),
    ("width: 1920", "width: 0", "out of range"),
    ("whiteBalance: [1.92", "whiteBalance: [0", "0 is out of range"),
    ("  - name: left", "  - nam: left", "unknown key"),
  ])
  func eachMistakeIsFound(old: String, new: String, message: String) throws {
    let text = try example()
    let range = try #require(text.range(of: old))
    let found = complaints(text.replacingCharacters(in: range, with: new))
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  private let gray = """
    version: 1
    name: grey
    cameras:
      - name: navcam
        sensor: {width: 8, height: 6, pattern: none, validBits: 12, black: 5, white: 4095}
        intrinsics: {focalX: 9, focalY: 9, centreX: 3.5, centreY: 2.5}
        pose: {position: [0, 0, 1], quaternion: [0.5, -0.5, 0.5, -0.5]}

    """

  @Test func aSensorWithoutColourFiltersIsReadAndWritten() throws {
    let rig = try load(gray)
    #expect(rig.cameras[0].sensor.pattern == nil)
    #expect(rig.cameras[0].sensor.levels == Levels(black: 5, white: 4095, validBits: 12))
    let text = ConfigurationText(rig).text
    #expect(text.contains("\"none\""))
    #expect(try load(text) == rig)
    for filters in ColorFilters.allCases {
      #expect(ColorFilters(filters.pattern) == filters)
    }
  }

  /// What only colours have is refused where it stands.
  @Test(arguments: [
    (
      "black: 5", "black: [5, 5, 5, 6]",
      "5:72 four values of black for the sites of a cell, and a sensor without colour filters"
    ),
    (
      "    pose:", "    whiteBalance: [2, 1, 1.5]\n    pose:",
      "7:19 whiteBalance has no meaning without colour filters"
    ),
    (
      "    pose:", "    colorMatrix: [1, 0, 0, 0, 1, 0, 0, 0, 1]\n    pose:",
      "7:18 colorMatrix has no meaning without colour filters"
    ),
  ])
  func coloursOfASensorWithoutFiltersAreRefused(old: String, new: String, wanted: String) {
    #expect(complaints(gray.replacingOccurrences(of: old, with: new)) == [wanted])
  }

  @Test func compandingTablesAreReadAndChecked() throws {
    let table =
      "version: 1\nvalues: [\(((0..<256).map { "\($0 * $0 / 16)" }).joined(separator: ", "))]"
    let text = try example().replacingOccurrences(
      of: "kind: square-root", with: "kind: table, table: curves/c.yaml")
    let rig = try load(text, tables: ["rover/curves/c.yaml": table])
    #expect(
      rig.cameras[1].sensor.levels.companding
        == .table((0..<256).map { UInt16($0 * $0 / 16) }, linearBits: 12))
    #expect(complaints(text).first?.hasSuffix("no such file") == true)
    let short = complaints(text, tables: ["rover/curves/c.yaml": "version: 1\nvalues: [0, 1]"])
    #expect(short.first?.contains("has 2 entries, not 256") == true)
    let falling = complaints(text, tables: ["rover/curves/c.yaml": "version: 1\nvalues: [1, 0]"])
    #expect(falling.first?.contains("the table falls here") == true)
  }

  @Test func unknownCamerasSuggestAName() throws {
    let rig = try load(example())
    #expect {
      try rig.camera(named: "lefd")
    } throws: { "\($0)".contains("did you mean \"left\"?") }
  }

  @Test func theSchemaStatesLimits() {
    let sensor = RigDescription.jsonSchema["properties"]?["cameras"]?["items"]?["properties"]?[
      "sensor"]?["properties"]
    #expect(sensor?["pattern"]?["enum"] == ["RGGB", "BGGR", "GRBG", "GBRG", "none"])
    #expect(sensor?["validBits"]?["maximum"] == 16)
    #expect(sensor?["black"]?["anyOf"]?.elements?.count == 2)
  }
}
