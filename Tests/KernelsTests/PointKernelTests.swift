import Kernels
import Raster
import TestSupport
import Testing

@Suite struct PointKernelTests {
  static let special: [Float] = [
    .nan, .infinity, -.infinity, -0.0, 0, 0.5, 1, 1.5, -1, .leastNonzeroMagnitude, 0.999_999_94,
  ]

  /// Random numbers with every special one among them.
  func floats(_ size: Size, seed: UInt64) -> Plane<Float> {
    let random = Plane<Float>.random(size, in: -0.5...1.5, seed: seed)
    return Plane(size: size) { y, row in
      for x in row.indices {
        let position = y * size.width + x
        row[x] = position % 5 == 0 ? Self.special[position / 5 % 11] : random[x, y]
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func levelsSubtractBlackAndDivideByTheRange(isa: InstructionSet) {
    let levels = Levels(blackPerSite: [64, 65, 66, 70], white: 4095, validBits: 12)
    for size in awkwardSizes {
      let codes = Plane<UInt16>.random(size, below: 4200, seed: 2)
      for firstRow in [0, 7] {
        let light = SensorLevels.light(from: codes, firstRow: firstRow, levels: levels, isa: isa)
        for y in 0..<size.height {
          for x in 0..<size.width {
            let black = levels.black[((firstRow + y) & 1) * 2 + (x & 1)]
            let expected = (Float(codes[x, y]) - black) * (1 / (levels.white - black))
            #expect(light[x, y].bitPattern == expected.bitPattern)
          }
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func saturatedPixelsAreMarkedAndNoOthers(isa: InstructionSet) {
    for size in awkwardSizes {
      let codes = Plane<UInt16>.random(size, below: 4200, seed: 3)
      let lost = Plane<UInt8>(size: size) { y, row in
        for x in row.indices { row[x] = (x + y) % 7 == 0 ? 1 : 0 }
      }
      let marked = SensorLevels.markSaturated(
        codes, white: 4000, validity: Validity(lost), isa: isa)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let expected = lost[x, y] | (codes[x, y] >= 4000 ? Defects.saturated.rawValue : 0)
          #expect(marked[x, y].rawValue == expected)
        }
      }
      let none = Validity(allValid: size)
      #expect(SensorLevels.markSaturated(codes, white: 5000, validity: none, isa: isa) == none)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func colorsAreCombinedInTheStatedOrder(isa: InstructionSet) {
    let m: [Float] = [1.7, -0.4, -0.3, -0.2, 1.5, -0.3, 0.01, -0.6, 1.59]
    for size in awkwardSizes {
      let planes = RGBPlanes(
        red: Plane<Float>.random(size, seed: 1), green: Plane.random(size, seed: 2),
        blue: Plane.random(size, seed: 3))
      let result = ColorPlanes.transformed(planes, by: m, isa: isa)
      let scaled = ColorPlanes.scaled(planes.green, by: 1.9, isa: isa)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let (r, g, b) = (planes.red[x, y], planes.green[x, y], planes.blue[x, y])
          for (row, plane) in result.planes.enumerated() {
            let expected = (r * m[3 * row] + g * m[3 * row + 1]) + b * m[3 * row + 2]
            #expect(plane[x, y].bitPattern == expected.bitPattern)
          }
          #expect(scaled[x, y].bitPattern == (g * 1.9).bitPattern)
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func toneTablesAreReadAtTheNearestEntryAndAlongLines(isa: InstructionSet) {
    let table8 = (0..<65536).map { UInt8($0 * 31 % 256) }
    let table16 = (0..<1025).map { Float($0 * $0) / 16.1 }
    for size in awkwardSizes {
      let light = floats(size, seed: 4)
      let low = Quantisation.tone8(light, table: table8, offset: 0.1, scale: 1.3, isa: isa)
      let high = Quantisation.tone16(light, table: table16, isa: isa)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let t = clamped((light[x, y] - 0.1) * 1.3)
          #expect(low[x, y] == table8[Int((t * 65535 + 0.5).rounded(.down))])
          let position = clamped(light[x, y]) * 1024
          let index = Int(position.rounded(.down))
          let next = table16[min(index + 1, 1024)]
          let value = table16[index] + (next - table16[index]) * (position - Float(index))
          #expect(high[x, y] == UInt16((value + 0.5).rounded(.down)))
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func quantisationLimitsAndRoundsHalfUp(isa: InstructionSet) {
    for size in awkwardSizes {
      let values = floats(size, seed: 6)
      let wide = Quantisation.codes16(values, scale: 4096, offset: 3, largest: 4095, isa: isa)
      let narrow = Quantisation.codes8(values, scale: 255, largest: 255, isa: isa)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let v = values[x, y]
          let w = v.isNaN ? 0 : min(max(v * 4096 + 3, 0), 4095)
          let n = v.isNaN ? 0 : min(max(v * 255, 0), 255)
          #expect(wide[x, y] == UInt16((w + 0.5).rounded(.down)))
          #expect(narrow[x, y] == UInt8((n + 0.5).rounded(.down)))
        }
      }
    }
  }

  private func clamped(_ value: Float) -> Float {
    value.isNaN ? 0 : min(max(value, 0), 1)
  }
}
