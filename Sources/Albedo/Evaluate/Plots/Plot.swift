/// A picture of a report: a file and the SVG that stands in it.
public struct Plot: Sendable, Equatable {
  /// The name of its file.
  public let file: String
  /// What it shows.
  public let title: String
  /// The text of the file.
  public let svg: String

  /// A plot of panels, 760 pixels wide, on white.
  ///
  /// - Parameters:
  ///   - file: the name of its file.
  ///   - title: what it shows.
  ///   - subtitle: of which cases.
  ///   - height: in pixels.
  ///   - legend: colours and what they stand for.
  ///   - panels: its parts.
  init(
    _ file: String, title: String, subtitle: String, height: Double,
    legend: [(color: PlotColor, text: String)], panels: [Panel]
  ) {
    var svg = SVGText()
    svg.open(width: Self.width, height: height, title: title)
    svg.text(title, x: 24, y: 30, size: 17, weight: 600)
    svg.text(subtitle, x: 24, y: 50, size: 12.5, color: .secondary)
    var x = 24.0
    for (color, text) in legend {
      svg.rectangle(x: x, y: 62, width: 12, height: 12, fill: color)
      svg.text(text, x: x + 18, y: 72.5, size: 12.5)
      // The mean width of a letter of this size.
      x += 44 + 6.6 * Double(text.count)
    }
    for panel in panels { panel.draw(into: &svg) }
    svg.close()
    (self.file, self.title, self.svg) = (file, title, svg.content)
  }

  /// In pixels.
  static let width = 760.0
}

/// Colours that stay apart for every eye and in print.
///
/// Source: M. Okabe and K. Ito, "Color Universal Design" (2008), without the ones too light for
/// white paper.
enum PlotColor: String {
  /// Blue.
  case first = "#0072b2"
  /// Vermilion.
  case second = "#d55e00"
  /// Bluish green.
  case third = "#009e73"
  /// For what says little.
  case neutral = "#c9ced6"
  /// For text and axes.
  case text = "#1f2430"
  /// For text that explains.
  case secondary = "#5b6472"
  /// For lines of the grid.
  case grid = "#e7eaef"
}
