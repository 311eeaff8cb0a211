import Raster

/// What the cases compute at 1920×1080, so that a fast wrong answer is seen.
enum BenchHashes {
  /// The recorded digits of a case, or nil.
  static func expected(_ name: String, size: Size) -> String? {
    size == Size(1920, 1080) ? table[name] : nil
  }

  static let table: [String: String] = [
    "stage.black-level": "546794c05581d095",
    "stage.debayer.bilinear": "e2b77d1045b55e35",
    "stage.debayer.malvar": "a5ee04ad2cdf685f",
    "stage.white-balance": "ff839ab293523043",
    "stage.color-matrix": "4bdf3787e97137cf",
    "stage.crop": "dea07bb40df165d8",
    "stage.tone.srgb": "839b189724f9fdf2",
    "stage.tone.gamma": "e2c861633d4111fd",
    "stage.tone.stretch": "b2c0a1f2802b52bd",
    "stage.tone.linear": "5374fb6323cda32e",
    "stage.tone.srgb.u16": "86a1a05b8b9cfa9a",
  ]
}
