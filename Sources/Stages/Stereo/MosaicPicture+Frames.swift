import Diagnostics
import Pipeline
import Raster
import Rig
import Stereo

extension MosaicPicture {
  /// A frame, as it is.
  ///
  /// - Throws: a failure for frames that are no pictures.
  init(_ frame: any AnyFrame, name: String, camera: CameraModel?) throws(Failure) {
    let samples: Samples =
      switch try PictureSamples(frame) {
      case .eight(let codes): .eight(codes)
      case .sixteen(let codes, _): .sixteen(codes)
      case .floats(let numbers): .floats(numbers)
      }
    self.init(name: name, samples: samples, validity: frame.validity, camera: camera)
  }

  /// The mosaic as a frame with the properties of another one.
  func frame(like other: any AnyFrame) -> any AnyFrame {
    switch (samples, other) {
    case (.floats(let planes), let other as Frame<LinearGray>):
      Frame<LinearGray>(planes[0], validity: validity, properties: other.properties)
    case (.floats(let planes), _):
      Frame<LinearRGB>(
        .init(planes: planes), validity: validity,
        properties: (other as? Frame<LinearRGB>)?.properties ?? LinearProperties())
    case (.eight(let planes), let other as Frame<DisplayGray>):
      Frame<DisplayGray>(.eight(planes[0]), validity: validity, properties: other.properties)
    case (.sixteen(let planes), let other as Frame<DisplayGray>):
      Frame<DisplayGray>(.sixteen(planes[0]), validity: validity, properties: other.properties)
    case (.eight(let planes), _):
      Frame<DisplayRGB>(
        .eight(.init(planes: planes)), validity: validity, properties: display(other))
    case (.sixteen(let planes), _):
      Frame<DisplayRGB>(
        .sixteen(.init(planes: planes)), validity: validity, properties: display(other))
    }
  }

  private func display(_ other: any AnyFrame) -> DisplayRGB.Properties {
    (other as? Frame<DisplayRGB>)?.properties ?? .init(transfer: "unknown")
  }
}
