/// Drawings of a plan.
public enum GraphFormat: String, Sendable, CaseIterable {
  /// Graphviz.
  case dot
  /// Mermaid, as Markdown viewers draw it.
  case mermaid
  /// A picture, laid out here.
  case svg
}

extension Plan {
  /// The plan as a drawing.
  ///
  /// - Parameter format: the language of the drawing.
  /// - Returns: its text.
  public func graph(_ format: GraphFormat) -> String {
    switch format {
    case .dot: dot
    case .mermaid: mermaid
    case .svg: GraphDrawing(self).svg
    }
  }

  /// Every wire: from a node's output to a node's input, with what flows there.
  var wires: [(from: Int, to: Int, domain: String)] {
    nodes.indices.flatMap { to in
      nodes[to].inputs.map { wire in
        let from = nodes[wire.source.node]
        let domain = from.outputs.first { $0.name == wire.source.port }?.domain ?? ""
        return (
          from: wire.source.node, to: to, domain: from.fanOut == nil ? domain : "each \(domain)"
        )
      }
    }
  }

  private var dot: String {
    var lines = ["digraph \"\(name)\" {", "  rankdir=LR; node [shape=box];"]
    for node in nodes {
      lines.append("  \"\(node.id)\" [label=\"\(node.id)\\n\(type(of: node.stage).name)\"];")
    }
    for wire in wires {
      lines.append(
        "  \"\(nodes[wire.from].id)\" -> \"\(nodes[wire.to].id)\" [label=\"\(wire.domain)\"];")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  private var mermaid: String {
    var lines = ["flowchart LR"]
    for (index, node) in nodes.enumerated() {
      lines.append("  n\(index)[\"\(node.id)<br/>\(type(of: node.stage).name)\"]")
    }
    for wire in wires { lines.append("  n\(wire.from) -- \(wire.domain) --> n\(wire.to)") }
    return lines.joined(separator: "\n")
  }
}

/// Places the stages in columns by their distance from a source, and rows in the order of the plan.
struct GraphDrawing {
  private static let box = (width: 150, height: 44, gapX: 110, gapY: 24, margin: 16)
  private let plan: Plan
  private let column: [Int]
  private let row: [Int]

  init(_ plan: Plan) {
    self.plan = plan
    var column: [Int] = []
    var row: [Int] = []
    var used: [Int: Int] = [:]
    for node in plan.nodes {
      let at = node.inputs.map { column[$0.source.node] + 1 }.max() ?? 0
      column.append(at)
      row.append(used[at, default: 0])
      used[at, default: 0] += 1
    }
    self.column = column
    self.row = row
  }

  private func x(_ node: Int) -> Int {
    Self.box.margin + column[node] * (Self.box.width + Self.box.gapX)
  }

  private func y(_ node: Int) -> Int {
    Self.box.margin + row[node] * (Self.box.height + Self.box.gapY)
  }

  var svg: String {
    let box = Self.box
    let width = (column.max() ?? 0) * (box.width + box.gapX) + box.width + 2 * box.margin
    let height = (row.max() ?? 0) * (box.height + box.gapY) + box.height + 2 * box.margin
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\" font-size=\"13\">",
      "<title>\(plan.name)</title>",
    ]
    for wire in plan.wires {
      let (x1, y1) = (x(wire.from) + box.width, y(wire.from) + box.height / 2)
      let (x2, y2) = (x(wire.to), y(wire.to) + box.height / 2)
      let middle = (x1 + x2) / 2
      lines.append(
        "<path d=\"M\(x1) \(y1) C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)\""
          + " fill=\"none\" stroke=\"#667\"/>")
      lines.append(
        "<text x=\"\(middle)\" y=\"\((y1 + y2) / 2 - 5)\" text-anchor=\"middle\""
          + " font-size=\"11\" fill=\"#556\">\(wire.domain)</text>")
    }
    for (index, node) in plan.nodes.enumerated() {
      let centre = x(index) + box.width / 2
      lines.append(
        "<rect x=\"\(x(index))\" y=\"\(y(index))\" width=\"\(box.width)\""
          + " height=\"\(box.height)\" rx=\"6\" fill=\"#eef\" stroke=\"#335\"/>")
      lines.append(
        "<text x=\"\(centre)\" y=\"\(y(index) + 19)\" text-anchor=\"middle\""
          + " font-weight=\"bold\">\(node.id)</text>")
      lines.append(
        "<text x=\"\(centre)\" y=\"\(y(index) + 36)\" text-anchor=\"middle\""
          + " fill=\"#556\">\(type(of: node.stage).name)</text>")
    }
    return (lines + ["</svg>"]).joined(separator: "\n")
  }
}
