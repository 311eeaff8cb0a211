/// Products and sums of floats as fast as they can be had: what dense filters are measured against.
///
/// Fourteen chains `a · weight + step` hide the time that one product and one sum take.
///
/// - Parameters:
///   - rounds: how often each chain goes on.
///   - weight: the factor.
///   - step: what is added.
/// - Returns: something of all chains, so that none can be left out; each round is
///   ``peakChains`` products and as many sums.
public func peakRounds(_ rounds: Int, _ weight: Float, _ step: Float) -> Float {
  let (w, s) = (FloatLanes(repeating: weight), FloatLanes(repeating: step))
  var (a, b, c, d, e, f, g) = (s, s + 1, s + 2, s + 3, s + 4, s + 5, s + 6)
  var (h, i, j, k, l, m, n) = (s + 7, s + 8, s + 9, s + 10, s + 11, s + 12, s + 13)
  for _ in 0..<rounds {
    a = a * w + s
    b = b * w + s
    c = c * w + s
    d = d * w + s
    e = e * w + s
    f = f * w + s
    g = g * w + s
    h = h * w + s
    i = i * w + s
    j = j * w + s
    k = k * w + s
    l = l * w + s
    m = m * w + s
    n = n * w + s
  }
  let first = (a + b) + (c + d) + (e + f) + g
  let second = (h + i) + (j + k) + (l + m) + n
  return first[0] + second[FloatLanes.scalarCount - 1]
}

/// Products that one round of ``peakRounds(_:_:_:)`` computes.
public let peakChains = 14 * FloatLanes.scalarCount
