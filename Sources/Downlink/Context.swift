import Settings

/// Where the pictures were taken.
public struct Site: Configurable, Hashable {
  /// The celestial body.
  public var body = "Moon"
  /// Degrees, north positive.
  public var latitude = 0.0
  /// Degrees, east positive.
  public var longitude = 0.0
  /// Metres, 95 % of the cases.
  public var uncertainty: Double?
  /// How the place was found.
  public var method: String?

  /// A placeholder; files must state latitude and longitude.
  public init() {}

  /// The parameters.
  public static let table = Table<Site>([
    .text("body", \.body, "The celestial body."),
    .number(
      "latitude", \.latitude, unit: "deg", range: -90...90, required: true,
      "Planetocentric latitude, north positive."),
    .number(
      "longitude", \.longitude, unit: "deg", range: -180...360, required: true,
      "Longitude, east positive."),
    .number(
      "uncertainty", \.uncertainty, unit: "m", range: 0...(.infinity), absent: "unknown",
      "Radius of the circle that holds the site in 95 % of the cases."),
    .text("method", \.method, absent: "unknown", "How the place was found."),
  ])
}

/// How the spacecraft clock relates to UTC.
public struct ClockCorrelation: Configurable, Hashable {
  /// A reading of the spacecraft clock, in seconds.
  public var spacecraft = 0.0
  /// The moment of that reading.
  public var utc = UTCTime(seconds: 0)
  /// Milliseconds, 95 % of the cases.
  public var uncertaintyMs: Double?

  /// A placeholder; files must state a pair of readings.
  public init() {}

  /// The parameters.
  public static let table = Table<ClockCorrelation>([
    .number(
      "spacecraft", \.spacecraft, unit: "s", required: true,
      "A reading of the spacecraft clock."),
    .value("utc", \.utc, .utc, required: true, "The moment of that reading."),
    .number(
      "uncertaintyMs", \.uncertaintyMs, unit: "ms", range: 0...(.infinity), absent: "unknown",
      "How far times in UTC may be off, in 95 % of the cases."),
  ])

  /// The moment of a reading of the clock, in seconds.
  public func utc(at clock: Double) -> UTCTime {
    utc.adding(seconds: clock - spacecraft)
  }
}

/// Where the Sun is predicted to stand, seen from the site.
public struct SunDirection: Configurable, Hashable {
  /// Degrees from local north through east.
  public var azimuth = 0.0
  /// Degrees above the local horizontal.
  public var elevation = 0.0
  /// Degrees, 95 % of the cases.
  public var uncertaintyDeg: Double?

  /// A placeholder; files must state both angles.
  public init() {}

  /// The parameters.
  public static let table = Table<SunDirection>([
    .number(
      "azimuth", \.azimuth, unit: "deg", range: -180...360, required: true,
      "Direction to the Sun along the horizontal, from local north through east."),
    .number(
      "elevation", \.elevation, unit: "deg", range: -90...90, required: true,
      "Height of the Sun above the local horizontal."),
    .number(
      "uncertaintyDeg", \.uncertaintyDeg, unit: "deg", range: 0...180, absent: "unknown",
      "How far the direction may be off, in 95 % of the cases."),
  ])
}
