extension Exact {
  /// The real roots of `a·x³ + b·x² + c·x + d`.
  ///
  /// Cardano's and Viète's formulas, and two steps of Newton's method. A polynomial whose leading
  /// coefficient is lost beside the others is solved as one of lower degree.
  /// Source: W. H. Press et al., "Numerical Recipes" (3rd ed., 2007), section 5.6.
  ///
  /// - Parameters:
  ///   - a: of x³.
  ///   - b: of x².
  ///   - c: of x.
  ///   - d: the constant.
  /// - Returns: the roots from the least on, a double root once or twice; none where all of `a`,
  ///   `b` and `c` are 0.
  public static func cubicRoots(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> [Double] {
    let scale = max(max(a.magnitude, b.magnitude), max(c.magnitude, d.magnitude))
    guard scale > 0, scale.isFinite else { return [] }
    guard a.magnitude > 1e-12 * scale else { return quadraticRoots(b, c, d, scale) }
    let (b, c, d) = (b / a, c / a, d / a)
    let q = (b * b - 3 * c) / 9
    let r = (2 * b * b * b - 9 * b * c + 27 * d) / 54
    var roots: [Double]
    // Where rounding alone makes a complex pair of a double root, it is a double root.
    if q > 0, r * r <= q * q * q * (1 + 1e-12) {
      let third = acos(max(-1, min(1, r / (q * q * q).squareRoot()))) / 3
      let turn = 0x1.0c152382d7366p+1  // two thirds of π
      roots = [0, turn, -turn].map { -2 * q.squareRoot() * cos(third + $0) - b / 3 }
    } else {
      let root = cbrt(r.magnitude + (r * r - q * q * q).squareRoot())
      let e = r > 0 ? -root : root
      roots = [e + (e == 0 ? 0 : q / e) - b / 3]
    }
    for index in roots.indices {
      for _ in 0..<2 {
        let x = roots[index]
        let slope = (3 * x + 2 * b) * x + c
        let step = (((x + b) * x + c) * x + d) / slope
        // Beside a double root the slope is lost in rounding.
        if step.magnitude < 1e-3 * (1 + x.magnitude) { roots[index] = x - step }
      }
    }
    return roots.sorted()
  }

  private static func quadraticRoots(
    _ a: Double, _ b: Double, _ c: Double, _ scale: Double
  ) -> [Double] {
    guard a.magnitude > 1e-12 * scale else {
      return b.magnitude > 1e-12 * scale ? [-c / b] : []
    }
    let under = b * b - 4 * a * c
    guard under >= 0 else { return [] }
    let q = -0.5 * (b + (b < 0 ? -1 : 1) * under.squareRoot())
    return q == 0 ? [0] : [q / a, c / q].sorted()
  }
}
