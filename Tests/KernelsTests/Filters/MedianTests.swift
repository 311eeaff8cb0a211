import Kernels
import Raster
import TestSupport
import Testing

@Suite struct MedianTests {
  /// Puts the samples of the square in order and takes the middle one.
  private func median<S: FilterSample>(
    _ at: Surroundings<S>, _ size: MedianSize, _ x: Int, _ y: Int
  ) -> S {
    let half = size.rawValue / 2
    let samples = (-half...half).flatMap { dy in (-half...half).map { at(x, y, $0, dy) } }
    return samples.map(ordered).sorted()[samples.count / 2]
  }

  /// What a sample counts as: not a number as +∞, −0 as +0.
  private func ordered<S: FilterSample>(_ sample: S) -> S {
    guard let number = sample as? Float else { return sample }
    let counted = number.isNaN ? .infinity : number == 0 ? 0 : number
    return counted as? S ?? sample
  }

  private func check<S: FilterSample>(
    _ plane: Plane<S>, _ size: MedianSize, _ context: FilterContext,
    _ filter: (Plane<S>, MedianSize, FilterContext) -> Plane<S>
  ) {
    let at = Surroundings(plane: plane, border: context.border, channels: context.channels)
    let result = filter(plane.awkward(), size, context)
    #expect(result.size == plane.size)
    #expect(result.firstDifference { median(at, size, $0, $1) } == nil)
  }

  private let filter8: (Plane<UInt8>, MedianSize, FilterContext) -> Plane<UInt8> = {
    Median.filtered($0, size: $1, in: $2)
  }
  private let filter16: (Plane<UInt16>, MedianSize, FilterContext) -> Plane<UInt16> = {
    Median.filtered($0, size: $1, in: $2)
  }
  private let filter: (Plane<Float>, MedianSize, FilterContext) -> Plane<Float> = {
    Median.filtered($0, size: $1, in: $2)
  }

  @Test(arguments: InstructionSet.supported, MedianSize.allCases)
  func theMiddleOfTheSortedSamplesInEverySize(isa: InstructionSet, square: MedianSize) {
    for (seed, size) in awkwardSizes.enumerated() {
      let context = FilterContext(border: allBorders[seed % allBorders.count], isa: isa)
      check(.samples(size, seed: UInt64(seed)), square, context, filter8)
      check(.samples(size, seed: UInt64(seed)), square, context, filter16)
      check(.samples(size, seed: UInt64(seed)), square, context, filter)
    }
  }

  @Test(arguments: InstructionSet.supported, MedianSize.allCases)
  func coloursAreFilteredOneByOneUnderEveryBorder(isa: InstructionSet, square: MedianSize) {
    for border in allBorders {
      for (channels, columns) in [(1, 131), (3, 67), (3, 21)] {
        let context = FilterContext(border: border, channels: channels, isa: isa)
        let size = Size(channels * columns, 17)
        check(.samples(size, seed: 3), square, context, filter8)
        check(.samples(size, seed: 4), square, context, filter16)
        check(.samples(size, seed: 5), square, context, filter)
      }
    }
  }

  /// A selection that is right for all zeros and ones is right for all numbers; equal samples are
  /// what random codes of many bits seldom hold.
  @Test(arguments: InstructionSet.supported, MedianSize.allCases)
  func zerosAndOnes(isa: InstructionSet, square: MedianSize) {
    var random = SeededGenerator(seed: 12)
    let context = FilterContext(isa: isa)
    for share in 1...9 {
      let codes = Plane<UInt8>(size: Size(320, 24)) { _, row in
        for x in row.indices { row[x] = UInt8.random(in: 0..<10, using: &random) < share ? 1 : 0 }
      }
      check(codes, square, context, filter8)
    }
  }

  @Test(arguments: InstructionSet.supported, MedianSize.allCases)
  func whatIsNoNumberCountsAsInfinite(isa: InstructionSet, square: MedianSize) {
    let context = FilterContext(isa: isa)
    check(.withSpecialNumbers(Size(131, 19), seed: 8), square, context, filter)
    let dark = Plane<Float>(size: Size(40, 9)) { y, row in
      for x in row.indices { row[x] = (x + y) % 3 == 0 ? -0.0 : (x + y) % 3 == 1 ? 0 : .nan }
    }
    check(dark, square, context, filter)
    check(Plane(size: Size(40, 9), repeating: Float.nan), square, context, filter)
  }

  @Test(arguments: InstructionSet.supported, MedianSize.allCases)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet, square: MedianSize) {
    let context = FilterContext(border: .replicate, isa: isa)
    let halo = square.rawValue / 2
    let difference =
      bandsDiffer(Plane<UInt8>.samples(Size(150, 41), seed: 1), halo: halo, context) {
        Median.filtered($0, size: square, in: $1)
      }
      ?? bandsDiffer(Plane<UInt16>.samples(Size(150, 41), seed: 1), halo: halo, context) {
        Median.filtered($0, size: square, in: $1)
      }
      ?? bandsDiffer(Plane<Float>.samples(Size(70, 41), seed: 1), halo: halo, context) {
        Median.filtered($0, size: square, in: $1)
      }
    #expect(difference == nil)
  }
}
