/// What the collections of a family are drawn from.
struct SweepRanges: Sendable {
  var shapes: [ShovelShape.Kind] = [.boxScoop, .trough, .wedge]
  var heaps: [ContentDescription.Heap] = [.poured, .scooped]
  var laws: [SoilDescription.Law] = [.lommelSeeliger, .hapke]
  /// Reflectances of metals at right angles: aluminium, steel, titanium and others.
  var metals = [[0.91, 0.91, 0.9], [0.78, 0.77, 0.75], [0.6, 0.58, 0.56]]
  /// Reflectances of paints: light, dark, yellow and as dark as regolith.
  var paints = [[0.62, 0.62, 0.6], [0.2, 0.2, 0.21], [0.55, 0.42, 0.08], [0.12, 0.115, 0.105]]
  /// Heights of the Sun in degrees.
  var sun = [6.0...58]
  /// α of metal.
  var roughness = 0.2...0.6
  /// Metres of undulation at 1 m.
  var ground = 0.01...0.034
  /// Millimetres.
  var clods = 4.0...14
  /// Degrees by which side walls run together.
  var taper = 0.0...0

  /// The ranges of a family; those of ``SweepFamily/fit`` and ``SweepFamily/report`` are apart in
  /// all but the taper, which belongs to the shapes.
  init(_ family: SweepFamily) {
    switch family {
    case .mixed: break
    case .fit:
      (shapes, heaps, laws) = ([.boxScoop, .wedge], [.poured], [.lommelSeeliger])
      metals = [[0.91, 0.91, 0.9], [0.6, 0.58, 0.56]]
      paints = [[0.62, 0.62, 0.6], [0.12, 0.115, 0.105]]
      (sun, roughness) = ([6...13.99, 26...39.99], 0.2...0.39)
      (ground, clods) = (0.01...0.021, 4...8.9)
    case .report:
      (shapes, heaps, laws) = ([.trough, .bucket], [.scooped, .dragged], [.hapke])
      metals = [[0.78, 0.77, 0.75], [0.7, 0.6, 0.48]]
      paints = [[0.2, 0.2, 0.21], [0.55, 0.42, 0.08]]
      (sun, roughness) = ([14...25.99, 40...58], 0.41...0.6)
      (ground, clods) = (0.022...0.034, 9.1...14)
      taper = 0...6
    }
  }

  /// Heights of the Sun from one on.
  func sun(from least: Double) -> [ClosedRange<Double>] {
    sun.filter { $0.upperBound > least }.map { max(least, $0.lowerBound)...$0.upperBound }
  }
}

extension [ClosedRange<Double>] {
  /// The number that a share of all that lies in the ranges is below.
  func number(at share: Double) -> Double {
    var rest = share * reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
    for range in dropLast() {
      let length = range.upperBound - range.lowerBound
      if rest < length { return range.lowerBound + rest }
      rest -= length
    }
    return (last?.lowerBound ?? 0) + rest
  }
}

extension SweepFamily {
  /// What is added to the streams of random numbers, so that families share no scene.
  var stream: UInt32 {
    switch self {
    case .mixed: 0
    case .fit: 0x10
    case .report: 0x20
    }
  }
}
