import Kernels
import Raster
import TestSupport
import Testing

@Suite struct PointKernelTests {
  @Test(arguments: InstructionSet.supported)
  func levelsSubtractBlackAndDivideByTheRange(isa: InstructionSet) {
    let levels = Levels(blackPerSite: [64, 65, 66, 70], white: 4095, validBits: 12)
    for size in awkwardSizes {
      let codes = Plane<UInt16>.random(size, below: 65536, seed: 2)
      for firstRow in [0, 7] {
        let light = SensorLevels.light(
          from: codes.awkwardlyPlaced(in: 9999), firstRow: firstRow, levels: levels, isa: isa)
        let difference = light.firstDifference { x, y in
          let black = levels.black[((firstRow + y) & 1) * 2 + (x & 1)]
          return (Float(codes[x, y]) - black) * (1 / (levels.white - black))
        }
        #expect(difference == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported, [UInt16(1), 4000, 65535])
  func saturatedPixelsAreMarkedAndNoOthers(isa: InstructionSet, white: UInt16) {
    for size in awkwardSizes {
      let limit = white == 65535 ? 65536 : 4200
      let codes = Plane<UInt16>.random(size, below: limit, seed: 3)
      let lost = Plane<UInt8>(size: size) { y, row in
        for x in row.indices { row[x] = (x + y) % 7 == 0 ? 1 : 0 }
      }
      for before in [Validity(allValid: size), Validity(lost.awkwardlyPlaced(in: 255))] {
        let marked = SensorLevels.markSaturated(
          codes.awkwardlyPlaced(in: 65535), white: Float(white), validity: before, isa: isa)
        let found = Plane<UInt8>(size: size) { y, row in
          for x in row.indices { row[x] = marked[x, y].rawValue }
        }
        let difference = found.firstDifference { x, y in
          before[x, y].rawValue | (codes[x, y] >= white ? Defects.saturated.rawValue : 0)
        }
        #expect(difference == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func aPictureWithoutSaturationGetsNoMask(isa: InstructionSet) {
    for size in awkwardSizes {
      let codes = Plane<UInt16>.random(size, below: 4096, seed: 3)
      for white in [Float(4095.5), 70000] {
        let marked = SensorLevels.markSaturated(
          codes.awkwardlyPlaced(in: 65535), white: white, validity: Validity(allValid: size),
          isa: isa)
        #expect(marked.defects == nil)
      }
    }
    let largest = Plane<UInt16>(size: Size(3, 3), repeating: 65535)
    let none = Validity(allValid: Size(3, 3))
    #expect(SensorLevels.markSaturated(largest, white: 65536, validity: none, isa: isa) == none)
  }

  @Test(arguments: InstructionSet.supported)
  func colorsAreCombinedInTheStatedOrder(isa: InstructionSet) {
    let m: [Float] = [1.7, -0.4, -0.3, -0.2, 1.5, -0.3, 0.01, -0.6, 1.59]
    for size in awkwardSizes {
      let planes = RGBPlanes(
        red: Plane<Float>.withSpecialNumbers(size, seed: 1),
        green: Plane.random(size, in: -1...2, seed: 2).awkwardlyPlaced(in: .nan),
        blue: Plane.random(size, in: -1...2, seed: 3).awkwardlyPlaced(in: .nan))
      let result = ColorPlanes.transformed(planes, by: m, isa: isa)
      for (row, plane) in result.planes.enumerated() {
        let difference = plane.firstDifference { x, y in
          let (r, g, b) = (planes.red[x, y], planes.green[x, y], planes.blue[x, y])
          return (r * m[3 * row] + g * m[3 * row + 1]) + b * m[3 * row + 2]
        }
        #expect(difference == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func aGainMultipliesEverySample(isa: InstructionSet) {
    for size in awkwardSizes {
      let plain = Plane<Float>.withSpecialNumbers(size, seed: 1)
      let scaled = ColorPlanes.scaled(plain.awkwardlyPlaced(in: .nan), by: 1.9, isa: isa)
      #expect(scaled.firstDifference { plain[$0, $1] * 1.9 } == nil)
    }
  }

  /// The entry whose light is nearest, the upper one of two; light is rounded as a float that far
  /// above 0.
  private func nearestEntry(_ light: Float) -> Int {
    let lights = ToneCodes.lights
    let exact = Double(light + 0x1p-6) - 0x1p-6
    var (low, high) = (0, lights.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lights[middle] <= exact { low = middle } else { high = middle }
    }
    return exact - lights[low] < lights[high] - exact ? low : high
  }

  @Test func entriesOfAToneTableAreDenseWhereItIsDark() {
    let lights = ToneCodes.lights
    #expect(lights.first == 0 && lights.last == 1)
    for (a, b) in zip(lights, lights.dropFirst()) {
      #expect(a < b && b - a <= max(1.6e-5, (a + 0x1p-6) / 1000))
    }
  }

  @Test(arguments: InstructionSet.supported)
  func toneTablesOf8BitsAreReadAtTheNearestEntry(isa: InstructionSet) {
    let table = ToneCodes.lights.indices.map { UInt8($0 * 31 % 256) }
    for size in awkwardSizes {
      let light = Plane<Float>.withSpecialNumbers(size, seed: 4)
      let codes = Quantisation.tone8(
        light.awkwardlyPlaced(in: .nan), by: ToneCodes(entries: table), offset: 0.1, scale: 1.3,
        isa: isa)
      let difference = codes.firstDifference { x, y in
        table[nearestEntry(clamped((light[x, y] - 0.1) * 1.3))]
      }
      #expect(difference == nil)
    }
  }

  @Test(arguments: InstructionSet.supported, [2, 1025, 4097, 65536])
  func toneTablesOf16BitsAreReadAlongLines(isa: InstructionSet, entries: Int) {
    let table = (0..<entries).map { Float($0 * 7919 % 65521) * 1.0001 }
    let steps = Float(entries - 1)
    for size in awkwardSizes + [Size(640, 64)] {
      let light = Plane<Float>.withSpecialNumbers(size, seed: 5)
      let codes = Quantisation.tone16(
        light.awkwardlyPlaced(in: .nan), table: table, offset: -0.1, scale: 0.8, isa: isa)
      let difference = codes.firstDifference { x, y in
        let position = clamped((light[x, y] + 0.1) * 0.8) * steps
        let index = Int(position.rounded(.down))
        let next = table[min(index + 1, entries - 1)]
        let value = table[index] + (next - table[index]) * (position - Float(index))
        return UInt16((value + 0.5).rounded(.down))
      }
      #expect(difference == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func quantisationLimitsAndRoundsHalfUp(isa: InstructionSet) {
    for size in awkwardSizes {
      let plain = Plane<Float>.withSpecialNumbers(size, seed: 6)
      let values = plain.awkwardlyPlaced(in: .nan)
      for (scale, offset, largest) in [(4096, 3, UInt16(4095)), (65535, 0, 65535), (1, 0.25, 1)] {
        let codes = Quantisation.codes16(
          values, scale: Float(scale), offset: Float(offset), largest: largest, isa: isa)
        let difference = codes.firstDifference { x, y in
          UInt16(quantised(plain[x, y] * Float(scale) + Float(offset), Float(largest)))
        }
        #expect(difference == nil)
      }
      let narrow = Quantisation.codes8(values, scale: 255, offset: 0.5, largest: 254, isa: isa)
      #expect(
        narrow.firstDifference { UInt8(quantised(plain[$0, $1] * 255 + 0.5, 254)) } == nil)
    }
  }

  /// All multiples of half a code, and the numbers next to them.
  @Test(arguments: InstructionSet.supported)
  func tiesGoUp(isa: InstructionSet) {
    let halves = Plane<Float>(size: Size(3 * 512, 256)) { y, row in
      for x in row.indices {
        let half = Float(y * 512 + x / 3) / 2
        row[x] = [half.nextDown, half, half.nextUp][x % 3]
      }
    }
    let wide = Quantisation.codes16(halves, scale: 1, largest: 65535, isa: isa)
    #expect(wide.firstDifference { UInt16(quantised(halves[$0, $1], 65535)) } == nil)
    let narrow = Quantisation.codes8(halves, scale: 1, largest: 255, isa: isa)
    #expect(narrow.firstDifference { UInt8(quantised(halves[$0, $1], 255)) } == nil)

    let light = ColorPlanes.scaled(halves, by: 1 / 65535, isa: isa)
    let table = ToneCodes.lights.indices.map { UInt8($0 * 31 % 256) }
    let tone = Quantisation.tone8(light, by: ToneCodes(entries: table), isa: isa)
    let difference = tone.firstDifference { x, y in
      table[nearestEntry(clamped(light[x, y]))]
    }
    #expect(difference == nil)
    let line = Quantisation.tone16(light, table: [0, 65535], isa: isa)
    #expect(
      line.firstDifference { UInt16(quantised(65535 * clamped(light[$0, $1]), 65535)) } == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func wholeCodesSurviveTheWayThroughFloats(isa: InstructionSet) {
    let codes = Plane<UInt16>(size: Size(256, 256)) { y, row in
      for x in row.indices { row[x] = UInt16(y * 256 + x) }
    }
    let levels = Levels(white: 65535, validBits: 16)
    let light = SensorLevels.light(from: codes, firstRow: 0, levels: levels, isa: isa)
    #expect(Quantisation.codes16(light, scale: 65535, largest: 65535, isa: isa) == codes)
  }

  private func clamped(_ value: Float) -> Float {
    value.isNaN ? 0 : min(max(value, 0), 1)
  }

  private func quantised(_ value: Float, _ largest: Float) -> Float {
    value.isNaN ? 0 : (min(max(value, 0), largest) + 0.5).rounded(.down)
  }

  /// Three colours side by side and apart, on every instruction set, at every width.
  @Test(arguments: InstructionSet.supported) func colorsAreWovenAndParted(isa: InstructionSet) {
    for width in [1, 2, 15, 16, 17, 63, 64, 65, 200] {
      let planes = (0..<3).map { color in
        Plane<Float>.random(Size(width, 5), in: 0...255, seed: UInt64(width + color))
          .mapped { UInt8($0) }
      }
      let woven = ColorPlanes.interleaved(RGBPlanes(planes: planes), threads: 2, isa: isa)
      for y in 0..<5 {
        for x in 0..<width {
          for color in 0..<3 { #expect(woven[3 * x + color, y] == planes[color][x, y]) }
        }
      }
      #expect(ColorPlanes.parted(woven, threads: 2, isa: isa).planes == planes)
    }
  }
}
