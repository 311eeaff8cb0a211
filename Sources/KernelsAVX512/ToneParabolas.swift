#if arch(x86_64)
  import _Builtin_intrinsics.intel

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
  /// Coefficients of 32 parabolas, from the square on, 32 each.
  typealias ToneParabolas = UnsafePointer<Float>

  /// Three times 32 coefficients, where they are.
  @_transparent
  func toneParabolas(_ table: UnsafePointer<Float>) -> ToneParabolas { table }

  /// The coefficients of one parabola for each lane; reading a code from a table is faster.
  @inline(__always)
  func coefficients(
    _ parabolas: ToneParabolas, _ parabola: IntLanes
  ) -> (FloatLanes, FloatLanes, FloatLanes) {
    unsafe coefficientsByLane(parabolas, parabola)
  }
#endif
