import Raster
import Rig

/// How a measured surface looks, held against the ground around the shovel in the same picture.
///
/// Regolith is what the ground is made of: where the Sun lights both, it is about as bright, and
/// nowhere as smooth as a plate. That can speak against regolith, never for it: prints and dust
/// look as it does.
public struct SurfaceLook: Sendable, Hashable {
  /// The light of half of it is less, as a multiple of bright ground's.
  public var brightness: Double
  /// The light of three quarters of it is less, as a multiple of bright ground's: a plate under a
  /// film of dust shows itself through the film's holes.
  public var highlights: Double
  /// The contrast of a tenth of it is less, as a multiple of the ground's: how much light varies
  /// within some pixels.
  public var grain: Double

  /// A look from its figures.
  public init(brightness: Double, highlights: Double, grain: Double) {
    (self.brightness, self.highlights, self.grain) = (brightness, highlights, grain)
  }

  /// How far windows reach, in pixels, and how far ground windows lie apart.
  private static let (reach, spacing) = (3, 8)
  /// Around the shovel, in pixels.
  private static let margin = 12
  /// Windows that must tell.
  private static let fewest = 50
  /// Four fifths of the ground are darker than bright ground.
  private static let bright = 0.8
  /// Ground and surface in less light lie in shadows, as shares of bright ground's.
  private static let (litGround, lit) = (0.3, 0.1)

  /// The light of a window, and its contrast without the plane that fits best.
  private typealias Window = (mean: Double, contrast: Double)

  /// How places look; nil where too few are seen, or too little ground.
  ///
  /// - Parameters:
  ///   - places: of the surface, in the shovel frame.
  ///   - views: pictures of them.
  ///   - rim: of the shovel, in the shovel frame.
  init?(_ places: [Vector3], _ views: [ShovelView], rim: [Vector3]) {
    guard places.count * views.count >= Self.fewest else { return nil }
    var (light, contrast): ([Double], [Double]) = ([], [])
    for view in views {
      guard let ground = Self.ground(view, rim) else { continue }
      for place in places {
        guard let pixel = view.pixel(of: place),
          let window = Self.window(view, Int(pixel.x.rounded(.down)), Int(pixel.y.rounded(.down)))
        else { continue }
        light.append(window.mean / ground.mean)
        if window.mean >= Self.lit * ground.mean {
          contrast.append(window.contrast / ground.contrast)
        }
      }
    }
    guard light.count >= Self.fewest, contrast.count >= Self.fewest else { return nil }
    self.init(
      brightness: light.quantile(0.5), highlights: light.quantile(0.75),
      grain: contrast.quantile(0.1))
  }

  /// Bright ground's light, and the contrast of half of what is lit of it.
  private static func ground(_ view: ShovelView, _ rim: [Vector3]) -> Window? {
    let pixels = rim.compactMap(view.pixel)
    guard pixels.count == rim.count, let left = pixels.map(\.x).min(),
      let right = pixels.map(\.x).max(), let top = pixels.map(\.y).min(),
      let bottom = pixels.map(\.y).max()
    else { return nil }
    let around = Double(margin)
    var windows: [Window] = []
    for y in stride(from: reach, to: view.grey.height - reach, by: spacing) {
      for x in stride(from: reach, to: view.grey.width - reach, by: spacing) {
        let isShovel =
          (left - around...right + around).contains(Double(x))
          && (top - around...bottom + around).contains(Double(y))
        if !isShovel, let window = window(view, x, y) { windows.append(window) }
      }
    }
    guard windows.count >= fewest else { return nil }
    let bright = windows.map(\.mean).quantile(bright)
    let lit = windows.filter { $0.mean >= litGround * bright }.map(\.contrast)
    guard bright > 0, lit.count >= fewest else { return nil }
    let contrast = lit.quantile(0.5)
    return contrast > 0 ? (bright, contrast) : nil
  }

  /// A window around a pixel; nil where some of it is not known.
  private static func window(_ view: ShovelView, _ x: Int, _ y: Int) -> Window? {
    guard x >= reach, y >= reach, x < view.grey.width - reach, y < view.grey.height - reach else {
      return nil
    }
    // Slopes of the ground shade evenly across a window: they are no grain.
    var (sum, squares, across, down) = (0.0, 0.0, 0.0, 0.0)
    for row in y - reach...y + reach {
      for column in x - reach...x + reach {
        guard view.validity[column, row].isEmpty else { return nil }
        let light = Double(view.grey[column, row])
        sum += light
        squares += light * light
        across += Double(column - x) * light
        down += Double(row - y) * light
      }
    }
    let count = Double((2 * reach + 1) * (2 * reach + 1))
    let mean = sum / count
    guard mean > 0 else { return nil }
    // The mean of the squares of columns, or rows, from -reach to reach.
    let spread = Double(reach * (reach + 1)) / 3
    let plane = (across * across + down * down) / (count * count * spread)
    return (mean, max(0, squares / count - mean * mean - plane).squareRoot() / mean)
  }
}

extension [Double] {
  /// The number that a share of all is below; not for an empty list.
  fileprivate func quantile(_ share: Double) -> Double {
    sorted()[Swift.min(count - 1, Int(share * Double(count)))]
  }
}
