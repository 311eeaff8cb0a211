/// Counts of samples by light, from −0.25 to 3.75 in steps of 2⁻¹⁴.
public struct LightHistogram: Sendable, Hashable {
  private static let bins = 65536
  private static let step: Float = 1 / 16384
  private static let first: Float = -0.25
  private var counts = [Int](repeating: 0, count: bins)
  /// How many were counted.
  public private(set) var total = 0

  /// Nothing counted.
  public init() {}

  /// Counts a sample; what lies beyond the ends counts there, what is no number not at all.
  public mutating func count(_ light: Float) {
    guard light.isFinite else { return }
    let position = (light - Self.first) / Self.step
    counts[Int(min(max(position, 0), Float(Self.bins - 1)))] += 1
    total += 1
  }

  /// The upper edge of the bin below which the given share lies, or nil when nothing was counted.
  public func light(below share: Double) -> Float? {
    if total == 0 { return nil }
    let wanted = Int((share * Double(total)).rounded(.up))
    var below = 0
    for (bin, count) in counts.enumerated() {
      below += count
      if below >= wanted, below > 0 { return Self.first + Float(bin + 1) * Self.step }
    }
    return nil
  }

  /// Counts in equal steps of light from 0 to 1; what is darker or brighter counts in the first or
  /// the last.
  ///
  /// - Parameter steps: how many, a power of two up to 16384.
  /// - Returns: as many counts.
  public func counts(inSteps steps: Int) -> [Int] {
    precondition(steps > 0 && 16384 % steps == 0, "whole bins make a step")
    var result = [Int](repeating: 0, count: steps)
    for (bin, count) in counts.enumerated() {
      result[min(max((bin - 4096) / (16384 / steps), 0), steps - 1)] += count
    }
    return result
  }
}
