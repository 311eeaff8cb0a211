import ExactMath
import Rig

/// What registration looks for, as a list of numbers, each in units of what is expected of it.
///
/// First those of a correction that all moments have in common, then the thickness of the wall,
/// then by how much the arm's angle differs at each further moment, then the turns of each further
/// camera about its three axes: those of the first one cannot be told from the shovel's.
struct ShovelUnknowns {
  let model: ShovelModel
  /// Of the arm, as commanded, of each moment, in degrees.
  let angles: [Double]
  /// The cameras, as the rig describes them.
  let cameras: [CameraModel]
  private let expected: [Double]
  /// How many numbers there are.
  let count: Int

  init(
    _ registration: ShovelRegistration, _ model: ShovelModel, angles: [Double],
    cameras: [CameraModel]
  ) {
    (self.model, self.angles, self.cameras) = (model, angles, cameras)
    let (shift, turn) = (registration.shiftDeviation, registration.turnDeviation)
    expected =
      [registration.angleDeviation, shift, shift, shift, turn, turn, 1]
      + [Double](repeating: registration.repeatDeviation, count: angles.count - 1)
      + [Double](repeating: registration.cameraDeviation, count: 3 * (cameras.count - 1))
    count = expected.count
  }

  /// The place of the wall's thickness.
  private static let wallPlace = ShovelCorrection.count
  /// How thick walls of shovels are, in metres, where nothing is known.
  private static let usualWall = 0.002

  /// Where the difference of a moment's angle stands; nil of the first.
  func difference(_ moment: Int) -> Int? { moment == 0 ? nil : Self.wallPlace + moment }

  /// What the arm missed at a moment.
  func correction(_ numbers: [Double], _ moment: Int) -> ShovelCorrection {
    var correction = ShovelCorrection(numbers, expected)
    if let place = difference(moment) { correction.angle += numbers[place] * expected[place] }
    return correction
  }

  /// From the shovel frame to the rover frame at a moment.
  func placement(_ numbers: [Double], _ moment: Int) -> RigidMotion {
    model.placed(angles[moment], correction(numbers, moment))
  }

  /// A camera as it truly looks.
  func camera(_ numbers: [Double], _ index: Int) -> CameraModel {
    guard index > 0 else { return cameras[0] }
    let first = Self.wallPlace + angles.count + 3 * (index - 1)
    let turn = Vector3(
      numbers[first] * expected[first], numbers[first + 1] * expected[first + 1],
      numbers[first + 2] * expected[first + 2])
    guard turn.length > 0 else { return cameras[index] }
    let camera = cameras[index]
    let axis = camera.toRover * turn.normalized
    return camera.turned(by: Matrix3(about: axis, by: turn.length * .pi / 180))
  }

  /// How thick the wall is, in metres: the number tells by how many times it is thicker or thinner
  /// than most.
  static func thickness(_ numbers: [Double]) -> Double {
    usualWall * Exact.exp(0.4 * numbers[wallPlace])
  }
}
