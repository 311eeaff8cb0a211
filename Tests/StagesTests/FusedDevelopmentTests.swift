import Kernels
import Raster
import TestSupport
import Testing

@testable import Pipeline
@testable import Stages

/// The fast engine develops in one pass; the plain one stage by stage.
@Suite struct FusedDevelopmentTests {
  let size = Size(70, 53)

  private func frame(lost: Bool) -> Frame<Mosaic> {
    let codes = Plane<UInt16>.random(size, below: 4200, seed: 6)
    let marks = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = lost && y == 20 && x < 30 ? Defects.lost.rawValue : 0 }
    }
    let levels = Levels(blackPerSite: [60, 62, 64, 66], white: 4000, validBits: 12)
    return Frame(
      codes, validity: lost ? Validity(marks) : nil,
      properties: .init(pattern: .gbrg, levels: levels))
  }

  private func chain(
    _ method: Debayer.Method, balanced: Bool, matrixed: Bool, depth: Int = 8
  ) -> BandChain {
    var debayer = DebayerStage()
    debayer.method = method
    debayer.balance = balanced ? [1.9, 1, 1.6] : nil
    var balance = WhiteBalance()
    balance.gains = [1.9, 1, 1.6]
    var matrix = ColorMatrix()
    matrix.matrix = [1.7, -0.5, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
    var tone = Tone()
    tone.exposure = 0.5
    tone.depth = depth
    var stages: [any BandStage] = [BlackLevel(), debayer]
    if balanced { stages.append(balance) }
    if matrixed { stages.append(matrix) }
    stages.append(tone)
    return BandChain(links: stages.enumerated().map { (node: $0.offset, stage: $0.element) })
  }

  @Test(arguments: [Debayer.Method.bilinear, .malvar, .fast], [false, true])
  func bothEnginesGiveTheSameCodesAndValidity(
    method: Debayer.Method, lost: Bool
  ) throws {
    for (balanced, matrixed, depth) in [
      (true, true, 8), (false, true, 8), (true, false, 8), (false, false, 8), (true, true, 16),
    ] {
      let chain = chain(method, balanced: balanced, matrixed: matrixed, depth: depth)
      func run(_ engine: Engine) throws -> Frame<DisplayRGB> {
        Frame(
          erased: try chain.run(
            on: frame(lost: lost), engine: engine, clock: StageClock(stages: 5)))
      }
      let plain = try run(.plain)
      #expect(plain.validity.count(of: .saturated) > 0)
      for engine in [Engine.fast(threads: 2), .banded(threads: 1, bandHeight: 3)] {
        let fast = try run(engine)
        #expect(fast.digest == plain.digest)
        #expect(fast.validity == plain.validity)
        #expect(fast.properties == plain.properties)
      }
    }
  }

  @Test func itIsUsedWhereItCanBe() throws {
    func fusedStages(_ chain: BandChain) throws -> Int? {
      let stages = chain.links.map(\.stage)
      return try BlackLevel().fusedWork(with: Array(stages.dropFirst()), size: size)?.followers
    }
    #expect(try fusedStages(chain(.malvar, balanced: true, matrixed: true)) == 4)
    #expect(try fusedStages(chain(.bilinear, balanced: false, matrixed: true)) == 3)
    #expect(try fusedStages(chain(.malvar, balanced: false, matrixed: false)) == 2)
    #expect(try fusedStages(chain(.adaptive, balanced: true, matrixed: true)) == nil)
    #expect(try fusedStages(chain(.malvar, balanced: true, matrixed: true, depth: 16)) == nil)
  }
}
