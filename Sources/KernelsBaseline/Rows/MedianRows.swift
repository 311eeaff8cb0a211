/// Eight rows of medians of 3×3 codes of 8 bits.
///
/// - Parameters:
///   - rows: ten rows of the source, each at column 0; one pixel beside the columns is looked at.
///   - spacing: samples from one pixel to the next.
///   - outputs: eight rows of results, written up to the next multiple of 16.
///   - count: columns.
public func medianThreeRows8(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<ByteOrder>.self, MedianThree<SixteenByteOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianThreeRows8(_:_:_:_:)``, for codes of 16 bits.
public func medianThreeRows16(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt16>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<ShortOrder>.self, MedianThree<EightShortOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianThreeRows8(_:_:_:_:)``, for floats.
public func medianThreeRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<FloatOrder>.self, MedianThree<FourFloatOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianThreeRows8(_:_:_:_:)``, of 5×5 codes: twelve rows, and two pixels beside the columns.
public func medianFiveRows8(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<ByteOrder>.self, MedianFive<SixteenByteOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianFiveRows8(_:_:_:_:)``, for codes of 16 bits.
public func medianFiveRows16(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt16>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<ShortOrder>.self, MedianFive<EightShortOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianFiveRows8(_:_:_:_:)``, for floats.
public func medianFiveRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<FloatOrder>.self, MedianFive<FourFloatOrder>.self, rows, spacing, outputs, count)
}
