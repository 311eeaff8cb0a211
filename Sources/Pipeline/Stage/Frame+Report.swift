import Diagnostics
import Raster
import Settings

extension Frame<Report> {
  /// What was found out, as a frame.
  ///
  /// - Parameter json: an object, at most 64 levels deep; numbers that are not finite become null.
  public init(_ json: JSONValue) {
    let bytes = Array(json.text.utf8)
    self.init(
      Plane<UInt8>(size: Size(bytes.count, 1)) { _, row in
        for x in row.indices { row[x] = bytes[x] }
      }, properties: .init())
  }

  /// What was found out; numbers without a fraction are whole.
  ///
  /// - Throws: a failure where the bytes are no JSON.
  public var json: JSONValue {
    get throws(Failure) {
      try JSONValue.parse(String(decoding: samples.bytes(ofRow: 0), as: UTF8.self), file: "report")
    }
  }
}
