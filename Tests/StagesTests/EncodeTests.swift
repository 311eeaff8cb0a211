import Codecs
import Diagnostics
import Pipeline
import Raster
import Settings
import TestSupport
import Testing

@testable import Stages

@Suite struct EncodeTests {
  let provenance = Provenance(frame: "L7", pipeline: "abc", isSimulated: true)
  let linear = Frame<LinearRGB>(
    RGBPlanes(
      red: Plane<Float>.random(Size(9, 5), seed: 1), green: Plane.random(Size(9, 5), seed: 2),
      blue: Plane.random(Size(9, 5), seed: 3)), properties: LinearProperties())

  func encode(_ format: Encode.Format, _ frame: any AnyFrame) throws -> DecodedPicture {
    var stage = Encode()
    stage.format = format
    return try Codec.decode(
      try stage.encode(["frame": frame], provenance: provenance), file: "out." + stage.fileEnding)
  }

  @Test func lightIsKeptByPfmAndFillsSixteenBitsInPng() throws {
    let floats = try encode(.pfm, linear)
    #expect(floats.samples == .f32(linear.samples.planes))
    guard case .u16(let planes) = try encode(.png, linear).samples else {
      Issue.record("not 16 bits")
      return
    }
    let expected = UInt16((linear.samples.blue[4, 2] * 65535 + 0.5).rounded(.down))
    #expect(planes[2][4, 2] == expected)
  }

  @Test func filesSayWhereTheyComeFrom() throws {
    let display = try Tone().applied(to: linear, engine: .plain)
    for format in [Encode.Format.png, .jpeg] {
      var stage = Encode()
      stage.format = format
      let bytes = try stage.encode(["frame": display], provenance: provenance)
      let text = String(decoding: bytes, as: UTF8.self)
      for word in ["L7", "abc", "simulated", "albedo"] {
        #expect(text.contains(word), "\(format) does not say \(word)")
      }
    }
  }

  @Test func theMaskCanBeWritten() throws {
    var stage = Encode()
    stage.content = .defects
    let lost = linear.validity.marking([(x: 3, y: 2)], .lost)
    let frames = [
      linear,
      Frame<LinearRGB>(linear.samples, validity: lost, properties: LinearProperties()),
    ]
    for (frame, wanted) in zip(frames, [0, 1]) {
      let file = try stage.encode(["frame": frame], provenance: provenance)
      guard case .u8(let planes) = try Codec.decode(file, file: "mask.png").samples else {
        Issue.record("not 8 bits")
        return
      }
      #expect(planes.count == 1 && planes[0][3, 2] == wanted && planes[0][2, 3] == 0)
    }
    stage.format = .jpeg
    #expect { try stage.encode(["frame": linear], provenance: provenance) } throws: {
      "\($0)".contains("as png or pnm")
    }
  }

  @Test func whatAFormatCannotHoldIsRefusedWithARemedy() throws {
    var tone = Tone()
    tone.depth = 16
    let wide = try tone.applied(to: linear, engine: .plain)
    #expect { try encode(.jpeg, wide) } throws: { "\($0)".contains("depth: 8") }
    #expect { try encode(.pfm, wide) } throws: { "\($0)".contains("as pfm") }
  }

  // MARK: - reports

  @Test func aReportIsWrittenWithItsProvenance() throws {
    let facts: JSONValue = [
      "type": "facts", "numbers": [[1, 0.5], [2, -0.25]], "name": "Ä\"1\"",
    ]
    let report = Frame<Report>(facts)
    #expect(try report.json == facts && report.size == Size(facts.text.utf8.count, 1))
    var stage = Encode()
    stage.format = .json
    #expect(stage.fileEnding == "json")
    let bytes = try stage.encode(["frame": report], provenance: provenance)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"type\": \"facts\",\n") && text.hasSuffix("}\n"))
    let written = try JSONValue.parse(text)
    #expect(written["numbers"] == facts["numbers"] && written["name"] == facts["name"])
    #expect(written["provenance"]?["Source"]?.stringValue == "L7")
    #expect(written["provenance"]?["Disclaimer"]?.stringValue?.contains("simulated") == true)
  }

  /// Parameters, a domain, what is said at which place before anything runs.
  private static let misfits: [(yaml: String, domain: any Domain.Type, said: String)] = [
    ("{format: png}", Report.self, "a.yaml:1:10: error: png does not hold what is in a Report"),
    ("{quality: 90}", Report.self, "a.yaml:1:1: error: png does not hold"),
    ("{format: json}", LinearRGB.self, "a.yaml:1:10: error: json does not hold"),
    ("{content: defects, format: json}", Report.self, "a report has no defects"),
    ("{content: defects, format: jpeg}", DisplayRGB.self, "jpeg does not keep a mask as it is"),
    ("{format: jpeg}", Depth.self, "make colours of it with color-code"),
    ("{content: picture}", XYZ.self, "a.yaml:1:11: error: png does not hold"),
  ]

  @Test(arguments: misfits.indices)
  func whatAFormatCannotHoldIsKnownFromTheDomain(number: Int) throws {
    let (yaml, domain, said) = Self.misfits[number]
    var findings = Findings()
    let node = try Yaml.parse(text: yaml, file: "a.yaml")
    let stage = try #require(Encode.table.decode(node, &findings))
    stage.check(["frame": domain.name], node, &findings)
    let text = findings.diagnostics.map { $0.rendered() }.joined()
    #expect(text.contains(said), "\(text)")
  }

  @Test func whatFitsIsNotComplainedAbout() throws {
    var findings = Findings()
    let node = try Yaml.parse(text: "{}", file: "a.yaml")
    for (format, domains) in [
      (Encode.Format.png, [Mosaic.name, LinearRGB.name, DisplayGray.name]),
      (.pfm, [Depth.name, XYZ.name, LinearGray.name]), (.json, [Report.name]),
    ] {
      var stage = Encode()
      stage.format = format
      for domain in domains { stage.check(["frame": domain], node, &findings) }
    }
    #expect(findings.isEmpty)
  }
}
