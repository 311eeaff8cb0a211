/// "Did you mean": the known word nearest to a mistyped one.
public enum Suggestion {
  /// The candidate with the fewest edits to `word`, or nil when none is near.
  ///
  /// An edit inserts, removes, replaces or swaps neighbouring characters (optimal string
  /// alignment distance). At most a third of the longer word, and at least one edit, counts as
  /// near. Ties go to the candidate that stands first.
  ///
  /// - Parameters:
  ///   - word: what somebody wrote.
  ///   - candidates: what could have been meant.
  /// - Returns: the nearest candidate.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased())
    var best: (word: String, edits: Int)?
    for candidate in candidates {
      let known = Array(candidate.lowercased())
      let allowed = max(1, max(typed.count, known.count) / 3)
      let edits = distance(typed, known)
      if edits <= allowed, edits < best?.edits ?? .max { best = (candidate, edits) }
    }
    return best?.word
  }

  /// A remedy for an unknown word: the nearest known one, or the list of all.
  ///
  /// - Parameters:
  ///   - word: what somebody wrote.
  ///   - candidates: what could have been meant.
  /// - Returns: a sentence without a full stop.
  public static func remedy(for word: String, among candidates: [String]) -> String {
    if let near = nearest(to: word, among: candidates) { return "did you mean \"\(near)\"?" }
    if candidates.isEmpty { return "nothing may stand here" }
    return "use one of: " + candidates.joined(separator: ", ")
  }

  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
