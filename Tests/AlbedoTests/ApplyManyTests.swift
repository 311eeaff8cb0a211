import Albedo
import Foundation
import TestSupport
import Testing

/// `albedo apply` with stages that take any number of files, and with reports.
@Suite struct ApplyManyTests {
  let folder = TemporaryFolder()

  /// Pictures of one grey each.
  func pictures(_ codes: [UInt8]) throws -> [String] {
    try codes.map { code in
      let plane = Plane<UInt8>(size: Size(6, 4), repeating: code)
      return try folder.write(
        Data(try PNGWriter.encode([plane, plane, plane])), to: "p\(code).png")
    }
  }

  func apply(
    _ inputs: [String], _ change: (inout ApplyRequest) -> Void = { _ in }
  ) throws -> [String] {
    var request = ApplyRequest(stage: "brightest", inputs: inputs, output: folder.path + "/out.png")
    change(&request)
    return try Apply(
      request, engine: .fast(threads: 2), catalogue: StageCatalogue([Brightest.self])
    ).run()
  }

  func report() throws -> JSONValue {
    let text = try Files.readText(folder.path + "/r.json", limit: 10_000)
    #expect(text.hasPrefix("{\n  \"") && text.hasSuffix("}\n"))
    return try JSONValue.parse(text)
  }

  @Test(arguments: [1, 2, 3]) func anyNumberOfFilesIsTaken(count: Int) throws {
    let inputs = try pictures(Array([30, 200, 90].prefix(count)))
    let written = try apply(inputs) { $0.report = folder.path + "/r.json" }
    #expect(written == [folder.path + "/r.json", folder.path + "/out.png"])
    let picture = try Codec.decode(try Files.read(written[1]), file: "out.png")
    #expect(picture.code(1, 3, 2) == (count == 1 ? 30 : 200))
    #expect(try report()["frames"]?.integerValue == count)
    #expect(try report()["cameras"]?.elements?.count == count)
  }

  @Test func withoutTheFlagThereIsNoReport() throws {
    #expect(try apply(try pictures([1, 2])) == [folder.path + "/out.png"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
  }

  @Test func eachFileHasItsCamera() throws {
    try folder.write(TinyDownlink.rig, to: "rig.yaml")
    let plane = Plane<UInt8>(size: TinyDownlink.size, repeating: 9)
    let input = try folder.write(
      Data(try PNGWriter.encode([plane, plane, plane])), to: "whole.png")
    let cameras = ["right", "left", "right"]
    _ = try apply([input, input, input]) {
      ($0.rig, $0.cameras) = (folder.path + "/rig.yaml", cameras)
      $0.report = folder.path + "/r.json"
    }
    #expect(try report()["cameras"]?.elements?.compactMap(\.stringValue) == cameras)
    #expect {
      try apply([input, input]) { ($0.rig, $0.cameras) = (folder.path + "/rig.yaml", ["left"]) }
    } throws: {
      "\($0)".contains("takes 2 cameras, and 1 are named")
        && "\($0)".contains("--camera NAME once for each file, in order")
    }
  }

  @Test func whatCannotBeIsRefused() throws {
    #expect { try apply([]) } throws: {
      "\($0)".contains("takes one input file or more, and was given none")
    }
    let gray = try folder.write(
      Data(try PNGWriter.encode([Plane<UInt8>(size: Size(6, 4), repeating: 1)])), to: "gray.png")
    #expect { try apply(try pictures([5]) + [gray]) } throws: {
      "\($0)".contains("read as DisplayGray") && "\($0)".contains("gray.png")
    }
    let same = folder.path + "/out.png"
    #expect { try apply(try pictures([5])) { $0.report = same } } throws: {
      "\($0)".contains("give two names")
    }
    #expect(!Files.exists(same))
  }

  @Test func theProgramWritesReportsOfStagesThatMakeThem() throws {
    let (input, report) = (try pictures([5])[0], folder.path + "/r.json")
    let none = try Program.run(
      "apply", "crop", input, "-o", folder.path + "/o.png", "--report", report)
    #expect(none.status == 64 && none.talk.contains("crop makes no report"), "\(none.talk)")
    let few = try Program.run("apply", "stitch", input, "-o", folder.path + "/o.png")
    #expect(few.status == 65 && few.talk.contains("give 2 to 64"), "\(few.talk)")
    #expect(!Files.exists(folder.path + "/o.png") && !Files.exists(report))
  }

  @Test func twoPicturesAreStitchedAndReported() throws {
    let ground = Plane<Float>.random(Size(260, 120), in: 0...1, seed: 30)
    let soft = GaussianFilter(Gaussian(sigma: 1.2)).applied(to: ground, in: FilterContext())
    let inputs = try [0, 90].map { shift in
      let plane = Plane<UInt8>(size: Size(160, 100)) { y, row in
        for x in row.indices {
          row[x] = UInt8(max(0, min(255, (soft[x + shift, y] - 0.5) * 500 + 100)))
        }
      }
      return try folder.write(Data(try PNGWriter.encode([plane])), to: "s\(shift).png")
    }
    let paths = [folder.path + "/o.png", folder.path + "/r.json"]
    let result = try Program.run(
      ["apply", "stitch"] + inputs + ["-o", paths[0], "--report", paths[1]])
    #expect(result.status == 0, "\(result.talk)")
    #expect(result.output == paths.map { $0 + "\n" }.joined())
    let rows = try #require(try report()["homographyBtoA"]?.elements)
    #expect((try #require(rows[0].elements?[2].doubleValue) - 90).magnitude < 0.2)
  }
}
