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
  var lightInGrey: Plane<Float>? {
    switch self {
    case let frame as Frame<LinearGray>: frame.samples
    case let frame as Frame<LinearRGB>: frame.samples.luma
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
      case .eight(let planes): planes.mapped { Float($0) }.luma
      case .sixteen(let planes): planes.mapped { Float($0) / 257 }.luma
      }
    default: nil
    }
  }
}

extension RGBPlanes {
  fileprivate func mapped(_ transform: (S) -> Float) -> RGBPlanes<Float> {
    RGBPlanes<Float>(
      red: red.mapped(transform), green: green.mapped(transform), blue: blue.mapped(transform))
  }
}
