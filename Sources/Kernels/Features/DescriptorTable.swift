import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Descriptors of 128 codes, laid out for distances from all of them at once.
public struct DescriptorTable: Sendable {
  /// How many there are.
  public let count: Int
  /// Two codes in each number, sixteen descriptors side by side, 64 pairs to a block.
  private let blocks: [Int32]
  /// Lengths squared, sixteen to a block.
  private let squares: [Int32]

  /// A table of descriptors.
  ///
  /// - Parameter codes: a row of 128 for each descriptor.
  public init(_ codes: Plane<UInt8>) {
    precondition(codes.width == PatchDescriptors.length || codes.height == 0, "128 codes")
    count = codes.height
    let room = (codes.height + 15) / 16 * 16
    var blocks = [Int32](repeating: 0, count: 64 * room)
    var squares = [Int32](repeating: 0, count: room)
    for index in 0..<codes.height {
      let row = codes.row(index)
      let first = index / 16 * 1024 + index % 16
      for pair in 0..<64 { blocks[first + 16 * pair] = Self.pair(row, pair) }
      squares[index] = Self.square(row)
    }
    (self.blocks, self.squares) = (blocks, squares)
  }

  private static func pair(_ codes: Span<UInt8>, _ pair: Int) -> Int32 {
    Int32(codes[2 * pair]) | Int32(codes[2 * pair + 1]) << 16
  }

  private static func square(_ codes: Span<UInt8>) -> Int32 {
    var sum: Int32 = 0
    for place in codes.indices { sum += Int32(codes[place]) * Int32(codes[place]) }
    return sum
  }

  /// Squared Euclidean distances of a descriptor from all of the table.
  ///
  /// - Parameters:
  ///   - codes: 128 codes.
  ///   - distances: begins with as many exact integers as there are descriptors; a few more may
  ///     follow.
  ///   - isa: the instruction set.
  public func distances(
    from codes: Span<UInt8>, into distances: inout [Int32], isa: InstructionSet = .active
  ) {
    precondition(codes.count == PatchDescriptors.length, "128 codes")
    if distances.count != squares.count {
      distances = [Int32](repeating: 0, count: squares.count)
    }
    let pairs = (0..<64).map { Self.pair(codes, $0) }
    let kernel = unsafe isa.select(
      KernelsBaseline.descriptorDistances, KernelsAVX2.descriptorDistances,
      KernelsAVX512.descriptorDistances)
    unsafe kernel(pairs, Self.square(codes), blocks, squares, squares.count / 16, &distances)
  }
}
