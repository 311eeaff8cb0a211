extension YamlGuard {
  /// Whether the text begins as OpenCV's files do.
  var isFileStorage: Bool {
    ["%YAML:1.", "%YAML 1."].contains { source.lines[0].hasPrefix($0) }
  }

  /// Passes over the first line of such a file.
  mutating func skipDirective() {
    hasContent = false
    while here != nil && here != "\n" {
      clean[position] = " "
      advance()
    }
  }
}
