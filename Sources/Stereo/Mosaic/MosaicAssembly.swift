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

  /// Parts that are held before they are written to the whole.
  private static let batch = 32

  /// - Parameters:
  ///   - name: of the mosaic.
  ///   - whole: planes as samples of a picture.
  ///   - planes: samples of a part as planes.
  /// - Returns: the mosaic, and which picture each pixel is of.
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
    let cores = stride(from: 0, to: size.height, by: side).flatMap { y in
      stride(from: 0, to: size.width, by: side).map { x in
        Region(x: x, y: y, width: min(side, size.width - x), height: min(side, size.height - y))
      }
    }
    for first in stride(from: 0, to: cores.count, by: Self.batch) {
      let batch = Array(cores[first..<min(cores.count, first + Self.batch)])
      let (tiles, isa) = (tiles, context.isa)
      let made = concurrentMap(count: batch.count, threads: context.threads) {
        tiles.tile(batch[$0], isa)
      }
      for (core, tile) in zip(batch, made) {
        tile.choices.copy(into: &choices, x: core.x, y: core.y)
        let own = tile.marks ?? Plane(size: core.size, repeating: 0)
        own.copy(into: &marks, x: core.x, y: core.y)
        for (color, plane) in planes(tile.samples).enumerated() {
          plane.copy(into: &samples, x: core.x, y: color * size.height + core.y)
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
