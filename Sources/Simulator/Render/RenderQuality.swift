import Settings

/// How much work goes into a view.
public struct RenderQuality: Sendable, Hashable {
  /// Rays along the side of a pixel that shows ground.
  var groundSamples: Int
  /// Rays along the side of a pixel that shows a body, or lies beside one; a power of two.
  var bodySamples: Int
  /// Whether light from lit surfaces is followed; else shadows have ``ambient``.
  var hasBounce: Bool

  /// Everything.
  public static let reference = RenderQuality(groundSamples: 2, bodySamples: 4, hasBounce: true)
  /// For thousands of frames: all of it around the shovel only.
  public static let sweep = RenderQuality(groundSamples: 1, bodySamples: 2, hasBounce: false)
}
