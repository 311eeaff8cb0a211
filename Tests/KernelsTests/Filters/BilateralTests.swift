import Glibc
import Kernels
import Raster
import TestSupport
import Testing

@Suite struct BilateralTests {
  private struct Form {
    var radius = 4
    var space = 2.5
    var range = 0.2
  }

  /// 2 to a power over 2²³ in the documented arithmetic.
  private func powerOfTwo(_ exponent: Int32) -> Float {
    let y = Float(bitPattern: UInt32(exponent & 0x7FFFFF) | 0x3F80_0000)
    let squared = y * y
    let (first, third) = (y * 0.312_016_04, y * -0.002_125_210_1)
    let fourth = squared * 0.013_534_168
    let inner = (third + 0.166_613_39) + fourth
    let upper = squared * inner
    let sum = (first + 0.509_964_2) + upper
    let whole = UInt32(bitPattern: exponent & ~0x7FFFFF)
    return Float(bitPattern: sum.bitPattern &+ whole)
  }

  private func filtered<S: FilterSample>(
    _ at: Surroundings<S>, _ form: Form, _ x: Int, _ y: Int, _ number: (S) -> Float
  ) -> S {
    let binary = 1.442_695_040_888_963_4
    let alike = Float(-binary / (2 * form.range * form.range) * 8_388_608)
    let middle = number(at(x, y, 0, 0))
    var (numerator, denominator): (Float, Float) = (0, 0)
    for dy in -form.radius...form.radius {
      for dx in -form.radius...form.radius where dx * dx + dy * dy <= form.radius * form.radius {
        let distance = -Double(dx * dx + dy * dy) / (2 * form.space * form.space) * binary
        let near = Int32(max(-26, distance) * 8_388_608)
        let tap = number(at(x, y, dx, dy))
        let difference = tap - middle
        let square = difference * difference
        let scaled = square * alike
        let limited = scaled > -838_860_800 ? scaled : -838_860_800
        let weight = powerOfTwo(Int32(limited) + near)
        let product = weight * tap
        numerator += product
        denominator += weight
      }
    }
    return S(nearest: numerator / denominator)
  }

  @Test(arguments: InstructionSet.supported)
  func resultsAreWeightedMeans(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let border = allBorders[seed % allBorders.count]
      let channels = size.width % 3 == 0 ? 3 : 1
      let context = FilterContext(border: border, channels: channels, isa: isa)
      var form = Form(radius: 1 + seed % 5)
      let light = Plane<Float>.samples(size, seed: UInt64(seed))
      let at = Surroundings(plane: light, border: border, channels: channels)
      let floats = Bilateral.filtered(
        light.awkward(), radius: form.radius, sigmaSpace: form.space, sigmaRange: form.range,
        in: context)
      #expect(floats.firstDifference { filtered(at, form, $0, $1) { $0 } } == nil)
      form.range = 30
      let bytes = Plane<UInt8>.samples(size, seed: UInt64(seed))
      let bytesAt = Surroundings(plane: bytes, border: border, channels: channels)
      let narrow = Bilateral.filtered(
        bytes.awkward(), radius: form.radius, sigmaSpace: form.space, sigmaRange: form.range,
        in: context)
      #expect(narrow.firstDifference { filtered(bytesAt, form, $0, $1) { Float($0) } } == nil)
      form.range = 6000
      let codes = Plane<UInt16>.samples(size, seed: UInt64(seed))
      let codesAt = Surroundings(plane: codes, border: border, channels: channels)
      let wide = Bilateral.filtered(
        codes.awkward(), radius: form.radius, sigmaSpace: form.space, sigmaRange: form.range,
        in: context)
      #expect(wide.firstDifference { filtered(codesAt, form, $0, $1) { Float($0) } } == nil)
    }
  }

  @Test func weightsAreThoseOfTheExponentialFunction() {
    // One bright pixel beside the middle: the result is its weight over the sum of weights.
    for step in 0..<400 {
      let value = Float(step) / 400
      let pair = Plane<Float>(size: Size(3, 1)) { _, row in
        for x in row.indices { row[x] = x == 1 ? 0 : value }
      }
      let result = Bilateral.filtered(
        pair, radius: 1, sigmaSpace: 0.9, sigmaRange: 0.25, in: FilterContext(border: .replicate))
      let (near, alike) = (exp(-1 / (2 * 0.81)), exp(-Double(value * value) / (2 * 0.0625)))
      let expected = 2 * Double(value) * near * alike / (1 + 2 * near + 2 * near * alike)
      #expect(abs(Double(result[1, 0]) - expected) <= 1e-5 * expected + 1e-12)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func whatIsNoNumberReachesOnlyTheCircle(isa: InstructionSet) {
    let plane = Plane<Float>.withSpecialNumbers(Size(64, 9), seed: 8)
    let at = Surroundings(plane: plane)
    let form = Form(radius: 1)
    let result = Bilateral.filtered(
      plane, radius: 1, sigmaSpace: form.space, sigmaRange: form.range,
      in: FilterContext(isa: isa))
    #expect(result.firstDifference { filtered(at, form, $0, $1) { $0 } } == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet) {
    let context = FilterContext(border: .replicate, isa: isa)
    let difference = bandsDiffer(Plane<Float>.samples(Size(70, 41), seed: 1), halo: 3, context) {
      Bilateral.filtered($0, radius: 3, sigmaSpace: 2, sigmaRange: 0.5, in: $1)
    }
    #expect(difference == nil)
  }
}
