/// How much of the inner surface looks otherwise than before, by depth.
struct SurfaceChanges {
  /// Quarters of the depth.
  private static let bands = 4
  /// Places that must be told of.
  private static let fewest = 30

  private var counts = [(otherwise: Int, all: Int)](repeating: (0, 0), count: bands)

  /// Takes in what a camera tells.
  ///
  /// - Parameters:
  ///   - sights: of places in the shovel frame.
  ///   - deepest: the height of the deepest place, below 0.
  mutating func add(_ sights: SurfaceSight.Sights, deepest: Double) {
    func band(_ sample: SurfaceSample) -> Int {
      let share = 1 - sample.position.z / min(deepest, -1e-9)
      return max(0, min(Self.bands - 1, Int(share * Double(Self.bands))))
    }
    for sample in sights.bare { counts[band(sample)].all += 1 }
    for sample in sights.otherwise {
      counts[band(sample)].all += 1
      counts[band(sample)].otherwise += 1
    }
  }

  /// The share of each quarter, from below; nil where too little is told.
  var shares: [Double?] {
    counts.map { $0.all < Self.fewest ? nil : Double($0.otherwise) / Double($0.all) }
  }
}
