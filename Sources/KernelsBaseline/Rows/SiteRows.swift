/// Rows of a Bayer mosaic, parted into the sites of one colour each and put together again.
///
/// Every row of a mosaic has green at each second column, and between them its **own** colour, red
/// or blue. Parted, neighbours of one colour are neighbours in memory, so that a register holds
/// sixteen sites that are all treated alike; nothing is computed for the other ones and thrown
/// away.
///
/// The kernels of sites all have one form, so that methods can be lists of them:
///
///     (inputs, outputs, settings, count)
///
/// `inputs` are rows, some of sites of the same columns as the ones that are computed ("here"),
/// others of the columns between ("beside"); the latter begin with the neighbour to the right, its
/// left one stands at −1. Outputs are written up to the next whole register.
public func partedRow(
  _ row: UnsafePointer<Float>, _ even: UnsafeMutablePointer<Float>,
  _ odd: UnsafeMutablePointer<Float>, _ width: Int
) {
  let pairs = width / 2
  for pair in 0..<pairs {
    unsafe even[pair] = row[2 * pair]
    unsafe odd[pair] = row[2 * pair + 1]
  }
  if width & 1 == 1 { unsafe even[pairs] = row[width - 1] }
}

/// A row of pixels from those of its even and those of its odd columns.
///
/// - Parameters:
///   - even: the pixels of columns 0, 2, 4, …
///   - odd: those of columns 1, 3, 5, …
///   - row: gets both.
///   - width: pixels of the row.
public func wovenRow(
  _ even: UnsafePointer<Float>, _ odd: UnsafePointer<Float>, _ row: UnsafeMutablePointer<Float>,
  _ width: Int
) {
  let pairs = width / 2
  for pair in 0..<pairs {
    unsafe row[2 * pair] = even[pair]
    unsafe row[2 * pair + 1] = odd[pair]
  }
  if width & 1 == 1 { unsafe row[width - 1] = even[pairs] }
}
