import Kernels
import Raster
import TestSupport
import Testing

@Suite struct BoxTests {
  /// The mean in integers, half rounded up.
  private func mean<S: FilterSample & BinaryInteger>(
    _ at: Surroundings<S>, _ radius: Int, _ x: Int, _ y: Int
  ) -> S {
    var sum = 0
    for line in -radius...radius {
      for tap in -radius...radius { sum += Int(at(x, y, tap, line)) }
    }
    let area = (2 * radius + 1) * (2 * radius + 1)
    return S((2 * sum + area) / (2 * area))
  }

  /// The sum of a power of two of numbers: of its first half plus of its second half.
  private func halved(_ values: ArraySlice<Float>) -> Float {
    guard values.count > 1 else { return values.first ?? 0 }
    let middle = values.startIndex + values.count / 2
    return halved(values[..<middle]) + halved(values[middle...])
  }

  /// The sum of the pieces that the binary digits of the count cut numbers into.
  private func pairwise(_ values: [Float]) -> Float {
    var rest = values[...]
    var sum: Float?
    while !rest.isEmpty {
      var length = 1
      while 2 * length <= rest.count { length *= 2 }
      let piece = halved(rest.prefix(length))
      sum = sum.map { $0 + piece } ?? piece
      rest = rest.dropFirst(length)
    }
    return sum ?? 0
  }

  private func mean(_ at: Surroundings<Float>, _ radius: Int, _ x: Int, _ y: Int) -> Float {
    let reach = -radius...radius
    let columns = reach.map { tap in pairwise(reach.map { at(x, y, tap, $0) }) }
    let area = (2 * radius + 1) * (2 * radius + 1)
    return pairwise(columns) * (1 / Float(area))
  }

  private let radii = Array(1...15)

  private func expectMeans(
    _ size: Size, radius: Int, border: Border, channels: Int, _ isa: InstructionSet
  ) {
    let context = FilterContext(border: border, channels: channels, isa: isa)
    let bytes = Plane<UInt8>.samples(size, seed: 1)
    let at = Surroundings(plane: bytes, border: border, channels: channels)
    let narrow = Convolution.box(bytes.awkward(), radius: radius, in: context)
    #expect(narrow.firstDifference { mean(at, radius, $0, $1) } == nil)
    let codes = Plane<UInt16>.samples(size, seed: 2)
    let codesAt = Surroundings(plane: codes, border: border, channels: channels)
    let wide = Convolution.box(codes.awkward(), radius: radius, in: context)
    #expect(wide.firstDifference { mean(codesAt, radius, $0, $1) } == nil)
    let light = Plane<Float>.samples(size, seed: 3)
    let lightAt = Surroundings(plane: light, border: border, channels: channels)
    let floats = Convolution.box(light.awkward(), radius: radius, in: context)
    #expect(floats.firstDifference { mean(lightAt, radius, $0, $1) } == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func meansAreThoseOfTheSquare(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      expectMeans(
        size, radius: radii[seed % radii.count], border: allBorders[seed % allBorders.count],
        channels: 1, isa)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func everyBorderAndInterleavedColours(isa: InstructionSet) {
    for (step, border) in allBorders.enumerated() {
      for channels in [1, 3] {
        for radius in [1, 2, 3, 4, 6, 11] {
          expectMeans(
            Size(channels * 23, 9 + step), radius: radius, border: border, channels: channels, isa)
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func largeRadii(isa: InstructionSet) {
    for radius in [23, 31, 45, 64, 90] {
      expectMeans(Size(70, 5), radius: radius, border: .reflect101, channels: 1, isa)
    }
    expectMeans(Size(1100, 3), radius: 10, border: .replicate, channels: 1, isa)
  }

  @Test(arguments: InstructionSet.supported)
  func everySumOfSmallSquaresIsDividedRight(isa: InstructionSet) {
    // Squares of random codes within a narrow range hit every remainder of the division.
    for radius in [1, 2, 3, 4, 5, 6, 7, 9] {
      for level in stride(from: 0, through: 250, by: 50) {
        let plane = Plane<UInt8>(size: Size(300, 30)) { y, row in
          for x in row.indices { row[x] = UInt8(level + (x * x * 31 + y * y * 7 + x * y) % 6) }
        }
        let at = Surroundings(plane: plane)
        let result = Convolution.box(plane, radius: radius, in: FilterContext(isa: isa))
        #expect(result.firstDifference { mean(at, radius, $0, $1) } == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func flatPicturesStayFlat(isa: InstructionSet) {
    let context = FilterContext(border: .constant(70000), isa: isa)
    for radius in [1, 7, 8, 44, 46, 90] {
      let white = Plane<UInt8>(size: Size(40, 3), repeating: 255)
      #expect(Convolution.box(white, radius: radius, in: context) == white)
      let full = Plane<UInt16>(size: Size(40, 3), repeating: 65535)
      #expect(Convolution.box(full, radius: radius, in: context) == full)
    }
    let white = Plane<UInt8>(size: Size(40, 3), repeating: 255)
    let largest = Convolution.largestBoxRadius8
    #expect(Convolution.box(white, radius: largest, in: context) == white)
  }

  @Test(arguments: InstructionSet.supported)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet) {
    for radius in [2, 6] {
      let context = FilterContext(border: .replicate, isa: isa)
      let size = Size(70, 61)
      let difference =
        bandsDiffer(Plane<Float>.samples(size, seed: 1), halo: radius, context) {
          Convolution.box($0, radius: radius, in: $1)
        }
        ?? bandsDiffer(Plane<UInt8>.samples(size, seed: 1), halo: radius, context) {
          Convolution.box($0, radius: radius, in: $1)
        }
        ?? bandsDiffer(Plane<UInt16>.samples(size, seed: 1), halo: radius, context) {
          Convolution.box($0, radius: radius, in: $1)
        }
      #expect(difference == nil)
    }
  }
}
