import Albedo
import ArgumentParser

/// What commands on calibration files understand of what those leave open.
struct CalibrationOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: "Names of the cameras, in the order of the files.")
  var name: [String] = []

  @Option(name: .long, help: "Size of the pictures, WIDTHxHEIGHT, where the files do not state it.")
  var size: PictureSize?

  @Option(
    name: .long, help: "How the world of .tsai files lies: forward-left-up or forward-right-down.")
  var axes: WorldAxes = .forwardLeftUp

  /// What is known of the files.
  var options: CalibrationInput.Options {
    var options = CalibrationInput.Options()
    (options.names, options.size, options.axes) = (name, size?.size, axes)
    return options
  }
}

/// `WIDTHxHEIGHT`.
struct PictureSize: ExpressibleByArgument {
  var size: Size

  init?(argument: String) {
    let sides = argument.split(separator: "x", omittingEmptySubsequences: false).map {
      Int($0) ?? 0
    }
    guard sides.count == 2, sides.allSatisfy({ (1...32768).contains($0) }) else { return nil }
    size = Size(sides[0], sides[1])
  }
}

/// What is said of the sensors of a new rig.
struct SensorOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      Bayer pattern of a new rig's sensors, or none; RGGB when neither this nor a label says it.
      """)
  var pattern: ColorFilters?

  @Option(
    name: .long,
    help: "Valid bits of a new rig's sensors, 1 to 16; 12 when neither this nor a label says it.")
  var bits: Int?

  func validate() throws {
    if let bits, !(1...16).contains(bits) {
      throw ValidationError("--bits takes a number from 1 to 16.")
    }
  }

  /// The sensors.
  var sensor: RigTemplate.Sensor { .init(filters: pattern, validBits: bits) }
}

extension ColorFilters: ExpressibleByArgument {
  /// The word in either case.
  public init?(argument: String) {
    let word = argument.lowercased()
    guard let known = Self.allCases.first(where: { $0.rawValue.lowercased() == word }) else {
      return nil
    }
    self = known
  }
}

extension WorldAxes: ExpressibleByArgument {}
extension CalibrationFormat: ExpressibleByArgument {}
