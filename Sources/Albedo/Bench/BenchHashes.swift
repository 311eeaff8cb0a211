import Raster

/// What the cases compute at 1920×1080, so that a fast wrong answer is seen.
enum BenchHashes {
  /// The recorded digits of a case, or nil.
  static func expected(_ name: String, size: Size) -> String? {
    size == Size(1920, 1080) ? table[name] : nil
  }

  static let table: [String: String] = [:]
}
