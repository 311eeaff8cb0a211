import Kernels
import Raster
import TestSupport
import Testing

/// Tables of positions that are asked for at few pixels.
@Suite struct SmoothTableTests {
  static let source = Size(300, 220)
  static let size = Size(320, 200)

  /// A perspective view that leaves the picture at all sides, and a lens that bends.
  static let maps: [@Sendable (Int, Int) -> ResampleTable.Position?] = [
    { x, y in
      let (u, v) = (Double(x), Double(y))
      let depth = 1 + 2e-4 * u - 1e-4 * v
      return ((0.98 * u + 0.1 * v - 12) / depth, (-0.08 * u + 1.05 * v + 9) / depth)
    },
    { x, y in
      let (u, v) = ((Double(x) - 160) / 200, (Double(y) - 100) / 200)
      let bend = 1 - 0.3 * (u * u + v * v)
      return (150 + 200 * u * bend, 110 + 200 * v * bend)
    },
    { x, y in x < 100 ? nil : (Double(x) * 0.5, Double(y)) },
  ]

  @Test(arguments: maps.indices, [Interpolation.bilinear, .bicubic, .lanczos3])
  func theyShowWhatTablesOfAllPositionsShow(map: Int, interpolation: Interpolation) {
    let position = Self.maps[map]
    func table(_ isSmooth: Bool, threads: Int = 1) -> ResampleTable {
      ResampleTable(
        size: Self.size, source: Self.source, interpolation: interpolation, threads: threads,
        isSmooth: isSmooth, position: position)
    }
    let (exact, smooth) = (table(false), table(true))
    // A slope of 1 in both directions tells positions.
    let slopes = [
      Plane<Float>(size: Self.source) { _, row in for x in row.indices { row[x] = Float(x) } },
      Plane<Float>(size: Self.source) { y, row in row.update(repeating: Float(y)) },
    ]
    #expect(exact.outside == smooth.outside)
    for plane in slopes {
      let (one, other) = (exact.resampled(plane), smooth.resampled(plane))
      for y in 0..<Self.size.height {
        for x in 0..<Self.size.width {
          #expect((one[x, y] - other[x, y]).magnitude < 0.01, "\(x), \(y)")
        }
      }
      #expect(table(true, threads: 3).resampled(plane) == other)
    }
    // Rows that are computed alone need no more rows than are said to be needed.
    let rows = 64..<96
    let needed = smooth.sourceRows(for: rows)
    let held = slopes[1].view(
      Region(x: 0, y: needed.lowerBound, width: Self.source.width, height: needed.count))
    let part = smooth.resampled(held, held: needed, rows: rows)
    let whole = smooth.resampled(slopes[1])
    #expect(part == whole.view(Region(x: 0, y: 64, width: Self.size.width, height: 32)))
  }
}
