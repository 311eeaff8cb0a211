extension Plane<UInt8> {
  /// The bits that are set within `radius` rows and columns; see
  /// ``Validity/spread(by:rows:wrapping:)``.
  func spread(by radius: Int, rows: Range<Int>, wrapping: Bool) -> Plane<UInt8> {
    let width = size.width
    let result = PlaneBuilder<UInt8>(size: Size(width, rows.count))
    let buffers = PlaneBuilder<UInt8>(size: Size(width + 2 * radius, 2))
    for y in rows {
      var from = unsafe buffers.base
      var to = unsafe buffers.base + buffers.stride
      var length = width + 2 * radius
      unsafe from.update(repeating: 0, count: length)
      for near in y - radius...y + radius {
        let source = wrapping ? (near % size.height + size.height) % size.height : near
        guard (0..<size.height).contains(source) else { continue }
        unsafe addMarks(base + source * stride, into: from + radius, count: width)
      }
      if wrapping {
        for x in 0..<radius {
          unsafe from[x] = from[radius + ((x - radius) % width + width) % width]
          unsafe from[radius + width + x] = from[radius + x % width]
        }
      }
      // Unions of 1, 2, 4, … neighbours; the last two overlap.
      let window = 2 * radius + 1
      var span = 1
      while 2 * span <= window {
        length -= span
        unsafe uniteMarks(from, from + span, count: length, into: to)
        unsafe swap(&from, &to)
        span *= 2
      }
      let out = unsafe result.base + (y - rows.lowerBound) * result.stride
      unsafe uniteMarks(from, from + (window - span), count: width, into: out)
    }
    return result.finish()
  }
}

private func addMarks(
  _ marks: UnsafePointer<UInt8>, into union: UnsafeMutablePointer<UInt8>, count: Int
) {
  for x in 0..<count { unsafe union[x] |= marks[x] }
}

private func uniteMarks(
  _ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int,
  into union: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<count { unsafe union[x] = a[x] | b[x] }
}
