/// The number types that a plane can hold.
public protocol Sample: BitwiseCopyable, Sendable, Hashable, Comparable {}

extension UInt8: Sample {}
extension UInt16: Sample {}
extension UInt32: Sample {}
extension Int16: Sample {}
extension Int32: Sample {}
extension Float: Sample {}
