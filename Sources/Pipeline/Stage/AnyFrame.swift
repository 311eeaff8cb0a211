import Files
import Raster

/// A frame whose domain is known to the wiring check, not to the compiler.
public protocol AnyFrame: Sendable {
  /// The name of its domain.
  var domainName: String { get }
  /// Width and height of the whole picture.
  var size: Size { get }
  /// The rows that are held.
  var rows: Range<Int> { get }
  /// The validity of those rows.
  var validity: Validity { get }
  /// A view of some of the rows that are held.
  func band(_ rows: Range<Int>) -> Self
  /// Some rows of the picture that is left when this one is cut to a region.
  func cut(to region: Region, rows: Range<Int>) -> Self
  /// The picture that this band and those that follow make.
  func joined(with following: [any AnyFrame]) -> any AnyFrame
  /// Hands out every row of every plane as little-endian bytes.
  func forEachRowOfBytes(_ body: ([UInt8]) -> Void)
}

extension Frame: AnyFrame {
  /// The name of the domain.
  public var domainName: String { D.name }

  /// The picture that this band and those that follow make.
  ///
  /// - Precondition: all are bands of the same picture, in order.
  public func joined(with following: [any AnyFrame]) -> any AnyFrame {
    Frame.joined([self] + following.map { Frame(erased: $0) })
  }

  /// Hands out every row of every plane as little-endian bytes.
  public func forEachRowOfBytes(_ body: ([UInt8]) -> Void) {
    samples.forEachRowOfBytes(body)
  }

  /// The frame behind an erased one.
  ///
  /// - Precondition: its domain is `D`; the wiring check has made sure of it.
  public init(erased frame: any AnyFrame) {
    guard let frame = frame as? Frame<D> else {
      preconditionFailure("a \(frame.domainName) frame arrived where \(D.name) was wired")
    }
    self = frame
  }
}

extension AnyFrame {
  /// SHA-256 over the domain's name, the size, all samples and, where any is invalid, the defects.
  public var digest: Digest {
    var digester = Digester()
    digester.update(Array("\(domainName) \(size.width)x\(size.height)\n".utf8))
    forEachRowOfBytes { digester.update($0) }
    validity.defects?.forEachRowOfBytes { digester.update($0) }
    return digester.finish()
  }
}
