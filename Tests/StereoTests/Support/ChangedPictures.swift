import ExactMath
import Kernels
import Raster
import Rig

@testable import Stereo

/// Pictures changed as `Scripts/features-reference.py` changes them.
enum ChangedPictures {
  /// A picture changed in the way of a name, and where its positions went.
  static func changed(_ picture: Plane<Float>, _ way: String) -> (Plane<Float>, Homography) {
    let same = Homography(.identity)
    func eight(_ value: Float) -> Float { (max(0, min(1, value)) * 255).rounded() / 255 }
    func each(_ source: Plane<Float>, _ value: (Float) -> Float) -> Plane<Float> {
      Plane(size: source.size) { y, row in
        for x in row.indices { row[x] = eight(value(source[x, y])) }
      }
    }
    switch way {
    case "turn": return turned(picture, degrees: 30, scale: 1)
    case "half": return turned(picture, degrees: 0, scale: 0.5)
    case "larger": return turned(picture, degrees: 10, scale: 1.4)
    case "blur": return (each(Convolution.gaussian(picture, Gaussian(sigma: 2))) { $0 }, same)
    case "gain": return (each(picture) { 0.3 * $0 + 10.0 / 255 }, same)
    default: return (each(picture.noisy(0.04, seed: 1)) { $0 }, same)
    }
  }

  /// Turned against the clock and scaled about the middle, by Keys's cubic with a = −0.75.
  private static func turned(
    _ picture: Plane<Float>, degrees: Double, scale: Double
  ) -> (Plane<Float>, Homography) {
    let (sine, cosine) = Exact.sincos(degrees * .pi / 180)
    let (a, b) = (scale * cosine, scale * sine)
    let (cx, cy) = (Double(picture.width - 1) / 2, Double(picture.height - 1) / 2)
    let there = Matrix3(
      Vector3(a, b, (1 - a) * cx - b * cy), Vector3(-b, a, b * cx + (1 - a) * cy), Vector3(0, 0, 1))
    func weight(_ distance: Double) -> Double {
      let t = distance.magnitude
      if t <= 1 { return (1.25 * t - 2.25) * t * t + 1 }
      return t < 2 ? -0.75 * (((t - 5) * t + 8) * t - 4) : 0
    }
    func at(_ x: Int, _ y: Int) -> Double {
      picture.size.bounds.columns.contains(x) && picture.size.bounds.rows.contains(y)
        ? Double(picture[x, y]) : 0
    }
    let result = Plane<Float>(size: picture.size) { row, target in
      for column in target.indices {
        let (dx, dy) = (Double(column) - cx, Double(row) - cy)
        let norm = scale * scale
        let (x, y) = (cx + (a * dx - b * dy) / norm, cy + (b * dx + a * dy) / norm)
        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        var sum = 0.0
        for v in top - 1...top + 2 {
          for u in left - 1...left + 2 {
            sum += at(u, v) * weight(Double(u) - x) * weight(Double(v) - y)
          }
        }
        target[column] = Float((max(0, min(1, sum)) * 255).rounded() / 255)
      }
    }
    return (result, Homography(there))
  }
}
