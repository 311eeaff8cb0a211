import Kernels
import Raster
import Rig

/// Puts the parts of a mosaic together, in the form of its pictures.
struct MosaicAssembly {
  let tiles: MosaicTiles
  let context: FilterContext

  /// The mosaic as codes or as light, like the first picture, and where its pixels come from.
  func assembled(
    name: String, withIndex: Bool
  ) -> (picture: MosaicPicture, index: MosaicIndex?) {
    switch tiles.layers[0].picture.samples {
    case .eight:
      let made = built(withIndex, UInt8.self) { $0.code(white: 255) }
      return (picture(name, .eight(made.planes), made.marks), made.index)
    case .sixteen:
      let made = built(withIndex, UInt16.self) { $0.code(white: 65535) }
      return (picture(name, .sixteen(made.planes), made.marks), made.index)
    case .floats:
      let made = built(withIndex, Float.self) { $0 }
      return (picture(name, .floats(made.planes), made.marks), made.index)
    }
  }

  private func picture(
    _ name: String, _ samples: MosaicPicture.Samples, _ marks: Plane<UInt8>
  ) -> MosaicPicture {
    MosaicPicture(name: name, samples: samples, validity: Validity(marks))
  }

  private typealias Built<S: Sample> = (
    planes: [Plane<S>], marks: Plane<UInt8>, index: MosaicIndex?
  )

  /// - Parameter code: of light that is known.
  private func built<S: Sample & AdditiveArithmetic>(
    _ withIndex: Bool, _ kind: S.Type, _ code: (Float) -> S
  ) -> Built<S> {
    let (size, side) = (tiles.canvas.size, tiles.side)
    let colors = tiles.layers[0].picture.colors
    // Planes below each other.
    var samples = PlaneBuilder<S>(size: Size(size.width, size.height * colors))
    var marks = PlaneBuilder<UInt8>(size: size)
    var origins = PlaneBuilder<UInt16>(
      size: Size(withIndex ? size.width : 1, withIndex ? 3 * size.height : 1))
    let parts = indexParts
    let columns = Array(stride(from: 0, to: size.width, by: side))
    for top in stride(from: 0, to: size.height, by: side) {
      let height = min(side, size.height - top)
      let (tiles, isa) = (tiles, context.isa)
      let made = concurrentMap(count: columns.count, threads: context.threads) { place in
        let core = Region(
          x: columns[place], y: top, width: min(side, size.width - columns[place]), height: height)
        return tiles.tile(core, isa)
      }
      for (left, tile) in zip(columns, made) {
        for y in 0..<height {
          let width = tile.planes[0].width
          var row = marks.row(top + y)
          for x in 0..<width { row[left + x] = tile.marks?[x, y] ?? 0 }
          for (color, plane) in tile.planes.enumerated() {
            let source = plane.row(y)
            var target = samples.row(color * size.height + top + y)
            for x in 0..<width {
              let isKnown = (tile.marks?[x, y] ?? 0) & ~Defects.saturated.rawValue == 0
              target[left + x] = isKnown ? code(source[x]) : .zero
            }
          }
          guard withIndex else { continue }
          for part in 0..<3 {
            var target = origins.row(part * size.height + top + y)
            for x in 0..<width {
              let origin = tile.origins[y * width + x]
              target[left + x] =
                switch part {
                case 0: UInt16(origin.picture)
                case 1: UInt16(origin.place.x * Double(parts) + 0.5)
                default: UInt16(origin.place.y * Double(parts) + 0.5)
                }
            }
          }
        }
      }
    }
    let all = samples.finish()
    func part<T: Sample>(_ plane: Plane<T>, _ index: Int) -> Plane<T> {
      plane.view(Region(x: 0, y: index * size.height, width: size.width, height: size.height))
    }
    let index: MosaicIndex?
    if withIndex {
      let origins = origins.finish()
      index = MosaicIndex(
        pictures: part(origins, 0), columns: part(origins, 1), rows: part(origins, 2),
        parts: parts)
    } else {
      index = nil
    }
    return ((0..<colors).map { part(all, $0) }, marks.finish(), index)
  }

  /// As many parts of a pixel as 16 bits hold for the largest picture, at most 8.
  private var indexParts: Int {
    let longest = tiles.layers.map { max($0.picture.size.width, $0.picture.size.height) }.max() ?? 1
    return [8, 4, 2].first { longest * $0 <= 65535 } ?? 1
  }
}

extension Float {
  /// The nearest code of light, at least 1: 0 stands for what is not known.
  fileprivate func code<S: FixedWidthInteger>(white: Float) -> S {
    S(max(1, min(white, self * white + 0.5)))
  }
}
