import ExactMath
import Raster

/// From numbers to colours.
struct ColorSteps {
  private let start: Double
  private let scale: Double
  private let isLogarithmic: Bool

  /// Steps from the first number to the last, which is above it; both above 0 for ratios.
  init(low: Double, high: Double, isLogarithmic: Bool) {
    self.isLogarithmic = isLogarithmic
    start = isLogarithmic ? Exact.log(low) : low
    scale = 255 / ((isLogarithmic ? Exact.log(high) : high) - start)
  }

  /// The colour of a number, 0 to 255.
  func step(of number: Double) -> Int {
    if isLogarithmic && number <= 0 { return 0 }
    let place = ((isLogarithmic ? Exact.log(number) : number) - start) * scale
    return Int(max(0, min(255, place)) + 0.5)
  }
}

extension Plane<Float> {
  /// The same with +∞ where pixels are no data.
  func known(_ validity: Validity) -> Plane<Float> {
    guard let defects = validity.defects else { return self }
    return merged(defects) { number, marks in marks == 0 ? number : .infinity }
  }

  /// All that are finite.
  var numbers: [Float] {
    var result: [Float] = []
    for y in 0..<height {
      let row = row(y)
      for x in row.indices where row[x] < .infinity { result.append(row[x]) }
    }
    return result
  }

  /// 1 where a multiple of a number lies between a pixel and the one to its right or below.
  func contours(each step: Double) -> Plane<UInt8> {
    func band(_ value: Float) -> Double? {
      value < .infinity ? (Double(value) / step).rounded(.down) : nil
    }
    return Plane<UInt8>(size: size) { y, out in
      for x in out.indices {
        let own = band(self[x, y])
        let right = x + 1 < width ? band(self[x + 1, y]) : nil
        let below = y + 1 < height ? band(self[x, y + 1]) : nil
        let isLine = own != nil && [right, below].contains { $0 != nil && $0 != own }
        out[x] = isLine ? 1 : 0
      }
    }
  }
}
