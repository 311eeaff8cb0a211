/// A filter that follows a register's width of columns down eight rows of results.
protocol RowBlock {
  /// A sample of the source.
  associatedtype In: BitwiseCopyable
  /// A result.
  associatedtype Out: BitwiseCopyable
  /// Columns computed together.
  static var lanes: Int { get }
  /// Computes a register's width of eight rows of results.
  ///
  /// - Parameters:
  ///   - rows: the rows of the source, from the topmost that is looked at, each at column 0.
  ///   - x: the column.
  ///   - spacing: samples from one pixel to the next.
  ///   - outputs: eight rows of results, each at column 0.
  static func run(
    _ rows: UnsafePointer<UnsafePointer<In>>, _ x: Int, _ spacing: Int,
    _ outputs: UnsafePointer<UnsafeMutablePointer<Out>>)
}

/// Rows of results that a block computes; even.
@inline(__always) var blockRows: Int { 8 }

/// Computes `count` columns of eight rows.
///
/// The last wide block moves back where it would pass the end. Where there is not even one, narrow
/// blocks write up to the next multiple of 16.
@inline(__always)
func blockSpan<Wide: RowBlock, Narrow: RowBlock>(
  _ wide: Wide.Type, _ narrow: Narrow.Type, _ rows: UnsafePointer<UnsafePointer<Wide.In>>,
  _ spacing: Int, _ outputs: UnsafePointer<UnsafeMutablePointer<Wide.Out>>, _ count: Int
) where Wide.In == Narrow.In, Wide.Out == Narrow.Out {
  let step = Wide.lanes
  var x = 0
  if count >= step {
    while x < count {
      unsafe Wide.run(rows, x + step <= count ? x : count - step, spacing, outputs)
      x += step
    }
    return
  }
  while x < count {
    unsafe Narrow.run(rows, x, spacing, outputs)
    x += Narrow.lanes
  }
}
