import Diagnostics
import Pipeline
import Raster
import Stereo

extension GreyPair {
  /// Both pictures in grey.
  ///
  /// - Throws: a failure where one is light and the other codes.
  init(_ left: any AnyFrame, _ right: any AnyFrame) throws(Failure) {
    let validity = (left: left.validity, right: right.validity)
    if let a = left.lightInGrey, let b = right.lightInGrey {
      self.init(leftLight: a, rightLight: b, validity: validity)
    } else if let a = left.codesInGrey, let b = right.codesInGrey {
      self.init(left: a, right: b, validity: validity)
    } else {
      throw Failure(
        "the left picture is \(left.domainName), the right one \(right.domainName)",
        remedy: "give both pictures as light, or both as display codes")
    }
  }
}

extension AnyFrame {
  /// Grey of light; nil of other pictures.
  fileprivate var lightInGrey: Plane<Float>? {
    switch self {
    case let frame as Frame<LinearGray>: frame.samples
    case let frame as Frame<LinearRGB>: frame.samples.grey
    default: nil
    }
  }

  /// Grey of display codes, 0 to 255 with fractions; nil of other pictures.
  fileprivate var codesInGrey: Plane<Float>? {
    switch self {
    case let frame as Frame<DisplayGray>:
      switch frame.samples {
      case .eight(let plane): plane.mapped { Float($0) }
      case .sixteen(let plane): plane.mapped { Float($0) / 257 }
      }
    case let frame as Frame<DisplayRGB>:
      switch frame.samples {
      case .eight(let planes): planes.mapped { Float($0) }.grey
      case .sixteen(let planes): planes.mapped { Float($0) / 257 }.grey
      }
    default: nil
    }
  }
}

extension RGBPlanes<Float> {
  /// Luma after ITU-R BT.601.
  fileprivate var grey: Plane<Float> {
    Plane(size: size) { y, out in
      let (red, green, blue) = (self.red.row(y), self.green.row(y), self.blue.row(y))
      for x in out.indices { out[x] = 0.299 * red[x] + 0.587 * green[x] + 0.114 * blue[x] }
    }
  }
}

extension RGBPlanes {
  fileprivate func mapped(_ transform: (S) -> Float) -> RGBPlanes<Float> {
    RGBPlanes<Float>(
      red: red.mapped(transform), green: green.mapped(transform), blue: blue.mapped(transform))
  }
}
