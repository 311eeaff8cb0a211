import Raster
import Rig

/// Shortens linear codes to those that the rig says are sent.
struct Compander: Sendable {
  /// The code sent for each linear one; nil where linear codes are sent.
  private let codes: [UInt16]?

  /// The compander of a sensor.
  ///
  /// Square root: `round((2^validBits - 1) · √(linear / (2^linearBits - 1)))`. Table: the code
  /// whose linear one is nearest, the lower of two.
  init(_ sensor: Sensor) {
    let full = (1 << sensor.linearBits) - 1
    switch sensor.levels.companding {
    case .linear: codes = nil
    case .squareRoot:
      let top = Double((1 << sensor.validBits) - 1)
      codes = (0...full).map { linear in
        UInt16((top * (Double(linear) / Double(full)).squareRoot()).rounded())
      }
    case .table(let values, _):
      var nearest = 0
      codes = (0...full).map { linear in
        while nearest + 1 < values.count,
          (Int(values[nearest + 1]) - linear).magnitude < (Int(values[nearest]) - linear).magnitude
        {
          nearest += 1
        }
        return UInt16(nearest)
      }
    }
  }

  /// The codes that are sent.
  func compressed(_ linear: Plane<UInt16>) -> Plane<UInt16> {
    guard let codes else { return linear }
    return Plane(size: linear.size) { y, out in
      let row = linear.row(y)
      for x in row.indices { out[x] = codes[min(Int(row[x]), codes.count - 1)] }
    }
  }
}
