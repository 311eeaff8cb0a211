import ExactMath

/// How much likelier content is seen than the bare inner surface, from cues of a picture's cell.
///
/// Sixty small decision trees vote (gradient boosting of the logarithm of the odds), fitted to
/// simulated shovels whose truth is known. They tell where content may be, never that it is
/// regolith: nothing is confirmed by them.
enum ContentOdds {
  /// The surest cells are wrong in one of ten cases as well: votes do not go beyond these odds.
  private static let surest = Exact.log(9)
  /// Questions and leaves of a tree.
  private static let (asked, ends) = (7, 8)

  /// The logarithm of the odds, within ±log 9.
  ///
  /// - Parameter cues: of a cell, as ``SurfaceCues`` gives them.
  /// - Returns: above 0 where content is likelier.
  static func odds(_ cues: [Double]) -> Double {
    var sum = start
    for tree in 0..<leaves.count / ends {
      var node = 0
      while node < asked {
        let question = tree * asked + node
        node = 2 * node + (cues[questions[question]] > thresholds[question] ? 2 : 1)
      }
      sum += leaves[tree * ends + node - asked]
    }
    return min(max(sum, -surest), surest)
  }
}
