import Raster

/// Full colour from a Bayer mosaic of floats.
///
/// Beyond its edge the mosaic is mirrored about the edge pixel (reflect-101), which keeps the
/// pattern; the outermost pixels are estimated along the edge. Results depend on a pixel's
/// surroundings only: any phase, band, number of threads or instruction set gives the same bits.
/// Overshoot below 0 and above 1 is kept.
public enum Debayer {
  /// How the missing colours are estimated.
  public enum Method: String, Sendable, CaseIterable {
    /// Means of the nearest neighbours.
    case bilinear
    /// Gradient-corrected linear filters (Malvar, He and Cutler 2004).
    case malvar
    /// Along rows or columns, by a decision after the fact (Menon, Andriani and Calvagno 2007).
    case menon
    /// Directional linear minimum mean-square-error estimation (Zhang and Wu 2005).
    case lmmse
    /// Residual interpolation: slopes between colours, fitted to the surroundings.
    case residual
    /// Residual interpolation in small windows, smoothed little: robust, two thirds of the time.
    case fast
    /// Residual interpolation, smoothed as much as each place allows: the best.
    case adaptive

    /// Pixels that an estimate looks away from its own.
    public var radius: Int { Self.radii[self] ?? 0 }

    private static let radii = Dictionary(
      uniqueKeysWithValues: allCases.map { ($0, Debayer.radius(of: $0)) })
  }

  /// Estimates the colours that a mosaic lacks.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - method: how.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - balance: what makes neutral things neutral while colours are estimated.
  ///   - noise: of the sensor, which `lmmse` and `adaptive` make use of.
  ///   - window: which rows are wanted; nil for a whole picture. The rows within the method's
  ///     radius must be held.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes.
  public static func colors(
    of mosaic: Plane<Float>, by method: Method, pattern: BayerPattern,
    balance: MosaicBalance = .none, noise: SensorNoise = .unknown, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    let window = window ?? RowWindow(whole: mosaic.height)
    if balance == .none { return estimated(mosaic, method, pattern, noise, window, isa) }
    let balanced = balance.applied(
      to: mosaic, pattern, firstRow: window.held.lowerBound, isa)
    return balance.undone(in: estimated(balanced, method, pattern, noise, window, isa), isa)
  }

  private static func estimated(
    _ mosaic: Plane<Float>, _ method: Method, _ pattern: BayerPattern, _ noise: SensorNoise,
    _ window: RowWindow, _ isa: InstructionSet
  ) -> RGBPlanes<Float> {
    let size = Size(mosaic.width, window.wanted.count)
    let planes = ColorBuilders(size: size)
    if size.area > 0 {
      // Where a row or column has one colour only, there are no differences of colours.
      let isLine = mosaic.width < 2 || window.height < 2
      let mosaic = WindowedMosaic(samples: mosaic, pattern: pattern, window: window)
      if !isLine, let sites = method.sites(noise: noise, isa) {
        sites.write(mosaic, to: planes, isa)
      } else {
        LinearDebayer(isMalvar: method == .malvar, isa: isa).write(mosaic, to: planes)
      }
      if !isLine, method.stripDepth > 0 {
        let strip = BorderStrip(depth: method.stripDepth, isa: isa)
        let (samples, pattern) = (mosaic.samples, mosaic.pattern)
        for patch in strip.patches(width: size.width, pattern, window, light: samples.view) {
          planes.put(patch)
        }
      }
    }
    return planes.finish()
  }

  private static func radius(of method: Method) -> Int {
    let own =
      method.sites(noise: .unknown, .baseline)?.schedule.halo
      ?? LinearDebayer.radius(isMalvar: method == .malvar)
    return max(own, BorderStrip.halo)
  }
}

extension Debayer.Method {
  /// The method as steps on sites, or nil where it is a linear filter.
  fileprivate func sites(noise: SensorNoise, _ isa: InstructionSet) -> SiteMethod? {
    switch self {
    case .bilinear, .malvar: nil
    case .menon: .menon(isa)
    case .lmmse: .lmmse(noise: noise, isa)
    case .residual: .residual(.large, sigma: 2, isa)
    case .fast: .residual(.small, sigma: 1.4, isa)
    case .adaptive: .adaptive(noise: noise, isa)
    }
  }

  /// How deep the border is estimated along the edge.
  var stripDepth: Int {
    switch self {
    case .bilinear: 2
    case .malvar: 3
    case .menon, .lmmse: 0
    case .residual, .fast, .adaptive: 1
    }
  }
}

/// Rows of a mosaic, and which of them are wanted.
struct WindowedMosaic {
  let samples: Plane<Float>
  let pattern: BayerPattern
  let window: RowWindow
}

/// Three planes that are being written.
@safe struct ColorBuilders: ~Copyable {
  let red: PlaneBuilder<Float>
  let green: PlaneBuilder<Float>
  let blue: PlaneBuilder<Float>

  init(size: Size) {
    red = PlaneBuilder(size: size)
    green = PlaneBuilder(size: size)
    blue = PlaneBuilder(size: size)
  }

  /// Where the colours of one row go; own is red in rows of red and blue in rows of blue.
  @unsafe struct Rows {
    let own: UnsafeMutablePointer<Float>
    let green: UnsafeMutablePointer<Float>
    let other: UnsafeMutablePointer<Float>
  }

  func rows(_ y: Int, isRedRow: Bool) -> Rows {
    let start = y * red.stride
    let (red, blue) = unsafe (red.base + start, blue.base + start)
    return unsafe Rows(
      own: isRedRow ? red : blue, green: green.base + start, other: isRedRow ? blue : red)
  }

  /// Writes a part of the border over what is there.
  func put(_ patch: BorderStrip.Patch) {
    unsafe put(patch.colors.red, patch, red.base)
    unsafe put(patch.colors.green, patch, green.base)
    unsafe put(patch.colors.blue, patch, blue.base)
  }

  private func put(
    _ plane: Plane<Float>, _ patch: BorderStrip.Patch, _ target: UnsafeMutablePointer<Float>
  ) {
    for y in 0..<plane.height {
      let row = unsafe target + (patch.y + y) * red.stride + patch.x
      unsafe row.update(from: plane.base + y * plane.stride, count: plane.width)
    }
  }

  consuming func finish() -> RGBPlanes<Float> {
    let red = red
    let green = green
    let blue = blue
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }
}
