/// How much work goes into a view.
public struct RenderQuality: Sendable, Hashable {
  /// Rays along the side of a pixel.
  var samples: Int
  /// Rays along the side of a pixel at the border or an edge of a body; a power of two.
  var edgeSamples: Int
  /// Rays along the side of a pixel that metal throws on; at least one for each that meets it.
  var mirrorSamples: Int
  /// Whether light from lit surfaces is followed; else shadows have ``Renderer/ambient``.
  var hasBounce: Bool

  /// Everything.
  public static let reference = RenderQuality(
    samples: 2, edgeSamples: 4, mirrorSamples: 4, hasBounce: true)
  /// For thousands of frames, over a ``GroundLayer``.
  public static let sweep = RenderQuality(
    samples: 1, edgeSamples: 2, mirrorSamples: 1, hasBounce: false)
}
