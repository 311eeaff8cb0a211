import Diagnostics
import Files
import Foundation
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Pipeline
@testable import Stages

/// The fast engine goes from codes to mended light in one pass; the plain one stage by stage.
@Suite struct FusedCalibrationTests {
  static let roots = Companding.squareRoot(linearBits: 12)
  static let table = Companding.table((0..<256).map { UInt16($0 * $0 / 16) }, linearBits: 12)

  /// Codes of a scene with shadows, texture, points of light and noise.
  private func codes(_ size: Size, _ companding: Companding) -> Plane<UInt16> {
    let noise = Plane<Float>.random(size, in: -1...1, seed: 4)
    let choice = Plane<Float>.random(size, in: 0...1, seed: 5)
    return Plane(size: size) { y, row in
      for x in row.indices {
        let shadow: Float = (x / 19 + y / 13) % 3 == 0 ? 0.02 : 0.5
        let depth: Float = (x / 31) % 2 == 0 ? 0.02 : 0.4
        var light = shadow * (1 + depth * noise[x, y])
        if choice[x, y] > 0.98 { light += noise[x, y] }
        let linear = min(max(64 + 4031 * light, 0), 4095)
        row[x] =
          companding == .linear
          ? UInt16(linear) : UInt16((linear * 65025 / 4095).squareRoot() + 0.5)
      }
    }
  }

  private func frame(_ size: Size, _ companding: Companding, lost: Bool) -> Frame<Mosaic> {
    let marks = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        let isLost = y == size.height / 2 || (y == size.height / 3 && x < size.width / 2)
        row[x] = isLost ? Defects.lost.rawValue : 0
      }
    }
    let levels = Levels(
      blackPerSite: [60, 62, 64, 66], white: 4000, validBits: companding == .linear ? 12 : 8,
      companding: companding)
    return Frame(
      codes(size, companding), validity: lost ? Validity(marks) : nil,
      properties: .init(pattern: .gbrg, levels: levels))
  }

  /// Bad pixels of a list in a file.
  private func badPixels(listed: Bool, detect: Bool = true) throws -> BadPixels {
    var stage = BadPixels()
    (stage.noise, stage.electrons, stage.detect) = (0.004, 8000, detect)
    guard listed else { return stage }
    let path = FileManager.default.temporaryDirectory.path + "/listed-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Files.write("version: 1\npixels:\n  - [2, 3]\n  - [0, 0]\n  - [4, 3]\n", to: path)
    stage.file = path
    return try stage.resolved(for: Origin(frameID: "f", file: "f.png"))
  }

  private func run(
    _ stages: [any BandStage], _ frame: Frame<Mosaic>, _ engine: Engine
  ) throws -> Frame<Radiance> {
    Frame(erased: try stages.applied(to: frame, engine: engine))
  }

  private func chains(_ companding: Companding, listed: Bool) throws -> [[any BandStage]] {
    let size = Size(300, 200)
    let dark = Dark(Plane<UInt16>.random(size, below: 1500, seed: 8), scale: 1.5)
    let flat = Flat(
      Plane(size: size) { y, row in
        for x in row.indices { row[x] = UInt16(45000 + 7 * x + 11 * y) }
      })
    var vignetting = VignettingStage()
    vignetting.coefficients = [-0.24, 0.04, 0.01]
    let bad = try badPixels(listed: listed)
    let rest: [[any BandStage]] = [
      [dark, flat, bad], [flat], [vignetting, dark], [bad], [dark, vignetting, flat],
      [dark, flat, try badPixels(listed: listed, detect: false)],
    ]
    return rest.map { [Decompand(companding), BlackLevel()] + $0 }
      + rest.map { [BlackLevel()] + $0 }
  }

  @Test(arguments: [Companding.linear, roots, table], [false, true])
  func bothEnginesGiveTheSameLightAndValidity(companding: Companding, lost: Bool) throws {
    for size in [Size(130, 67), Size(33, 40), Size(7, 5), Size(1, 9), Size(64, 3)] {
      let frame = frame(size, companding, lost: lost)
      for stages in try chains(companding, listed: size.width > 4) {
        let plain = try run(stages, frame, .plain)
        let names = stages.map { type(of: $0).name }.joined(separator: " ")
        for engine in [
          Engine.fast(threads: 1), .fast(threads: 2), .banded(threads: 2, bandHeight: 3),
          .banded(threads: 1, bandHeight: 32),
        ] {
          let fast = try run(stages, frame, engine)
          #expect(fast.digest == plain.digest, "\(names) of \(size), \(engine)")
          #expect(fast.validity == plain.validity, "\(names) of \(size), \(engine)")
          #expect(fast.properties == plain.properties)
        }
      }
    }
    let whole = try run(
      try chains(companding, listed: true)[0], frame(Size(130, 67), companding, lost: lost), .plain)
    #expect(whole.validity.count(of: .badPixel) > 10)
    #expect(whole.validity.count(of: .saturated) > 0)
  }

  @Test func itIsUsedWhereItCanBe() throws {
    let stages = try chains(Self.roots, listed: false)
    func taken(_ stages: [any BandStage]) throws -> Int? {
      let first = try #require(stages.first as? any FusingStage)
      return try first.fusedWork(with: Array(stages.dropFirst()), size: Size(64, 64))?.followers
    }
    for chain in stages { #expect(try taken(chain) == chain.count - 1) }
    #expect(try taken([Decompand(Self.roots), BlackLevel(), DebayerStage()]) == nil)
    #expect(try taken(stages[0] + [DebayerStage()]) == 4)
  }
}
