import Raster

/// What a stage does to a band, with everything worked out that is the same for all bands.
public struct BandWork: Sendable {
  /// Width and height of the whole output.
  public let outputSize: Size
  /// Which rows of the input are needed for some rows of the output.
  public let inputRows: @Sendable (Range<Int>) -> Range<Int>
  /// Computes some rows of the output from a band that holds the rows they need.
  public let process: @Sendable (any AnyFrame, Range<Int>) -> any AnyFrame
  /// Whether it goes through a band row by row, so that high bands need no more cache than low
  /// ones.
  public var isRowByRow = false

  /// Work whose geometry the stage gives itself.
  public init(
    outputSize: Size, inputRows: @escaping @Sendable (Range<Int>) -> Range<Int>,
    process: @escaping @Sendable (any AnyFrame, Range<Int>) -> any AnyFrame
  ) {
    self.outputSize = outputSize
    self.inputRows = inputRows
    self.process = process
  }

  /// Work that keeps the size and reaches `halo` rows up and down.
  ///
  /// - Parameters:
  ///   - size: of input and output.
  ///   - halo: rows needed above and below.
  ///   - process: computes the rows asked for.
  public init<In: Domain, Out: Domain>(
    size: Size, halo: Int,
    process: @escaping @Sendable (Frame<In>, Range<Int>) -> Frame<Out>
  ) {
    outputSize = size
    inputRows = { rows in
      max(0, rows.lowerBound - halo)..<min(size.height, rows.upperBound + halo)
    }
    self.process = { band, rows in process(Frame(erased: band), rows) }
  }

  /// Works one after the other.
  ///
  /// - Parameter works: one or more, the output of each the input of the next.
  public init(sequence works: [BandWork]) {
    precondition(!works.isEmpty, "there is something to do")
    outputSize = works[works.count - 1].outputSize
    inputRows = { rows in Self.rowsNeeded(by: works, for: rows)[0] }
    process = { band, rows in
      let needed = Self.rowsNeeded(by: works, for: rows)
      return zip(works, needed.dropFirst()).reduce(band) { $1.0.process($0, $1.1) }
    }
  }

  /// The rows that works one after the other need.
  ///
  /// - Parameters:
  ///   - works: each takes what the one before it gives.
  ///   - rows: of what the last one gives.
  /// - Returns: the rows of the input, then those of what each work gives; the last are `rows`.
  static func rowsNeeded(by works: [BandWork], for rows: Range<Int>) -> [Range<Int>] {
    var needed = [rows]
    for work in works.reversed() { needed.append(work.inputRows(needed[needed.count - 1])) }
    return needed.reversed()
  }
}
