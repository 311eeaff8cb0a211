/// The one place where samples are written: fill it, then ``finish()`` it into a ``Plane``.
///
/// Its samples are undefined until they are written. It cannot be copied, so nobody else can see
/// a plane that is not ready.
@safe public struct PlaneBuilder<S: Sample>: ~Copyable {
  /// Width and height in samples.
  public let size: Size
  /// Samples from one row to the next.
  public let stride: Int
  @usableFromInline let memory: SampleMemory

  /// Memory for a plane, its samples undefined.
  public init(size: Size) {
    self.size = size
    stride = Self.stride(forWidth: size.width)
    memory = SampleMemory(byteCount: stride * size.height * MemoryLayout<S>.stride)
  }

  /// A plane of one value, to be written over.
  public init(size: Size, repeating value: S) {
    self.init(size: size)
    unsafe base.update(repeating: value, count: stride * size.height)
  }

  /// A plane to be written over.
  public init(copying plane: Plane<S>) {
    self.init(size: plane.size)
    for y in 0..<size.height {
      unsafe (base + y * stride).update(from: plane.base + y * plane.stride, count: size.width)
    }
  }

  /// Row `y`, to be written.
  ///
  /// - Precondition: `y` lies in `0..<height`.
  @inlinable
  @_lifetime(&self)
  public mutating func row(_ y: Int) -> MutableSpan<S> {
    precondition(y >= 0 && y < size.height, "row out of range")
    let start = unsafe base + y * stride
    let row = unsafe MutableSpan(_unsafeStart: start, count: size.width)
    return unsafe _overrideLifetime(row, mutating: &self)
  }

  /// One sample, to be written.
  @inlinable
  public subscript(x: Int, y: Int) -> S {
    get {
      precondition(size.bounds.columns.contains(x) && size.bounds.rows.contains(y))
      return unsafe base[y * stride + x]
    }
    set {
      precondition(size.bounds.columns.contains(x) && size.bounds.rows.contains(y))
      unsafe base[y * stride + x] = newValue
    }
  }

  /// Whole lines of the cache; one more where rows would lie a power of two apart, as then those
  /// that a filter looks at together would have few places in the cache.
  static func stride(forWidth width: Int) -> Int {
    let grain = MemoryPool.alignment / MemoryLayout<S>.stride
    let lines = (width + grain - 1) / grain
    return (lines > 0 && lines % 32 == 0 ? lines + 1 : lines) * grain
  }

  /// The plane, from now on unchangeable.
  @inlinable
  public consuming func finish() -> Plane<S> {
    Plane(size: size, stride: stride, memory: memory, offset: 0)
  }

  /// The first sample.
  ///
  /// Rows lie `stride` samples apart; 64 bytes beyond the last may be touched.
  @inlinable
  package var base: UnsafeMutablePointer<S> {
    unsafe memory.base.assumingMemoryBound(to: S.self)
  }
}
