import Kernels
import Raster
import Stereo

extension BenchCase {
  /// The 2000 strongest features of craters, and their matches in the picture a little aside.
  static var features: [BenchCase] {
    [
      BenchCase(name: "features.detect") { size in
        let picture = light(size)
        return BenchWork(pixels: size.area, bytes: 0, products: 0) { threads in
          BenchOutcome(found(picture, FilterContext(threads: threads)).codes)
        }
      },
      BenchCase(name: "features.match") { size in
        let picture = light(size)
        let aside = Region(
          x: min(40, size.width), y: 0, width: max(0, size.width - 40), height: size.height)
        let (first, second) = (
          found(picture, FilterContext()), found(picture.view(aside), FilterContext())
        )
        return BenchWork(pixels: size.area, bytes: 0, products: 0) { _ in
          let matches = FeatureMatcher().matches(first, second)
          return BenchOutcome(
            Plane<Int32>(size: Size(2, matches.count)) { index, row in
              row[0] = Int32(matches[index].first)
              row[1] = Int32(matches[index].second)
            })
        }
      },
    ]
  }

  private static func found(_ picture: Plane<Float>, _ context: FilterContext) -> FeatureSet {
    FeatureDetector().features(
      in: picture, validity: Validity(allValid: picture.size), context: context)
  }

  private static func light(_ size: Size) -> Plane<Float> {
    let codes = CraterScene(size).frame(.linear).samples
    return Plane(size: size) { y, row in
      let source = codes.row(y)
      for x in row.indices { row[x] = Float(source[x]) / 4095 }
    }
  }
}
