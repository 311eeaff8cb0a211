import Kernels
import Raster
import Rig

/// Puts the parts of a mosaic together, in the form of its pictures.
struct MosaicAssembly {
  let tiles: MosaicTiles
  let context: FilterContext

  /// The mosaic as codes or as light, like the first picture, and which picture each pixel is of,
  /// counted from 1.
  func assembled(name: String) -> (picture: MosaicPicture, choices: Plane<UInt8>) {
    switch tiles.layers[0].picture.samples {
    case .eight:
      built(name, MosaicPicture.Samples.eight) {
        if case .eight(let planes) = $0 { planes } else { [] }
      }
    case .sixteen:
      built(name, MosaicPicture.Samples.sixteen) {
        if case .sixteen(let planes) = $0 { planes } else { [] }
      }
    case .floats:
      built(name, MosaicPicture.Samples.floats) {
        if case .floats(let planes) = $0 { planes } else { [] }
      }
    }
  }

  /// - Parameters:
  ///   - name: of the mosaic.
  ///   - whole: planes as samples of a picture.
  ///   - planes: samples of a part as planes.
  private func built<S: Sample>(
    _ name: String, _ whole: ([Plane<S>]) -> MosaicPicture.Samples,
    _ planes: (MosaicPicture.Samples) -> [Plane<S>]
  ) -> (picture: MosaicPicture, choices: Plane<UInt8>) {
    let (size, side) = (tiles.canvas.size, tiles.side)
    let colors = tiles.layers[0].picture.colors
    // Planes below each other.
    var samples = PlaneBuilder<S>(size: Size(size.width, size.height * colors))
    var marks = PlaneBuilder<UInt8>(size: size)
    var choices = PlaneBuilder<UInt8>(size: size)
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
        tile.choices.copy(into: &choices, x: left, y: top)
        if let own = tile.marks {
          own.copy(into: &marks, x: left, y: top)
        } else {
          Plane(size: tile.choices.size, repeating: 0).copy(into: &marks, x: left, y: top)
        }
        for (color, plane) in planes(tile.samples).enumerated() {
          plane.copy(into: &samples, x: left, y: color * size.height + top)
        }
      }
    }
    let all = samples.finish()
    let parts = (0..<colors).map { color in
      all.view(Region(x: 0, y: color * size.height, width: size.width, height: size.height))
    }
    return (
      MosaicPicture(name: name, samples: whole(parts), validity: Validity(marks.finish())),
      choices.finish()
    )
  }
}

extension Plane {
  /// Writes the plane into a larger one.
  fileprivate func copy(into target: inout PlaneBuilder<S>, x: Int, y: Int) {
    for line in 0..<height {
      let row = row(line)
      var out = target.row(y + line)
      for column in row.indices { out[x + column] = row[column] }
    }
  }
}
