/// Slopes of a patch, pooled by place and direction: the sums of a SIFT descriptor.
///
/// The picture is sampled on a grid that turns and grows with the feature, so that every sample
/// has the same place in the descriptor: what it gives to the 4×4 cells are constants.
///
///     patch     22×22 samples, four to a cell, and one around
///     slopes    of the 20×20 inner ones: length, direction in eighths of a turn
///     layers    eight: length · max(0, 1 − distance of the direction to the layer)
///     cells     each layer times 4×20 weights from above and from the left
///
/// A sample costs the same whatever the scale, 400 of them instead of some thousands; and apart
/// from reading the grid all is done in registers.

/// Samples of a grid from one row to the next.
private let patchStride = 32
/// Samples of a side.
private let patchSide = 22
/// Samples of a side that have slopes.
private let slopeSide = 20

/// Samples of a turned grid, with straight lines between pixels; beyond the edge its pixels go on.
@inline(__always)
private func samplePatch(
  _ level: UnsafePointer<Float>, _ stride: Int, _ size: SIMD2<Int32>, _ place: SIMD4<Float>,
  _ patch: UnsafeMutablePointer<Float>
) {
  let (right, bottom) = (Float(size.x &- 1), Float(size.y &- 1))
  let (lastColumn, lastRow) = (Int(size.x) - 2, Int(size.y) - 2)
  for row in 0..<patchSide {
    let down = Float(row) - 10.5
    for column in 0..<patchSide {
      let along = Float(column) - 10.5
      var x = place.x + (along * place.z - down * place.w)
      var y = place.y + (along * place.w + down * place.z)
      x = x > 0 ? x : 0
      y = y > 0 ? y : 0
      x = x < right ? x : right
      y = y < bottom ? y : bottom
      var (left, top) = (Int(x), Int(y))
      left = left < lastColumn ? left : lastColumn
      top = top < lastRow ? top : lastRow
      let (fx, fy) = (x - Float(left), y - Float(top))
      let corner = unsafe level + (top * stride + left)
      let upper = unsafe corner[0] + fx * (corner[1] - corner[0])
      let lower = unsafe corner[stride] + fx * (corner[stride + 1] - corner[stride])
      unsafe patch[row * patchStride + column] = upper + fy * (lower - upper)
    }
  }
}

/// Adds the slopes of a row of a patch, in eight layers of directions, to rows of cells.
///
/// - Parameters:
///   - middle: the row, at its second sample.
///   - slopeRow: which row of slopes it is.
///   - weights: what each row of slopes counts for each row of cells.
///   - cells: sums, a row for each layer of each row of cells.
@inline(__always)
private func addSlopes(
  _ middle: UnsafePointer<Float>, _ slopeRow: Int, _ weights: UnsafePointer<Float>,
  _ cells: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < slopeSide {
    let dx = unsafe Numbers(middle + (x + 1)) - Numbers(middle + (x - 1))
    let dy = unsafe Numbers(middle + (x + patchStride)) - Numbers(middle + (x - patchStride))
    let slope = (dx * dx + dy * dy).squareRoot()
    let direction = turns(dx, dy) * 8
    for layer in 0..<8 {
      let away = (direction - Float(layer)).magnitude
      let other = 8 - away
      let near = 1 - away.replacing(with: other, where: other .< away)
      let share = slope * near.atLeast(0)
      for cellRow in 0..<4 {
        if slopeRow < 4 * cellRow || slopeRow >= 4 * cellRow + 8 { continue }
        let weight = unsafe weights[cellRow * patchStride + slopeRow]
        let sum = unsafe cells + ((cellRow * 8 + layer) * patchStride + x)
        unsafe (Numbers(UnsafePointer(sum)) + share * weight).store(sum)
      }
    }
    x += FloatLanes.scalarCount
  }
}

/// The sums of a descriptor: 4×4 cells from the top left, eight directions each.
///
/// Directions are those of the patch, from its x axis towards its y axis. Sums run over rows, then
/// over columns. Source: D. G. Lowe, "Distinctive image features from scale-invariant keypoints"
/// (2004), section 6, with a patch that is sampled again instead of turned coordinates.
///
/// - Parameters:
///   - level: the first sample of a picture of at least 2×2.
///   - stride: samples from row to row.
///   - size: columns and rows.
///   - place: column and row of the centre; then the step from sample to sample of the patch.
///   - weights: four rows of 32: what each of 20 columns (and rows) of slopes counts for each of
///     the four cells along a side; 0 but for eight of them.
///   - scratch: room for 1760 floats, all finite.
///   - sums: gets 128 floats.
public func descriptorSums(
  _ level: UnsafePointer<Float>, _ stride: Int, _ size: SIMD2<Int32>, _ place: SIMD4<Float>,
  _ weights: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Float>,
  _ sums: UnsafeMutablePointer<Float>
) {
  let cells = scratch
  let patch = unsafe scratch + 32 * patchStride
  for place in 0..<32 * patchStride { unsafe cells[place] = 0 }
  unsafe samplePatch(level, stride, size, place, patch)
  for row in 0..<slopeSide {
    unsafe addSlopes(patch + ((row + 1) * patchStride + 1), row, weights, cells)
  }
  for cellRow in 0..<4 {
    for layer in 0..<8 {
      let row = unsafe cells + (cellRow * 8 + layer) * patchStride
      for cell in 0..<4 {
        var sum: Float = 0
        for x in 4 * cell..<4 * cell + 8 {
          unsafe sum += weights[cell * patchStride + x] * row[x]
        }
        unsafe sums[(cellRow * 4 + cell) * 8 + layer] = sum
      }
    }
  }
}
