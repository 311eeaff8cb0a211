import Diagnostics
import Foundation
import Raster
import TestSupport
import Testing

@testable import Codecs

@Suite struct SalvageTests {
  /// A smooth slope with some noise, so that files have a few hundred bytes a row.
  private func codes(_ size: Size, bits: Int, seed: UInt64) -> Plane<UInt16> {
    let noise = Plane<UInt16>.random(size, below: 64, seed: seed)
    return Plane(size: size) { y, row in
      for x in row.indices { row[x] = UInt16((5 * x + 9 * y + Int(noise[x, y])) % (1 << bits)) }
    }
  }

  private func plane(_ picture: DecodedPicture) -> Plane<UInt16> {
    switch picture.samples {
    case .u16(let planes): planes[0]
    case .u8(let planes):
      Plane(size: picture.size) { y, row in
        for x in row.indices { row[x] = UInt16(planes[0][x, y]) }
      }
    case .f32: Plane(size: Size(0, 0)) { _, _ in }
    }
  }

  /// Pixels that are said to be there and are not those that were sent.
  private func wrong(_ salvaged: SalvagedPicture, _ truth: Plane<UInt16>) -> Int {
    let found = plane(salvaged.picture)
    var count = 0
    for y in 0..<truth.height {
      for x in 0..<truth.width where salvaged.validity[x, y] == [] && found[x, y] != truth[x, y] {
        count += 1
      }
    }
    return count
  }

  @Test func aSoundFileIsWhole() throws {
    let truth = codes(Size(40, 30), bits: 12, seed: 1)
    let file = try PNGWriter.encode([truth])
    let salvaged = try Codec.salvage(file, file: "f.png")
    #expect(salvaged.damage.isEmpty && salvaged.validity.invalidCount == 0)
    #expect(plane(salvaged.picture) == truth)
  }

  @Test func aCutPNGGivesItsCompleteRows() throws {
    let truth = codes(Size(64, 200), bits: 12, seed: 2)
    let file = try PNGWriter.encode([truth])
    var before = 0
    for cut in stride(from: 100, to: file.count, by: 97) {
      let salvaged = try Codec.salvage(Array(file[..<cut]), file: "f.png")
      #expect(wrong(salvaged, truth) == 0)
      let rows = 200 - salvaged.validity.rows(all: .lost).map(\.count).reduce(0, +)
      #expect(rows >= before && rows >= cut * 200 / file.count - 6, "\(cut)")
      #expect(salvaged.damage.count == 1)
      before = rows
    }
    #expect(before > 190)
  }

  @Test func aGapEndsWhatCanBeTrusted() throws {
    let truth = codes(Size(64, 200), bits: 12, seed: 3)
    var file = try PNGWriter.encode([truth])
    let gap = file.count / 2..<file.count / 2 + 300
    for place in gap { file[place] = 0 }
    let salvaged = try Codec.salvage(file, gaps: [gap], file: "f.png")
    #expect(wrong(salvaged, truth) == 0)
    let lost = salvaged.validity.rows(all: .lost)
    #expect(lost.count == 1 && lost[0].upperBound == 200 && (70..<130).contains(lost[0].lowerBound))
    #expect(salvaged.damage.first == "300 bytes were lost, from byte \(gap.lowerBound) on")
  }

  /// A chunk whose checksum fails is not looked at, however well it decompresses.
  @Test func aFailedChecksumEndsWhatCanBeTrusted() throws {
    let truth = codes(Size(64, 900), bits: 12, seed: 4)
    let file = try PNGWriter.encode([truth])
    var flipped = file
    flipped[file.count * 2 / 3] ^= 4
    let salvaged = try Codec.salvage(flipped, file: "f.png")
    #expect(wrong(salvaged, truth) == 0)
    #expect(salvaged.damage.contains { $0.contains("the checksum of the chunk at byte") })
    #expect(salvaged.validity.count(of: .lost) > 0)
  }

  @Test func aCutJPEGGivesTheRowsBeforeItsLastMCURow() throws {
    let gray = Plane<UInt8>(size: Size(128, 240)) { y, row in
      for x in row.indices { row[x] = UInt8((3 * x + 5 * y + (x * y) % 31) & 255) }
    }
    let file = try JPEGWriter.encode([gray])
    let truth = plane(try Codec.decode(file, file: "f.jpg"))
    for cut in stride(from: 700, to: file.count - 2, by: 331) {
      let salvaged = try Codec.salvage(Array(file[..<cut]), file: "f.jpg")
      #expect(wrong(salvaged, truth) == 0)
      let rows = 240 - salvaged.validity.rows(all: .lost).map(\.count).reduce(0, +)
      #expect(rows >= cut * 240 / file.count - 48, "\(cut)")
    }
  }

  /// With a restart marker a row of blocks, damage stays in the rows that it hits.
  @Test(arguments: [0, 1, 2, 3])
  func restartMarkersKeepDamageInItsRows(kind: Int) throws {
    let gray = Plane<UInt8>(size: Size(203, 301)) { y, row in
      for x in row.indices { row[x] = UInt8((3 * x + 5 * y + (x * y) % 31) & 255) }
    }
    let file = try JPEGWriter.encode([gray], options: .init(restartRows: 1))
    let truth = plane(try Codec.decode(file, file: "f.jpg"))
    var generator = SeededGenerator(seed: UInt64(kind) + 20)
    var (kept, possible) = (0, 0)
    for _ in 0..<150 {
      var damaged = file
      var gaps: [Range<Int>] = []
      let place = Int.random(in: 700..<file.count - 2, using: &generator)
      let end = min(
        file.count - 2, place + Int.random(in: 1...[3000, 3000, 400, 400][kind], using: &generator))
      switch kind {
      case 0: damaged.removeSubrange(place...)
      default:
        gaps = [place..<end]
        for hole in gaps[0] {
          damaged[hole] = kind == 1 ? 0 : UInt8.random(in: 0...255, using: &generator)
        }
        if kind == 3 {
          let other = Int.random(in: 700..<file.count - 40, using: &generator)
          gaps.append(other..<other + 30)
          gaps.sort { $0.lowerBound < $1.lowerBound }
          if gaps[0].overlaps(gaps[1]) || gaps[0].upperBound == gaps[1].lowerBound {
            gaps.removeLast()
          }
          for gap in gaps { for hole in gap { damaged[hole] = 0 } }
        }
      }
      let salvaged = try Codec.salvage(damaged, gaps: gaps, file: "f.jpg")
      #expect(wrong(salvaged, truth) == 0, "\(place)")
      kept += salvaged.validity.size.area - salvaged.validity.invalidCount
      let gone = kind == 0 ? file.count - place : gaps.map(\.count).reduce(0, +)
      possible += salvaged.validity.size.area * max(0, file.count - gone) / file.count
    }
    #expect(Double(kept) > 0.93 * Double(possible), "\(Double(kept) / Double(possible))")
  }

  /// Markers count to 8; where more are gone in a row, the rest is counted from the end.
  @Test(arguments: [1, 7, 8, 9, 16, 30])
  func anyNumberOfIntervalsMayBeGone(missing: Int) throws {
    let gray = Plane<UInt8>(size: Size(72, 331)) { y, row in
      for x in row.indices { row[x] = UInt8((3 * x + 5 * y + (x * y) % 31) & 255) }
    }
    let file = try JPEGWriter.encode([gray], options: .init(restartRows: 1))
    let truth = plane(try Codec.decode(file, file: "f.jpg"))
    let markers = file.indices.dropLast().filter {
      file[$0] == 0xFF && (0xD0...0xD7).contains(file[$0 + 1])
    }
    // From within interval 5 to within the last one that is hit.
    let gap = markers[4] + 9..<markers[4 + missing] - 9
    var zeros = file
    for place in gap { zeros[place] = 0 }
    let closed = Array(file[..<gap.lowerBound] + file[gap.upperBound...])
    for (bytes, gaps) in [(zeros, [gap]), (zeros, []), (closed, [])] {
      let salvaged = try Codec.salvage(bytes, gaps: gaps, file: "f.jpg")
      #expect(wrong(salvaged, truth) == 0)
      #expect(salvaged.validity.rows(all: .lost) == [40..<8 * (5 + missing)])
      // Where the end is gone as well, intervals behind a long loss may be any.
      let cut = try Codec.salvage(Array(bytes.dropLast(30)), gaps: gaps, file: "f.jpg")
      #expect(wrong(cut, truth) == 0)
      #expect(cut.validity.rows(all: .lost).first?.lowerBound == 40)
      let isCertain = missing < 8
      #expect(!isCertain || cut.validity.rows(all: .lost) == [40..<8 * (5 + missing), 328..<331])
    }
  }

  /// A flipped bit that a decoder notices costs its rows; one that it does not notice is unknown.
  @Test func aNoticedFlipCostsItsInterval() throws {
    let gray = Plane<UInt8>(size: Size(160, 160)) { y, row in
      for x in row.indices { row[x] = UInt8((7 * x + 3 * y + (x * y) % 17) & 255) }
    }
    let file = try JPEGWriter.encode([gray], options: .init(restartRows: 1))
    let truth = plane(try Codec.decode(file, file: "f.jpg"))
    var noticed = 0
    for place in stride(from: 700, to: file.count - 2, by: 61) {
      var damaged = file
      damaged[place] ^= 0x10
      guard (try? Codec.decode(damaged, file: "f.jpg")) == nil,
        let salvaged = try? Codec.salvage(damaged, file: "f.jpg")
      else { continue }
      noticed += 1
      #expect(salvaged.validity.invalidCount <= 160 * 16)
      #expect(salvaged.validity.invalidCount > 0 || wrong(salvaged, truth) <= 160 * 8)
    }
    #expect(noticed > 10)
  }

  @Test(arguments: RawLayout.Packing.allCases)
  func theBytesOfAPixelAreKnown(packing: RawLayout.Packing) throws {
    let size = Size(11, 5)
    let layout = RawLayout(
      size: size, packing: packing, offset: 3, stride: packing.bytes(forCodes: 11) + 2)
    let truth = codes(size, bits: packing.bits, seed: 5)
    let file = try RawWriter.encode(truth, layout: layout)
    for place in 0..<layout.byteCount {
      var damaged = file
      damaged[place] ^= packing.bits % 8 == 0 || !packing.rawValue.hasPrefix("u") ? 0xFF : 0x01
      let lost = Set(
        layout.pixels(in: place..<place + 1).flatMap { run in run.x.map { [$0, run.y] } })
      #expect(lost.count <= 4)
      guard let picture = try? RawCodec.decode(damaged, layout: layout, file: "f") else { continue }
      let found = plane(picture)
      for y in 0..<5 {
        for x in 0..<11 where found[x, y] != truth[x, y] { #expect(lost.contains([x, y])) }
      }
    }
  }

  @Test(arguments: RawLayout.Packing.allCases)
  func aShortRawFileGivesItsPixels(packing: RawLayout.Packing) throws {
    let size = Size(24, 18)
    let layout = RawLayout(size: size, packing: packing)
    let truth = codes(size, bits: packing.bits, seed: 6)
    let file = try RawWriter.encode(truth, layout: layout)
    for cut in stride(from: 0, through: file.count, by: 13) {
      let salvaged = try RawCodec.salvage(
        Array(file[..<cut]), layout: layout, file: "f")
      #expect(wrong(salvaged, truth) == 0)
      let lost = Double(salvaged.validity.invalidCount) / Double(size.area)
      #expect(abs(lost - (1 - Double(cut) / Double(file.count))) < 0.02)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: Places.realData)))
  func realTruncatedFilesGiveTheRowsOfTheIntactOnes() throws {
    for (cut, whole, least) in [
      ("pillars-1024x1024-truncated.png", "pillars-1024x1024.png", 535),
      ("pillars-1024x1024-truncated.jpg", "pillars-1024x1024.jpg", 480),
    ] {
      let folder = Places.realData + "/broken/rabbit/"
      let truth = try Codec.decode(
        Array(Data(contentsOf: URL(filePath: folder + whole))), file: whole)
      let salvaged = try Codec.salvage(
        Array(Data(contentsOf: URL(filePath: folder + cut))), file: cut)
      guard case .u8(let found) = salvaged.picture.samples, case .u8(let wanted) = truth.samples
      else {
        Issue.record("both have 8 bits")
        continue
      }
      let rows = 1024 - salvaged.validity.rows(all: .lost).map(\.count).reduce(0, +)
      #expect(rows >= least, "\(cut): \(rows)")
      let region = Region(x: 0, y: 0, width: 1024, height: rows)
      for (a, b) in zip(found, wanted) { #expect(a.view(region) == b.view(region), "\(cut)") }
    }
  }
}
