/// The register that begins `spacing` numbers behind the begin of `a`, which `b` follows, for
/// registers that have no instruction for it.
@inline(__always)
private func following<V: SIMD>(_ a: V, _ b: V, _ spacing: Int) -> V {
  var next = a
  for lane in 0..<V.scalarCount {
    let from = lane &+ spacing
    next[lane] = from < V.scalarCount ? a[from] : b[from &- V.scalarCount]
  }
  return next
}

@inline(__always)
func nextTap(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ spacing: Int) -> SIMD4<Float> {
  following(a, b, spacing)
}

@inline(__always)
func nextTap(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ spacing: Int) -> SIMD8<Float> {
  following(a, b, spacing)
}

@inline(__always)
func nextTap(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>, _ spacing: Int) -> SIMD8<Int16> {
  following(a, b, spacing)
}

@inline(__always)
func nextTap(_ a: SIMD16<Int16>, _ b: SIMD16<Int16>, _ spacing: Int) -> SIMD16<Int16> {
  following(a, b, spacing)
}

#if !arch(x86_64)
  @inline(__always)
  func nextTap(_ a: SIMD16<Float>, _ b: SIMD16<Float>, _ spacing: Int) -> SIMD16<Float> {
    following(a, b, spacing)
  }

  @inline(__always)
  func nextTap(_ a: SIMD32<Int16>, _ b: SIMD32<Int16>, _ spacing: Int) -> SIMD32<Int16> {
    following(a, b, spacing)
  }
#endif
