/// The triangles of a mesh in boxes within boxes, for rays.
///
/// Idea: a node has four children, whose boxes are tested at once with vectors of four floats; a
/// ray goes on into the nearest of those that it meets. Boxes are rounded outwards, so that no
/// triangle is missed for rounding; triangles are tested in doubles.
///
///     stack = root
///     while a node is left: pop; of its four boxes, push those met before the nearest hit,
///       the farthest first; test the triangles of leaves
///
/// Built by cutting at the median of centroids along the longest side, twice for four children: the
/// same tree for the same mesh everywhere.
public final class BoundingTree: Sendable {
  /// A meeting of a ray with a triangle.
  public struct Hit: Sendable {
    /// Metres along the ray.
    public var distance: Double
    /// The triangle.
    public var triangle: Int
  }

  private struct Node {
    var lowX = SIMD4<Float>(repeating: .infinity)
    var lowY = SIMD4<Float>(repeating: .infinity)
    var lowZ = SIMD4<Float>(repeating: .infinity)
    var highX = SIMD4<Float>(repeating: -.infinity)
    var highY = SIMD4<Float>(repeating: -.infinity)
    var highZ = SIMD4<Float>(repeating: -.infinity)
    /// A node's number, or −1 less the first triangle's place in ``order``; 0 where there is none.
    var child = SIMD4<Int32>.zero
    /// Triangles of a leaf; 0 for a node.
    var count = SIMD4<Int32>.zero
  }

  /// A triangle, ready to be met: a corner and two sides.
  private struct Facet {
    var corner: Vector3
    var first: Vector3
    var second: Vector3
  }

  private static let leafSize = 4
  /// Room for the rounding of the three products.
  private static let slack = Float(1 + 1e-5)
  private let nodes: [Node]
  private let facets: [Facet]
  private let order: [Int32]

  /// Sorts the triangles of a mesh.
  public init(_ mesh: TriangleMesh) {
    var builder = Builder(mesh)
    if !mesh.triangles.isEmpty { _ = builder.node(0..<mesh.triangles.count) }
    nodes = builder.nodes
    order = builder.order
    facets = builder.order.map { triangle in
      let (a, b, c) = mesh.corners(Int(triangle))
      return Facet(corner: a, first: b - a, second: c - a)
    }
  }

  /// The same tree as another object, of the same memory: for a thread of its own, so that counting
  /// who holds it costs nothing.
  public func twin() -> BoundingTree { BoundingTree(sharing: self) }

  private init(sharing other: BoundingTree) {
    (nodes, facets, order) = (other.nodes, other.facets, other.order)
  }

  /// The first triangle that a ray meets.
  ///
  /// - Parameters:
  ///   - ray: its direction of any length; distances count in lengths of it.
  ///   - start: the least distance.
  ///   - end: the largest one.
  /// - Returns: nil where it meets none.
  public func meeting(_ ray: Ray, from start: Double = 0, to end: Double = .infinity) -> Hit? {
    var hit = Hit(distance: end, triangle: -1)
    follow(ray, from: start, &hit, isEnough: false)
    return hit.triangle < 0 ? nil : hit
  }

  /// Whether a ray meets any triangle.
  public func isMet(by ray: Ray, from start: Double = 0, to end: Double = .infinity) -> Bool {
    var hit = Hit(distance: end, triangle: -1)
    follow(ray, from: start, &hit, isEnough: true)
    return hit.triangle >= 0
  }

  private func follow(_ ray: Ray, from start: Double, _ hit: inout Hit, isEnough: Bool) {
    if nodes.isEmpty { return }
    let inverse = SIMD3(
      Float(1 / ray.direction.x), Float(1 / ray.direction.y), Float(1 / ray.direction.z))
    let origin = SIMD3(Float(ray.origin.x), Float(ray.origin.y), Float(ray.origin.z))
    // A tree of a thousand million triangles is not deeper.
    var stack = InlineArray<96, Open>(repeating: Open(near: -.infinity, node: 0))
    var depth = 1
    while depth > 0 {
      depth -= 1
      let next = stack[depth]
      if next.near > Float(hit.distance) * Self.slack { continue }
      let node = nodes[Int(next.node)]
      let near = Self.entry(node, origin, inverse, start, hit.distance)
        .replacing(with: .infinity, where: node.child .== 0)
      // Lanes by number: a lane that is looked up costs a way through memory.
      var (a, b) = (
        Open(near: near[0], node: node.child[0]), Open(near: near[1], node: node.child[1])
      )
      var (c, d) = (
        Open(near: near[2], node: node.child[2]), Open(near: near[3], node: node.child[3])
      )
      // Leaves at once, then nodes from the farthest to the nearest.
      meet(&a, node.count[0], ray, start, &hit)
      meet(&b, node.count[1], ray, start, &hit)
      meet(&c, node.count[2], ray, start, &hit)
      meet(&d, node.count[3], ray, start, &hit)
      if isEnough && hit.triangle >= 0 { return }
      Open.sort(&a, &b)
      Open.sort(&c, &d)
      Open.sort(&a, &c)
      Open.sort(&b, &d)
      Open.sort(&b, &c)
      push(a, &stack, &depth)
      push(b, &stack, &depth)
      push(c, &stack, &depth)
      push(d, &stack, &depth)
    }
  }

  /// A node that a ray still has to be followed through.
  private struct Open {
    /// Where the ray enters its box; infinite where it does not.
    var near: Float
    /// Its number, or −1 less the first triangle's place.
    var node: Int32

    /// Puts the farther one first.
    @inline(__always)
    static func sort(_ a: inout Open, _ b: inout Open) {
      if a.near < b.near { (a, b) = (b, a) }
    }
  }

  @inline(__always)
  private func push(_ open: Open, _ stack: inout InlineArray<96, Open>, _ depth: inout Int) {
    guard open.near < .infinity else { return }
    stack[depth] = open
    depth += 1
  }

  /// Meets the triangles of a leaf, and closes it.
  @inline(__always)
  private func meet(
    _ open: inout Open, _ count: Int32, _ ray: Ray, _ start: Double, _ hit: inout Hit
  ) {
    guard open.near < .infinity, count > 0 else { return }
    let first = -1 - Int(open.node)
    for place in first..<first + Int(count) { meet(place, ray, start, &hit) }
    open.near = .infinity
  }

  /// Where a ray enters each of a node's boxes; infinite where it does not.
  @inline(__always)
  private static func entry(
    _ node: Node, _ origin: SIMD3<Float>, _ inverse: SIMD3<Float>, _ start: Double, _ end: Double
  ) -> SIMD4<Float> {
    let (x0, x1) = ((node.lowX - origin.x) * inverse.x, (node.highX - origin.x) * inverse.x)
    let (y0, y1) = ((node.lowY - origin.y) * inverse.y, (node.highY - origin.y) * inverse.y)
    let (z0, z1) = ((node.lowZ - origin.z) * inverse.z, (node.highZ - origin.z) * inverse.z)
    var enter = lesser(x0, x1)
    enter = greater(enter, lesser(y0, y1))
    enter = greater(enter, lesser(z0, z1))
    var leave = greater(x0, x1)
    leave = lesser(leave, greater(y0, y1))
    leave = lesser(leave, greater(z0, z1))
    let isMet =
      (enter .<= leave * slack) .& (leave .>= Float(start)) .& (enter .<= Float(end) * slack)
    return enter.replacing(with: .infinity, where: .!isMet)
  }

  // The standard library's are calls.
  @inline(__always)
  private static func lesser(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .< a)
  }

  @inline(__always)
  private static func greater(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    a.replacing(with: b, where: b .> a)
  }

  /// Whether a triangle is met nearer, by the method of Möller and Trumbore (1997).
  @inline(__always)
  private func meet(_ place: Int, _ ray: Ray, _ start: Double, _ hit: inout Hit) {
    let facet = facets[place]
    let p = ray.direction.cross(facet.second)
    let determinant = facet.first.dot(p)
    if determinant == 0 { return }
    let inverse = 1 / determinant
    let offset = ray.origin - facet.corner
    let u = offset.dot(p) * inverse
    if u < 0 || u > 1 { return }
    let q = offset.cross(facet.first)
    let v = ray.direction.dot(q) * inverse
    if v < 0 || u + v > 1 { return }
    let distance = facet.second.dot(q) * inverse
    if distance >= start && distance < hit.distance {
      hit = Hit(distance: distance, triangle: Int(order[place]))
    }
  }

  /// Makes the tree.
  private struct Builder {
    let mesh: TriangleMesh
    let centroids: [Vector3]
    var nodes: [Node] = []
    var order: [Int32]

    init(_ mesh: TriangleMesh) {
      self.mesh = mesh
      centroids = mesh.triangles.indices.map { index in
        let (a, b, c) = mesh.corners(index)
        return (a + b + c) * (1.0 / 3)
      }
      order = mesh.triangles.indices.map { Int32($0) }
    }

    mutating func node(_ range: Range<Int>) -> Int32 {
      let number = nodes.count
      nodes.append(Node())
      let halves = cut(range)
      let (a, b) = (cut(halves.0), cut(halves.1))
      var node = Node()
      for (k, part) in [a.0, a.1, b.0, b.1].enumerated() {
        if part.isEmpty { continue }
        let (low, high) = bounds(part)
        (node.lowX[k], node.lowY[k], node.lowZ[k]) = (
          Self.below(low.x), Self.below(low.y), Self.below(low.z)
        )
        (node.highX[k], node.highY[k], node.highZ[k]) = (
          Self.above(high.x), Self.above(high.y), Self.above(high.z)
        )
        if part.count <= BoundingTree.leafSize {
          (node.child[k], node.count[k]) = (-1 - Int32(part.lowerBound), Int32(part.count))
        } else {
          node.child[k] = self.node(part)
        }
      }
      nodes[number] = node
      return Int32(number)
    }

    /// A part cut in two at the median along its longest side; small ones stay whole.
    private mutating func cut(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
      if range.count <= BoundingTree.leafSize {
        return (range, range.upperBound..<range.upperBound)
      }
      let centroids = centroids
      var low = centroids[Int(order[range.lowerBound])]
      var high = low
      for index in range {
        let c = centroids[Int(order[index])]
        (low, high) = (low.lesser(c), high.greater(c))
      }
      let size = high - low
      let isX = size.x >= size.y && size.x >= size.z
      func key(_ triangle: Int32) -> Double {
        let c = centroids[Int(triangle)]
        return isX ? c.x : size.y >= size.z ? c.y : c.z
      }
      order[range].sort { (key($0), $0) < (key($1), $1) }
      let middle = (range.lowerBound + range.upperBound) / 2
      return (range.lowerBound..<middle, middle..<range.upperBound)
    }

    private func bounds(_ range: Range<Int>) -> (Vector3, Vector3) {
      var low = Vector3(.infinity, .infinity, .infinity)
      var high = low * -1
      for index in range {
        let (a, b, c) = mesh.corners(Int(order[index]))
        low = low.lesser(a).lesser(b).lesser(c)
        high = high.greater(a).greater(b).greater(c)
      }
      return (low, high)
    }

    /// A float below, by more than the rounding of a ray's origin.
    private static func below(_ x: Double) -> Float { Float(x - 1e-6 * (1 + x.magnitude)) }
    private static func above(_ x: Double) -> Float { Float(x + 1e-6 * (1 + x.magnitude)) }
  }
}
