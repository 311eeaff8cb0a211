/// Which rows of a picture a plane holds, and which rows of the result are wanted.
public struct RowWindow: Sendable, Hashable {
  /// Rows of the whole picture.
  public let height: Int
  /// The rows that the plane holds.
  public let held: Range<Int>
  /// The rows of the result.
  public let wanted: Range<Int>

  /// A window.
  ///
  /// - Precondition: both ranges lie within the picture.
  public init(height: Int, held: Range<Int>, wanted: Range<Int>) {
    precondition(held.lowerBound >= 0 && held.upperBound <= height, "held rows within the picture")
    precondition(
      wanted.lowerBound >= 0 && wanted.upperBound <= height, "wanted rows within the picture")
    self.height = height
    self.held = held
    self.wanted = wanted
  }

  /// All rows of a plane that holds a whole picture.
  public init(whole height: Int) {
    self.init(height: height, held: 0..<height, wanted: 0..<height)
  }

  /// The wanted rows, counted from the first that is held.
  var wantedWithinHeld: Range<Int> {
    wanted.lowerBound - held.lowerBound..<wanted.upperBound - held.lowerBound
  }

  /// The wanted rows and those within `halo` of them.
  func near(by halo: Int) -> Range<Int> {
    max(0, wanted.lowerBound - halo)..<min(height, wanted.upperBound + halo)
  }

  /// Whether the rows within `halo` of the wanted ones are held.
  func covers(halo: Int) -> Bool {
    let near = near(by: halo)
    return wanted.isEmpty
      || (held.lowerBound <= near.lowerBound && held.upperBound >= near.upperBound)
  }
}
