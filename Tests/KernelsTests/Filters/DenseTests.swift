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

  /// The ways to sum 8-bit codes, with the power of two that weights or codes are scaled by.
  private enum Way: Equatable {
    case whole(Int)
    case rounded(Int)
    case wide(Int)
    case floats
  }

  /// The first way that fits, found by trying.
  private func way(_ m: WeightMatrix) -> Way {
    let w = m.weights.map(Double.init)
    let size = w.reduce(0) { $0 + abs($1) }
    func power(_ bits: Int) -> Double { Double(1 << bits) }
    for bits in 0...8 where w.allSatisfy({ $0 * power(bits) == ($0 * power(bits)).rounded() }) {
      if size * power(bits) * 255 + (bits > 0 ? power(bits - 1) : 0) <= 32767 {
        return .whole(bits)
      }
      break
    }
    for bits in (1...7).reversed() {
      let largest = max(1, size) * 255 * power(bits)
      if largest + Double(w.count) + power(bits - 1) > 32767 { continue }
      let off = w.reduce(0) { $0 + abs($1 - ($1 * 32768).rounded() / 32768) } * 255
      let isFine = off + Double(w.count) / power(bits + 1) <= 0.1
      if isFine && w.allSatisfy({ ($0 * 32768).rounded().magnitude <= 32767 }) {
        return .rounded(bits)
      }
      break
    }
    for shift in (0...24).reversed() {
      let isNarrow = w.allSatisfy { abs($0) * power(shift) <= 32767 }
      let most = w.reduce(0.0) { $0 + abs($1) * power(shift) * 255 + 127.5 } + power(shift)
      if isNarrow && most <= 2_147_483_000 {
        let off = w.reduce(0) { $0 + abs($1 - ($1 * power(shift)).rounded() / power(shift)) } * 255
        return off <= 0.1 ? .wide(shift) : .floats
      }
    }
    return .floats
  }

  /// The sum of 8-bit codes, as documented.
  private func codes(
    _ at: Surroundings<UInt8>, _ m: WeightMatrix, _ x: Int, _ y: Int, _ way: Way
  ) -> UInt8 {
    if way == .floats { return float(at, m, x, y) { Float($0) } }
    var sum = 0
    for line in 0..<m.height {
      for tap in 0..<m.width {
        let weight = Double(m.weights[line * m.width + tap])
        let code = Int(at(x, y, tap - m.width / 2, line - m.height / 2))
        switch way {
        case .rounded(let bits):
          sum += (Int((weight * 32768).rounded()) * (code << bits) + 0x4000) >> 15
        case .whole(let bits), .wide(let bits):
          sum += Int((weight * Double(1 << bits)).rounded()) * code
        case .floats: break
        }
      }
    }
    switch way {
    case .rounded(let bits), .whole(let bits), .wide(let bits):
      return UInt8(max(0, min(255, (sum + (1 << bits) / 2) >> bits)))
    case .floats: return 0
    }
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
  func eightBitCodesAreSummedAsDocumented(isa: InstructionSet) {
    var ways: [Way] = []
    for (seed, size) in awkwardSizes.enumerated() {
      let plane = Plane<UInt8>.samples(size, seed: UInt64(seed))
      let (width, height) = shapes[seed % 5]
      let matrix = weights(width, height)
      let border = allBorders[seed % allBorders.count]
      let at = Surroundings(plane: plane, border: border)
      let context = FilterContext(border: border, isa: isa)
      let result = Convolution.dense(plane.awkward(), matrix, in: context)
      let way = way(matrix)
      #expect(result.firstDifference { codes(at, matrix, $0, $1, way) } == nil)
      ways.append(way)
    }
    #expect(
      ways.contains(.rounded(7)) && ways.contains { if case .wide = $0 { true } else { false } })
  }

  @Test(arguments: InstructionSet.supported)
  func smallWholeWeightsAreExact(isa: InstructionSet) {
    let sharpen: [Float] = [-1, -2, -1, -2, 28, -2, -1, -2, -1].map { $0 / 16 }
    let emboss: [Float] = [-2, -1, 0, -1, 1, 1, 0, 1, 2]
    let ridge: [Float] = (0..<25).map { $0 == 12 ? 24 : -1 }
    let plane = Plane<UInt8>.samples(Size(83, 11), seed: 9)
    let at = Surroundings(plane: plane)
    for weights in [sharpen, emboss, ridge] {
      let side = weights.count == 25 ? 5 : 3
      let matrix = WeightMatrix(width: side, height: side, weights: weights)
      let way = way(matrix)
      #expect(way == .whole(weights == sharpen ? 4 : 0))
      let result = Convolution.dense(plane.awkward(), matrix, in: FilterContext(isa: isa))
      #expect(result.firstDifference { codes(at, matrix, $0, $1, way) } == nil)
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
        let words = Plane<UInt16>.samples(size, seed: 7)
        let wordsAt = Surroundings(plane: words, border: border, channels: channels)
        let wide = Convolution.dense(words, matrix, in: context)
        #expect(wide.firstDifference { float(wordsAt, matrix, $0, $1) { Float($0) } } == nil)
        let codes = Plane<UInt8>.samples(size, seed: 6)
        let codesAt = Surroundings(plane: codes, border: border, channels: channels)
        let filtered = Convolution.dense(codes, matrix, in: context)
        let way = way(matrix)
        #expect(filtered.firstDifference { self.codes(codesAt, matrix, $0, $1, way) } == nil)
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

  @Test(arguments: [3, 5, 15])
  func fixedPointStaysWithinItsTolerance(side: Int) {
    let matrix = weights(side, side)
    let reach = side / 2
    let plane = Plane<UInt8>.samples(Size(64, 40), seed: 11)
    let at = Surroundings(plane: plane)
    let result = Convolution.dense(plane, matrix)
    for y in 0..<40 {
      for x in 0..<64 {
        var exact = 0.0
        for line in 0..<side {
          for tap in 0..<side {
            let weight = Double(matrix.weights[line * side + tap])
            exact += Double(at(x, y, tap - reach, line - reach)) * weight
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
      ?? bandsDiffer(Plane<UInt16>.samples(Size(70, 41), seed: 1), halo: 2, context) {
        Convolution.dense($0, matrix, in: $1)
      }
      ?? bandsDiffer(Plane<UInt8>.samples(Size(70, 41), seed: 1), halo: 1, context) {
        Convolution.dense($0, weights(3, 3), in: $1)
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
