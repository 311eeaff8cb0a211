import Diagnostics
import Pipeline
import Raster
import Stereo

extension PairMosaic.Picture {
  /// A picture in numbers, white at 1.
  ///
  /// - Throws: a failure for frames that are no pictures.
  init(_ frame: any AnyFrame) throws(Failure) {
    let planes =
      switch try PictureSamples(frame) {
      case .eight(let codes): codes.map { $0.mapped { Float($0) / 255 } }
      case .sixteen(let codes, _): codes.map { $0.mapped { Float($0) / 65535 } }
      case .floats(let numbers): numbers
      }
    self.init(planes: planes, validity: frame.validity)
  }

  /// The numbers in the form of another frame; codes of what is there are 1 or more.
  func frame(like other: any AnyFrame) -> any AnyFrame {
    switch other {
    case let other as Frame<LinearGray>:
      return Frame<LinearGray>(planes[0], validity: validity, properties: other.properties)
    case let other as Frame<DisplayRGB>:
      let samples: DisplayRGB.Samples =
        other.samples.bits == 8
        ? .eight(.init(planes: codes(UInt8.self))) : .sixteen(.init(planes: codes(UInt16.self)))
      return Frame<DisplayRGB>(samples, validity: validity, properties: other.properties)
    case let other as Frame<DisplayGray>:
      let samples: DisplayGray.Samples =
        other.samples.bits == 8 ? .eight(codes(UInt8.self)[0]) : .sixteen(codes(UInt16.self)[0])
      return Frame<DisplayGray>(samples, validity: validity, properties: other.properties)
    default:
      let light = (other as? Frame<LinearRGB>)?.properties ?? LinearProperties()
      return Frame<LinearRGB>(.init(planes: planes), validity: validity, properties: light)
    }
  }

  private func codes<S: Sample & FixedWidthInteger>(_ kind: S.Type) -> [Plane<S>] {
    let largest = Float(S.max)
    return planes.map { plane in
      Plane<S>(size: plane.size) { y, row in
        let source = plane.row(y)
        for x in row.indices {
          let code = S(max(1, min(largest, source[x] * largest + 0.5)))
          row[x] = validity[x, y].isEmpty ? code : 0
        }
      }
    }
  }
}
