import Diagnostics
import Foundation
import Raster
import TestSupport
import Testing

@testable import Codecs

/// The failure of a decoding that must not succeed.
func refusal(_ bytes: [UInt8], limits: Limits = .default) -> Failure? {
  do throws(Failure) {
    _ = try Codec.decode(bytes, file: "test.bin", limits: limits)
    return nil
  } catch {
    return error
  }
}

/// Whether a failure names a byte or a row of the file.
func pointsIntoFile(_ failure: Failure) -> Bool {
  switch failure.diagnostics[0].place {
  case .byte(let file, let offset)?: file == "test.bin" && offset >= 0
  case .row(let file, let row)?: file == "test.bin" && row >= 0
  default: false
  }
}

/// FNV-1a of 64 bits.
func fnv1a64(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

extension DecodedPicture {
  /// Samples interleaved row by row; above 8 bits two bytes, low byte first.
  var canonicalBytes: [UInt8] {
    var out: [UInt8] = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        for channel in 0..<channels.count {
          switch samples {
          case .u8(let planes): out.append(planes[channel][x, y])
          case .u16(let planes):
            let code = planes[channel][x, y]
            out += [UInt8(truncatingIfNeeded: code), UInt8(code >> 8)]
          case .f32: break
          }
        }
      }
    }
    return out
  }

  /// One sample as a number.
  func code(_ channel: Int, _ x: Int, _ y: Int) -> Int {
    switch samples {
    case .u8(let planes): Int(planes[channel][x, y])
    case .u16(let planes): Int(planes[channel][x, y])
    case .f32: -1
    }
  }
}

/// Planes of random codes.
func randomBytes(_ size: Size, count: Int = 1, below limit: Int = 256, seed: UInt64 = 1)
  -> [Plane<UInt8>]
{
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    Plane(size: size) { _, row in
      for x in row.indices { row[x] = UInt8(Int.random(in: 0..<limit, using: &generator)) }
    }
  }
}

func randomCodes(_ size: Size, count: Int = 1, below limit: Int = 65536) -> [Plane<UInt16>] {
  (0..<count).map { .random(size, below: limit, seed: UInt64($0) + 7) }
}

/// The highest resident memory of this process so far, in bytes.
func peakMemory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
    let number = line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    return (number ?? 0) * 1024
  }
  return 0
}

/// Expects that the bytes are refused within a second of work and 256 MB, by a process of its own.
///
/// Only a process that does nothing else can say something about memory.
func expectCheapRefusal(_ bytes: [UInt8], _ name: String) {
  // From now on, the highest memory is that of what follows.
  let reset = FileHandle(forWritingAtPath: "/proc/self/clear_refs")
  reset?.write(Data("5".utf8))
  var failure: Failure?
  // Processor time: other tests may hold the processors.
  let start = clock()
  failure = refusal(bytes)
  let time = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  let memory = peakMemory()
  guard let failure else {
    Issue.record("\(name) is taken for a picture")
    return
  }
  #expect(pointsIntoFile(failure), "\(name): \(failure)")
  #expect(time < 1, "\(name): \(failure)")
  #expect(memory < 256_000_000, "\(name): \(failure)")
  guard let path = ProcessInfo.processInfo.environment["ALBEDO_CODEC_COSTS"],
    let handle = FileHandle(forWritingAtPath: path)
  else { return }
  handle.seekToEndOfFile()
  handle.write(Data("\(name): \(time) s, \(memory >> 20) MiB, \(failure)\n".utf8))
}
