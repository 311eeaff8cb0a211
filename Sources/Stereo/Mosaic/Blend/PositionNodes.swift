import Raster
import Rig

/// Where a picture shows every sixteenth pixel of a part of a mosaic, and the last ones.
struct PositionNodes {
  /// Where the first pixel lies; nil behind the picture.
  private let places: [ImagePoint?]
  private let columns: [Int]
  private let rows: [Int]
  private let size: Size
  /// By how much positions between nodes may leave the rectangle around these, in pixels.
  private let slack: Int

  init(_ view: MosaicView, _ part: Region, _ rays: MosaicCanvas.Rays) {
    // Displacements are no smooth function.
    let step = view.displacement == nil ? 16 : 4
    func nodes(_ count: Int) -> [Int] {
      Array(stride(from: 0, to: count - 1, by: step)) + [count - 1]
    }
    (columns, rows, size) = (nodes(part.size.width), nodes(part.size.height), part.size)
    let (columns, position) = (columns, view.positions)
    places = rows.flatMap { y in
      columns.map { x in
        let pixel = ImagePoint(Double(part.x + x), Double(part.y + y))
        return position(rays.direction(x: x, y: y), pixel)
      }
    }
    slack = view.displacement == nil ? 8 : 16
  }

  /// Where the first pixel lies.
  var first: ImagePoint { places[0] ?? ImagePoint(0, 0) }

  /// The part of a picture that holds all positions; nil where none lies on it.
  func source(in size: Size) -> Region? {
    let known = places.compactMap { $0 }
    guard let left = known.map(\.x).min(), let right = known.map(\.x).max(),
      let top = known.map(\.y).min(), let bottom = known.map(\.y).max()
    else { return nil }
    func cut(_ number: Double, _ count: Int) -> Int {
      Int(min(max(number, -1e6), Double(count) + 1e6).rounded(.down))
    }
    let (x, y) = (cut(left, size.width) - slack, cut(top, size.height) - slack)
    let region = Region(
      x: x, y: y, width: cut(right, size.width) + slack + 2 - x,
      height: cut(bottom, size.height) + slack + 2 - y
    ).intersection(size.bounds)
    return region.size.area > 0 ? region : nil
  }

  /// A smooth function of positions, at each pixel: between nodes, in straight lines.
  func plane(_ value: (ImagePoint) -> Double) -> Plane<Float> {
    let values = places.map { $0.map { Float(value($0)) } ?? 0 }
    let count = columns.count
    return Plane(size: size) { y, out in
      let after = min(rows.count - 1, (rows.firstIndex { $0 > y } ?? rows.count - 1))
      let before = max(0, after - 1)
      let span = max(1, rows[after] - rows[before])
      let share = Float(y - rows[before]) / Float(span)
      for node in 0..<count {
        let (one, other) = (values[before * count + node], values[after * count + node])
        let here = one + (other - one) * share
        let end = node + 1 < count ? node + 1 : node
        let (a, b) = (values[before * count + end], values[after * count + end])
        let next = a + (b - a) * share
        let (start, stop) = (columns[node], columns[end])
        let slope = (next - here) / Float(max(1, stop - start))
        for x in start..<max(stop, start + 1) { out[x] = here + slope * Float(x - start) }
      }
    }
  }
}
