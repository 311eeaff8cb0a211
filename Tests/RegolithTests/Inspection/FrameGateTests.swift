import Raster
import Rig
import Testing

@testable import Regolith

@Suite struct FrameGateTests {
  static func frame(
    _ light: Float = 0.3, angle: Double? = 8, isMistrusted: Bool = false,
    defects: (Int) -> Defects = { _ in [] }
  ) -> ShovelFrame {
    ShovelFrame(
      name: "f", role: .before, camera: 0, armAngle: angle, clock: nil,
      isMistrusted: isMistrusted,
      grey: Plane(size: MadeUpShovel.size) { y, row in
        for x in row.indices { row[x] = light + ((x / 20 + y / 20) % 2 == 0 ? 0.5 * light : 0) }
      },
      validity: Validity(
        Plane(size: MadeUpShovel.size) { y, row in
          for x in row.indices { row[x] = defects(y).rawValue }
        }))
  }

  static func refusal(_ frame: ShovelFrame, _ camera: CameraModel) throws -> FrameGate.Refusal? {
    let model = try ShovelModel(
      BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)
    return FrameGate().look(at: frame, model, camera).refusal
  }

  @Test func goodFramesPass() throws {
    let camera = MadeUpShovel.camera.at(y: 0)
    #expect(try Self.refusal(Self.frame(), camera) == nil)
    #expect(try Self.refusal(Self.frame { $0 % 5 == 0 ? .lost : [] }, camera) == nil)
  }

  @Test func badFramesAreRefusedWithTheirCode() throws {
    let camera = MadeUpShovel.camera.at(y: 0)
    #expect(try Self.refusal(Self.frame(angle: nil), camera) == .noArmAngle)
    #expect(try Self.refusal(Self.frame(isMistrusted: true), camera) == .mistrusted)
    #expect(try Self.refusal(Self.frame { _ in .lost }, camera) == .unreadable)
    #expect(try Self.refusal(Self.frame { $0 % 2 == 0 ? .lost : [] }, camera) == .lostData)
    #expect(try Self.refusal(Self.frame { $0 % 4 == 0 ? [] : .saturated }, camera) == .saturated)
    #expect(try Self.refusal(Self.frame(0.001), camera) == .dark)
    #expect(try Self.refusal(Self.frame(), MadeUpShovel.camera.at(y: 2)) == .outOfView)
  }
}
