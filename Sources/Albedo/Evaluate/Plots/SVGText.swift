/// The text of an SVG file, mark by mark; lengths are in pixels, y grows downwards.
struct SVGText {
  /// What is written so far.
  private(set) var content = ""

  /// The beginning of the file.
  mutating func open(width: Double, height: Double, title: String) {
    let size = "\(Self.number(width)) \(Self.number(height))"
    content +=
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" "
      + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" role=\"img\" "
      + "font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n"
      + "<title>\(Self.escaped(title))</title>\n"
    rectangle(x: 0, y: 0, width: width, height: height, hexadecimal: "#ffffff")
  }

  /// The end of the file.
  mutating func close() { content += "</svg>\n" }

  /// A line of text; the anchor is `start`, `middle` or `end`.
  mutating func text(
    _ text: String, x: Double, y: Double, size: Double, weight: Int = 400,
    color: PlotColor = .text, anchor: String = "start", isUpright: Bool = false
  ) {
    let (x, y) = (Self.number(x), Self.number(y))
    let turn = isUpright ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    content +=
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(Self.number(size))\" font-weight=\"\(weight)\" "
      + "fill=\"\(color.rawValue)\" text-anchor=\"\(anchor)\"\(turn)>\(Self.escaped(text))</text>\n"
  }

  /// A filled rectangle; what it stands for shows when a reader points at it.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: PlotColor, meaning: String? = nil
  ) {
    rectangle(
      x: x, y: y, width: width, height: height, hexadecimal: fill.rawValue, meaning: meaning)
  }

  private mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, hexadecimal: String,
    meaning: String? = nil
  ) {
    content +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\" fill=\"\(hexadecimal)\"" + Self.end("rect", meaning)
  }

  /// A straight line.
  mutating func line(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), color: PlotColor,
    width: Double = 1, opacity: Double = 1, isDashed: Bool = false
  ) {
    content +=
      "<line x1=\"\(Self.number(a.x))\" y1=\"\(Self.number(a.y))\" x2=\"\(Self.number(b.x))\" "
      + "y2=\"\(Self.number(b.y))\" stroke=\"\(color.rawValue)\" "
      + "stroke-width=\"\(Self.number(width))\"" + Self.opacity(opacity)
      + (isDashed ? " stroke-dasharray=\"5 4\"" : "") + "/>\n"
  }

  /// A line through points.
  mutating func path(_ points: [(x: Double, y: Double)], color: PlotColor, width: Double) {
    let places = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
    content +=
      "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" "
      + "stroke=\"\(color.rawValue)\" stroke-width=\"\(Self.number(width))\" "
      + "stroke-linejoin=\"round\"/>\n"
  }

  /// A dot.
  mutating func dot(
    _ place: (x: Double, y: Double), radius: Double, color: PlotColor, opacity: Double = 1,
    meaning: String? = nil
  ) {
    content +=
      "<circle cx=\"\(Self.number(place.x))\" cy=\"\(Self.number(place.y))\" "
      + "r=\"\(Self.number(radius))\" fill=\"\(color.rawValue)\"" + Self.opacity(opacity)
      + Self.end("circle", meaning)
  }

  private static func opacity(_ value: Double) -> String {
    value < 1 ? " opacity=\"\(number(value))\"" : ""
  }

  private static func end(_ element: String, _ meaning: String?) -> String {
    guard let meaning else { return "/>\n" }
    return "><title>\(escaped(meaning))</title></\(element)>\n"
  }

  private static func number(_ value: Double) -> String { ReportNumber.text(value, 2) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
