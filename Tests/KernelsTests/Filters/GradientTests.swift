import Kernels
import Raster
import TestSupport
import Testing

/// A derivative that `Gradient` takes.
enum Derivative: CaseIterable {
  case sobelX, sobelY, scharrX, scharrY, laplacianOfFour, laplacianOfEight

  /// Its weights, row by row.
  var weights: [Int] {
    switch self {
    case .sobelX: [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    case .sobelY: [-1, -2, -1, 0, 0, 0, 1, 2, 1]
    case .scharrX: [-3, 0, 3, -10, 0, 10, -3, 0, 3]
    case .scharrY: [-3, -10, -3, 0, 0, 0, 3, 10, 3]
    case .laplacianOfFour: [0, 1, 0, 1, -4, 1, 0, 1, 0]
    case .laplacianOfEight: [1, 1, 1, 1, -8, 1, 1, 1, 1]
    }
  }

  func of(_ plane: Plane<UInt8>, _ context: FilterContext) -> Plane<Int16> {
    switch self {
    case .sobelX: Gradient.sobel(plane, axis: .x, in: context)
    case .sobelY: Gradient.sobel(plane, axis: .y, in: context)
    case .scharrX: Gradient.scharr(plane, axis: .x, in: context)
    case .scharrY: Gradient.scharr(plane, axis: .y, in: context)
    case .laplacianOfFour: Gradient.laplacian(plane, neighbours: .four, in: context)
    case .laplacianOfEight: Gradient.laplacian(plane, neighbours: .eight, in: context)
    }
  }

  func of(_ plane: Plane<UInt16>, _ context: FilterContext) -> Plane<Int32> {
    switch self {
    case .sobelX: Gradient.sobel(plane, axis: .x, in: context)
    case .sobelY: Gradient.sobel(plane, axis: .y, in: context)
    case .scharrX: Gradient.scharr(plane, axis: .x, in: context)
    case .scharrY: Gradient.scharr(plane, axis: .y, in: context)
    case .laplacianOfFour: Gradient.laplacian(plane, neighbours: .four, in: context)
    case .laplacianOfEight: Gradient.laplacian(plane, neighbours: .eight, in: context)
    }
  }

  func of(_ plane: Plane<Float>, _ context: FilterContext) -> Plane<Float> {
    switch self {
    case .sobelX: Gradient.sobel(plane, axis: .x, in: context)
    case .sobelY: Gradient.sobel(plane, axis: .y, in: context)
    case .scharrX: Gradient.scharr(plane, axis: .x, in: context)
    case .scharrY: Gradient.scharr(plane, axis: .y, in: context)
    case .laplacianOfFour: Gradient.laplacian(plane, neighbours: .four, in: context)
    case .laplacianOfEight: Gradient.laplacian(plane, neighbours: .eight, in: context)
    }
  }

  /// What the documentation says of floats, pixel by pixel.
  func float(_ p: (_ dx: Int, _ dy: Int) -> Float) -> Float {
    func h(_ dy: Int) -> Float { p(1, dy) - p(-1, dy) }
    func sobel(_ dy: Int) -> Float { (p(-1, dy) + p(1, dy)) + 2 * p(0, dy) }
    func scharr(_ dy: Int) -> Float {
      let (sides, center) = (3 * (p(-1, dy) + p(1, dy)), 10 * p(0, dy))
      return sides + center
    }
    func t(_ dy: Int) -> Float { (p(-1, dy) + p(1, dy)) + p(0, dy) }
    let sides = p(-1, 0) + p(1, 0)
    switch self {
    case .sobelX: return (h(-1) + h(0)) + (h(0) + h(1))
    case .sobelY: return sobel(1) - sobel(-1)
    case .scharrX:
      let (outer, inner) = (3 * (h(-1) + h(1)), 10 * h(0))
      return outer + inner
    case .scharrY: return scharr(1) - scharr(-1)
    case .laplacianOfFour:
      let neighbours = (p(0, -1) + p(0, 1)) + sides
      return neighbours - 4 * p(0, 0)
    case .laplacianOfEight:
      let neighbours = (t(-1) + t(1)) + sides
      return neighbours - 8 * p(0, 0)
    }
  }
}

@Suite struct GradientTests {
  /// The weighted sum of codes in 64-bit integers.
  private func exact<S: FilterSample & BinaryInteger>(
    _ at: Surroundings<S>, _ derivative: Derivative, _ x: Int, _ y: Int
  ) -> Int {
    derivative.weights.enumerated().reduce(0) { sum, next in
      sum + next.element * Int(at(x, y, next.offset % 3 - 1, next.offset / 3 - 1))
    }
  }

  /// All three kinds of samples against sums taken pixel by pixel.
  private func check(_ derivative: Derivative, _ size: Size, seed: UInt64, _ context: FilterContext)
  {
    let (border, channels) = (context.border, context.channels)
    let bytes = Plane<UInt8>.samples(size, seed: seed)
    let bytesAt = Surroundings(plane: bytes, border: border, channels: channels)
    let narrow = derivative.of(bytes.awkward(), context)
    #expect(narrow.size == size)
    #expect(narrow.firstDifference { Int16(exact(bytesAt, derivative, $0, $1)) } == nil)
    let codes = Plane<UInt16>.samples(size, seed: seed)
    let codesAt = Surroundings(plane: codes, border: border, channels: channels)
    let wide = derivative.of(codes.awkward(), context)
    #expect(wide.firstDifference { Int32(exact(codesAt, derivative, $0, $1)) } == nil)
    checkFloats(derivative, .samples(size, seed: seed), context)
  }

  private func checkFloats(
    _ derivative: Derivative, _ light: Plane<Float>, _ context: FilterContext
  ) {
    let at = Surroundings(plane: light, border: context.border, channels: context.channels)
    let result = derivative.of(light.awkward(), context)
    let difference = result.firstDifference { x, y in
      derivative.float { dx, dy in at(x, y, dx, dy) }
    }
    #expect(difference == nil)
  }

  @Test(arguments: InstructionSet.supported, Derivative.allCases)
  func sumsInEverySize(isa: InstructionSet, derivative: Derivative) {
    for (seed, size) in awkwardSizes.enumerated() {
      let context = FilterContext(border: allBorders[seed % allBorders.count], isa: isa)
      check(derivative, size, seed: UInt64(seed), context)
    }
  }

  @Test(arguments: InstructionSet.supported, Derivative.allCases)
  func coloursAreFilteredOneByOneUnderEveryBorder(isa: InstructionSet, derivative: Derivative) {
    for border in allBorders {
      for (channels, columns) in [(1, 131), (3, 67), (3, 21)] {
        let context = FilterContext(border: border, channels: channels, isa: isa)
        check(derivative, Size(channels * columns, 17), seed: 3, context)
      }
    }
  }

  @Test(arguments: InstructionSet.supported, Derivative.allCases)
  func theSteepestEdgesFit(isa: InstructionSet, derivative: Derivative) {
    let context = FilterContext(isa: isa)
    let codes = Plane<UInt16>(size: Size(200, 16)) { y, row in
      for x in row.indices { row[x] = (x / 2 + y / 2) % 2 == 0 ? 0 : 65535 }
    }
    let bytes = Plane<UInt8>(size: codes.size) { y, row in
      for x in row.indices { row[x] = (x % 3 + y) % 3 < 2 ? 255 : 0 }
    }
    let (codesAt, bytesAt) = (Surroundings(plane: codes), Surroundings(plane: bytes))
    let wide = derivative.of(codes, context)
    #expect(wide.firstDifference { Int32(exact(codesAt, derivative, $0, $1)) } == nil)
    let narrow = derivative.of(bytes, context)
    #expect(narrow.firstDifference { Int16(exact(bytesAt, derivative, $0, $1)) } == nil)
  }

  @Test(arguments: InstructionSet.supported, Derivative.allCases)
  func whatIsNoNumberReachesOnlyItsNeighbours(isa: InstructionSet, derivative: Derivative) {
    checkFloats(derivative, .withSpecialNumbers(Size(131, 19), seed: 8), FilterContext(isa: isa))
  }

  @Test(arguments: InstructionSet.supported, Derivative.allCases)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet, derivative: Derivative) {
    let context = FilterContext(border: .replicate, isa: isa)
    let size = Size(150, 41)
    let difference =
      bandsDiffer(Plane<UInt8>.samples(size, seed: 1), halo: 1, context) { derivative.of($0, $1) }
      ?? bandsDiffer(Plane<UInt16>.samples(size, seed: 1), halo: 1, context) {
        derivative.of($0, $1)
      }
      ?? bandsDiffer(Plane<Float>.samples(size, seed: 1), halo: 1, context) {
        derivative.of($0, $1)
      }
    #expect(difference == nil)
  }
}
