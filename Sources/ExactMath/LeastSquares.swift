/// Parameters that make the sum of squared errors least, by the method of Levenberg and Marquardt.
///
/// Derivatives are differences. Source: J. J. Moré, "The Levenberg-Marquardt algorithm:
/// implementation and theory" (1978), with a damping that scales with the diagonal.
public enum LeastSquares {
  /// Improves parameters until nothing is gained.
  ///
  /// - Parameters:
  ///   - start: what is known of them.
  ///   - step: by which derivatives are taken.
  ///   - rounds: how often at most.
  ///   - errors: how far off each measurement is; always as many.
  /// - Returns: parameters with a sum of squares no larger than at the start.
  public static func fitted(
    from start: [Double], step: Double = 1e-6, rounds: Int = 100,
    _ errors: ([Double]) -> [Double]
  ) -> [Double] {
    var (best, damping) = (start, 1e-3)
    var current = errors(best)
    var least = sumOfSquares(current)
    for _ in 0..<rounds {
      let slopes = best.indices.map { index in
        var moved = best
        moved[index] += step
        return zip(errors(moved), current).map { ($0 - $1) / step }
      }
      let before = least
      // Steeper and shorter until it is better, or no step is left.
      while damping < 1e12 {
        guard let move = move(slopes, current, damping) else {
          damping *= 10
          continue
        }
        let tried = zip(best, move).map { $0 - $1 }
        let result = errors(tried)
        let sum = sumOfSquares(result)
        if sum < least {
          (best, current, least) = (tried, result, sum)
          damping = max(damping / 10, 1e-12)
          break
        }
        damping *= 10
      }
      if !(before - least > 1e-12 * before) { break }
    }
    return best
  }

  /// `JᵀJ` at some parameters: how much each pair of them changes the errors, by differences to
  /// both sides.
  ///
  /// Its inverse is the covariance of fitted parameters where errors have a variance of 1.
  ///
  /// - Parameters:
  ///   - parameters: where.
  ///   - step: by which derivatives are taken.
  ///   - errors: how far off each measurement is; always as many.
  /// - Returns: as many rows and columns as parameters.
  public static func normalMatrix(
    at parameters: [Double], step: Double = 1e-5, _ errors: ([Double]) -> [Double]
  ) -> [[Double]] {
    let slopes = parameters.indices.map { index in
      var (more, less) = (parameters, parameters)
      more[index] += step
      less[index] -= step
      return zip(errors(more), errors(less)).map { ($0 - $1) / (2 * step) }
    }
    return slopes.map { row in
      slopes.map { column in zip(row, column).reduce(0) { $0 + $1.0 * $1.1 } }
    }
  }

  private static func sumOfSquares(_ errors: [Double]) -> Double {
    errors.reduce(0) { $0 + $1 * $1 }
  }

  /// The solution of `(JᵀJ + λ diag JᵀJ) · move = Jᵀ errors`.
  private static func move(
    _ slopes: [[Double]], _ errors: [Double], _ damping: Double
  ) -> [Double]? {
    let normal = slopes.indices.map { row in
      slopes.indices.map { column in
        let sum = zip(slopes[row], slopes[column]).reduce(0) { $0 + $1.0 * $1.1 }
        return row == column ? sum * (1 + damping) : sum
      }
    }
    let right = slopes.map { slope in zip(slope, errors).reduce(0) { $0 + $1.0 * $1.1 } }
    return LinearSystem.solved(normal, right)
  }
}
