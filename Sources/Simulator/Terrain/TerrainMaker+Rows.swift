import ExactMath

/// The rows of a grid; each depends on its coarser grid and on nothing else, so bands are free.
extension TerrainMaker {
  /// Ground and shade of some rows.
  func ground(
    _ rows: Range<Int>, _ draft: Draft, _ coarser: Draft?, _ octaves: [Octave],
    _ craters: [Crater]
  ) -> (heights: [Float], shades: [Float]) {
    var heights: [Float] = []
    var shades: [Float] = []
    heights.reserveCapacity(rows.count * nodes)
    shades.reserveCapacity(rows.count * nodes)
    let (south, end) = span(rows, draft)
    let near = craters.filter { $0.y + $0.reach >= south && $0.y - $0.reach <= end }
    for row in rows {
      var height = [Float](repeating: 0, count: nodes)
      var shade = height
      if let coarser {
        refine(&height, coarser.ground, row, draft, coarser, isSmooth: true)
        refine(&shade, coarser.shade, row, draft, coarser, isSmooth: false)
      }
      let y = draft.originY + row
      for octave in octaves {
        octave.heights.add(to: &height, x: draft.originX, y: y, amplitude: octave.amplitude)
        octave.shade.add(to: &shade, x: draft.originX, y: y, amplitude: octave.contrast)
      }
      let north = Double(y) * draft.cell
      for crater in near where (Float(north) - crater.y).magnitude < crater.reach {
        let dy = Float(north - Double(crater.y))
        for i in columns(crater.x, crater.reach, draft) {
          let dx = Float(Double(draft.originX + i) * draft.cell - Double(crater.x))
          height[i] = height[i] + crater.height(dx, dy)
        }
      }
      heights += height
      shades += shade
    }
    return (heights, shades)
  }

  /// From the first to the last of some rows, in metres north, with a cell to spare.
  private func span(_ rows: Range<Int>, _ draft: Draft) -> (Float, Float) {
    (
      Float(Double(draft.originY + rows.lowerBound - 1) * draft.cell),
      Float(Double(draft.originY + rows.upperBound + 1) * draft.cell)
    )
  }

  /// The columns within reach of a place.
  private func columns(_ x: Float, _ reach: Float, _ draft: Draft) -> Range<Int> {
    let middle = Double(x) / draft.cell - Double(draft.originX)
    let width = Double(reach) / draft.cell
    let low = max(0, min(nodes, Int((middle - width).rounded(.up))))
    let high = max(low, min(nodes, Int((middle + width).rounded(.down)) + 1))
    return low..<high
  }

  /// A row of the coarser grid at twice its resolution.
  ///
  /// Smooth: the four-point scheme with weights (-1, 9, 9, -1) / 16 at midpoints (S. Dubuc,
  /// "Interpolation through an iterative scheme", 1986), which leaves no creases; else linear.
  private func refine(
    _ row: inout [Float], _ coarse: [Float], _ j: Int, _ draft: Draft, _ coarser: Draft,
    isSmooth: Bool
  ) {
    let (x0, y) = (draft.originX - 2 * coarser.originX, draft.originY + j - 2 * coarser.originY)
    let count = nodes
    // Where needed, first between rows, then along the row.
    let first = x0 >> 1
    let width = count / 2 + 4
    var line = [Float](repeating: 0, count: width)
    let below = y >> 1
    for k in 0..<width {
      let column = min(cells, max(0, first - 1 + k))
      let at = below * count + column
      if y & 1 == 0 {
        line[k] = coarse[at]
      } else if isSmooth {
        line[k] =
          (coarse[at] + coarse[at + count]) * 0.5625
          - (coarse[max(at - count, column)] + coarse[min(at + 2 * count, cells * count + column)])
          * 0.0625
      } else {
        line[k] = (coarse[at] + coarse[at + count]) * 0.5
      }
    }
    for i in 0..<count {
      let k = ((x0 + i) >> 1) - first + 1
      if (x0 + i) & 1 == 0 {
        row[i] = line[k]
      } else if isSmooth {
        row[i] = (line[k] + line[k + 1]) * 0.5625 - (line[k - 1] + line[k + 2]) * 0.0625
      } else {
        row[i] = (line[k] + line[k + 1]) * 0.5
      }
    }
  }

  /// What is seen in some rows: the finest octave, mounds, grains of brightness, rocks, and at the
  /// border the coarser surface.
  func surface(
    _ rows: Range<Int>, _ draft: Draft, _ coarser: Draft?, _ fine: GradientNoise, _ level: Int,
    _ rocks: [Rock]
  ) -> (heights: [Float], albedo: [UInt8]) {
    var heights: [Float] = []
    var albedos: [UInt8] = []
    heights.reserveCapacity(rows.count * nodes)
    albedos.reserveCapacity(rows.count * nodes)
    let (south, end) = span(rows, draft)
    let near = rocks.filter { $0.y + $0.reach >= south && $0.y - $0.reach <= end }
    let strength = Float(amplitude(draft.cell * 2))
    let middle = Float(500 * (description.albedo[0] + description.albedo[1]))
    let spread = Float(500 * (description.albedo[1] - description.albedo[0]))
    for row in rows {
      let start = row * nodes
      var height = Array(draft.ground[start..<start + nodes])
      let y = draft.originY + row
      fine.add(to: &height, x: draft.originX, y: y, amplitude: strength)
      pile(&height, y: y, draft)
      let bare = height
      var albedo = [Float](repeating: 0, count: nodes)
      for i in 0..<nodes {
        let grain = random.bits(
          x: draft.originX + i, y: y, stream: Stream.albedo + 0x80 + UInt32(level))
        let shade = draft.shade[start + i] + 0.5 * Float(Philox.unit(grain.x) - 0.5)
        albedo[i] = middle + spread * min(1, max(-1, shade))
      }
      let north = Double(y) * draft.cell
      for rock in near where (Float(north) - rock.y).magnitude < rock.reach {
        let dy = Float(north - Double(rock.y))
        for i in columns(rock.x, rock.reach, draft) {
          let dx = Float(Double(draft.originX + i) * draft.cell - Double(rock.x))
          let rise = rock.height(dx, dy)
          let top = rock.base + rise + rock.roughness(bare[i])
          if rise > 0 && top > height[i] {
            height[i] = top
            albedo[i] = albedo[i] * rock.brightness
          }
        }
      }
      if let coarser { blend(&height, row, draft, coarser) }
      heights += height
      albedos += albedo.map { UInt8(min(255, $0.rounded())) }
    }
    return (heights, albedos)
  }

  /// Raises a row to the mounds; where several overlap, to the highest.
  private func pile(_ height: inout [Float], y: Int, _ draft: Draft) {
    guard !mounds.isEmpty else { return }
    var rises = [Float](repeating: 0, count: nodes)
    let north = Double(y) * draft.cell
    for mound in mounds where (Float(north) - mound.y).magnitude < mound.reach {
      let dy = Float(north - Double(mound.y))
      for i in columns(mound.x, mound.reach, draft) {
        let dx = Float(Double(draft.originX + i) * draft.cell - Double(mound.x))
        rises[i] = max(rises[i], mound.height(dx, dy))
      }
    }
    for i in 0..<nodes { height[i] = height[i] + rises[i] }
  }

  /// Turns the outer 1/16 of the grid into the coarser surface.
  private func blend(_ height: inout [Float], _ row: Int, _ draft: Draft, _ coarser: Draft) {
    let ring = cells / 16
    var outer = [Float](repeating: 0, count: nodes)
    refine(&outer, coarser.surface, row, draft, coarser, isSmooth: false)
    for i in 0..<nodes {
      let inset = min(min(i, cells - i), min(row, cells - row))
      guard inset < ring else { continue }
      let t = Float(inset) / Float(ring)
      let share = t * t * (3 - 2 * t)
      height[i] = outer[i] + (height[i] - outer[i]) * share
    }
  }
}
