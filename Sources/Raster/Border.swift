/// What stands beyond the edge of a picture.
public enum Border: Sendable, Hashable {
  /// Mirrored about the edge pixel: `dcb|abcd|cba`.
  case reflect101
  /// Mirrored about the edge itself: `cba|abcd|dcb`.
  case reflect
  /// The edge pixel goes on: `aaa|abcd|ddd`.
  case replicate
  /// The same value everywhere.
  case constant(Float)
  /// The picture repeats: `bcd|abcd|abc`.
  case wrap

  /// The position inside `0..<count` whose value stands at `position`.
  ///
  /// - Parameters:
  ///   - position: any position, inside or outside.
  ///   - count: pixels along the axis.
  /// - Returns: the position to read, or nil where the constant stands or nothing is there to read.
  public func source(of position: Int, count: Int) -> Int? {
    if position >= 0 && position < count { return position }
    if count <= 0 { return nil }
    switch self {
    case .constant: return nil
    case .replicate: return position < 0 ? 0 : count - 1
    case .wrap: return modulo(position, count)
    case .reflect:
      let folded = modulo(position, 2 * count)
      return folded < count ? folded : 2 * count - 1 - folded
    case .reflect101:
      if count == 1 { return 0 }
      let folded = modulo(position, 2 * count - 2)
      return folded < count ? folded : 2 * count - 2 - folded
    }
  }
}

private func modulo(_ value: Int, _ period: Int) -> Int {
  let rest = value % period
  return rest < 0 ? rest + period : rest
}
