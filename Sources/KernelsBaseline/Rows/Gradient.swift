/// A sum over 3×3 pixels, taken apart into what each row gives.
///
/// Rows are followed downwards, so what a row gives is computed once for all results it belongs to.
private protocol GradientStencil {
  associatedtype A: GradientArithmetic
  /// What one row gives.
  associatedtype Row
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> Row
  static func result(_ above: Row, _ middle: Row, _ below: Row) -> A.Lanes
}

/// Sobel's derivative along a row: `h` = right − left; (h₀ + h₁) + (h₁ + h₂).
private enum SobelAlong<A: GradientArithmetic>: GradientStencil {
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> A.Lanes {
    A.minus(right, left)
  }
  @inline(__always)
  static func result(_ above: A.Lanes, _ middle: A.Lanes, _ below: A.Lanes) -> A.Lanes {
    A.plus(A.plus(above, middle), A.plus(middle, below))
  }
}

/// Sobel's derivative down the rows: `s` = (left + right) + 2 center; s₂ − s₀.
///
/// With (left + center) + (center + right) the compiler mixes lanes of both sums: half as fast.
private enum SobelDown<A: GradientArithmetic>: GradientStencil {
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> A.Lanes {
    A.plus(A.plus(left, right), A.plus(center, center))
  }
  @inline(__always)
  static func result(_ above: A.Lanes, _ middle: A.Lanes, _ below: A.Lanes) -> A.Lanes {
    A.minus(below, above)
  }
}

/// Scharr's derivative along a row: `h` = right − left; 3 (h₀ + h₂) + 10 h₁.
private enum ScharrAlong<A: GradientArithmetic>: GradientStencil {
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> A.Lanes {
    A.minus(right, left)
  }
  @inline(__always)
  static func result(_ above: A.Lanes, _ middle: A.Lanes, _ below: A.Lanes) -> A.Lanes {
    A.plus(A.times(3, A.plus(above, below)), A.times(10, middle))
  }
}

/// Scharr's derivative down the rows: `s` = 3 (left + right) + 10 center; s₂ − s₀.
private enum ScharrDown<A: GradientArithmetic>: GradientStencil {
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> A.Lanes {
    A.plus(A.times(3, A.plus(left, right)), A.times(10, center))
  }
  @inline(__always)
  static func result(_ above: A.Lanes, _ middle: A.Lanes, _ below: A.Lanes) -> A.Lanes {
    A.minus(below, above)
  }
}

/// The sum over four neighbours: ((above + below) + (left + right)) − 4 center.
private enum LaplacianOfFour<A: GradientArithmetic>: GradientStencil {
  struct Row {
    let center, sides: A.Lanes
  }
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> Row {
    Row(center: center, sides: A.plus(left, right))
  }
  @inline(__always)
  static func result(_ above: Row, _ middle: Row, _ below: Row) -> A.Lanes {
    let neighbours = A.plus(A.plus(above.center, below.center), middle.sides)
    return A.minus(neighbours, A.times(4, middle.center))
  }
}

/// The sum over eight neighbours, rows as `t` = (left + right) + center:
/// ((t₀ + t₂) + (left + right)) − 8 center.
private enum LaplacianOfEight<A: GradientArithmetic>: GradientStencil {
  struct Row {
    let center, sides, all: A.Lanes
  }
  @inline(__always)
  static func row(_ left: A.Lanes, _ center: A.Lanes, _ right: A.Lanes) -> Row {
    let sides = A.plus(left, right)
    return Row(center: center, sides: sides, all: A.plus(sides, center))
  }
  @inline(__always)
  static func result(_ above: Row, _ middle: Row, _ below: Row) -> A.Lanes {
    let neighbours = A.plus(A.plus(above.all, below.all), middle.sides)
    return A.minus(neighbours, A.times(8, middle.center))
  }
}

/// Rows of a stencil.
private enum GradientBlock<S: GradientStencil>: RowBlock {
  typealias A = S.A
  @inline(__always) static var lanes: Int { A.lanes }

  @inline(__always)
  private static func row(_ center: UnsafePointer<A.In>, _ spacing: Int) -> S.Row {
    unsafe S.row(A.load(center - spacing), A.load(center), A.load(center + spacing))
  }

  @inline(__always)
  static func run(
    _ rows: UnsafePointer<UnsafePointer<A.In>>, _ x: Int, _ spacing: Int,
    _ outputs: UnsafePointer<UnsafeMutablePointer<A.Out>>
  ) {
    var above = unsafe row(rows[0] + x, spacing)
    var upper = unsafe row(rows[1] + x, spacing)
    var y = 0
    while y < blockRows {
      let lower = unsafe row(rows[y + 2] + x, spacing)
      let below = unsafe row(rows[y + 3] + x, spacing)
      unsafe UnsafeMutableRawPointer(outputs[y] + x).storeBytes(
        of: S.result(above, upper, lower), as: A.Lanes.self)
      unsafe UnsafeMutableRawPointer(outputs[y + 1] + x).storeBytes(
        of: S.result(upper, lower, below), as: A.Lanes.self)
      above = lower
      upper = below
      y += 2
    }
  }
}

/// The stencil of a number: 0, 1 Sobel along and down; 2, 3 Scharr; 4, 5 Laplacian of 4 and 8.
@inline(__always)
private func gradientSpan<Wide: GradientArithmetic, Narrow: GradientArithmetic>(
  _ wide: Wide.Type, _ narrow: Narrow.Type, _ stencil: Int,
  _ rows: UnsafePointer<UnsafePointer<Wide.In>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Wide.Out>>, _ count: Int
) where Wide.In == Narrow.In, Wide.Out == Narrow.Out {
  @inline(__always)
  func run<W: GradientStencil, N: GradientStencil>(_ wide: W.Type, _ narrow: N.Type)
  where W.A == Wide, N.A == Narrow {
    unsafe blockSpan(
      GradientBlock<W>.self, GradientBlock<N>.self, rows, spacing, outputs, count)
  }
  switch stencil {
  case 0: run(SobelAlong<Wide>.self, SobelAlong<Narrow>.self)
  case 1: run(SobelDown<Wide>.self, SobelDown<Narrow>.self)
  case 2: run(ScharrAlong<Wide>.self, ScharrAlong<Narrow>.self)
  case 3: run(ScharrDown<Wide>.self, ScharrDown<Narrow>.self)
  case 4: run(LaplacianOfFour<Wide>.self, LaplacianOfFour<Narrow>.self)
  default: run(LaplacianOfEight<Wide>.self, LaplacianOfEight<Narrow>.self)
  }
}

/// Eight rows of a gradient of 8-bit codes, exactly.
///
/// - Parameters:
///   - stencil: which: 0, 1 Sobel along a row and down; 2, 3 Scharr; 4, 5 Laplacian of 4 and 8.
///   - rows: ten rows of the source, each at column 0; one pixel beside the columns is looked at.
///   - spacing: samples from one pixel to the next.
///   - outputs: eight rows of results, written up to the next multiple of 16.
///   - count: columns.
public func gradientRows8(
  _ stencil: Int, _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Int16>>, _ count: Int
) {
  unsafe gradientSpan(
    ByteGradient.self, EightByteGradient.self, stencil, rows, spacing, outputs, count)
}

/// As ``gradientRows8(_:_:_:_:_:)``, of 16-bit codes.
public func gradientRows16(
  _ stencil: Int, _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Int32>>, _ count: Int
) {
  unsafe gradientSpan(
    ShortGradient.self, FourShortGradient.self, stencil, rows, spacing, outputs, count)
}

/// As ``gradientRows8(_:_:_:_:_:)``, of floats, in the order that each stencil states.
public func gradientRows(
  _ stencil: Int, _ rows: UnsafePointer<UnsafePointer<Float>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  unsafe gradientSpan(
    FloatGradient.self, FourFloatGradient.self, stencil, rows, spacing, outputs, count)
}
