import Raster
import TestSupport
import Testing

@Suite struct PlaneTests {
  @Test(arguments: [Size(0, 0), Size(1, 1), Size(15, 2), Size(16, 3), Size(17, 1), Size(1920, 2)])
  func rowsBeginAtMultiplesOf64Bytes(size: Size) {
    let bytes = Plane<UInt8>(size: size, repeating: 7)
    let floats = Plane<Float>(size: size, repeating: 1.5)
    #expect(bytes.stride % 64 == 0 && bytes.stride >= size.width)
    #expect(floats.stride % 16 == 0 && floats.stride >= size.width)
    for y in 0..<size.height {
      for x in 0..<size.width {
        #expect(bytes[x, y] == 7 && floats[x, y] == 1.5)
      }
    }
  }

  @Test func aViewSharesAndACopyDoesNot() {
    let plane = Plane<UInt16>.random(Size(20, 10), below: 4096, seed: 1)
    let view = plane.view(Region(x: 3, y: 2, width: 5, height: 4))
    #expect(view[0, 0] == plane[3, 2] && view[4, 3] == plane[7, 5])
    let copy = view.copied()
    #expect(copy == view)
    #expect(copy.stride != view.stride || copy.width == view.width)
  }

  @Test func bytesAreLittleEndianWithoutPadding() {
    let plane = Plane<UInt16>(size: Size(2, 1)) { _, row in
      row[0] = 0x1234
      row[1] = 0xABCD
    }
    #expect(plane.bytes(ofRow: 0) == [0x34, 0x12, 0xCD, 0xAB])
  }

  @Test func blocksAreReusedWithoutMixingPlanes() {
    var seen: [Plane<Float>] = []
    for round in 0..<50 {
      let plane = Plane<Float>(size: Size(100, 100), repeating: Float(round))
      if round % 3 == 0 { seen.append(plane) }
    }
    for (index, plane) in seen.enumerated() {
      #expect(plane == Plane(size: Size(100, 100), repeating: Float(index * 3)))
    }
  }
}
