import Raster

/// Which pixels of a debayered picture are data.
public enum ColorValidity {
  /// The defects of each pixel's own site, and of those that hide a colour from it.
  ///
  /// Where one of the colours that a pixel lacks was not seen by any of its eight neighbours, it
  /// has the defects of these.
  ///
  /// - Parameters:
  ///   - mosaic: the validity of some rows of a mosaic, with one row more on both sides where the
  ///     picture goes on.
  ///   - pattern: which colour stands where in these rows.
  ///   - rows: the rows that are asked for.
  /// - Returns: the validity of their colours.
  public static func colors(
    of mosaic: Validity, pattern: BayerPattern, rows: Range<Int>
  ) -> Validity {
    let size = Size(mosaic.size.width, rows.count)
    guard let defects = mosaic.defects else { return Validity(allValid: size) }
    let result = Plane<UInt8>(size: size) { y, out in
      for x in out.indices {
        out[x] = unseen(defects, pattern, x, rows.lowerBound + y) | defects[x, rows.lowerBound + y]
      }
    }
    return Validity(result)
  }

  /// The defects of the sites around a pixel that hide a colour from it.
  private static func unseen(
    _ defects: Plane<UInt8>, _ pattern: BayerPattern, _ x: Int, _ y: Int
  ) -> UInt8 {
    let (columns, rows) = (
      max(0, x - 1)...min(defects.width - 1, x + 1), max(0, y - 1)...min(defects.height - 1, y + 1)
    )
    var any: UInt8 = 0
    for row in rows { for column in columns { any |= defects[column, row] } }
    if any == 0 { return 0 }
    var hidden: UInt8 = 0
    for color in BayerPattern.Color.allCases where color != pattern.color(x: x, y: y) {
      var marks: UInt8 = 0
      var isSeen = false
      for row in rows {
        for column in columns where pattern.color(x: column, y: row) == color {
          marks |= defects[column, row]
          if defects[column, row] == 0 { isSeen = true }
        }
      }
      if !isSeen { hidden |= marks }
    }
    return hidden
  }
}
