import Kernels
import Raster
import Rig

extension MultibandBlend {
  /// Blends pictures that lie on each other along the seams between them.
  ///
  /// - Parameters:
  ///   - pictures: 1 to 64 of one size, one form and as many colours.
  ///   - choices: which of them each pixel is of, counted from 1; 0 of none. Where that one is not
  ///     known, another one is taken that is.
  ///   - context: threads and instruction set.
  /// - Returns: a picture of that size and form.
  public func blended(
    _ pictures: [MosaicPicture], choices: Plane<UInt8>, in context: FilterContext = FilterContext()
  ) -> MosaicPicture {
    precondition((1...SeamForest.most).contains(pictures.count), "1 to 64 pictures")
    precondition(
      pictures.allSatisfy { $0.size == choices.size && $0.colors == pictures[0].colors },
      "pictures of one size and number of colours")
    let canvas = MosaicCanvas(
      projection: .plane, size: choices.size, middle: ImagePoint(0, 0), scale: 1, axes: .identity)
    let light = LayerLight(colors: pictures[0].colors)
    let layers = pictures.map { picture in
      MosaicLayer(
        picture, MosaicView(placement: .identity, size: picture.size), region: picture.size.bounds,
        light: light, .bilinear)
    }
    let tiles = MosaicTiles(canvas, layers, seams: choices, factor: 1, self)
    return MosaicAssembly(tiles: tiles, context: context).assembled(name: "blend").picture
  }
}
