import Raster

/// Chooses which picture each pixel of a mosaic is of, so that seams run where pictures agree.
///
/// A pixel that several pictures show may be of any of them in which it lies deep enough. Pixels
/// are joined in the order of how much the pictures differ where they touch, from the greatest
/// difference on, as long as one picture shows all of what is joined; so seams are left where the
/// greatest difference along them is as small as can be. Where all agree, seams run as far from
/// the middle of one picture as from that of the other. This is a forest of greatest weight, the
/// limit of graph cuts for high powers of the weights: C. Couprie, L. Grady, L. Najman, H. Talbot,
/// "Power Watershed" (2011); the joining is J. Kruskal's (1956).
struct SeamForest {
  /// Which picture each pixel is of, counted from 1; 0 where none shows it.
  let choices: Plane<UInt8>

  /// Pictures at most.
  static let most = 64
  /// How deep in a picture a pixel must lie, as a share of how deep it lies in another.
  private static let leastDepth = Float(0.1)
  /// What a seam costs where it is nearer to the middle of one picture than to that of the other,
  /// as a difference of light for a difference of squares of 1.
  private static let sideCost = Float(0.05)
  /// Steps of the cost for a difference of light of 1.
  private static let steps = Float(2048)

  /// Chooses.
  ///
  /// - Parameters:
  ///   - overview: at most 64 pictures.
  ///   - even: light of the reference, a plane for each picture.
  init(_ overview: MosaicOverview, even: [Plane<Float>]) {
    precondition(overview.parts.count <= Self.most, "at most 64 pictures")
    let size = overview.canvas.size
    let field = SeamField(overview, even, least: Self.leastDepth, sideCost: Self.sideCost)
    var joined = JoinedPixels(field.shown)
    for edge in field.edges(steps: Self.steps) {
      let pixel = Int(edge) / 2
      joined.join(pixel, edge % 2 == 1 ? pixel + size.width : pixel + 1)
    }
    choices = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        let shown = joined.shown(y * size.width + x)
        row[x] = shown == 0 ? 0 : UInt8(shown.trailingZeroBitCount + 1)
      }
    }
  }
}

/// Which pictures show each pixel, and how much they differ there.
private struct SeamField {
  let size: Size
  /// A bit for each picture that may be chosen.
  private(set) var shown: [UInt64]
  /// What a seam at the pixel costs, as a difference of light.
  private var costs: [Float] = []

  init(_ overview: MosaicOverview, _ even: [Plane<Float>], least: Float, sideCost: Float) {
    let size = overview.canvas.size
    self.size = size
    shown = [UInt64](repeating: 0, count: size.area)
    var (low, high) = (
      [Float](repeating: .infinity, count: size.area), [Float](repeating: 0, count: size.area)
    )
    var deepest = [Float](repeating: 0, count: size.area)
    overview.forEachRow { _, part, y, start in
      let (missing, depths) = (part.missing.row(y), part.depths.row(y))
      for x in missing.indices where missing[x] == 0 {
        deepest[start + x] = max(deepest[start + x], depths[x])
      }
    }
    // The two nearest distances from the middle of a picture, squared.
    var (nearest, second) = (
      [Float](repeating: .infinity, count: size.area),
      [Float](repeating: .infinity, count: size.area)
    )
    overview.forEachRow { index, part, y, start in
      let (missing, depths) = (part.missing.row(y), part.depths.row(y))
      let even = even[index]
      let (light, farness) = (even.row(y), part.farness.row(y))
      for x in missing.indices where missing[x] == 0 && depths[x] >= least * deepest[start + x] {
        let (pixel, seen, far) = (start + x, light[x], farness[x])
        shown[pixel] |= 1 << UInt64(index)
        (low[pixel], high[pixel]) = (min(low[pixel], seen), max(high[pixel], seen))
        (nearest[pixel], second[pixel]) = (
          min(nearest[pixel], far), min(second[pixel], max(nearest[pixel], far))
        )
      }
    }
    costs = low.indices.map { pixel in
      second[pixel] < .infinity
        ? high[pixel] - low[pixel] + sideCost * (second[pixel] - nearest[pixel]) : 1
    }
  }

  /// Pairs of pixels that touch: twice the number of one, and 1 more where the other lies below it.
  ///
  /// Else that lies to its right. Those come first where a seam would cost most; of equals the
  /// first.
  ///
  /// - Parameter steps: of the cost for a difference of light of 1.
  /// - Returns: all of them.
  func edges(steps: Float) -> [Int32] {
    var (edges, costs): ([Int32], [Int32]) = ([], [])
    edges.reserveCapacity(2 * size.area)
    costs.reserveCapacity(2 * size.area)
    var ends = [Int](repeating: 0, count: Int(2 * steps) + 1)
    func add(_ pixel: Int, _ other: Int, isDown: Bool) {
      guard shown[pixel] != 0, shown[other] != 0 else { return }
      let cost = Int(min(2, self.costs[pixel] + self.costs[other]) * steps)
      edges.append(Int32(2 * pixel + (isDown ? 1 : 0)))
      costs.append(Int32(cost))
      ends[cost] += 1
    }
    for y in 0..<size.height {
      for x in 0..<size.width {
        let pixel = y * size.width + x
        if x + 1 < size.width { add(pixel, pixel + 1, isDown: false) }
        if y + 1 < size.height { add(pixel, pixel + size.width, isDown: true) }
      }
    }
    // Counted, then put in their places, from the back on.
    for cost in ends.indices.dropLast().reversed() { ends[cost] += ends[cost + 1] }
    var sorted = [Int32](repeating: 0, count: edges.count)
    for index in edges.indices.reversed() {
      let cost = Int(costs[index])
      ends[cost] -= 1
      sorted[ends[cost]] = edges[index]
    }
    return sorted
  }
}

extension MosaicOverview {
  /// Hands out each row of each part: which picture, its part, which row of that, and which pixel
  /// of the canvas its first one is.
  fileprivate func forEachRow(
    _ body: (_ index: Int, _ part: Part, _ y: Int, _ start: Int) -> Void
  ) {
    for (index, part) in parts.enumerated() {
      for y in 0..<part.region.size.height {
        body(index, part, y, (part.region.y + y) * canvas.size.width + part.region.x)
      }
    }
  }
}

/// Pixels that are joined, and which pictures show all that is joined with each.
private struct JoinedPixels {
  private var parents: [Int32]
  private var masks: [UInt64]

  init(_ masks: [UInt64]) {
    parents = masks.indices.map { Int32($0) }
    self.masks = masks
  }

  private mutating func root(_ pixel: Int) -> Int {
    var at = pixel
    while Int(parents[at]) != at {
      parents[at] = parents[Int(parents[at])]
      at = Int(parents[at])
    }
    return at
  }

  /// Joins two pixels, if a picture shows both and all that is joined with them.
  mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (root(one), root(other))
    let both = masks[a] & masks[b]
    guard a != b, both != 0 else { return }
    let (low, high) = (min(a, b), max(a, b))
    parents[high] = Int32(low)
    masks[low] = both
  }

  /// The pictures that show a pixel and all that is joined with it.
  mutating func shown(_ pixel: Int) -> UInt64 { masks[root(pixel)] }
}
