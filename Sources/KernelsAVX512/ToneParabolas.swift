/// Coefficients of 32 parabolas, from the square on, two registers each.
typealias ToneParabolas = (
  FloatLanes, FloatLanes, FloatLanes, FloatLanes, FloatLanes, FloatLanes
)

/// Reads three times 32 coefficients.
@_transparent
func toneParabolas(_ table: UnsafePointer<Float>) -> ToneParabolas {
  unsafe (
    load(table), load(table + 16), load(table + 32), load(table + 48), load(table + 64),
    load(table + 80)
  )
}

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  /// The coefficients of one parabola for each lane; the lowest five bits of `parabola` tell which.
  @_transparent
  func coefficients(
    _ parabolas: ToneParabolas, _ parabola: IntLanes
  ) -> (FloatLanes, FloatLanes, FloatLanes) {
    let parabola = unsafe unsafeBitCast(parabola, to: __m512i.self)
    return (
      _mm512_permutex2var_ps(parabolas.0, parabola, parabolas.1),
      _mm512_permutex2var_ps(parabolas.2, parabola, parabolas.3),
      _mm512_permutex2var_ps(parabolas.4, parabola, parabolas.5)
    )
  }
#else
  /// The coefficients of one parabola for each lane; the lowest five bits of `parabola` tell which.
  func coefficients(
    _ parabolas: ToneParabolas, _ parabola: IntLanes
  ) -> (FloatLanes, FloatLanes, FloatLanes) {
    func chosen(_ low: FloatLanes, _ high: FloatLanes) -> FloatLanes {
      var result = low
      for lane in 0..<FloatLanes.scalarCount {
        let place = Int(parabola[lane] & 31)
        result[lane] = place < 16 ? low[place] : high[place - 16]
      }
      return result
    }
    return (
      chosen(parabolas.0, parabolas.1), chosen(parabolas.2, parabolas.3),
      chosen(parabolas.4, parabolas.5)
    )
  }
#endif
