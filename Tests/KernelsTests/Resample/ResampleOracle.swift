import Kernels
import Raster

@testable import Kernels

/// What a table means, pixel by pixel, as simply as it can be said.
struct ResampleOracle {
  let table: ResampleTable

  /// The position of a pixel in 2⁻¹⁶ px; nil where it comes from nowhere.
  func position(_ x: Int, _ y: Int) -> (x: Int, y: Int)? {
    let fields = (0..<8).map { Int(table.blocks[x / 32 * 8 + $0, y]) }
    let i = x % 32
    if fields[6] == 0 {
      return (
        (fields[0] + i * fields[1] + (i * i * fields[2]) >> 10) & ~1,
        (fields[3] + i * fields[4] + (i * i * fields[5]) >> 10) & ~1
      )
    }
    if fields[6] == 3 || (fields[6] == 1 && fields[0] >> i & 1 != 0) { return nil }
    let (column, row) = (table.listed[i, fields[7]], table.listed[32 + i, fields[7]])
    return column == .min ? nil : (Int(column), Int(row))
  }

  /// Columns or rows with their weights, from the first of a window on.
  func taps(_ position: Int) -> [(at: Int, weight: Float)] {
    let kind = table.interpolation
    if kind == .bilinear {
      let pixel = position >> 16
      let share = Float(position & 0xFFFF) / 65536
      if share == 0 { return [(at: pixel, weight: 1)] }
      return [(at: pixel, weight: 1 - share), (at: pixel + 1, weight: share)]
    }
    let rounded = position + 128
    let (pixel, phase) = (rounded >> 16, rounded >> 8 & 255)
    if phase == 0 { return [(at: pixel, weight: 1)] }
    let first = pixel - kind.taps / 2 + 1
    return (0..<kind.taps).map { (at: first + $0, weight: table.weights[8 * phase + $0, 0]) }
  }

  /// The defects that a pixel meets.
  func defects(_ x: Int, _ y: Int, of missing: Plane<UInt8>?) -> UInt8 {
    guard let place = position(x, y) else { return Defects.outside.rawValue }
    guard let missing else { return 0 }
    return taps(place.y).reduce(0) { marks, row in
      taps(place.x).reduce(marks) { $0 | missing[$1.at, row.at] }
    }
  }

  /// A float, in the order in which kernels sum.
  func float(_ x: Int, _ y: Int, _ at: (Int, Int) -> Float) -> Float {
    guard let place = position(x, y) else { return 0 }
    let (columns, rows) = (taps(place.x), taps(place.y))
    if table.interpolation == .bilinear {
      let lines = rows.map { row in
        between(columns.map { at($0.at, row.at) }, columns.last?.weight ?? 1)
      }
      return between(lines, rows.last?.weight ?? 1)
    }
    let sums = columns.map { column in
      let products = rows.map {
        rows.count == 1 ? at(column.at, $0.at) : at(column.at, $0.at) * $0.weight
      }
      return products.dropFirst().reduce(products[0], +)
    }
    if sums.count == 1 { return sums[0] }
    let products = zip(sums, columns).map { $0 * $1.weight }
    let pairs = stride(from: 0, to: products.count, by: 2).map { products[$0] + products[$0 + 1] }
    return pairs.dropFirst().reduce(pairs[0], +)
  }

  private func between(_ values: [Float], _ share: Float) -> Float {
    values.count == 1 ? values[0] : values[0] + (values[1] - values[0]) * share
  }

  /// An 8-bit code between four others, in fixed point.
  func byte(_ x: Int, _ y: Int, _ plane: Plane<UInt8>) -> UInt8 {
    guard let place = position(x, y) else { return 0 }
    func between(_ a: Int, _ b: Int, _ position: Int) -> Int {
      a + ((b - a) * (position & 0xFFFF) / 2 + 0x4000) >> 15
    }
    func code(_ column: Int, _ row: Int) -> Int {
      let (x, y) = (place.x >> 16 + column, place.y >> 16 + row)
      return x < plane.width && y < plane.height ? Int(plane[x, y]) * 128 : 0
    }
    let lines = (0...1).map { between(code(0, $0), code(1, $0), place.x) }
    return UInt8((between(lines[0], lines[1], place.y) + 64) >> 7)
  }

  /// What exact arithmetic gives between four pixels.
  func exact(_ x: Int, _ y: Int, _ at: (Int, Int) -> Double) -> Double? {
    guard let place = position(x, y) else { return nil }
    func taps(_ position: Int) -> [(Int, Double)] {
      let share = Double(position & 0xFFFF) / 65536
      return [(position >> 16, 1 - share), (position >> 16 + 1, share)].filter { $0.1 > 0 }
    }
    return taps(place.y).reduce(0) { sum, row in
      sum + row.1 * taps(place.x).reduce(0) { $0 + $1.1 * at($1.0, row.0) }
    }
  }
}
