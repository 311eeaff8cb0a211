import Raster
import TestSupport
import Testing

@Suite struct FrameTests {
  let size = Size(21, 17)
  var mosaic: Frame<Mosaic> {
    Frame(
      .random(size, below: 4096, seed: 3),
      properties: .init(
        pattern: .rggb,
        levels: Levels(blackPerSite: [1, 2, 3, 4], white: 4095, validBits: 12)))
  }

  @Test func theFourPatternsAreShiftsOfEachOther() {
    for pattern in BayerPattern.allCases {
      #expect(
        Array(pattern.rawValue.lowercased())
          == (0..<4).map { site -> Character in
            switch pattern.color(x: site & 1, y: site >> 1) {
            case .red: "r"
            case .green: "g"
            case .blue: "b"
            }
          })
      for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 3)] {
        let shifted = pattern.shifted(x: dx, y: dy)
        #expect(shifted.color(x: 0, y: 0) == pattern.color(x: dx, y: dy))
        #expect(shifted.color(x: 1, y: 0) == pattern.color(x: dx + 1, y: dy))
      }
    }
  }

  @Test(arguments: [(0, 0), (1, 0), (0, 1), (1, 1)])
  func cuttingMovesPatternAndBlackWithTheOrigin(dx: Int, dy: Int) {
    let frame = mosaic
    let region = Region(x: dx, y: dy, width: 6, height: 5)
    let cut = frame.cut(to: region, rows: 0..<5)
    for y in 0..<5 {
      for x in 0..<6 {
        #expect(cut.samples[x, y] == frame.samples[x + dx, y + dy])
        #expect(
          cut.properties.pattern.color(x: x, y: y)
            == frame.properties.pattern.color(x: x + dx, y: y + dy))
        #expect(
          cut.properties.levels.black[(y & 1) * 2 + (x & 1)]
            == frame.properties.levels.black[((y + dy) & 1) * 2 + ((x + dx) & 1)])
      }
    }
  }

  @Test(arguments: [1, 2, 5, 17])
  func bandsJoinToTheWhole(height: Int) {
    let frame = mosaic
    let bands = stride(from: 0, to: 17, by: height).map { frame.band($0..<min(17, $0 + height)) }
    #expect(Frame.joined(bands) == frame)
  }

  @Test func spreadDefectsReachTheirNeighboursAndNoFurther() {
    let defects = Plane<UInt8>(size: Size(7, 7)) { y, row in
      for x in row.indices { row[x] = x == 0 && y == 3 ? Defects.lost.rawValue : 0 }
    }
    let spread = Validity(defects).spread(by: 2, rows: 2..<7)
    for y in 0..<5 {
      for x in 0..<7 {
        let isNear = x <= 2 && abs(y + 2 - 3) <= 2
        #expect(spread[x, y] == (isNear ? .lost : []))
      }
    }
    #expect(Validity(defects).invalidCount == 1)
    #expect(Validity(allValid: Size(7, 7)).union(Validity(defects)).count(of: .lost) == 1)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 20], [false, true])
  func defectsSpreadAsTheyAreMet(radius: Int, wrapping: Bool) {
    let size = Size(19, 13)
    let defects = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = (x * 7 + y * 5) % 41 == 0 ? UInt8(1 << (x & 3)) : 0 }
    }
    let spread = Validity(defects).spread(by: radius, rows: 2..<11, wrapping: wrapping)
    let border = wrapping ? Border.wrap : .constant(0)
    for y in 2..<11 {
      for x in 0..<size.width {
        var met: UInt8 = 0
        for line in y - radius...y + radius {
          for column in x - radius...x + radius {
            guard let row = border.source(of: line, count: size.height),
              let at = border.source(of: column, count: size.width)
            else { continue }
            met |= defects[at, row]
          }
        }
        #expect(spread[x, y - 2].rawValue == met)
      }
    }
  }
}
