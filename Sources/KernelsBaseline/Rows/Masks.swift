/// Rows of pictures of which some pixels are not known.
///
/// A mark is 0 where a pixel is known.

/// 1 where a pixel is known, else 0.
public func knownRow(
  _ marks: UnsafePointer<UInt8>, _ count: Int, _ known: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe known[x] = marks[x] == 0 ? 1 : 0 }
}

/// What is known, and `blank` where a pixel is not.
public func blankedRow(
  _ values: UnsafePointer<Float>, _ marks: UnsafePointer<UInt8>, _ blank: Float, _ count: Int,
  _ results: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe results[x] = marks[x] == 0 ? values[x] : blank }
}

/// As ``blankedRow(_:_:_:_:_:)``, of 8-bit codes.
public func blankedRow8(
  _ values: UnsafePointer<UInt8>, _ marks: UnsafePointer<UInt8>, _ blank: UInt8, _ count: Int,
  _ results: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<count { unsafe results[x] = marks[x] == 0 ? values[x] : blank }
}

/// As ``blankedRow(_:_:_:_:_:)``, of 16-bit codes.
public func blankedRow16(
  _ values: UnsafePointer<UInt16>, _ marks: UnsafePointer<UInt8>, _ blank: UInt16, _ count: Int,
  _ results: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<count { unsafe results[x] = marks[x] == 0 ? values[x] : blank }
}

/// Sums over known pixels as means: `sum · (whole / weight)`, and 0 where the weight is too small.
///
/// - Parameters:
///   - sums: weighted sums over what is known.
///   - weights: of what is known.
///   - whole: the weight where all is known.
///   - least: the weight below which nothing is known.
///   - count: columns.
///   - means: gets `count` floats.
public func restoredRow(
  _ sums: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ whole: Float,
  _ least: Float, _ count: Int, _ means: UnsafeMutablePointer<Float>
) {
  for x in 0..<count {
    let weight = unsafe weights[x]
    let mean = unsafe sums[x] * (whole / weight)
    unsafe means[x] = weight > least ? mean : 0
  }
}

/// 1 where weights are no more than the least, else 0.
public func unknownRow(
  _ weights: UnsafePointer<Float>, _ least: Float, _ count: Int,
  _ unknown: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<count { unsafe unknown[x] = weights[x] > least ? 0 : 1 }
}

/// Codes where all is known, and codes of means elsewhere.
///
/// - Parameters:
///   - weights: of what is known.
///   - whole: the weight where all is known.
///   - codes: what an exact filter made.
///   - means: codes of means over what is known.
///   - count: columns.
///   - results: gets `count` codes.
public func chosenRow8(
  _ weights: UnsafePointer<Float>, _ whole: Float, _ codes: UnsafePointer<UInt8>,
  _ means: UnsafePointer<UInt8>, _ count: Int, _ results: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<count { unsafe results[x] = weights[x] == whole ? codes[x] : means[x] }
}

/// As ``chosenRow8(_:_:_:_:_:_:)``, of 16-bit codes.
public func chosenRow16(
  _ weights: UnsafePointer<Float>, _ whole: Float, _ codes: UnsafePointer<UInt16>,
  _ means: UnsafePointer<UInt16>, _ count: Int, _ results: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<count { unsafe results[x] = weights[x] == whole ? codes[x] : means[x] }
}
