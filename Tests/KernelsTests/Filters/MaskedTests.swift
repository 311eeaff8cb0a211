import ExactMath
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
        #expect((result.unknown?[x, y] != 0) == isUnknown)
        #expect(result.plane[x, y] == (isUnknown ? 0 : plain[x, y]))
      }
    }
  }

  /// Filters of all kinds, with the borders that all of them know.
  private var filters: [any PlaneFilter] {
    [
      mean, GaussianFilter(Gaussian(sigma: 0.8)), BoxFilter(radius: 2), HalvingFilter(),
      MedianFilter(.three), MedianFilter(.five), GuidedFilter(radius: 2, epsilon: 0.05),
      BilateralFilter(radius: 2, sigmaSpace: 1.5, sigmaRange: 0.3),
      UnsharpMask(Gaussian(sigma: 0.8), amount: 2), GradientFilter(.sobelMagnitude),
      GradientFilter(.laplacian(.eight)),
    ]
  }

  @Test(arguments: InstructionSet.supported)
  func whatStandsAtAMissingPixelChangesNoBit(isa: InstructionSet) {
    func check<S: FilterSample>(_ type: S.Type, _ hidden: S) {
      let (clean, defects) = (Plane<S>.samples(size, seed: 3), self.defects)
      let spoiled = Plane<S>(size: size) { y, row in
        for x in row.indices { row[x] = defects[x, y] == 0 ? clean[x, y] : hidden }
      }
      for filter in filters {
        for border in [Border.reflect101, .reflect, .replicate] {
          let context = FilterContext(border: border, isa: isa)
          let a = filter.applied(to: clean, without: defects, in: context)
          let b = filter.applied(to: spoiled, without: defects, in: context)
          #expect(a.plane == b.plane && a.unknown == b.unknown, "\(filter)")
          // The instruction sets agree, on any number of threads.
          let other = FilterContext(border: border, threads: 3, isa: .baseline)
          #expect(filter.applied(to: clean, without: defects, in: other).plane == a.plane)
          // So do bands.
          if filter is HalvingFilter { continue }
          for start in stride(from: 0, to: size.height, by: 5) {
            let wanted = start..<min(size.height, start + 5)
            let reach = filter.reach
            let held = max(0, start - reach)..<min(size.height, wanted.upperBound + reach)
            let region = Region(x: 0, y: held.lowerBound, width: size.width, height: held.count)
            var part = context
            part.window = RowWindow(height: size.height, held: held, wanted: wanted)
            let band = filter.applied(
              to: clean.view(region), without: defects.view(region), in: part)
            let rows = Region(x: 0, y: start, width: size.width, height: wanted.count)
            #expect(band.plane == a.plane.view(rows), "\(filter)")
            for y in 0..<wanted.count {
              for x in 0..<size.width {
                #expect((band.unknown?[x, y] != 0) == (a.unknown?[x, start + y] != 0))
              }
            }
          }
        }
      }
    }
    check(UInt8.self, 255)
    check(UInt16.self, 65535)
    check(Float.self, .nan)
  }

  @Test func noneMissingChangesNoBitOfAnyFilter() {
    func check<S: FilterSample>(_ plane: Plane<S>) {
      let none = Plane<UInt8>(size: size, repeating: 0)
      for filter in filters {
        let context = FilterContext(border: .reflect)
        let masked = filter.applied(to: plane, without: none, in: context)
        #expect(masked.plane == filter.applied(to: plane, in: context), "\(filter)")
        #expect(masked.unknown.map { Validity($0).invalidCount } == 0)
      }
    }
    check(Plane<UInt8>.samples(size, seed: 4))
    check(Plane<UInt16>.samples(size, seed: 5))
    check(Plane<Float>.samples(size, seed: 6))
  }

  @Test(arguments: allBorders)
  func mediansAreOfKnownPixels(border: Border) {
    let plane = Plane<UInt16>.samples(size, seed: 8)
    let (at, isMissing) = (
      Surroundings(plane: plane, border: border), Surroundings(plane: defects, border: border)
    )
    for size in MedianSize.allCases {
      let result = MedianFilter(size).applied(
        to: plane, without: defects, in: FilterContext(border: border))
      let reach = size.rawValue / 2
      for y in 0..<plane.height {
        for x in 0..<plane.width {
          var known: [UInt16] = []
          for dy in -reach...reach {
            for dx in -reach...reach
            where isBeyond(x + dx, y + dy, border) || isMissing(x, y, dx, dy) == 0 {
              known.append(at(x, y, dx, dy))
            }
          }
          let isKnown = defects[x, y] == 0
          let expected = isKnown ? known.sorted()[(known.count - 1) / 2] : 0
          #expect(result.plane[x, y] == expected)
          #expect((result.unknown?[x, y] == 0) == isKnown)
        }
      }
    }
  }

  @Test func bilateralWeightsAreOfKnownPixels() {
    let plane = Plane<Float>.samples(size, seed: 9)
    let (at, isMissing) = (Surroundings(plane: plane), Surroundings(plane: defects))
    let result = BilateralFilter(radius: 2, sigmaSpace: 1.5, sigmaRange: 0.5).applied(
      to: plane, without: defects, in: FilterContext())
    for y in 0..<plane.height {
      for x in 0..<plane.width where defects[x, y] == 0 {
        var (sum, total) = (0.0, 0.0)
        for dy in -2...2 {
          for dx in -2...2 where dx * dx + dy * dy <= 4 && isMissing(x, y, dx, dy) == 0 {
            let difference = Double(at(x, y, dx, dy)) - Double(plane[x, y])
            let exponent =
              Double(dx * dx + dy * dy) / (2 * 1.5 * 1.5) + difference * difference / (2 * 0.25)
            let weight = Exact.exp(-exponent)
            sum += weight * Double(at(x, y, dx, dy))
            total += weight
          }
        }
        #expect(abs(Double(result.plane[x, y]) - sum / total) < 5e-5)
      }
    }
  }

  @Test func guidedMeansAreOfKnownPixels() {
    let plane = Plane<Float>.samples(size, seed: 10)
    let (radius, epsilon) = (2, 0.05)
    let isMissing = Surroundings(plane: defects, border: .replicate)
    let at = Surroundings(plane: plane, border: .replicate)
    let offsets = -radius...radius
    let count = size.width * size.height
    var slopes = [Double?](repeating: nil, count: count)
    var constants = [Double?](repeating: nil, count: count)
    for y in 0..<size.height {
      for x in 0..<size.width {
        var known: [Double] = []
        for dy in offsets {
          for dx in offsets where isMissing(x, y, dx, dy) == 0 {
            known.append(Double(at(x, y, dx, dy)))
          }
        }
        if known.isEmpty { continue }
        let mean = known.reduce(0, +) / Double(known.count)
        let square = known.reduce(0) { $0 + $1 * $1 } / Double(known.count)
        let variance = max(0, square - mean * mean)
        let slope = variance / (variance + epsilon)
        slopes[y * size.width + x] = slope
        constants[y * size.width + x] = mean - slope * mean
      }
    }
    let result = GuidedFilter(radius: radius, epsilon: Float(epsilon)).applied(
      to: plane, without: defects, in: FilterContext(border: .replicate))
    for y in 0..<size.height {
      for x in 0..<size.width where defects[x, y] == 0 {
        var (slope, constant, number) = (0.0, 0.0, 0.0)
        for dy in offsets {
          for dx in offsets {
            let line = Border.replicate.source(of: y + dy, count: size.height) ?? 0
            let column = Border.replicate.source(of: x + dx, count: size.width) ?? 0
            let place = line * size.width + column
            guard let a = slopes[place], let b = constants[place] else { continue }
            slope += a
            constant += b
            number += 1
          }
        }
        let expected = (slope * Double(plane[x, y]) + constant) / number
        #expect(abs(Double(result.plane[x, y]) - expected) < 2e-5)
      }
    }
  }

  @Test func halfAPictureIsOfKnownPixels() {
    let plane = Plane<Float>.samples(size, seed: 11)
    let (at, isMissing) = (Surroundings(plane: plane), Surroundings(plane: defects))
    let result = HalvingFilter().applied(to: plane, without: defects, in: FilterContext())
    #expect(result.plane.size == Pyramid.sizeBelow(size))
    let taps = [1.0, 4, 6, 4, 1]
    var lost = 0
    for y in 0..<result.plane.height {
      for x in 0..<result.plane.width {
        var (sum, total) = (0.0, 0.0)
        for dy in -2...2 {
          for dx in -2...2 where isMissing(2 * x, 2 * y, dx, dy) == 0 {
            let weight = taps[dx + 2] * taps[dy + 2]
            sum += weight * Double(at(2 * x, 2 * y, dx, dy))
            total += weight
          }
        }
        #expect((result.unknown?[x, y] == 0) == (total > 0))
        if total == 0 { lost += 1 }
        let expected = total > 0 ? sum / total : 0
        #expect(abs(Double(result.plane[x, y]) - expected) < 2e-6)
      }
    }
    #expect(lost > 2)
  }

  @Test func sharpeningLooksAtKnownPixels() {
    let flat = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = defects[x, y] == 0 ? 0.5 : 100 }
    }
    let result = UnsharpMask(Gaussian(sigma: 2), amount: 3).applied(
      to: flat, without: defects, in: FilterContext())
    for y in 0..<size.height {
      for x in 0..<size.width {
        let isKnown = defects[x, y] == 0
        #expect(abs(result.plane[x, y] - (isKnown ? 0.5 : 0)) < 1e-6)
      }
    }
  }

  /// Borders that not every filter knows.
  @Test(arguments: [Border.constant(7.5), .constant(300), .wrap])
  func constantsAreThoseOfTheSamples(border: Border) {
    let known = Plane<UInt8>(size: size, repeating: 0)
    func check<S: FilterSample>(_ plane: Plane<S>) {
      for filter in filters where !(filter is GuidedFilter) {
        let context = FilterContext(border: border)
        let masked = filter.applied(to: plane, without: known, in: context)
        #expect(masked.plane == filter.applied(to: plane, in: context), "\(filter)")
        let hidden = filter.applied(to: plane, without: defects, in: context)
        let spoiled = Plane<S>(size: size) { y, row in
          for x in row.indices { row[x] = defects[x, y] == 0 ? plane[x, y] : S(nearest: 99) }
        }
        let other = filter.applied(to: spoiled, without: defects, in: context)
        #expect(hidden.plane == other.plane && hidden.unknown == other.unknown, "\(filter)")
      }
    }
    check(Plane<UInt8>.samples(size, seed: 12))
    check(Plane<UInt16>.samples(size, seed: 13))
    check(Plane<Float>.samples(size, seed: 14))
  }

  @Test func halvesInBandsAreThoseOfTheWhole() {
    let plane = Plane<Float>.samples(size, seed: 15)
    let whole = HalvingFilter().applied(to: plane, without: defects, in: FilterContext())
    for start in stride(from: 0, to: size.height, by: 4) {
      let wanted = start..<min(size.height, start + 4)
      let held = max(0, start - 2)..<min(size.height, wanted.upperBound + 2)
      let region = Region(x: 0, y: held.lowerBound, width: size.width, height: held.count)
      let window = RowWindow(height: size.height, held: held, wanted: wanted)
      let band = HalvingFilter().applied(
        to: plane.view(region).copied(), without: defects.view(region).copied(),
        in: FilterContext(window: window))
      let rows = Region(
        x: 0, y: start / 2, width: whole.plane.width, height: (wanted.count + 1) / 2)
      #expect(band.plane == whole.plane.view(rows))
    }
  }

  @Test func aTraceOfWeightIsNotKnowledge() {
    let middle = Plane<UInt8>(size: Size(5, 5)) { y, row in
      for x in row.indices { row[x] = x == 1 && y == 1 ? 0 : 1 }
    }
    let plane = Plane<Float>(size: Size(5, 5), repeating: 3)
    let result = GaussianFilter(Gaussian(sigma: 0.1)).applied(
      to: plane, without: middle, in: FilterContext())
    for y in 0..<5 {
      for x in 0..<5 {
        #expect(result.plane[x, y] == (x == 1 && y == 1 ? 3 : 0))
        #expect((result.unknown?[x, y] == 0) == (x == 1 && y == 1))
      }
    }
  }
}
