import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct DescriptorTableTests {
  static func codes(_ count: Int, seed: UInt64) -> Plane<UInt8> {
    var generator = SeededGenerator(seed: seed)
    return Plane(size: Size(128, count)) { y, row in
      for x in row.indices {
        row[x] = y == 0 ? 255 : UInt8.random(in: 0...255, using: &generator)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func distancesAreSumsOfSquares(isa: InstructionSet) {
    let queries = Self.codes(3, seed: 1)
    let none = Plane<UInt8>(size: Size(128, 1), repeating: 0)
    for count in [0, 1, 15, 16, 17, 50] {
      let codes = Self.codes(count, seed: 2)
      let table = DescriptorTable(codes)
      #expect(table.count == count)
      var distances: [Int32] = []
      for query in [queries, none] {
        for index in 0..<query.height {
          table.distances(from: query.row(index), into: &distances, isa: isa)
          for other in 0..<count {
            let wanted = (0..<128).reduce(0) { sum, place in
              let difference = Int(query[place, index]) - Int(codes[place, other])
              return sum + difference * difference
            }
            #expect(Int(distances[other]) == wanted)
          }
        }
      }
    }
  }
}
