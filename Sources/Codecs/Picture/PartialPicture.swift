import Diagnostics

/// A picture whose decoding may have stopped before its last row.
struct PartialPicture: Sendable {
  /// All rows; those from ``completeRows`` on are zero where there is a failure.
  var picture: DecodedPicture
  /// Rows from the top that hold what the file holds.
  var completeRows: Int
  /// Why it stopped, or nil where all rows are complete and the file ends as it should.
  var failure: Failure?

  /// The picture, where it is complete.
  func complete() throws(Failure) -> DecodedPicture {
    if let failure { throw failure }
    return picture
  }
}
