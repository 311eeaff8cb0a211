import Raster
import TestSupport
import Testing

@testable import Stereo

@Suite struct SeamFinderTests {
  static let size = Size(90, 60)

  func marks(_ isMissing: @escaping (Int, Int) -> Bool) -> Plane<UInt8> {
    Plane(size: Self.size) { y, row in
      for x in row.indices { row[x] = isMissing(x, y) ? 8 : 0 }
    }
  }

  /// The seam goes around what only one picture shows, from edge to edge of the overlap.
  @Test(arguments: [true, false], [true, false])
  func theSeamAvoidsWhatDiffers(isBeside: Bool, isFirstBefore: Bool) {
    let ground = Plane<Float>.random(Self.size, in: 0.3...0.5, seed: 1)
    let (length, across) = isBeside ? (90, 60) : (60, 90)
    // Of both, a third is seen by one picture alone.
    func place(_ x: Int, _ y: Int) -> (along: Int, line: Int) {
      let along = isBeside ? x : y
      return (isFirstBefore ? along : length - 1 - along, isBeside ? y : x)
    }
    func isThing(_ x: Int, _ y: Int) -> Bool {
      let (along, line) = place(x, y)
      // In the middle, but for a gap of five before and behind it.
      return (length / 3 + 5..<2 * length / 3 - 5).contains(along)
        && (across / 4..<across / 2).contains(line)
    }
    let changed = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = isThing(x, y) ? 0.9 : ground[x, y] }
    }
    let choices = SeamFinder().choices(
      ground, changed,
      missing: (
        marks { place($0, $1).along >= 2 * length / 3 }, marks { place($0, $1).along < length / 3 }
      ))
    var things = Set<UInt8>()
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        let along = place(x, y).along
        if along < length / 3 { #expect(choices[x, y] == 1) }
        if along >= 2 * length / 3 { #expect(choices[x, y] == 2) }
        if isThing(x, y) { things.insert(choices[x, y]) }
        // One change along a line.
        if along + 1 < length, choices[x, y] == 2 {
          let (dx, dy) = isBeside ? (isFirstBefore ? 1 : -1, 0) : (0, isFirstBefore ? 1 : -1)
          #expect(choices[x + dx, y + dy] == 2)
        }
      }
    }
    #expect(things.count == 1, "the seam runs through the thing")
  }

  /// Where a canvas is empty beside both pictures, the seam does not go around them.
  @Test func theSeamStaysInTheOverlap() {
    let plane = Plane<Float>.random(Self.size, seed: 4)
    // Both end before the canvas does, the second further down.
    let first = marks { x, y in x >= 55 || y >= 40 }
    let second = marks { x, y in x < 30 || x >= 85 || y < 10 }
    let choices = SeamFinder().choices(plane, plane, missing: (first, second))
    for y in 10..<40 { #expect(choices[30, y] == 1 && choices[54, y] == 2, "row \(y)") }
  }

  /// Nobody chooses what is not known.
  @Test func onlyWhatIsKnownIsChosen() {
    let plane = Plane<Float>.random(Self.size, seed: 2)
    let first = marks { x, y in x > 60 || (x + y) % 7 == 0 }
    let second = marks { x, y in x < 30 || (x * 3 + y) % 5 == 0 }
    let choices = SeamFinder().choices(plane, plane, missing: (first, second))
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        switch choices[x, y] {
        case 1: #expect(first[x, y] == 0)
        case 2: #expect(second[x, y] == 0)
        default: #expect(first[x, y] != 0 && second[x, y] != 0)
        }
      }
    }
  }

  @Test func onePictureAloneIsTakenWhole() {
    let plane = Plane<Float>.random(Self.size, seed: 3)
    let choices = SeamFinder().choices(plane, plane, missing: (nil, marks { _, _ in true }))
    #expect(choices == Plane(size: Self.size, repeating: 1))
  }
}
