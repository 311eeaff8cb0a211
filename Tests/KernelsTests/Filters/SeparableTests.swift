import Kernels
import Raster
import TestSupport
import Testing

@Suite struct SeparableTests {
  /// Weights without symmetry; those of the second half of a set are negative in part.
  private func taps(_ count: Int, signed: Bool) -> TapWeights {
    let shift: Float = signed ? 0.4 : 0
    let values = (0..<count).map { k in Float((k * 6151) % 97 + 3) / 97 - shift }
    let total = values.reduce(0) { $0 + abs($1) }
    return TapWeights(values.map { $0 / total })
  }

  /// The weights of one half, read from both ends.
  private func mirrored(_ count: Int, signed: Bool) -> TapWeights {
    let half = taps(count, signed: signed).weights.prefix(count / 2 + 1)
    return TapWeights(half + half.dropLast().reversed())
  }

  /// A sum along a row: pairs from the outermost on where weights are mirrored, else from the left.
  private func rowSum<N>(
    _ weights: [N], _ zero: N, plus: (N, N) -> N, times: (N, N) -> N, _ sample: (Int) -> N
  ) -> N where N: Equatable {
    let last = weights.count - 1
    guard weights == Array(weights.reversed()) else {
      return (0...last).reduce(zero) { plus($0, times(sample($1), weights[$1])) }
    }
    let pairs = (0..<last / 2).reduce(zero) {
      plus($0, times(plus(sample($1), sample(last - $1)), weights[$1]))
    }
    return plus(pairs, times(sample(last / 2), weights[last / 2]))
  }

  /// Rows first, each sum from 0, then down the column in the order of the weights.
  private func float<S: FilterSample>(
    _ at: Surroundings<S>, _ rows: TapWeights, _ columns: TapWeights, _ x: Int, _ y: Int,
    _ number: (S) -> Float
  ) -> S {
    var result: Float = 0
    for line in 0..<columns.count {
      let sum = rowSum(rows.weights, 0, plus: +, times: *) { tap in
        number(at(x, y, tap - rows.radius, line - columns.radius))
      }
      let product = sum * columns.weights[line]
      result += product
    }
    return S(nearest: result)
  }

  /// The ways to sum 8-bit codes: powers of two that weights, or codes, are scaled by.
  private enum Way: Equatable {
    case whole(rows: Int, columns: Int)
    case rounded(Int)
    case mirrored(Int)
    case floats
  }

  /// The first way that fits, found by trying.
  private func way(_ rows: TapWeights, _ columns: TapWeights) -> Way {
    func wholeBits(_ taps: TapWeights) -> Int? {
      let bits = (0...8).first { bits in
        taps.weights.allSatisfy { ($0 * Float(1 << bits)).truncatingRemainder(dividingBy: 1) == 0 }
      }
      guard let bits, taps.weights.allSatisfy({ $0 >= 0 && $0 * Float(1 << bits) <= 256 }) else {
        return nil
      }
      return bits
    }
    if let h = wholeBits(rows), let v = wholeBits(columns) {
      let total = rows.weights.reduce(0, +) * columns.weights.reduce(0, +)
      let largest = 255 * Double(total) * Double(1 << (h + v)) + Double((1 << (h + v)) / 2)
      if largest <= 65535 && largest / Double(1 << (h + v)) < 32768 {
        return .whole(rows: h, columns: v)
      }
    }
    let isMirrored =
      rows.weights.reversed() == rows.weights && columns.weights.reversed() == columns.weights
    return (isMirrored ? roundedBits(rows, columns, together: 2).map { .mirrored($0) } : nil)
      ?? roundedBits(rows, columns, together: 1).map { .rounded($0) } ?? .floats
  }

  /// The largest power of two at which products that are rounded fit; nil where they are too rough.
  private func roundedBits(_ rows: TapWeights, _ columns: TapWeights, together: Int) -> Int? {
    func fixed(_ taps: TapWeights) -> [Double] {
      taps.weights.map { min(max((Double($0) * 32768).rounded(), -32767), 32767) / 32768 }
    }
    func products(_ taps: TapWeights) -> Double {
      Double((taps.count + together - 1) / together)
    }
    func length(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1.magnitude } }
    let (h, v) = (fixed(rows), fixed(columns))
    for bits in (1...7).reversed() {
      let scale = Double(1 << bits)
      let row = length(h) * 255 * scale + products(rows) / 2
      let column = length(v) * row + products(columns) / 2 + scale / 2
      if max(Double(255 * together) * scale, Double(together) * row, column) > 32767 { continue }
      let offH = length(zip(rows.weights, h).map { Double($0) - $1 })
      let offV = length(zip(columns.weights, v).map { Double($0) - $1 })
      let first = products(rows) / scale / 2 + 255 * offH
      let second = products(columns) / scale / 2 + 255 * length(h) * offV
      return length(v) * first + second <= 0.4 ? bits : nil
    }
    return nil
  }

  /// The sum of 8-bit codes, as documented.
  private func codes(
    _ at: Surroundings<UInt8>, _ rows: TapWeights, _ columns: TapWeights, _ x: Int, _ y: Int,
    _ way: Way
  ) -> UInt8 {
    func sum(_ line: Int, _ of: (Int, Float) -> Int) -> Int {
      (0..<rows.count).reduce(0) { total, tap in
        total + of(Int(at(x, y, tap - rows.radius, line - columns.radius)), rows.weights[tap])
      }
    }
    var total = 0
    let shift: Int
    switch way {
    case .floats: return float(at, rows, columns, x, y) { Float($0) }
    case .whole(let h, let v):
      for line in 0..<columns.count {
        total +=
          sum(line) { $0 * Int($1 * Float(1 << h)) } * Int(columns.weights[line] * Float(1 << v))
      }
      shift = h + v
    case .rounded(let bits), .mirrored(let bits):
      func product(_ a: Int, _ weight: Int) -> Int { (a * weight + 0x4000) >> 15 }
      func fixed(_ taps: TapWeights) -> [Int] {
        taps.weights.map { max(-32767, min(32767, Int((Double($0) * 32768).rounded()))) }
      }
      func sum(_ weights: [Int], _ sample: (Int) -> Int) -> Int {
        if case .mirrored = way { return rowSum(weights, 0, plus: +, times: product, sample) }
        return weights.indices.reduce(0) { $0 + product(sample($1), weights[$1]) }
      }
      total = sum(fixed(columns)) { line in
        sum(fixed(rows)) { tap in
          Int(at(x, y, tap - rows.radius, line - columns.radius)) << bits
        }
      }
      shift = bits
    }
    return UInt8(max(0, min(255, (total + (1 << shift) / 2) >> shift)))
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
      let rows = seed % 3 == 0 ? taps(across, signed: true) : mirrored(across, signed: true)
      let columns = taps(down, signed: seed % 2 == 0)
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
      let rows = seed % 3 == 0 ? taps(across, signed: true) : mirrored(across, signed: true)
      let columns = taps(down, signed: false)
      let plane = Plane<UInt16>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
      let result = Convolution.separable(
        plane.awkward(), rows: rows, columns: columns, in: context)
      #expect(result.firstDifference { float(at, rows, columns, $0, $1) { Float($0) } } == nil)
    }
  }

  /// Filters 8-bit codes of every awkward shape with weights of some counts.
  ///
  /// - Returns: the ways that were taken.
  private func expectCodes(
    _ isa: InstructionSet,
    _ weights: (_ seed: Int, _ across: Int, _ down: Int) -> (rows: TapWeights, columns: TapWeights)
  ) -> [Way] {
    contexts(isa).enumerated().map { seed, shape in
      let (context, size) = shape
      let (across, down) = counts[seed % counts.count]
      let (rows, columns) = weights(seed, across, down)
      let plane = Plane<UInt8>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
      let result = Convolution.separable(
        plane.awkward(), rows: rows, columns: columns, in: context)
      let way = way(rows, columns)
      #expect(result.firstDifference { codes(at, rows, columns, $0, $1, way) } == nil)
      return way
    }
  }

  @Test(arguments: InstructionSet.supported)
  func eightBitCodesAreSummedAsDocumented(isa: InstructionSet) {
    let ways = expectCodes(isa) { seed, across, down in
      (taps(across, signed: seed % 3 == 0), taps(down, signed: seed % 2 == 0))
    }
    #expect(ways.contains(.rounded(7)))
  }

  @Test(arguments: InstructionSet.supported)
  func mirroredWeightsAreSummedInPairs(isa: InstructionSet) {
    let ways = expectCodes(isa) { seed, across, down in
      (mirrored(across, signed: seed % 5 == 0), mirrored(down, signed: seed % 4 == 0))
    }
    #expect(ways.contains(.mirrored(6)))
  }

  @Test(arguments: InstructionSet.supported)
  func smallWholeWeightsAreExact(isa: InstructionSet) {
    let sets: [(rows: [Float], columns: [Float])] = [
      ([1, 2, 1].map { $0 / 4 }, [1, 4, 6, 4, 1].map { $0 / 16 }),
      ([1, 1, 1], [1, 1, 1]), ([4, 4, 4], [4, 4, 4]), ([0, 1, 0], [1, 0, 1].map { $0 / 2 }),
      (Array(repeating: 1, count: 13), Array(repeating: 1, count: 13)),
    ]
    for (seed, (context, size)) in contexts(isa).enumerated() {
      let set = sets[seed % sets.count]
      let (rows, columns) = (TapWeights(set.rows), TapWeights(set.columns))
      let way = way(rows, columns)
      let isSmall = seed % sets.count < 2 || seed % sets.count == 3
      if isSmall { #expect(way != .floats && way != .rounded(7)) }
      for plane in [
        Plane<UInt8>.samples(size, seed: UInt64(seed)), Plane(size: size, repeating: 255),
      ] {
        let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
        let result = Convolution.separable(
          plane.awkward(), rows: rows, columns: columns, in: context)
        #expect(result.firstDifference { codes(at, rows, columns, $0, $1, way) } == nil)
      }
    }
  }

  /// White and black pictures come close to what 16 bits hold.
  @Test(arguments: InstructionSet.supported)
  func sumsAtTheirBoundDoNotOverflow(isa: InstructionSet) {
    let near: [[Float]] = [
      Array(repeating: 32767, count: 3), Array(repeating: 1151.5, count: 7) + [1407.5, 1471.5],
      [16000, 767, 16000], Array(repeating: 1057, count: 31), [-8000, 32767, -8000],
    ]
    for a in near {
      for b in near {
        let rows = TapWeights(a.map { $0 / 32768 })
        let columns = TapWeights(b.map { $0 / 32768 })
        let way = way(rows, columns)
        for code in [UInt8(0), 1, 127, 254, 255] {
          let flat = Plane<UInt8>(size: Size(35, 6), repeating: code)
          let at = Surroundings(plane: flat, border: .replicate)
          let result = Convolution.separable(
            flat, rows: rows, columns: columns, in: FilterContext(border: .replicate, isa: isa))
          #expect(result.firstDifference { codes(at, rows, columns, $0, $1, way) } == nil)
        }
      }
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

  /// Results of more than 10 MB are written past the cache, pieces of them are not.
  @Test(arguments: InstructionSet.supported)
  func largePicturesHaveTheBitsOfTheirPieces(isa: InstructionSet) {
    let plane = Plane<Float>.samples(Size(1733, 1537), seed: 4)
    let weights = mirrored(5, signed: true)
    let context = FilterContext(border: .reflect101, threads: 2, isa: isa)
    let whole = Convolution.separable(plane, rows: weights, columns: weights, in: context)
    for first in stride(from: 0, to: 1537, by: 400) {
      let wanted = first..<min(1537, first + 400)
      let held = max(0, first - 2)..<min(1537, wanted.upperBound + 2)
      var part = context
      part.window = RowWindow(height: 1537, held: held, wanted: wanted)
      let rows = plane.view(Region(x: 0, y: held.lowerBound, width: 1733, height: held.count))
      let piece = Convolution.separable(rows, rows: weights, columns: weights, in: part)
      #expect(piece.firstDifference { whole[$0, first + $1] } == nil)
    }
  }
}
