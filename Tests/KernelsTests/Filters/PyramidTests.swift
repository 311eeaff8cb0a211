import Kernels
import Raster
import TestSupport
import Testing

@Suite struct PyramidTests {
  private let binomial = [1, 4, 6, 4, 1]

  /// The rounded sum of 25 codes in integers.
  private func down<S: FilterSample & BinaryInteger>(
    _ at: Surroundings<S>, _ x: Int, _ y: Int
  ) -> S {
    let place = middle(x, at.channels)
    var sum = 128
    for line in 0..<5 {
      for tap in 0..<5 {
        sum += binomial[line] * binomial[tap] * Int(at(place, 2 * y, tap - 2, line - 2))
      }
    }
    return S(sum / 256)
  }

  /// Where the pixel in the middle of a smaller picture's pixel lies.
  private func middle(_ x: Int, _ channels: Int) -> Int {
    2 * (x / channels) * channels + x % channels
  }

  /// `((a + e) + 4·(b + d)) + 6·c`.
  private func binomialSum(_ value: (Int) -> Float) -> Float {
    let outer = value(-2) + value(2)
    let inner = 4 * (value(-1) + value(1))
    return (outer + inner) + 6 * value(0)
  }

  private func downFloat(_ at: Surroundings<Float>, _ x: Int, _ y: Int) -> Float {
    let place = middle(x, at.channels)
    return binomialSum { line in binomialSum { at(place, 2 * y, $0, line) } } / 256
  }

  /// What the filter gives where zeros stand between the samples, four times.
  private func up<S: FilterSample & BinaryInteger>(
    _ at: Surroundings<S>, _ x: Int, _ y: Int
  ) -> S {
    let (pixel, channel) = (x / at.channels, x % at.channels)
    var sum = 128
    for line in -2...2 where (y + line) % 2 == 0 {
      for tap in -2...2 where (pixel + tap) % 2 == 0 {
        let code = Int(at(channel, 0, (pixel + tap) / 2, (y + line) / 2))
        sum += 4 * binomial[line + 2] * binomial[tap + 2] * code
      }
    }
    return S(sum / 256)
  }

  private func upFloat(_ at: Surroundings<Float>, _ x: Int, _ y: Int) -> Float {
    let (pixel, channel) = (x / at.channels, x % at.channels)
    func doubled(_ position: Int, _ value: (Int) -> Float) -> Float {
      let here = position / 2
      if position % 2 == 1 { return 4 * (value(here) + value(here + 1)) }
      return (value(here - 1) + value(here + 1)) + 6 * value(here)
    }
    return doubled(y) { line in doubled(pixel) { at(channel, 0, $0, line) } } / 64
  }

  private let sizes = awkwardSizes + [Size(64, 7), Size(131, 9), Size(258, 5)]

  @Test(arguments: InstructionSet.supported)
  func downIsTheRoundedSumOfTheBinomial(isa: InstructionSet) {
    for (seed, size) in sizes.enumerated() {
      for channels in [1, 3] {
        let border = allBorders[seed % allBorders.count]
        let context = FilterContext(border: border, channels: channels, isa: isa)
        let size = Size(size.width * channels, size.height)
        let bytes = Plane<UInt8>.samples(size, seed: UInt64(seed))
        let at = Surroundings(plane: bytes, border: border, channels: channels)
        let narrow = Pyramid.down(bytes.awkward(), in: context)
        #expect(narrow.firstDifference { down(at, $0, $1) } == nil)
        let codes = Plane<UInt16>.samples(size, seed: UInt64(seed))
        let codesAt = Surroundings(plane: codes, border: border, channels: channels)
        let wide = Pyramid.down(codes.awkward(), in: context)
        #expect(wide.firstDifference { down(codesAt, $0, $1) } == nil)
        let light = Plane<Float>.samples(size, seed: UInt64(seed))
        let lightAt = Surroundings(plane: light, border: border, channels: channels)
        let floats = Pyramid.down(light.awkward(), in: context)
        #expect(floats.firstDifference { downFloat(lightAt, $0, $1) } == nil)
        let pixels = Pyramid.sizeBelow(Size(size.width / channels, size.height))
        #expect(floats.size == Size(pixels.width * channels, pixels.height))
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func upIsFourTimesTheBinomialOverInsertedZeros(isa: InstructionSet) {
    for (seed, size) in sizes.enumerated() {
      for channels in [1, 3] {
        let border = allBorders[seed % allBorders.count]
        let context = FilterContext(border: border, channels: channels, isa: isa)
        let larger = Size(
          max(0, 2 * size.width - seed % 2) * channels, max(0, 2 * size.height - seed / 2 % 2))
        let size = Size(size.width * channels, size.height)
        let bytes = Plane<UInt8>.samples(size, seed: UInt64(seed))
        let at = Surroundings(plane: bytes, border: border, channels: channels)
        let narrow = Pyramid.up(bytes.awkward(), to: larger, in: context)
        #expect(narrow.size == larger)
        #expect(narrow.firstDifference { up(at, $0, $1) } == nil)
        let codes = Plane<UInt16>.samples(size, seed: UInt64(seed))
        let codesAt = Surroundings(plane: codes, border: border, channels: channels)
        let wide = Pyramid.up(codes.awkward(), to: larger, in: context)
        #expect(wide.firstDifference { up(codesAt, $0, $1) } == nil)
        let light = Plane<Float>.samples(size, seed: UInt64(seed))
        let lightAt = Surroundings(plane: light, border: border, channels: channels)
        let floats = Pyramid.up(light.awkward(), to: larger, in: context)
        #expect(floats.firstDifference { upFloat(lightAt, $0, $1) } == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func flatPicturesStayFlat(isa: InstructionSet) {
    let context = FilterContext(isa: isa)
    let white = Plane<UInt8>(size: Size(77, 20), repeating: 255)
    #expect(Pyramid.down(white, in: context) == Plane(size: Size(39, 10), repeating: 255))
    #expect(
      Pyramid.up(white, to: Size(153, 40), in: context)
        == Plane(size: Size(153, 40), repeating: 255))
    let full = Plane<UInt16>(size: Size(77, 20), repeating: 65535)
    #expect(Pyramid.down(full, in: context) == Plane(size: Size(39, 10), repeating: 65535))
    #expect(
      Pyramid.up(full, to: Size(154, 39), in: context)
        == Plane(size: Size(154, 39), repeating: 65535))
  }

  @Test(arguments: [Border.reflect101, .reflect, .replicate, .constant(3)])
  func aBandComesFromTheRowsItLooksAt(border: Border) {
    for height in [40, 41] {
      let plane = Plane<Float>.samples(Size(37, height), seed: 3)
      let whole = FilterContext(border: border)
      let smaller = Pyramid.down(plane, in: whole)
      let larger = Pyramid.up(plane, to: Size(73, 2 * height), in: whole)
      for rows in [0..<1, 3..<8, 19..<20, 0..<20, 5..<5] {
        let held = Pyramid.sourceRows(forDown: rows, height: height)
        let below = Pyramid.down(
          plane.band(held), rows: rows, in: context(border, held, of: height))
        #expect(below == smaller.band(rows))
      }
      for rows in [0..<1, 7..<8, 8..<9, 33..<2 * height, 0..<2 * height, 9..<9] {
        let held = Pyramid.sourceRows(forUp: rows, height: height)
        let above = Pyramid.up(
          plane.band(held), to: larger.size, rows: rows, in: context(border, held, of: height))
        #expect(above == larger.band(rows))
      }
    }
  }

  @Test func threadsChangeNothing() {
    let plane = Plane<UInt16>.samples(Size(130, 201), seed: 3)
    let three = FilterContext(threads: 3)
    #expect(Pyramid.down(plane, in: three) == Pyramid.down(plane))
    #expect(
      Pyramid.up(plane, to: Size(260, 401), in: three) == Pyramid.up(plane, to: Size(260, 401)))
  }

  private func context(_ border: Border, _ held: Range<Int>, of height: Int) -> FilterContext {
    FilterContext(border: border, window: RowWindow(height: height, held: held, wanted: 0..<0))
  }
}

extension Plane {
  /// A view of some rows.
  fileprivate func band(_ rows: Range<Int>) -> Plane {
    view(Region(x: 0, y: rows.lowerBound, width: width, height: rows.count))
  }
}
