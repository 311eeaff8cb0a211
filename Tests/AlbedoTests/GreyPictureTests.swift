import Foundation
import TestSupport
import Testing

@testable import Albedo

/// What a check of calibrations takes for data, and as what.
@Suite struct GreyPictureTests {
  private let folder = TemporaryFolder()

  private func read(
    _ bytes: [UInt8], _ name: String, _ declaration: PictureDeclaration = .init()
  ) throws -> GreyPicture {
    let path = try folder.write(Data(bytes), to: name)
    return try GreyPicture(path, declaration, in: FilterContext())
  }

  private func lost(_ picture: GreyPicture) -> [Int] {
    let width = picture.samples.width
    return (0..<picture.samples.size.area).filter {
      picture.validity[$0 % width, $0 / width] != []
    }
  }

  @Test func codesAreDividedByTheirLargest() throws {
    let picture = try read(Array("P5 3 1 255\n".utf8) + [0, 51, 255], "a.pgm")
    #expect((0..<3).map { picture.samples[$0, 0] } == [0, 0.2, 1])
    let colours = try read(Array("P6 1 1 255\n".utf8) + [255, 0, 51], "a.ppm")
    #expect((colours.samples[0, 0] - (0.299 + 0.114 / 5)).magnitude < 1e-6)
    #expect(lost(picture).isEmpty && lost(colours).isEmpty)
  }

  @Test func whatALabelCallsMissingIsNoData() throws {
    func label(_ pointer: Int) -> [UInt8] {
      let lines = [
        "PDS_VERSION_ID = PDS3", "RECORD_TYPE = UNDEFINED", "^IMAGE = \(1000 + pointer) <BYTES>",
        "OBJECT = IMAGE", "  LINES = 2", "  LINE_SAMPLES = 2", "  SAMPLE_BITS = 8",
        "  SAMPLE_TYPE = UNSIGNED_INTEGER", "  MISSING_CONSTANT = 7", "END_OBJECT = IMAGE", "END",
        "",
      ]
      return Array(lines.joined(separator: "\r\n").utf8)
    }
    let head = label(0)
    let filling = [UInt8](repeating: 32, count: 999 - head.count)
    let picture = try read(label(0) + filling + [9, 7, 200, 7], "a.IMG")
    #expect(lost(picture) == [1, 3])
  }

  @Test func whatIsNoNumberIsNoData() throws {
    let numbers: [Float] = [1, .nan, 0.25, .infinity]
    let bytes = numbers.flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
    }
    let picture = try read(Array("Pf\n4 1\n-1\n".utf8) + bytes, "a.pfm")
    #expect(lost(picture) == [1, 3])
    #expect(picture.samples[0, 0] == 1 && picture.samples[2, 0] == 0.5)
  }

  /// All sites of a mosaic of one colour have the same grey.
  @Test func aMosaicHasNoPattern() throws {
    let size = Size(8, 6)
    let codes = (0..<size.area).map { place -> UInt8 in
      let (x, y) = (place % 8, place / 8)
      return (x + y) % 2 == 1 ? 120 : y % 2 == 0 ? 80 : 40
    }
    var declaration = PictureDeclaration()
    declaration.pattern = .rggb
    let picture = try read(Array("P5 8 6 255\n".utf8) + codes, "a.pgm", declaration)
    let greys = (0..<size.area).map { picture.samples[$0 % 8, $0 / 8] }
    // But for the rounding of sums.
    #expect(greys.allSatisfy { ($0 - 1).magnitude < 2e-7 })
    #expect(lost(picture).isEmpty)
  }
}
