import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct MirroredRowsTests {
  /// Wider margins than today's kernels ask for, so that the next one can rely on them.
  @Test(arguments: [1, 2, 5, 16])
  func rowsGoOnBeyondEveryEdge(halo: Int) {
    for size in awkwardSizes where size.area > 0 {
      let plane = Plane<Float>.random(size, seed: 11)
      let window = RowWindow(whole: size.height)
      var rows = MirroredRows(plane.awkwardlyPlaced(in: .nan), window, halo: halo)
      for y in 0..<size.height {
        for near in (y - halo)...(y + halo) {
          let row = unsafe rows.row(near)
          let isMirrored = (-halo..<size.width + halo).allSatisfy { x in
            unsafe row[x] == plane.mirrored(x, near)
          }
          #expect(isMirrored, "row \(near) of \(size)")
        }
      }
    }
  }

  @Test(arguments: [0..<4, 3..<9, 7..<10])
  func rowsOfABandAreThoseOfThePicture(wanted: Range<Int>) {
    let plane = Plane<Float>.random(Size(9, 10), seed: 12)
    let held = max(0, wanted.lowerBound - 3)..<min(10, wanted.upperBound + 3)
    let band = plane.view(Region(x: 0, y: held.lowerBound, width: 9, height: held.count))
    let window = RowWindow(height: 10, held: held, wanted: wanted)
    var rows = MirroredRows(band, window, halo: 3)
    for y in wanted {
      for near in (y - 3)...(y + 3) {
        let row = unsafe rows.row(near)
        #expect((-3..<12).allSatisfy { x in unsafe row[x] == plane.mirrored(x, near) })
      }
    }
  }
}
