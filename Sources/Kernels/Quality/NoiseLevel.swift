import Raster

/// How much noise there is in what is even, against what a model says.
enum NoiseLevel {
  /// Pixels along the side of a block.
  private static let side = 32
  /// The share of blocks that are taken for even.
  private static let evenShare = 0.1
  /// What a tenth of blocks of pure noise stay below: `1 − 1.2816 · √(3.89 / 32²)`; 3.89 is twice
  /// one and twice the squared correlations 4/6 and 1/6 of neighbouring second differences.
  private static let expected = 0.9210

  /// The measured standard deviation over the model's.
  ///
  /// Of second differences `a − 2b + c` along a row, squared and over six times the variance that
  /// the model gives to their mean, the average over each block of 32 × 32 pixels is taken; that
  /// which one block in ten stays below shows the noise, as detail only adds to it.
  ///
  /// - Parameters:
  ///   - light: of one plane.
  ///   - validity: of the same size.
  ///   - spacing: from a pixel to the next of its colour.
  ///   - model: the noise that is expected.
  /// - Returns: nil where fewer than ten blocks are wholly data.
  static func ratio(
    _ light: Plane<Float>, validity: Validity, spacing: Int, model: SensorNoise
  ) -> Double? {
    var blocks: [Double] = []
    for top in stride(from: 0, through: light.height - side, by: side) {
      for left in stride(from: spacing, through: light.width - side - spacing, by: side) {
        if let mean = mean(light, validity, left, top, spacing, model) { blocks.append(mean) }
      }
    }
    guard blocks.count >= 10 else { return nil }
    blocks.sort()
    return (blocks[Int(evenShare * Double(blocks.count))] / expected).squareRoot()
  }

  private static func mean(
    _ light: Plane<Float>, _ validity: Validity, _ left: Int, _ top: Int, _ spacing: Int,
    _ model: SensorNoise
  ) -> Double? {
    let (atBlack, perLight) = (Float(model.varianceAtBlack), Float(model.variancePerLight))
    var sum = 0.0
    for y in top..<top + side {
      let row = light.row(y)
      if let marks = validity.defects?.row(y) {
        for x in left - spacing..<left + side + spacing where marks[x] != 0 { return nil }
      }
      for x in left..<left + side {
        let (a, b, c) = (row[x - spacing], row[x], row[x + spacing])
        let difference = a - 2 * b + c
        let variance = atBlack + perLight * max(0, (a + 2 * b + c) / 4)
        guard variance > 0 else { return nil }
        sum += Double(difference * difference / (6 * variance))
      }
    }
    return sum / Double(side * side)
  }
}
