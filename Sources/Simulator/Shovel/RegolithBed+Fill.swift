import ExactMath
import Rig

extension RegolithBed {
  /// Fills a shovel.
  ///
  /// - Parameters:
  ///   - content: what it holds.
  ///   - capacity: struck, in cubic metres.
  ///   - random: where the places of cones and clods come from.
  ///   - stream: which moment or collection.
  mutating func fill(
    _ content: ContentDescription, capacity: Double, random: Philox, stream: UInt32
  ) {
    guard content.kind == .regolith, content.fill > 0 else { return }
    let wanted = content.fill * capacity
    let slopes = slopes(content.repose, random, stream)
    let tops = tops(content, random, stream)
    pour(wanted, tops)
    settle(slope: slopes)
    // What ran over the rim is poured again, a few times; then no more stays.
    for _ in 0..<3 where !content.isStruck {
      let rest = wanted - volume
      if rest < 0.002 * wanted { break }
      let before = volume
      pour(wanted + rest, tops)
      settle(slope: slopes)
      if volume - before < 0.1 * rest { break }
    }
    if content.isStruck {
      for node in top.indices where !floor[node].isNaN {
        top[node] = max(floor[node], min(top[node], rim[node]))
      }
    }
    addClods(content, random, stream)
  }

  /// The tangent of repose at each node: grains hold each other here more, there less.
  private func slopes(_ repose: Double, _ random: Philox, _ stream: UInt32) -> [Double] {
    (0..<rows * columns).map { node in
      let draw = random.uniforms(
        x: node % columns / 4, y: node / columns / 4, stream: stream, index: 1)
      return Exact.tan((repose + 3 * (draw.x - 0.5)) * .pi / 180)
    }
  }

  /// Where the tops of cones stand, and by how much each is lower than the first.
  private func cones(_ random: Philox, _ stream: UInt32) -> [(x: Double, y: Double, drop: Double)] {
    let (width, height) = (Double(columns) * cell, Double(rows) * cell)
    return (0..<3).map { index in
      let draw = random.uniforms(x: index, y: 0, stream: stream, index: 2)
      return (
        origin.x + (0.3 + 0.4 * draw.x) * width, origin.y + (0.25 + 0.5 * draw.y) * height,
        index == 0 ? 0 : draw.z * 0.3 * width
      )
    }
  }

  /// The surface that is raised until the bed holds enough, node by node.
  private func tops(
    _ content: ContentDescription, _ random: Philox, _ stream: UInt32
  ) -> [Double] {
    let slope = Exact.tan(content.repose * .pi / 180)
    switch content.heap {
    case .poured:
      let cones = cones(random, stream)
      return places { x, y in
        cones.reduce(-.infinity) { height, cone in
          let (dx, dy) = (x - cone.x, y - cone.y)
          return max(height, -cone.drop - slope * (dx * dx + dy * dy).squareRoot())
        }
      }
    case .scooped:
      let draw = random.uniforms(x: 0, y: 0, stream: stream, index: 5)
      let (along, across) = (-slope * (0.25 + 0.4 * draw.x), slope * 0.3 * (draw.y - 0.5))
      let hump = 0.15 * Double(rows) * cell * slope
      return places { x, y in
        along * (x - origin.x) + across * (y - origin.y)
          + hump * Self.hump(x, y, size: 0.35 * Double(rows) * cell, random, stream)
      }
    case .dragged: return dragged(slope, random, stream)
    }
  }

  /// Regolith that was driven to the back wall, up to 50° aslant: it rises that way at nearly its
  /// angle of repose, and has a furrow along it with a ridge on either side.
  ///
  /// Across the furrow, with u from its middle in half widths, it rises by
  /// `h · (2.5·u² − 1) · (1 − u²/4)²` up to u = 2: below the surface within, a ridge without.
  private func dragged(_ slope: Double, _ random: Philox, _ stream: UInt32) -> [Double] {
    let draw = random.uniforms(x: 0, y: 0, stream: stream, index: 7)
    let way = Exact.sincos((draw.x - 0.5) * 100 * .pi / 180)
    let (width, height) = (Double(columns) * cell, Double(rows) * cell)
    let (steepness, half) = (slope * (0.7 + 0.25 * draw.y), (0.08 + 0.07 * draw.w) * height)
    let middle = (x: origin.x + 0.5 * width, y: origin.y + (0.3 + 0.4 * draw.z) * height)
    return places { x, y in
      let (dx, dy) = (x - middle.x, y - middle.y)
      let across = (dx * way.sin + dy * way.cos) / half
      let square = across * across
      let fade = max(0, 1 - square / 4)
      return steepness * (dy * way.sin - dx * way.cos)
        + 0.6 * slope * half * (2.5 * square - 1) * fade * fade
    }
  }

  /// A height at each node.
  private func places(_ height: (Double, Double) -> Double) -> [Double] {
    top.indices.map { node in
      height(
        origin.x + Double(node % columns) * cell, origin.y + Double(node / columns) * cell)
    }
  }

  /// Smooth noise from 0 to 1, of a size in metres.
  private static func hump(
    _ x: Double, _ y: Double, size: Double, _ random: Philox, _ stream: UInt32
  ) -> Double {
    let (i, j) = ((x / size).rounded(.down), (y / size).rounded(.down))
    let (u, v) = (x / size - i, y / size - j)
    func draw(_ dx: Double, _ dy: Double) -> Double {
      random.uniforms(x: Int(i + dx), y: Int(j + dy), stream: stream, index: 6).x
    }
    let (s, t) = (u * u * (3 - 2 * u), v * v * (3 - 2 * v))
    return (draw(0, 0) * (1 - s) + draw(1, 0) * s) * (1 - t)
      + (draw(0, 1) * (1 - s) + draw(1, 1) * s) * t
  }

  /// Raises a surface until the bed holds a volume.
  private mutating func pour(_ wanted: Double, _ tops: [Double]) {
    let before = top
    let inside = top.indices.filter { !floor[$0].isNaN }
    var low = inside.map { floor[$0] - tops[$0] }.min() ?? 0
    let room = wanted / (Double(columns * rows) * cell * cell) * 4
    var high = (inside.map { before[$0] - tops[$0] }.max() ?? 0) + room
    for _ in 0..<40 {
      let middle = (low + high) / 2
      for node in inside { top[node] = max(before[node], middle + tops[node]) }
      if volume < wanted { low = middle } else { high = middle }
    }
  }

  /// Lumps that lie on the regolith: half ellipsoids, sunk in a little.
  private mutating func addClods(
    _ content: ContentDescription, _ random: Philox, _ stream: UInt32
  ) {
    let largest = content.clodSize / 1000
    let area = Double(columns * rows) * cell * cell
    let count = Int(content.clods * area / (0.2 * largest * largest))
    let bare = top
    for index in 0..<min(count, 4000) {
      let place = random.uniforms(x: index, y: 0, stream: stream, index: 3)
      let looks = random.uniforms(x: index, y: 0, stream: stream, index: 4)
      // Many small ones for each large one.
      let radius = largest / 2 * max(0.15, looks.x * looks.x)
      let flat = 0.5 + 0.4 * looks.y
      let (x, y) = (place.x * Double(columns), place.y * Double(rows))
      let reach = radius / cell
      for j in max(0, Int(y - reach))...min(rows - 1, Int(y + reach) + 1) {
        for i in max(0, Int(x - reach))...min(columns - 1, Int(x + reach) + 1) {
          let node = j * columns + i
          let (dx, dy) = ((Double(i) - x) / reach, (Double(j) - y) / reach)
          let inside = 1 - dx * dx - dy * dy
          guard inside > 0, bare[node] - floor[node] > radius / 2 else { continue }
          top[node] = max(top[node], bare[node] + radius * flat * (inside.squareRoot() - 0.3))
        }
      }
    }
  }

  /// The surface of the regolith as triangles facing up, with the normals of their corners.
  ///
  /// It goes on one cell into the walls; where there is no regolith there is no triangle.
  func mesh() -> (mesh: TriangleMesh, normals: [Vector3]) {
    let heights = surface
    var mesh = TriangleMesh()
    var normals: [Vector3] = []
    var numbers = [Int32](repeating: -1, count: rows * columns)
    func corner(_ node: Int) -> Int32 {
      if numbers[node] >= 0 { return numbers[node] }
      let (i, j) = (node % columns, node / columns)
      numbers[node] = mesh.add(
        Vector3(origin.x + Double(i) * cell, origin.y + Double(j) * cell, heights[node]))
      func slope(_ before: Int, _ after: Int, _ steps: Int) -> Double {
        let difference = heights[after] - heights[before]
        return difference.isFinite ? difference / (Double(steps) * cell) : 0
      }
      let (left, right) = (i > 0 ? node - 1 : node, i < columns - 1 ? node + 1 : node)
      let (below, above) = (j > 0 ? node - columns : node, j < rows - 1 ? node + columns : node)
      normals.append(
        Vector3(
          -slope(left, right, right - left), -slope(below, above, (above - below) / columns), 1
        ).normalized)
      return numbers[node]
    }
    for j in 0..<rows - 1 {
      for i in 0..<columns - 1 {
        let node = j * columns + i
        let nodes = [node, node + 1, node + columns + 1, node + columns]
        guard nodes.allSatisfy({ heights[$0] > -.infinity }),
          nodes.contains(where: { top[$0] > floor[$0] + 0.01 * cell })
        else { continue }
        let c = nodes.map(corner)
        mesh.triangles.append(SIMD3(c[0], c[1], c[2]))
        mesh.triangles.append(SIMD3(c[0], c[2], c[3]))
      }
    }
    return (mesh, normals)
  }
}
