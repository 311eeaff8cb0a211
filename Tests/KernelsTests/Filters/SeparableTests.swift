import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct SeparableTests {
  /// Weights without symmetry; those of the second half of a set are negative in part.
  private func taps(_ count: Int, signed: Bool) -> TapWeights {
    let shift: Float = signed ? 0.4 : 0
    let values = (0..<count).map { k in Float((k * 6151) % 97 + 3) / 97 - shift }
    let total = values.reduce(0) { $0 + abs($1) }
    return TapWeights(values.map { $0 / total })
  }

  /// Columns first, each sum from 0 in the order of the weights, then along the row.
  private func float<S: FilterSample>(
    _ at: Surroundings<S>, _ rows: TapWeights, _ columns: TapWeights, _ x: Int, _ y: Int,
    _ number: (S) -> Float
  ) -> S {
    var result: Float = 0
    for tap in 0..<rows.count {
      var sum: Float = 0
      for line in 0..<columns.count {
        let product =
          number(at(x, y, tap - rows.radius, line - columns.radius)) * columns.weights[line]
        sum += product
      }
      let product = sum * rows.weights[tap]
      result += product
    }
    return S(nearest: result)
  }

  private let counts = [(3, 3), (5, 5), (7, 3), (3, 9), (15, 15), (31, 31), (5, 31)]

  private func contexts(_ isa: InstructionSet) -> [(context: FilterContext, size: Size)] {
    awkwardSizes.enumerated().map { seed, size in
      let channels = seed % 4 == 3 ? 3 : 1
      let border = allBorders[seed % allBorders.count]
      return (
        FilterContext(border: border, channels: channels, isa: isa),
        Size(size.width * channels, size.height)
      )
    }
  }

  @Test(arguments: InstructionSet.supported)
  func floatsAreSummedInTheDocumentedOrder(isa: InstructionSet) {
    for (seed, (context, size)) in contexts(isa).enumerated() {
      let (across, down) = counts[seed % counts.count]
      let (rows, columns) = (taps(across, signed: true), taps(down, signed: seed % 2 == 0))
      let plane = Plane<Float>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
      let result = Convolution.separable(
        plane.awkward(), rows: rows, columns: columns, in: context)
      #expect(result.firstDifference { float(at, rows, columns, $0, $1) { $0 } } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func sixteenBitCodesAreSummedAsFloats(isa: InstructionSet) {
    for (seed, (context, size)) in contexts(isa).enumerated() {
      let (across, down) = counts[seed % counts.count]
      let (rows, columns) = (taps(across, signed: true), taps(down, signed: false))
      let plane = Plane<UInt16>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
      let result = Convolution.separable(
        plane.awkward(), rows: rows, columns: columns, in: context)
      #expect(result.firstDifference { float(at, rows, columns, $0, $1) { Float($0) } } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func eightBitCodesAreSummedInIntegers(isa: InstructionSet) throws {
    for (seed, (context, size)) in contexts(isa).enumerated() {
      let (across, down) = counts[seed % counts.count]
      let (rows, columns) = (taps(across, signed: seed % 3 == 0), taps(down, signed: seed % 2 == 0))
      let plane = Plane<UInt8>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
      let result = Convolution.separable(
        plane.awkward(), rows: rows, columns: columns, in: context)
      guard let fixed = FixedSeparable(rows: rows, columns: columns) else {
        #expect(result.firstDifference { float(at, rows, columns, $0, $1) { Float($0) } } == nil)
        continue
      }
      func product(_ a: Int, _ weight: Int16) -> Int { (a * Int(weight) + 0x4000) >> 15 }
      func expected(_ x: Int, _ y: Int) -> UInt8 {
        var total = fixed.shift > 0 ? 1 << (fixed.shift - 1) : 0
        for tap in 0..<across {
          var sum = 0
          for line in 0..<down {
            let code = Int(at(x, y, tap - across / 2, line - down / 2))
            sum += product(code << fixed.shift, fixed.columns[line])
          }
          total += product(sum, fixed.rows[tap])
        }
        return UInt8(max(0, min(255, total >> fixed.shift)))
      }
      #expect(result.firstDifference(from: expected) == nil)
    }
  }

  @Test func eightBitCodesStayWithinTheTolerance() {
    let plane = Plane<UInt8>.samples(Size(70, 50), seed: 2)
    let at = Surroundings(plane: plane)
    for (count, isSigned) in [(5, false), (5, true), (15, false), (31, false), (31, true)] {
      let weights = taps(count, signed: isSigned)
      let result = Convolution.separable(plane, rows: weights, columns: weights)
      var worst = 0.0
      for y in stride(from: 0, to: 50, by: 7) {
        for x in 0..<70 {
          var exact = 0.0
          for line in 0..<count {
            for tap in 0..<count {
              let sample = Double(at(x, y, tap - count / 2, line - count / 2))
              exact += sample * Double(weights.weights[tap]) * Double(weights.weights[line])
            }
          }
          worst = max(worst, abs(Double(result[x, y]) - max(0, min(255, exact))))
        }
      }
      #expect(worst <= 0.5 + Convolution.separableTolerance)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func aBinomialIsExact(isa: InstructionSet) {
    let binomial = TapWeights([1, 4, 6, 4, 1].map { $0 / 16 })
    let plane = Plane<UInt8>.samples(Size(40, 30), seed: 9)
    let at = Surroundings(plane: plane)
    let result = Convolution.separable(
      plane, rows: binomial, columns: binomial, in: FilterContext(isa: isa))
    let weights = [1, 4, 6, 4, 1]
    let difference = result.firstDifference { x, y in
      var sum = 128
      for line in 0..<5 {
        for tap in 0..<5 {
          sum += weights[line] * weights[tap] * Int(at(x, y, tap - 2, line - 2))
        }
      }
      return UInt8(sum >> 8)
    }
    #expect(difference == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet) {
    let context = FilterContext(border: .reflect, isa: isa)
    let weights = taps(7, signed: false)
    let difference =
      bandsDiffer(Plane<Float>.samples(Size(150, 41), seed: 1), halo: 3, context) {
        Convolution.separable($0, rows: weights, columns: weights, in: $1)
      }
      ?? bandsDiffer(Plane<UInt8>.samples(Size(150, 41), seed: 1), halo: 3, context) {
        Convolution.separable($0, rows: weights, columns: weights, in: $1)
      }
    #expect(difference == nil)
  }
}
