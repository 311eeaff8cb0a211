import Raster
import Rig

/// Where every pixel of a mosaic comes from.
public struct MosaicIndex: Sendable {
  /// Which picture, counted from 1; 0 where the mosaic is empty.
  ///
  /// Where pictures are blended, the one with the greatest share.
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

extension MosaicIndex {
  /// The index of a mosaic.
  ///
  /// - Parameters:
  ///   - choices: which picture each pixel is of, counted from 1.
  ///   - canvas: the mosaic.
  ///   - views: the pictures.
  init(_ choices: Plane<UInt8>, _ canvas: MosaicCanvas, _ views: [MosaicView]) {
    let longest = views.map { max($0.size.width, $0.size.height) }.max() ?? 1
    let parts = [8, 4, 2].first { longest * $0 <= 65535 } ?? 1
    let share = Double(parts)
    var columns = PlaneBuilder<UInt16>(size: choices.size)
    var rows = PlaneBuilder<UInt16>(size: choices.size)
    let (rays, positions) = (canvas.rays(canvas.size.bounds), views.map(\.positions))
    for y in 0..<choices.height {
      let choice = choices.row(y)
      var (across, down) = ([UInt16](repeating: 0, count: choice.count), [UInt16]())
      down = across
      for x in choice.indices where choice[x] > 0 {
        let position = positions[Int(choice[x]) - 1]
        let pixel = ImagePoint(Double(x), Double(y))
        guard let place = position(rays.direction(x: x, y: y), pixel) else { continue }
        across[x] = UInt16(max(0, min(65535, place.x * share + 0.5)))
        down[x] = UInt16(max(0, min(65535, place.y * share + 0.5)))
      }
      var row = columns.row(y)
      for x in across.indices { row[x] = across[x] }
      row = rows.row(y)
      for x in down.indices { row[x] = down[x] }
    }
    self.init(
      pictures: choices.mapped { UInt16($0) }, columns: columns.finish(), rows: rows.finish(),
      parts: parts)
  }
}
