import Kernels
import Raster
import Testing

@testable import Stereo

@Suite struct FringeTests {
  static let size = Size(80, 60)

  static func field(_ value: (_ x: Float, _ y: Float) -> Float) -> Plane<Float> {
    Plane(size: size) { y, row in for x in row.indices { row[x] = value(Float(x), Float(y)) } }
  }

  /// Known up to a column.
  static func guessed(from column: Int) -> Plane<UInt8> {
    Plane(size: size) { _, row in for x in row.indices { row[x] = x < column ? 0 : 1 } }
  }

  /// An inclined surface goes on as it is inclined, as far as a window reaches.
  ///
  /// Farther off, numbers stay near those at its edge.
  @Test func surfacesGoOn() {
    let (across, down) = (
      Self.field { 0.2 * $0 - 0.1 * $1 }, Self.field { 3 - 0.05 * $0 + 0.02 * $1 }
    )
    let (x, y) = Fringe(Self.guessed(from: 40)).continued(across, down, FilterContext())
    for row in 8..<52 {
      for column in 0..<43 {
        #expect((x[column, row] - across[column, row]).magnitude < 1e-3)
        #expect((y[column, row] - down[column, row]).magnitude < 1e-3)
      }
      #expect((x[79, row] - across[42, row]).magnitude < 4, "\(x[79, row]) \(across[42, row])")
    }
  }

  /// Between two surfaces none is made up.
  @Test func surfacesOfDifferentDistancesAreNotJoined() {
    let across = Self.field { _, y in y < 30 ? 0 : 20 }
    let (x, _) = Fringe(Self.guessed(from: 40)).continued(
      across, Self.field { _, _ in 0 }, FilterContext())
    for column in 40..<44 {
      #expect(x[column, 10].magnitude < 1e-3)
      #expect((x[column, 50] - 20).magnitude < 1e-3)
      #expect(x[column, 30] > 1 && x[column, 30] < 19, "\(x[column, 30])")
    }
  }
}
