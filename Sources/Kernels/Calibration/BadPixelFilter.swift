import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Finds pixels of a mosaic that lie, and replaces what lies.
///
/// The pixels of a colour around one come in four pairs of opposite ones, 2 px away. With `p` the
/// pixel, `h` and `l` the higher and the lower of a pair and `σ` the noise at `h` or `l`, a pixel
/// lies where
///
/// 1. it stands out from a pair by more than noise does, and by twice what the two differ by:
///    `E = p − h` (hot) or `l − p` (dead) is above `threshold · σ` and `2 (h − l)`;
/// 2. it is like no pair: of each, one is farther away than `threshold · σ`. So what goes on along
///    a line or the border of a shadow is left alone, while a pair across the border, which has
///    everything between its two, excuses nothing; and it is not above one pair and below another;
/// 3. none of the four pixels beside it, which are of other colours, stands out as well: from any
///    of its own pairs by more than `0.22 E`, as shares of their levels, and 5 σ. Light that a
///    lens has spread over 1.5 px or more reaches those with 0.29 of its height, and small shadows
///    and lines go on there; a defect does not. Beside saturated pixels nothing is found.
///
/// Within 2 px of the edge, where pairs are mirrored, 1. must be true of all four.
///
/// A lying pixel becomes the mean of the two opposite pixels of its colour that differ least.
///
/// Without colour filters the pixels between those of a pair see the same light and know better. A
/// pixel then lies only where
///
/// 4. it stands out from all eight pixels around it by more than `threshold · σ` as well,
///
/// and the pairs that replace it are those of its direct neighbours. Of what 1. to 3. find in
/// frames of Opportunity and Curiosity, 4. leaves one or two of a hundred: the others are texture.
public struct BadPixelFilter: Sendable {
  /// Noise of the sensor.
  public var noise: SensorNoise
  /// How many standard deviations a pixel must stand out; infinite where none are looked for.
  public var threshold: Float
  /// Whether the pixels beside one are of other colours.
  public var hasColors = true

  /// Rows that are looked at above and below: three for a pixel, two for those that replace it.
  public static let reach = 5

  /// A filter from its parts.
  public init(noise: SensorNoise, threshold: Float) {
    (self.noise, self.threshold) = (noise, threshold)
  }

  /// Replaces pixels that are known to lie and those that are found to.
  ///
  /// - Parameters:
  ///   - light: the rows that the window holds.
  ///   - validity: of the same rows; what is no data says nothing about others.
  ///   - window: which rows are wanted; those within ``reach`` are held.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows, and their validity with what was found.
  public func corrected(
    _ light: Plane<Float>, validity: Validity, window: RowWindow, isa: InstructionSet = .active
  ) -> (light: Plane<Float>, validity: Validity) {
    precondition(light.height == window.held.count, "the plane holds the rows of the window")
    precondition(window.covers(halo: Self.reach), "rows within the reach are held")
    if threshold == .infinity && validity.count(of: .badPixel) == 0 {
      let wanted = Region(
        x: 0, y: window.wantedWithinHeld.lowerBound, width: light.width,
        height: window.wanted.count)
      return (light.view(wanted), validity.view(wanted))
    }
    return unsafe MosaicMending.light(self, validity: validity, window: window, isa: isa) {
      y, target, _ in
      let row = unsafe light.base + (y - window.held.lowerBound) * light.stride
      unsafe target.update(from: row, count: light.width)
    }
  }
}
