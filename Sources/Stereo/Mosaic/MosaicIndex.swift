import Raster
import Rig

/// Where every pixel of a mosaic comes from.
public struct MosaicIndex: Sendable {
  /// Which picture, counted from 1; 0 where the mosaic is empty. Where pictures are blended, the
  /// one with the greatest share.
  public let pictures: Plane<UInt16>
  /// The column there, in parts of a pixel; see ``parts``.
  public let columns: Plane<UInt16>
  /// The row there.
  public let rows: Plane<UInt16>
  /// How many parts a pixel has.
  public let parts: Int

  /// Where a pixel comes from.
  ///
  /// - Returns: the picture, counted from 0, and the position in it; nil where the mosaic is empty.
  public func origin(x: Int, y: Int) -> (picture: Int, place: ImagePoint)? {
    guard pictures[x, y] > 0 else { return nil }
    let share = Double(parts)
    return (
      Int(pictures[x, y]) - 1,
      ImagePoint(Double(columns[x, y]) / share, Double(rows[x, y]) / share)
    )
  }
}
