import Kernels
import Raster
import TestSupport
import Testing

@Suite struct DenseTests {
  /// Weights of both signs that no power of two divides.
  private func weights(_ width: Int, _ height: Int, scale: Float = 1) -> WeightMatrix {
    let count = width * height
    let values = (0..<count).map { Float(($0 &* 7919) % 101) / 101 - 0.4 }
    let total = values.reduce(0) { $0 + abs($1) }
    return WeightMatrix(width: width, height: height, weights: values.map { $0 / total * scale })
  }

  /// The sum as documented: floats, from 0, row by row, products rounded before they are added.
  private func float<S: FilterSample>(
    _ at: Surroundings<S>, _ m: WeightMatrix, _ x: Int, _ y: Int, _ number: (S) -> Float
  ) -> S {
    var sum: Float = 0
    for line in 0..<m.height {
      for tap in 0..<m.width {
        let product =
          number(at(x, y, tap - m.width / 2, line - m.height / 2))
          * m.weights[line * m.width + tap]
        sum += product
      }
    }
    return S(nearest: sum)
  }

  /// The sum of 8-bit codes with weights in 64-bit integers, from the finest scale that fits.
  private func fixed(
    _ at: Surroundings<UInt8>, _ m: WeightMatrix, _ x: Int, _ y: Int, shift: Int
  ) -> UInt8 {
    var sum = shift > 0 ? 1 << (shift - 1) : 0
    for line in 0..<m.height {
      for tap in 0..<m.width {
        let weight = (Double(m.weights[line * m.width + tap]) * Double(1 << shift)).rounded()
        sum += Int(weight) * Int(at(x, y, tap - m.width / 2, line - m.height / 2))
      }
    }
    return UInt8(max(0, min(255, sum >> shift)))
  }

  /// The finest shift at which weights fit 16 bits and sums 32 bits, found by trying.
  private func shift(_ m: WeightMatrix) -> Int {
    var best = 0
    for shift in 0...24 {
      let scale = Double(1 << shift)
      let isNarrow = m.weights.allSatisfy { abs(Double($0)) * scale <= 32767 }
      let most = m.weights.reduce(0.0) { $0 + abs(Double($1)) * scale * 255 + 127.5 } + scale
      if isNarrow && most <= 2_147_483_000 { best = shift }
    }
    return best
  }

  private let shapes = [
    (3, 3), (5, 5), (7, 7), (3, 5), (9, 3), (15, 15), (31, 31),
  ]

  @Test(arguments: InstructionSet.supported)
  func floatsAreSummedInTheDocumentedOrder(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let plane = Plane<Float>.samples(size, seed: UInt64(seed))
      let (width, height) = shapes[seed % 5]
      let matrix = weights(width, height)
      let border = allBorders[seed % allBorders.count]
      let context = FilterContext(border: border, isa: isa)
      let at = Surroundings(plane: plane, border: border)
      let result = Convolution.dense(plane.awkward(), matrix, in: context)
      #expect(result.size == size)
      #expect(result.firstDifference { float(at, matrix, $0, $1) { $0 } } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func sixteenBitCodesAreSummedAsFloats(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let plane = Plane<UInt16>.samples(size, seed: UInt64(seed))
      let (width, height) = shapes[seed % 5]
      let matrix = weights(width, height, scale: 1.7)
      let border = allBorders[seed % allBorders.count]
      let at = Surroundings(plane: plane, border: border)
      let context = FilterContext(border: border, isa: isa)
      let result = Convolution.dense(plane.awkward(), matrix, in: context)
      #expect(result.firstDifference { float(at, matrix, $0, $1) { Float($0) } } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func eightBitCodesAreSummedExactly(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let plane = Plane<UInt8>.samples(size, seed: UInt64(seed))
      let (width, height) = shapes[seed % 5]
      let matrix = weights(width, height)
      let border = allBorders[seed % allBorders.count]
      let at = Surroundings(plane: plane, border: border)
      let context = FilterContext(border: border, isa: isa)
      let result = Convolution.dense(plane.awkward(), matrix, in: context)
      let bits = shift(matrix)
      #expect(result.firstDifference { fixed(at, matrix, $0, $1, shift: bits) } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func largeKernelsAndInterleavedColours(isa: InstructionSet) {
    for (width, height) in shapes {
      for channels in [1, 3] {
        let border = allBorders[(width + channels) % allBorders.count]
        let context = FilterContext(border: border, channels: channels, isa: isa)
        let size = Size(channels * 41, 9)
        let matrix = weights(width, height)
        let light = Plane<Float>.samples(size, seed: 5)
        let at = Surroundings(plane: light, border: border, channels: channels)
        let result = Convolution.dense(light, matrix, in: context)
        #expect(result.firstDifference { float(at, matrix, $0, $1) { $0 } } == nil)
        let codes = Plane<UInt8>.samples(size, seed: 6)
        let codesAt = Surroundings(plane: codes, border: border, channels: channels)
        let filtered = Convolution.dense(codes, matrix, in: context)
        let bits = shift(matrix)
        #expect(filtered.firstDifference { fixed(codesAt, matrix, $0, $1, shift: bits) } == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func weightsTooUnequalForSixteenBitsAreFloats(isa: InstructionSet) {
    var values = [Float](repeating: 0.013, count: 9)
    values[4] = 40
    let matrix = WeightMatrix(width: 3, height: 3, weights: values)
    let plane = Plane<UInt8>.samples(Size(35, 6), seed: 3)
    let at = Surroundings(plane: plane)
    let result = Convolution.dense(plane, matrix, in: FilterContext(isa: isa))
    #expect(result.firstDifference { float(at, matrix, $0, $1) { Float($0) } } == nil)
  }

  @Test func fixedPointStaysWithinItsTolerance() {
    let matrix = weights(15, 15)
    let plane = Plane<UInt8>.samples(Size(64, 40), seed: 11)
    let at = Surroundings(plane: plane)
    let result = Convolution.dense(plane, matrix)
    for y in 0..<40 {
      for x in 0..<64 {
        var exact = 0.0
        for line in 0..<15 {
          for tap in 0..<15 {
            exact += Double(at(x, y, tap - 7, line - 7)) * Double(matrix.weights[line * 15 + tap])
          }
        }
        let limited = max(0, min(255, exact))
        let error = abs(Double(result[x, y]) - limited)
        #expect(error <= 0.5 + Convolution.fixedPointTolerance)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func whatIsNoNumberReachesOnlyWhereTheFilterReaches(isa: InstructionSet) {
    let plane = Plane<Float>.withSpecialNumbers(Size(64, 9), seed: 8)
    let matrix = weights(5, 3)
    let at = Surroundings(plane: plane)
    let result = Convolution.dense(plane, matrix, in: FilterContext(isa: isa))
    #expect(result.firstDifference { float(at, matrix, $0, $1) { $0 } } == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet) {
    let context = FilterContext(border: .replicate, isa: isa)
    let matrix = weights(5, 5)
    let difference =
      bandsDiffer(Plane<Float>.samples(Size(70, 41), seed: 1), halo: 2, context) {
        Convolution.dense($0, matrix, in: $1)
      }
      ?? bandsDiffer(Plane<UInt8>.samples(Size(70, 41), seed: 1), halo: 2, context) {
        Convolution.dense($0, matrix, in: $1)
      }
    #expect(difference == nil)
  }

  @Test func wideRowsArePartedWithoutATrace() {
    let plane = Plane<UInt16>.samples(Size(5000, 12), seed: 4)
    let matrix = weights(31, 3)
    let at = Surroundings(plane: plane)
    let result = Convolution.dense(plane, matrix)
    #expect(result.firstDifference { float(at, matrix, $0, $1) { Float($0) } } == nil)
  }
}
