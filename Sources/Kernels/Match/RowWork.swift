import Raster

/// What one thread needs for a row at a time.
@safe final class RowWork: Sendable {
  /// L of the way along the row, of two pixels that take turns, and their least.
  let along: [Scratch<UInt8>]
  let leastAlong: [Scratch<UInt8>]
  /// What is read off its sums.
  let winners: WinnerWork
  /// Costs and sums of the row, where no strip holds them.
  let costs: Scratch<UInt8>
  let sums: PixelSums

  private let disparities: Int

  /// Room for a row.
  ///
  /// - Parameters:
  ///   - width: columns.
  ///   - disparities: bytes of a pixel.
  ///   - holdsRow: whether costs and sums of a row are held here.
  init(width: Int, disparities: Int, holdsRow: Bool) {
    self.disparities = disparities
    // A register before and behind is read.
    along = (0..<2).map { _ in Scratch(disparities + 128, repeating: 0) }
    leastAlong = (0..<2).map { _ in Scratch(1, repeating: 0) }
    winners = WinnerWork(width: width, disparities: disparities)
    costs = Scratch(holdsRow ? width * disparities : 0)
    sums = PixelSums(pixels: holdsRow ? width : 0, disparities: disparities)
  }

  /// Before the first pixel of a row, no way has cost anything.
  func beginRow() {
    for line in along { unsafe line.base.update(repeating: 0, count: line.count) }
    for least in leastAlong { unsafe least.base.pointee = 0 }
  }
}

/// One row that is about to be swept: where everything of it stands.
@safe struct RowSweep {
  /// Costs and sums of column 0.
  let costs: UnsafePointer<UInt8>
  let sums: UnsafeMutablePointer<UInt16>
  /// As the kernel wants them.
  let lines: Places<UInt8>
  let leasts: Places<UInt8>
  let greys: Places<UInt8>
  /// 1 from the left, -1 from the right.
  let direction: Int

  /// A row to be swept.
  ///
  /// - Parameters:
  ///   - costs: of column 0.
  ///   - sums: of column 0.
  ///   - ways: the ways from the row before; nil where none is taken.
  ///   - order: how many rows were swept before this one.
  ///   - work: the room of this thread.
  ///   - greys: grey of this row and of the one before.
  ///   - direction: 1 from the left, -1 from the right.
  init(
    costs: UnsafePointer<UInt8>, sums: UnsafeMutablePointer<UInt16>, ways: WayRows?, order: Int,
    _ work: RowWork, greys: [UnsafeMutablePointer<UInt8>], direction: Int
  ) {
    unsafe self.costs = costs
    unsafe self.sums = sums
    self.direction = direction
    let along = unsafe work.along.map { unsafe $0.base + 64 }
    let leastAlong = unsafe work.leastAlong.map { unsafe $0.base }
    // Without ways from the row before, what would be read of them is not used.
    let rows = unsafe (0..<WayRows.count).map { way in
      unsafe ways?.costs(way, row: order) ?? along[0]
    }
    let leastRows = unsafe (0..<WayRows.count).map { way in
      unsafe ways?.leasts(way, row: order) ?? leastAlong[0]
    }
    unsafe lines = Places(along + rows)
    unsafe leasts = Places(leastAlong + leastRows)
    unsafe self.greys = Places(greys)
  }
}
