import Raster

/// Finds where one picture ends and the next begins: along a line on which both agree.
///
/// Two pictures that lie beside each other are parted by a path from the first row of their overlap
/// to the last, or from the first column to the last where they lie above each other. The path of
/// least cost is found by dynamic programming; a step to the side costs a little, so that it is as
/// straight as the pictures allow. Source: A. Efros, W. Freeman, "Image Quilting for Texture
/// Synthesis and Transfer" (2001).
public struct SeamFinder: Sendable, Hashable {
  /// What a step of one pixel to the side costs, as a difference of light.
  public var stepCost: Float = 0.002

  /// The usual cost.
  public init() {}

  /// Which picture a pixel is taken of.
  public enum Choice: UInt8, Sendable {
    /// Of none: neither is known.
    case none
    /// Of the first.
    case first
    /// Of the second.
    case second
  }

  /// Chooses for every pixel.
  ///
  /// - Parameters:
  ///   - first: grey; as the second.
  ///   - second: grey; as large.
  ///   - missing: not 0 where a picture is not known; nil where all of it is.
  /// - Returns: ``Choice/rawValue`` of every pixel; never a picture that is not known there.
  public func choices(
    _ first: Plane<Float>, _ second: Plane<Float>,
    missing: (first: Plane<UInt8>?, second: Plane<UInt8>?)
  ) -> Plane<UInt8> {
    precondition(first.size == second.size, "pictures of one size")
    let pair = SeamPair(first: first, second: second, missing: missing)
    let (one, other) = (pair.middle(ofFirst: true), pair.middle(ofFirst: false))
    guard let one, let other else { return pair.choices { _, _ in true } }
    let (dx, dy) = (other.x - one.x, other.y - one.y)
    let isBeside = dx.magnitude >= dy.magnitude
    let isFirstBefore = (isBeside ? dx : dy) >= 0
    let path = path(pair, isBeside)
    return pair.choices { x, y in
      let (line, place) = isBeside ? (y, x) : (x, y)
      return (place < path[line]) == isFirstBefore
    }
  }

  /// For each line, where what comes before it ends.
  private func path(_ pair: SeamPair, _ isBeside: Bool) -> [Int] {
    let (lines, length) =
      isBeside
      ? (pair.size.height, pair.size.width) : (pair.size.width, pair.size.height)
    var costs = [Float](repeating: 0, count: length + 1)
    var cameFrom: [[Int8]] = []
    cameFrom.reserveCapacity(lines)
    for line in 0..<lines {
      let own = pair.costs(line, isBeside)
      var (next, from) = (costs, [Int8](repeating: 0, count: length + 1))
      for place in 0...length {
        var (least, step) = (costs[place], Int8(0))
        if place > 0 && costs[place - 1] + stepCost < least {
          (least, step) = (costs[place - 1] + stepCost, -1)
        }
        if place < length && costs[place + 1] + stepCost < least {
          (least, step) = (costs[place + 1] + stepCost, 1)
        }
        next[place] = least + own[place]
        from[place] = step
      }
      costs = next
      cameFrom.append(from)
    }
    var place = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    var path = [Int](repeating: 0, count: lines)
    for line in (0..<lines).reversed() {
      path[line] = place
      place += Int(cameFrom[line][place])
    }
    return path
  }
}

/// Two pictures on one canvas.
private struct SeamPair {
  let first: Plane<Float>
  let second: Plane<Float>
  let missing: (first: Plane<UInt8>?, second: Plane<UInt8>?)

  var size: Size { first.size }

  private func isKnown(_ x: Int, _ y: Int, first isFirst: Bool) -> Bool {
    ((isFirst ? missing.first : missing.second)?[x, y] ?? 0) == 0
  }

  /// The middle of what one picture shows; nil where it shows nothing.
  func middle(ofFirst isFirst: Bool) -> (x: Double, y: Double)? {
    var (x, y, count) = (0, 0, 0)
    for row in 0..<size.height {
      for column in 0..<size.width where isKnown(column, row, first: isFirst) {
        (x, y, count) = (x + column, y + row, count + 1)
      }
    }
    return count > 0 ? (Double(x) / Double(count), Double(y) / Double(count)) : nil
  }

  /// What it costs to end one picture before each place of a line, and behind the last.
  ///
  /// It is the difference of both pictures on both sides of the cut. A cut beside the overlap would
  /// end a picture at its edge, and costs as much as black beside white; a line without overlap
  /// asks for no cut, and costs nothing.
  func costs(_ line: Int, _ isBeside: Bool) -> [Float] {
    let length = isBeside ? size.width : size.height
    var (differences, overlaps) = ([Float](repeating: 0, count: length), false)
    for place in 0..<length {
      let (x, y) = isBeside ? (place, line) : (line, place)
      if isKnown(x, y, first: true) && isKnown(x, y, first: false) {
        differences[place] = (first[x, y] - second[x, y]).magnitude
        overlaps = true
      } else {
        differences[place] = 1
      }
    }
    guard overlaps else { return [Float](repeating: 0, count: length + 1) }
    return (0...length).map { place in
      (place > 0 ? differences[place - 1] : 1) + (place < length ? differences[place] : 1)
    }
  }

  /// The choices where a rule says of which picture a pixel is that both know.
  func choices(_ isOfFirst: (_ x: Int, _ y: Int) -> Bool) -> Plane<UInt8> {
    Plane(size: size) { y, out in
      for x in out.indices {
        let known = (isKnown(x, y, first: true), isKnown(x, y, first: false))
        let choice: SeamFinder.Choice =
          switch known {
          case (true, true): isOfFirst(x, y) ? .first : .second
          case (true, false): .first
          case (false, true): .second
          case (false, false): .none
          }
        out[x] = choice.rawValue
      }
    }
  }
}
