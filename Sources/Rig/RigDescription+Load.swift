import Diagnostics
import Settings

extension RigDescription {
  /// Reads a rig file and the companding tables that it names.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - read: gives the bytes of a file, by its path.
  /// - Returns: the rig.
  /// - Throws: everything that is wrong with it.
  public static func load(
    path: String, read: (String) throws(Failure) -> [UInt8]
  ) throws(Failure) -> RigDescription {
    var findings = Findings()
    let rig = load(path: path, &findings, read: read)
    try findings.throwIfAny()
    return rig ?? RigDescription()
  }

  /// As ``load(path:read:)``, collecting what is wrong.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - findings: takes in everything that is wrong.
  ///   - read: gives the bytes of a file, by its path.
  /// - Returns: what could be read, or nil where the file cannot be read at all.
  public static func load(
    path: String, _ findings: inout Findings, read: (String) throws(Failure) -> [UInt8]
  ) -> RigDescription? {
    do throws(Failure) {
      let text = try Yaml.text(of: read(path), file: path)
      guard let document = Yaml.load(Self.self, text: text, file: path, &findings) else {
        return nil
      }
      var rig = document.value
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      for (index, node) in (document.node["cameras"]?.elements ?? []).enumerated()
      where index < rig.cameras.count && findings.areClean(node) {
        rig.cameras[index].sensor.readTable(folder: folder, &findings, read: read)
      }
      return rig
    } catch {
      findings.add(error)
      return nil
    }
  }
}

extension Sensor {
  fileprivate mutating func readTable(
    folder: String, _ findings: inout Findings, read: (String) throws(Failure) -> [UInt8]
  ) {
    guard companding.kind == .table, let name = companding.tableFile else { return }
    let path = folder + name
    do throws(Failure) {
      let text = try Yaml.text(of: read(path), file: path)
      let table = try Yaml.load(CompandingTable.self, text: text, file: path)
      let wanted = 1 << validBits
      guard table.values.count == wanted else {
        throw Failure(
          "the table has \(table.values.count) entries, not \(wanted)", at: .file(path),
          remedy: "give one linear code for each code of \(validBits) bits")
      }
      guard (table.values.last ?? 0) < 1 << companding.linearBits else {
        throw Failure(
          "the table ends beyond \(companding.linearBits) bits", at: .file(path),
          remedy: "raise linearBits of the rig")
      }
      companding.values = table.values.map { UInt16(clamping: $0) }
    } catch {
      findings.add(error)
    }
  }
}
