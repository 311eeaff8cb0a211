/// The register that begins `offset` numbers behind the begin of `a`, which `b` follows, for
/// registers that have no instruction for it.
@inline(__always)
private func put<V: SIMD>(_ a: V, _ b: V, _ offset: Int) -> V {
  var result = a
  for lane in 0..<V.scalarCount {
    let from = lane &+ offset
    result[lane] = from < V.scalarCount ? a[from] : b[from &- V.scalarCount]
  }
  return result
}

/// The floats that begin `offset` behind the begin of `a`, which `b` follows.
@inline(__always)
func following(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ offset: Int) -> SIMD4<Float> {
  put(a, b, offset)
}

/// The floats that begin `offset` behind the begin of `a`, which `b` follows.
@inline(__always)
func following(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ offset: Int) -> SIMD8<Float> {
  put(a, b, offset)
}

/// The integers that begin `offset` behind the begin of `a`, which `b` follows.
@inline(__always)
func following(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>, _ offset: Int) -> SIMD8<Int16> {
  put(a, b, offset)
}

/// The integers that begin `offset` behind the begin of `a`, which `b` follows.
@inline(__always)
func following(_ a: SIMD16<Int16>, _ b: SIMD16<Int16>, _ offset: Int) -> SIMD16<Int16> {
  put(a, b, offset)
}

#if !arch(x86_64)
  /// The floats that begin `offset` behind the begin of `a`, which `b` follows.
  @inline(__always)
  func following(_ a: SIMD16<Float>, _ b: SIMD16<Float>, _ offset: Int) -> SIMD16<Float> {
    put(a, b, offset)
  }

  /// The integers that begin `offset` behind the begin of `a`, which `b` follows.
  @inline(__always)
  func following(_ a: SIMD32<Int16>, _ b: SIMD32<Int16>, _ offset: Int) -> SIMD32<Int16> {
    put(a, b, offset)
  }
#endif
