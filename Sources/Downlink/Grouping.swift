import Rig

/// Two frames of different cameras that show one moment.
public struct FramePair: Sendable, Hashable {
  /// The name that the file gives, or both frames' ids joined by `+`.
  public var id: String
  /// The frame of the camera that the rig lists first.
  public var first: FrameDescription
  /// The other one.
  public var second: FrameDescription
}

/// The frames of one collection of regolith.
public struct FrameCollection: Sendable, Hashable {
  /// Its name.
  public var id: String
  /// Its frames in the order of the file.
  public var frames: [FrameDescription]
}

extension DownlinkDescription {
  /// The stereo pairs, in the order of their earlier frame in the file.
  ///
  /// Frames that name a pair belong to it; a name that only one frame bears makes none, because
  /// the other frame was lost. Of the rest, the frames of two cameras and the same collection are
  /// paired whose clocks are nearest, nearest first, up to ``pairToleranceMs`` (and 1 µs for
  /// rounding). Each frame is used once; ties go to what stands first in the file.
  ///
  /// - Parameter rig: gives the order of cameras within a pair.
  /// - Returns: the pairs.
  public func pairs(_ rig: RigDescription) -> [FramePair] {
    var found: [(earlier: Int, pair: FramePair)] = []
    func add(_ a: Int, _ b: Int, id: String?) {
      let order = [frames[a], frames[b]].map { frame in
        rig.cameras.firstIndex { $0.name == frame.camera } ?? Int.max
      }
      let (i, j) = order[0] <= order[1] ? (a, b) : (b, a)
      let name = id ?? "\(frames[i].id)+\(frames[j].id)"
      found.append((min(a, b), FramePair(id: name, first: frames[i], second: frames[j])))
    }
    var named: [String: Int] = [:]
    for (index, frame) in frames.enumerated() {
      guard let pair = frame.pair else { continue }
      if let other = named[pair] {
        add(other, index, id: pair)
      } else {
        named[pair] = index
      }
    }
    for (a, b) in pairedByClock() { add(a, b, id: nil) }
    return found.sorted { $0.earlier < $1.earlier }.map(\.pair)
  }

  private func pairedByClock() -> [(Int, Int)] {
    let timed = frames.indices.compactMap { index in
      frames[index].pair == nil ? frames[index].clock.map { (clock: $0, index: index) } : nil
    }.sorted { ($0.clock, $0.index) < ($1.clock, $1.index) }
    let tolerance = pairToleranceMs / 1000 + 1e-6
    var candidates: [(apart: Double, a: Int, b: Int)] = []
    for (position, one) in timed.enumerated() {
      for other in timed[(position + 1)...] {
        let apart = other.clock - one.clock
        if apart > tolerance { break }
        let (a, b) = (min(one.index, other.index), max(one.index, other.index))
        if frames[a].camera != frames[b].camera, frames[a].collection == frames[b].collection {
          candidates.append((apart, a, b))
        }
      }
    }
    candidates.sort { ($0.apart, $0.a, $0.b) < ($1.apart, $1.a, $1.b) }
    var used: Set<Int> = []
    return candidates.compactMap { candidate in
      if used.contains(candidate.a) || used.contains(candidate.b) { return nil }
      used.formUnion([candidate.a, candidate.b])
      return (candidate.a, candidate.b)
    }
  }

  /// The collections, in the order in which the file first names them.
  public var collections: [FrameCollection] {
    var result: [FrameCollection] = []
    var positions: [String: Int] = [:]
    for frame in frames {
      guard let id = frame.collection else { continue }
      if let position = positions[id] {
        result[position].frames.append(frame)
      } else {
        positions[id] = result.count
        result.append(FrameCollection(id: id, frames: [frame]))
      }
    }
    return result
  }
}
