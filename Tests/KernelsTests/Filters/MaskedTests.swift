import Kernels
import Raster
import TestSupport
import Testing

@Suite struct MaskedTests {
  private let size = Size(37, 23)
  private let mean = DenseFilter(
    WeightMatrix(width: 5, height: 3, weights: (1...15).map { Float($0) / 120 }))

  /// Lone pixels, a lost row and a block larger than the filter.
  private var defects: Plane<UInt8> {
    Plane(size: size) { y, row in
      for x in row.indices {
        let isBlock = (20..<30).contains(x) && (10..<18).contains(y)
        let isMissing = (x * 5 + y * 11) % 31 == 0 || y == 5 || isBlock
        row[x] = isMissing ? Defects.lost.rawValue : 0
      }
    }
  }

  @Test(arguments: InstructionSet.supported, allBorders)
  func missingPixelsCarryNoWeight(isa: InstructionSet, border: Border) {
    let (clean, defects) = (Plane<Float>.samples(size, seed: 3), self.defects)
    // What stands at a missing pixel must not matter at all.
    let plane = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = defects[x, y] == 0 ? clean[x, y] : .nan }
    }
    let context = FilterContext(border: border, isa: isa)
    let result = mean.applied(to: plane, without: defects, in: context)
    let at = Surroundings(plane: clean, border: border)
    let isKnown = Surroundings(plane: defects, border: border)
    var (worst, checked, lost) = (0.0, 0, 0)
    for y in 0..<size.height {
      for x in 0..<size.width {
        var (sum, weight) = (0.0, 0.0)
        for line in 0..<3 {
          for tap in 0..<5 {
            let w = Double(mean.weights.weights[line * 5 + tap])
            let isOutside = isBeyond(x + tap - 2, y + line - 1, border)
            if isOutside || isKnown(x, y, tap - 2, line - 1) == 0 {
              sum += w * Double(at(x, y, tap - 2, line - 1))
              weight += w
            }
          }
        }
        #expect((result.unknown?[x, y] == 0) == (weight > 0))
        if weight > 0 {
          worst = max(worst, abs(Double(result.plane[x, y]) - sum / weight))
          checked += 1
        } else {
          lost += 1
          #expect(result.plane[x, y] == 0)
        }
      }
    }
    #expect(worst < 2e-6)
    #expect(checked > 700 && lost > 10)
  }

  /// Whether a constant stands there.
  private func isBeyond(_ x: Int, _ y: Int, _ border: Border) -> Bool {
    guard case .constant = border else { return false }
    return x < 0 || y < 0 || x >= size.width || y >= size.height
  }

  @Test(arguments: allBorders)
  func whereAllIsKnownNoBitChanges(border: Border) {
    let context = FilterContext(border: border)
    func check<S: FilterSample>(_ plane: Plane<S>, _ filter: some PlaneFilter) {
      let plain = filter.applied(to: plane, in: context)
      let defects = Plane<UInt8>(size: size) { y, row in
        for x in row.indices { row[x] = x / 4 == 4 && y / 4 == 2 ? 1 : 0 }
      }
      let result = filter.applied(to: plane, without: defects, in: context)
      let near = Validity(defects).spread(by: filter.reach, rows: 0..<size.height)
      var same = 0
      for y in 3..<(size.height - 3) {
        for x in 3..<(size.width - 3) where near[x, y] == [] {
          #expect(result.plane[x, y] == plain[x, y])
          same += 1
        }
      }
      #expect(same > 10)
      let none = Plane<UInt8>(size: size, repeating: 0)
      let whole = filter.applied(to: plane, without: none, in: context)
      #expect(whole.plane == plain)
      #expect(whole.unknown == none)
    }
    check(Plane<UInt8>.samples(size, seed: 1), mean)
    check(Plane<UInt16>.samples(size, seed: 1), GaussianFilter(Gaussian(sigma: 0.5)))
    check(Plane<Float>.samples(size, seed: 1), UnsharpMask(Gaussian(sigma: 0.4), amount: 2))
  }

  @Test(arguments: allBorders)
  func whatIsNoMeanIsKnownWhereAllIs(border: Border) {
    let weights: [Float] = [0, -1, 0, -1, 4, -1, 0, -1, 0]
    let filter = DenseFilter(WeightMatrix(width: 3, height: 3, weights: weights))
    let plane = Plane<Float>.samples(size, seed: 2)
    let context = FilterContext(border: border)
    let result = filter.applied(to: plane, without: defects, in: context)
    let plain = filter.applied(to: plane, in: context)
    let isMissing = Surroundings(plane: defects, border: border)
    for y in 0..<size.height {
      for x in 0..<size.width {
        var isUnknown = false
        for dy in -1...1 {
          for dx in -1...1 where !isBeyond(x + dx, y + dy, border) {
            if isMissing(x, y, dx, dy) != 0 { isUnknown = true }
          }
        }
        #expect(result.unknown?[x, y] == (isUnknown ? 1 : 0))
        #expect(result.plane[x, y] == (isUnknown ? 0 : plain[x, y]))
      }
    }
  }
}
