/// A rectangle of samples of one kind.
///
/// It never changes: to make another one, fill a ``PlaneBuilder``.
///
/// Rows start at multiples of 64 bytes (a view may start elsewhere) and lie `stride` samples apart.
/// Copying the value shares the samples; only ``copied()`` copies them.
@safe public struct Plane<S: Sample>: Sendable {
  /// Width and height in samples.
  public let size: Size
  /// Samples from one row to the next; at least the width.
  public let stride: Int
  @usableFromInline let memory: SampleMemory
  @usableFromInline let offset: Int

  @usableFromInline init(size: Size, stride: Int, memory: SampleMemory, offset: Int) {
    self.size = size
    self.stride = stride
    self.memory = memory
    self.offset = offset
  }

  /// Samples in a row.
  public var width: Int { size.width }
  /// Rows.
  public var height: Int { size.height }

  /// The samples of row `y`, from left to right.
  ///
  /// - Precondition: `y` lies in `0..<height`.
  @inlinable
  @_lifetime(borrow self)
  public func row(_ y: Int) -> Span<S> {
    precondition(y >= 0 && y < size.height, "row out of range")
    let start = unsafe base + y * stride
    let row = unsafe Span(_unsafeStart: start, count: size.width)
    return unsafe _overrideLifetime(row, borrowing: self)
  }

  /// One sample; `x` and `y` are checked.
  @inlinable
  public subscript(x: Int, y: Int) -> S {
    row(y)[x]
  }

  /// The bytes of row `y`, least significant byte of a sample first.
  ///
  /// - Precondition: `y` lies in `0..<height`, and the machine is little endian.
  public func bytes(ofRow y: Int) -> [UInt8] {
    precondition(y >= 0 && y < size.height, "row out of range")
    precondition(1.littleEndian == 1, "digests are defined on little-endian machines")
    let count = size.width * MemoryLayout<S>.stride
    return unsafe [UInt8](UnsafeRawBufferPointer(start: base + y * stride, count: count))
  }

  /// A view of part of the plane; shares its samples.
  ///
  /// - Precondition: the region lies inside.
  public func view(_ region: Region) -> Plane {
    precondition(size.bounds.contains(region), "region out of range")
    return Plane(
      size: region.size, stride: stride, memory: memory,
      offset: offset + region.y * stride + region.x)
  }

  /// A plane of its own with the same samples.
  public func copied() -> Plane { .stacked([self]) }

  /// A plane of its own with the samples of several, below each other.
  ///
  /// - Precondition: at least one part, all equally wide.
  public static func stacked(_ parts: [Plane]) -> Plane {
    let height = parts.reduce(0) { $0 + $1.height }
    let result = PlaneBuilder<S>(size: Size(parts[0].width, height))
    var y = 0
    for part in parts {
      precondition(part.width == result.size.width, "parts are equally wide")
      for line in 0..<part.height {
        let target = unsafe result.base + y * result.stride
        unsafe target.update(from: part.base + line * part.stride, count: part.width)
        y += 1
      }
    }
    return result.finish()
  }

  /// The first sample.
  ///
  /// Rows lie `stride` samples apart; 64 bytes beyond the last may be read.
  @inlinable package var base: UnsafePointer<S> {
    unsafe UnsafePointer(memory.base.assumingMemoryBound(to: S.self) + offset)
  }
}

extension Plane {
  /// A plane whose rows `fill` writes, from top to bottom; `fill` must write every sample.
  ///
  /// - Parameters:
  ///   - size: width and height in samples.
  ///   - fill: gets the row number and the row.
  /// - Throws: what `fill` throws.
  @inlinable
  public init<E: Error>(size: Size, fill: (Int, inout MutableSpan<S>) throws(E) -> Void) throws(E) {
    var builder = PlaneBuilder<S>(size: size)
    for y in 0..<size.height {
      var row = builder.row(y)
      try fill(y, &row)
    }
    self = builder.finish()
  }

  /// A plane that holds one value.
  @inlinable
  public init(size: Size, repeating value: S) {
    self.init(size: size) { _, row in row.update(repeating: value) }
  }
}

extension Plane {
  /// A plane of what each sample becomes.
  @inlinable
  public func mapped<T: Sample>(_ transform: (S) -> T) -> Plane<T> {
    Plane<T>(size: size) { y, out in
      let row = self.row(y)
      for x in row.indices { out[x] = transform(row[x]) }
    }
  }

  /// A plane of what each sample becomes with that of another plane of the same size.
  @inlinable
  public func merged<T: Sample, U: Sample>(
    _ other: Plane<T>, _ transform: (S, T) -> U
  ) -> Plane<U> {
    precondition(size == other.size, "planes of one size")
    return Plane<U>(size: size) { y, out in
      let (row, others) = (self.row(y), other.row(y))
      for x in row.indices { out[x] = transform(row[x], others[x]) }
    }
  }
}

extension Plane: Equatable {
  /// Same size, same samples; `Float` samples compare as numbers.
  @inlinable
  public static func == (a: Plane, b: Plane) -> Bool {
    guard a.size == b.size else { return false }
    for y in 0..<a.height {
      let (left, right) = (a.row(y), b.row(y))
      for x in left.indices where left[x] != right[x] { return false }
    }
    return true
  }
}
