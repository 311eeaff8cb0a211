import Albedo
import Foundation
import TestSupport
import Testing

@Suite struct ApplyTests {
  let folder = TemporaryFolder()

  func mosaic(_ bits: Int, seed: UInt64 = 1) throws -> (path: String, codes: Plane<UInt16>) {
    let codes = Plane<UInt16>.random(Size(37, 22), below: 1 << bits, seed: seed)
    let bytes = try raw(codes)
    return (try folder.write(Data(bytes), to: "mosaic\(bits).raw"), codes)
  }

  func raw(_ codes: Plane<UInt16>) throws -> [UInt8] {
    let layout = try RawLayout(parsing: "\(codes.width)x\(codes.height):u16le")
    return try RawWriter.encode(codes, layout: layout)
  }

  func decoded(_ path: String) throws -> DecodedPicture {
    try Codec.decode(try Files.read(path), file: path)
  }

  @Test(arguments: [8, 10, 12, 14, 16])
  func codesThatAreKnownAreKept(bits: Int) throws {
    let (path, codes) = try mosaic(bits)
    let output = folder.path + "/out.png"
    let result = try Program.run(
      "apply", "debayer", path, "-o", output, "--raw", "37x22:u16le", "--cfa", "GBRG", "--bits",
      "\(bits)", "--method", "malvar")
    #expect(result.status == 0, "\(result.talk)")
    let picture = try decoded(output)
    #expect(picture.bits == (bits <= 8 ? 8 : 16))
    #expect(picture.validBits == bits)
    for y in 0..<22 {
      for x in 0..<37 {
        let channel = BayerPattern.gbrg.color(x: x, y: y).rawValue
        #expect(picture.code(channel, x, y) == Int(codes[x, y]))
      }
    }
  }

  @Test func fullScalePutsTheLargestCodeAtWhite() throws {
    let codes = Plane<UInt16>(size: Size(8, 8), repeating: 1023)
    let path = try folder.write(
      Data(try raw(codes)), to: "white.raw")
    let output = folder.path + "/white.png"
    try Program.run(
      "apply", "debayer", path, "-o", output, "--raw", "8x8:u10le", "--cfa", "RGGB", "--full-scale")
    #expect(try decoded(output).code(1, 4, 4) == 65535)
  }

  @Test func declaredLevelsMakeLight() throws {
    let codes = Plane<UInt16>(size: Size(8, 8), repeating: 600)
    let path = try folder.write(
      Data(try raw(codes)), to: "grey.raw")
    let output = folder.path + "/grey.pfm"
    try Program.run(
      "apply", "debayer", path, "-o", output, "--raw", "8x8:u10le", "--cfa", "RGGB", "--black",
      "100", "--white", "1100")
    guard case .f32(let planes) = try decoded(output).samples else {
      Issue.record("no floats")
      return
    }
    #expect(planes[0][3, 3] == 0.5)
  }

  @Test func mosaicsInRGBAreReadAndRefusedWhereChannelsDiffer() throws {
    var grey = Data()
    for i in 0..<48 { grey += [UInt8(i), UInt8(i), UInt8(i)] }
    let same = try folder.write(Data("P6 8 6 255\n".utf8) + grey, to: "same.ppm")
    let words = ["apply", "debayer", same, "-o", folder.path + "/o.png", "--cfa", "RGGB"]
    #expect(try Program.run(words).talk.contains("--mosaic-from-rgb"))
    #expect(try Program.run(words + ["--mosaic-from-rgb"]).status == 0)
    grey[30] = 200
    try folder.write(Data("P6 8 6 255\n".utf8) + grey, to: "same.ppm")
    let result = try Program.run(words + ["--mosaic-from-rgb"])
    #expect(result.status == 65)
    #expect(result.talk.contains("row 1") || result.talk.contains("(2, 1)"), "\(result.talk)")
  }

  @Test func picturesAreCutAndWrittenAsTheyAre() throws {
    let codes = Data((0..<60).map { UInt8($0) })
    let color = try folder.write(Data("P6 5 4 255\n".utf8) + codes, to: "color.ppm")
    let cut = folder.path + "/cut.png"
    let result = try Program.run(
      "apply", "crop", color, "-o", cut, "--x", "2", "--y", "1", "--width", "3")
    #expect(result.status == 0, "\(result.talk)")
    #expect(try decoded(cut).size == Size(3, 3))
    #expect(try decoded(cut).code(1, 0, 0) == 22)
    let copy = folder.path + "/copy.ppm"
    try Program.run("apply", "encode", color, "-o", copy)
    #expect(try Program.run("diff", color, copy).status == 0)
    #expect(try Program.run("apply", "crop", color, "-o", cut, "--x", "9").status == 65)
    #expect(try Program.run("apply", "tone", color, "-o", cut, "--depth", "12").status == 64)
  }

  @Test func everyWrongFlagIsTold() throws {
    let (path, _) = try mosaic(8)
    let result = try Program.run(
      "apply", "debayer", path, "-o", folder.path + "/o.png", "--raw", "37x22:u16le", "--cfa",
      "RGGB", "--metod", "malvar", "--method", "sharp")
    #expect(result.status == 64)
    #expect(result.talk.contains("did you mean \"method\"?"))
    #expect(result.talk.contains("sharp"))
    #expect(!Files.exists(folder.path + "/o.png"))
  }
}

extension DecodedPicture {
  func code(_ channel: Int, _ x: Int, _ y: Int) -> Int {
    switch samples {
    case .u8(let planes): Int(planes[channel][x, y])
    case .u16(let planes): Int(planes[channel][x, y])
    case .f32: -1
    }
  }
}
