import ExactMath
import Kernels
import Raster

/// Continues displacements beyond where they were measured: along the surface at the edge first,
/// then more and more evenly.
struct Fringe {
  /// Not 0 where nothing was measured.
  private let guessed: Plane<UInt8>

  /// How far around a pixel its surface is looked for.
  private static let reach = 6
  /// How many measured pixels make a surface.
  private static let fewest = 24
  /// How far they may be off it, as a root mean square in pixels.
  private static let mostOff = 0.5

  /// - Parameter guessed: not 0 where nothing was measured.
  init(_ guessed: Plane<UInt8>) { self.guessed = guessed }

  /// Both parts of the displacements, everywhere.
  ///
  /// - Parameters:
  ///   - across: to the right.
  ///   - down: downwards.
  ///   - context: threads and instruction set.
  /// - Returns: the same where they were measured.
  func continued(
    _ across: Plane<Float>, _ down: Plane<Float>, _ context: FilterContext
  ) -> (Plane<Float>, Plane<Float>) {
    let (size, width) = (across.size, across.width)
    // Most of what was not measured has nothing measured around it.
    let measured = guessed.mapped { $0 == 0 ? UInt8(1) : 0 }
    let near = Validity(measured).spread(by: Self.reach, rows: 0..<size.height).defects
    let found = (0..<size.area).map { index -> SIMD2<Float>? in
      let (x, y) = (index % width, index / width)
      if guessed[x, y] == 0 { return SIMD2(across[x, y], down[x, y]) }
      return near?[x, y] ?? 0 == 0 ? nil : continued(across, down, x: x, y: y)
    }
    let unknown = Plane<UInt8>(size: size) { y, out in
      for x in out.indices { out[x] = found[y * width + x] == nil ? 1 : 0 }
    }
    return (
      found.plane(\.x, size).filled(where: unknown, context),
      found.plane(\.y, size).filled(where: unknown, context)
    )
  }

  /// What the planes through the displacements around a pixel give there; nil where these do not
  /// lie on planes.
  private func continued(
    _ across: Plane<Float>, _ down: Plane<Float>, x: Int, y: Int
  ) -> SIMD2<Float>? {
    var near: [(x: Double, y: Double, move: SIMD2<Double>)] = []
    for row in max(0, y - Self.reach)...min(across.height - 1, y + Self.reach) {
      for column in max(0, x - Self.reach)...min(across.width - 1, x + Self.reach)
      where guessed[column, row] == 0 {
        let move = SIMD2(Double(across[column, row]), Double(down[column, row]))
        near.append((Double(column - x), Double(row - y), move))
      }
    }
    guard near.count >= Self.fewest else { return nil }
    var sums = [[Double]](repeating: [0, 0, 0], count: 3)
    var right = (across: [0.0, 0, 0], down: [0.0, 0, 0])
    for pixel in near {
      let terms = [1, pixel.x, pixel.y]
      for i in 0..<3 {
        right.across[i] += terms[i] * pixel.move.x
        right.down[i] += terms[i] * pixel.move.y
        for j in 0..<3 { sums[i][j] += terms[i] * terms[j] }
      }
    }
    guard let a = LinearSystem.solved(sums, right.across),
      let b = LinearSystem.solved(sums, right.down)
    else { return nil }
    let squares = near.reduce(0.0) { sum, pixel in
      let u = a[0] + a[1] * pixel.x + a[2] * pixel.y - pixel.move.x
      let v = b[0] + b[1] * pixel.x + b[2] * pixel.y - pixel.move.y
      return sum + u * u + v * v
    }
    guard squares <= Double(near.count) * Self.mostOff * Self.mostOff else { return nil }
    return SIMD2(Float(a[0]), Float(b[0]))
  }
}

extension [SIMD2<Float>?] {
  /// A part of moves, row by row, as a plane; 0 where there is none.
  func plane(_ part: KeyPath<SIMD2<Float>, Float>, _ size: Size) -> Plane<Float> {
    Plane(size: size) { y, out in
      for x in out.indices { out[x] = self[y * size.width + x]?[keyPath: part] ?? 0 }
    }
  }
}

extension Plane<Float> {
  /// What is unknown as means of what is known around it, the nearer the more: from level to level
  /// of a pyramid.
  fileprivate func filled(where unknown: Plane<UInt8>, _ context: FilterContext) -> Plane<Float> {
    guard width > 1 || height > 1 else { return self }
    let half = HalvingFilter().applied(to: self, without: unknown, in: context)
    let coarse =
      half.unknown.map { half.plane.filled(where: $0, context) } ?? half.plane
    let guess = Pyramid.up(coarse, to: size, in: context)
    return Plane(size: size) { y, out in
      let (own, marks, others) = (row(y), unknown.row(y), guess.row(y))
      for x in own.indices { out[x] = marks[x] == 0 ? own[x] : others[x] }
    }
  }
}
