/// A bowl with a raised rim, more or less worn.
///
/// Profile over ρ = distance / radius: a parabola inside, ρ⁻³ outside (as in H. J. Melosh, "Impact
/// Cratering", 1989, for ejecta), cut off smoothly at ρ = 2.5; the rim of worn ones is rounded.
struct Crater: Sendable {
  let x: Float
  let y: Float
  let radius: Float
  /// Metres from the surroundings to the bottom.
  let depth: Float
  /// Metres from the surroundings to the crest.
  let rim: Float

  /// How far it changes the ground.
  var reach: Float { 2.5 * radius }

  /// A crater from its place and looks; the few fresh ones are deep.
  init(_ thing: Scattered) {
    x = Float(thing.x)
    y = Float(thing.y)
    radius = Float(thing.diameter / 2)
    let wear = thing.looks.x
    let freshness = 1 - wear * (2 - wear)
    depth = Float(thing.diameter * (0.025 + 0.12 * freshness))
    rim = Float(thing.diameter * (0.006 + 0.028 * freshness))
  }

  /// What it adds to the height at an offset from its middle.
  @inline(__always)
  func height(_ dx: Float, _ dy: Float) -> Float {
    let s = (dx * dx + dy * dy) / (radius * radius)
    guard s < 6.25 else { return 0 }
    let inside = (rim + depth) * s - depth
    let rho = max(s, 0.25).squareRoot()
    let end = (6.25 - s) * (1 / 5.25)
    let outside = rim / (rho * rho * rho) * min(1, end)
    // A smooth minimum: two surfaces blend over `width` metres of height.
    let width = 1.2 * rim
    let share = min(1, max(0, 0.5 + 0.5 * (outside - inside) / width))
    return outside + (inside - outside) * share - width * share * (1 - share)
  }
}
