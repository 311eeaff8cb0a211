import ExactMath
import Kernels
import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct ResampleTests {
  /// A map from pixels of a result to positions of a source.
  struct Map: Sendable, CustomTestStringConvertible {
    let name: String
    let position: @Sendable (Int, Int, Size) -> ResampleTable.Position?
    var testDescription: String { name }

    static func turned(_ degrees: Double) -> Map {
      let turn = Exact.sincos(degrees * Double.pi / 180)
      return Map(name: "turned by \(degrees)") { x, y, source in
        let (middleX, middleY) = (Double(source.width - 1) / 2, Double(source.height - 1) / 2)
        let (dx, dy) = (Double(x) - middleX, Double(y) - middleY)
        return (middleX + turn.cos * dx - turn.sin * dy, middleY + turn.sin * dx + turn.cos * dy)
      }
    }

    static let all: [Map] = [
      turned(5), turned(90), turned(-37),
      Map(name: "the same") { x, y, _ in (Double(x), Double(y)) },
      Map(name: "two right, one down") { x, y, _ in (Double(x + 2), Double(y + 1)) },
      Map(name: "half a pixel") { x, y, _ in (Double(x) + 0.5, Double(y) + 0.5) },
      Map(name: "smaller") { x, y, _ in (Double(3 * x) + 0.25, Double(3 * y) - 1.25) },
      Map(name: "a lens") { x, y, source in
        let (dx, dy) = (Double(x) - 30, Double(y) - 4)
        let factor = 1 - 0.0001 * (dx * dx + dy * dy)
        return (30 + dx * factor, 4 + dy * factor)
      },
      Map(name: "no order") { x, y, source in
        let hash = (x &* 0x9E37_79B1 ^ y &* 0x85EB_CA77) & 0xFFFFF
        if hash % 7 == 0 { return nil }
        return (
          Double(hash % (4 * source.width + 8)) / 4 - 1,
          Double(hash % (8 * source.height + 16)) / 8 - 1
        )
      },
      Map(name: "not to be seen") { _, _, _ in nil },
    ]
  }

  static let sizes = [
    (Size(67, 9), Size(70, 11)), (Size(64, 3), Size(64, 6)), (Size(131, 5), Size(131, 7)),
    (Size(1, 1), Size(1, 1)), (Size(0, 3), Size(4, 4)), (Size(5, 4), Size(0, 0)),
    (Size(33, 4), Size(2, 40)),
  ]

  func table(_ map: Map, _ result: Size, _ source: Size, _ kind: Interpolation) -> ResampleTable {
    ResampleTable(size: result, source: source, interpolation: kind, threads: 2) { x, y in
      map.position(x, y, source)
    }
  }

  @Test(arguments: Map.all, Interpolation.allCases)
  func everySetGivesTheBitsOfTheFormula(map: Map, kind: Interpolation) {
    for (seed, (result, source)) in Self.sizes.enumerated() {
      let table = table(map, result, source, kind)
      let oracle = ResampleOracle(table: table)
      let bytes = Plane<UInt8>.samples(source, seed: UInt64(seed))
      let words = Plane<UInt16>.samples(source, seed: UInt64(seed))
      let floats = Plane<Float>.withSpecialNumbers(source, seed: UInt64(seed))
      for isa in InstructionSet.supported {
        for threads in [1, 2] {
          let found = table.resampled(floats.awkward(), threads: threads, isa: isa)
          #expect(found.firstDifference { oracle.float($0, $1) { floats[$0, $1] } } == nil)
          let codes = table.resampled(words.awkward(), threads: threads, isa: isa)
          #expect(
            codes.firstDifference { x, y in
              UInt16(nearest: oracle.float(x, y) { Float(words[$0, $1]) })
            } == nil)
          let narrow = table.resampled(bytes.awkward(), threads: threads, isa: isa)
          #expect(
            narrow.firstDifference { x, y in
              kind == .bilinear
                ? oracle.byte(x, y, bytes)
                : UInt8(nearest: oracle.float(x, y) { Float(bytes[$0, $1]) })
            } == nil)
        }
      }
    }
  }

  @Test(arguments: Map.all, Interpolation.allCases)
  func whatIsMissingMarksWhatNeedsItAndNothingElse(map: Map, kind: Interpolation) {
    for (seed, (result, source)) in Self.sizes.enumerated() {
      let table = table(map, result, source, kind)
      let oracle = ResampleOracle(table: table)
      let missing = Plane<UInt8>(size: source) { y, row in
        for x in row.indices {
          row[x] = (x * 7 + y * 11 + seed) % 29 == 0 ? UInt8(1 << (x % 3)) : 0
        }
      }
      let picture = Plane<Float>(size: source) { y, row in
        for x in row.indices { row[x] = missing[x, y] == 0 ? Float(x + y) : .nan }
      }
      for isa in InstructionSet.supported {
        let marks = table.defects(of: missing.awkwardlyPlaced(in: 255), threads: 2, isa: isa)
        #expect(marks?.firstDifference { oracle.defects($0, $1, of: missing) } == nil)
        let found = table.resampled(picture, without: marks, isa: isa)
        let difference = found.firstDifference { x, y in
          oracle.defects(x, y, of: missing) == 0 ? oracle.float(x, y) { picture[$0, $1] } : 0
        }
        #expect(difference == nil)
      }
      let beyond = table.defects(of: nil)
      for y in 0..<result.height {
        for x in 0..<result.width {
          #expect((beyond?[x, y] ?? 0) == oracle.defects(x, y, of: nil))
        }
      }
    }
  }

  @Test(arguments: Map.all)
  func positionsAreAsNearAsIsSaid(map: Map) {
    let (result, source) = (Size(131, 40), Size(140, 50))
    let oracle = ResampleOracle(table: table(map, result, source, .bilinear))
    for y in 0..<result.height {
      for x in 0..<result.width {
        let wanted = map.position(x, y, source)
        guard let found = oracle.position(x, y) else {
          let isWithin = wanted.map {
            $0.x > 0 && $0.y > 0 && $0.x < Double(source.width - 1)
              && $0.y < Double(source.height - 1)
          }
          #expect(isWithin != true)
          continue
        }
        guard let wanted else {
          Issue.record("a position where none was given")
          return
        }
        #expect((Double(found.x) / 65536 - wanted.x).magnitude < 1.0 / 700)
        #expect((Double(found.y) / 65536 - wanted.y).magnitude < 1.0 / 700)
      }
    }
  }

  @Test func smoothMapsTakeNoLists() {
    let table = ResampleTable(
      size: Size(1024, 64), source: Size(1200, 300), interpolation: .lanczos3
    ) { x, y in
      let (x, y) = (Double(x), Double(y))
      return (100 + 0.996 * x - 0.087 * y + 2e-5 * x * x, 100 + 0.087 * x + 0.996 * y)
    }
    #expect(table.outside == nil)
    #expect((0..<64).allSatisfy { y in (0..<32).allSatisfy { table.blocks[8 * $0 + 6, y] == 0 } })
  }

  @Test func codesAreWithinTheStatedError() {
    let (result, source) = (Size(160, 90), Size(160, 90))
    let table = table(.turned(5), result, source, .bilinear)
    let oracle = ResampleOracle(table: table)
    let bytes = Plane<UInt8>.samples(source, seed: 3)
    let words = Plane<UInt16>.samples(source, seed: 4)
    let (narrow, wide) = (table.resampled(bytes), table.resampled(words))
    for y in 0..<result.height {
      for x in 0..<result.width {
        guard let byte = oracle.exact(x, y, { Double(bytes[$0, $1]) }),
          let word = oracle.exact(x, y, { Double(words[$0, $1]) })
        else { continue }
        #expect((Double(narrow[x, y]) - byte).magnitude <= 0.51)
        #expect((Double(wide[x, y]) - word).magnitude <= 0.52)
      }
    }
  }

  @Test(arguments: Map.all, Interpolation.allCases)
  func bandsArePartsOfTheWhole(map: Map, kind: Interpolation) {
    let (result, source) = (Size(67, 30), Size(80, 40))
    let table = table(map, result, source, kind)
    let plane = Plane<UInt16>.samples(source, seed: 9)
    let whole = table.resampled(plane)
    for rows in [0..<1, 7..<19, 29..<30, 0..<30] {
      let held = table.sourceRows(for: rows)
      let part = plane.view(Region(x: 0, y: held.lowerBound, width: 80, height: held.count))
      let found = table.resampled(part, held: held, rows: rows)
      #expect(
        found == whole.view(Region(x: 0, y: rows.lowerBound, width: 67, height: rows.count)))
    }
  }

  /// The cubic of Keys with a = −1/2 reproduces parabolas; all kinds reproduce constants.
  @Test func weightsAreThoseOfTheirFormulas() {
    for kind in [Interpolation.bicubic, .lanczos3] {
      let weights = kind.weights
      for phase in 0..<256 {
        let taps = (0..<kind.taps).map { Double(weights[8 * phase + $0]) }
        #expect((taps.reduce(0, +) - 1).magnitude < 1e-6)
        let mirrored = (0..<kind.taps).map {
          Double(weights[8 * ((256 - phase) & 255) + kind.taps - 1 - $0])
        }
        if phase > 0 { #expect(zip(taps, mirrored).allSatisfy { ($0 - $1).magnitude < 1e-6 }) }
        guard kind == .bicubic else { continue }
        let fraction = Double(phase) / 256
        let square = taps.enumerated().reduce(0) { sum, tap in
          sum + tap.element * Double((tap.offset - 1) * (tap.offset - 1))
        }
        #expect((square - fraction * fraction).magnitude < 1e-6)
      }
    }
    // sinc(1/2)·sinc(1/6) over the sum of all six, by hand.
    let middle = Interpolation.lanczos3.weights[8 * 128 + 2]
    #expect((Double(middle) - 0.611_413_04).magnitude < 1e-6)
  }
}
