/// Rows of floats, combined.

/// Details added: `x + amount · d` with `d = x − smooth` where `|d|` is at least the threshold,
/// else `x`.
public func sharpenedRow(
  _ values: UnsafePointer<Float>, _ smooth: UnsafePointer<Float>, _ amount: Float,
  _ threshold: Float, _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  for x in 0..<count {
    let value = unsafe values[x]
    let detail = unsafe value - smooth[x]
    let size: Float = detail < 0 ? -detail : detail
    unsafe results[x] = size >= threshold ? value + amount * detail : value
  }
}

/// Lengths of vectors: `√(x·x + y·y)`.
public func lengthRow(
  _ across: UnsafePointer<Float>, _ down: UnsafePointer<Float>, _ count: Int,
  _ lengths: UnsafeMutablePointer<Float>
) {
  for x in 0..<count {
    unsafe lengths[x] = (across[x] * across[x] + down[x] * down[x]).squareRoot()
  }
}

/// Floats as the nearest codes of 8 bits, half rounded up; what is not a number becomes 0.
public func nearestRow8(
  _ values: UnsafePointer<Float>, _ count: Int, _ codes: UnsafeMutablePointer<UInt8>
) {
  unsafe quantisedRow8(values, count, 1, 0, 255, codes)
}

/// As ``nearestRow8(_:_:_:)``, of 16 bits.
public func nearestRow16(
  _ values: UnsafePointer<Float>, _ count: Int, _ codes: UnsafeMutablePointer<UInt16>
) {
  unsafe quantisedRow16(values, count, 1, 0, 65535, codes)
}
