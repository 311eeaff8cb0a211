/// How the frames of a downlink arrived, by what is listed of them: twice, late, with clocks that
/// jump.
///
/// Where order is broken, the fewest frames that break it are found: those outside the longest run
/// in order.
struct Arrival {
  private let description: DownlinkDescription
  private(set) var findings: [FrameFinding] = []
  /// Places in the list of frames that bear another frame's number or digest.
  private var duplicates: Set<Int> = []

  init(_ description: DownlinkDescription) {
    self.description = description
    findDuplicates()
    for camera in Set(description.frames.map(\.camera)).sorted() {
      let places = description.frames.indices.filter {
        description.frames[$0].camera == camera && !duplicates.contains($0)
      }
      findOrder(places)
    }
    findPairs()
  }

  private mutating func mark(_ place: Int, _ mark: FrameMark, _ reason: String) {
    findings.append(
      FrameFinding(frame: description.frames[place].id, mark: mark, reason: reason))
  }

  private mutating func findDuplicates() {
    struct Number: Hashable {
      var camera: String
      var sequence: Int
    }
    var numbers: [Number: Int] = [:]
    var digests: [String: Int] = [:]
    for (place, frame) in description.frames.enumerated() {
      if let digest = frame.sha256.map({ "\($0)" }) {
        if let other = digests[digest] {
          duplicates.insert(place)
          let id = description.frames[other].id
          mark(place, .duplicate, "its file has the digest of frame \(id)'s")
          continue
        }
        digests[digest] = place
      }
      guard let sequence = frame.sequence else { continue }
      let number = Number(camera: frame.camera, sequence: sequence)
      if let other = numbers[number] {
        duplicates.insert(place)
        let first = description.frames[other]
        let clock = first.clock == frame.clock ? "" : ", at another clock"
        mark(place, .duplicate, "it bears the number \(sequence) of frame \(first.id)\(clock)")
      } else {
        numbers[number] = place
      }
    }
  }

  /// Frames of one camera that arrived late, and clocks that jump.
  private mutating func findOrder(_ places: [Int]) {
    let frames = description.frames
    let numbered = places.filter { frames[$0].sequence != nil }
    for (place, neighbour) in Self.outsiders(numbered, by: { Double(frames[$0].sequence ?? 0) }) {
      mark(
        place, .outOfOrder,
        "it was taken before or after frame \(frames[neighbour].id), and listed the other way")
    }
    let timed = numbered.filter { frames[$0].clock != nil }
      .sorted { (frames[$0].sequence ?? 0, $0) < (frames[$1].sequence ?? 0, $1) }
    let jumping = Self.outsiders(timed, by: { frames[$0].clock ?? 0 })
    for (place, neighbour) in jumping { mark(place, .clockJump, reason(place, neighbour)) }
    findPauses(timed.filter { place in !jumping.contains { $0.place == place } })
    // Without numbers, nobody can tell a late frame from a clock that was set.
    let unnumbered = places.filter { frames[$0].sequence == nil && frames[$0].clock != nil }
    for (place, neighbour) in Self.outsiders(unnumbered, by: { frames[$0].clock ?? 0 }) {
      mark(place, .outOfOrder, reason(place, neighbour))
    }
  }

  private func reason(_ place: Int, _ neighbour: Int) -> String {
    let frames = description.frames
    return "its clock reads \(frames[place].clock ?? 0), that of frame \(frames[neighbour].id) "
      + "\(frames[neighbour].clock ?? 0)"
  }

  /// Steps forward that are longer than any pause may be.
  private mutating func findPauses(_ places: [Int]) {
    guard let longest = description.longestPause else { return }
    for (before, after) in zip(places, places.dropFirst()) {
      let step = (description.frames[after].clock ?? 0) - (description.frames[before].clock ?? 0)
      if step > longest { mark(after, .clockJump, reason(after, before)) }
    }
  }

  /// Named pairs whose clocks are too far apart.
  private mutating func findPairs() {
    var first: [String: Int] = [:]
    let tolerance = description.pairToleranceMs / 1000 + 1e-6
    let jumping = Set(findings.filter { $0.mark == .clockJump }.map(\.frame))
    for (place, frame) in description.frames.enumerated() {
      guard let pair = frame.pair, let clock = frame.clock else { continue }
      guard let other = first.updateValue(place, forKey: pair) else { continue }
      let partner = description.frames[other]
      guard let theirs = partner.clock, (clock - theirs).magnitude > tolerance,
        !jumping.contains(frame.id), !jumping.contains(partner.id)
      else { continue }
      mark(other, .clockJump, reason(other, place))
      mark(place, .clockJump, reason(place, other))
    }
  }

  /// The places outside a longest run of values that do not fall, each with a neighbour in it.
  private static func outsiders(
    _ places: [Int], by value: (Int) -> Double
  ) -> [(place: Int, neighbour: Int)] {
    // Patience sorting: of the runs of each length so far, the one that ends lowest.
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: places.count)
    for index in places.indices {
      let wanted = value(places[index])
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if value(places[ends[middle]]) <= wanted { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1] : nil
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var run: Set<Int> = []
    var at = ends.last
    while let index = at {
      run.insert(index)
      at = before[index]
    }
    var last = run.min()
    return places.indices.compactMap { index in
      if run.contains(index) {
        last = index
        return nil
      }
      return last.map { (places[index], places[$0]) }
    }
  }
}

extension DownlinkDescription {
  /// What their numbers, clocks and digests say about frames, in the order of the list.
  public var findings: [FrameFinding] { Arrival(self).findings.inOrder(of: frames) }

  /// Numbers between the first and the last that no frame of any camera bears.
  public var missingSequences: [ClosedRange<Int>] {
    let numbers = Set(frames.compactMap(\.sequence)).sorted()
    return zip(numbers, numbers.dropFirst()).compactMap { before, after in
      after - before > 1 ? before + 1...after - 1 : nil
    }
  }
}

extension [FrameFinding] {
  /// The findings, frame by frame in the order of a list.
  func inOrder(of frames: [FrameDescription]) -> [FrameFinding] {
    var places: [String: Int] = [:]
    for (place, frame) in frames.enumerated() { places[frame.id] = place }
    return enumerated().sorted {
      (places[$0.element.frame] ?? 0, $0.offset) < (places[$1.element.frame] ?? 0, $1.offset)
    }.map(\.element)
  }
}
