extension Matrix {
  /// The product of this table turned round with another: cell (i, j) is the sum over k of `self[k, i] * other[k, j]`.
  ///
  /// - Parameters:
  ///   - depth: the k to sum over; all of them unless told.
  ///   - upperOnly: only cells with j ≥ i are wanted; the others are not to be used.
  /// - Complexity: O(rows · columns · other.columns).
  func transposedTimes(_ other: Matrix, depth: Range<Int>? = nil, upperOnly: Bool = false)
    -> Matrix
  {
    precondition(rows == other.rows)
    var product = Matrix(rows: columns, columns: other.columns)
    let depth = depth ?? 0..<rows
    let (n, p) = (columns, other.columns)
    cells.withUnsafeBufferPointer { a in
      other.cells.withUnsafeBufferPointer { b in
        product.cells.withUnsafeMutableBufferPointer { c in
          for i in stride(from: 0, to: n, by: 4) {
            let j0 = upperOnly ? i : 0
            guard i + 4 <= n else {
              Self.plainTile(a, b, c, depth, n, p, i..<n, j0..<p)
              break
            }
            var j = j0
            while j + 4 <= p {
              Self.tile(a, b, c, depth, n, p, i, j)
              j += 4
            }
            Self.plainTile(a, b, c, depth, n, p, i..<(i + 4), j..<p)
          }
        }
      }
    }
    return product
  }

  /// Four rows by four columns of the product, held in registers over the whole depth.
  @inline(__always)
  private static func tile(
    _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>,
    _ c: UnsafeMutableBufferPointer<Double>, _ depth: Range<Int>, _ n: Int, _ p: Int, _ i: Int,
    _ j: Int
  ) {
    var c0 = SIMD4<Double>.zero
    var c1 = SIMD4<Double>.zero
    var c2 = SIMD4<Double>.zero
    var c3 = SIMD4<Double>.zero
    var atA = depth.lowerBound * n + i
    var atB = depth.lowerBound * p + j
    for _ in depth {
      let right = SIMD4(b[atB], b[atB + 1], b[atB + 2], b[atB + 3])
      c0 += right * a[atA]
      c1 += right * a[atA + 1]
      c2 += right * a[atA + 2]
      c3 += right * a[atA + 3]
      atA += n
      atB += p
    }
    for q in 0..<4 {
      c[i * p + j + q] = c0[q]
      c[(i + 1) * p + j + q] = c1[q]
      c[(i + 2) * p + j + q] = c2[q]
      c[(i + 3) * p + j + q] = c3[q]
    }
  }

  private static func plainTile(
    _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>,
    _ c: UnsafeMutableBufferPointer<Double>, _ depth: Range<Int>, _ n: Int, _ p: Int,
    _ rows: Range<Int>, _ columns: Range<Int>
  ) {
    for i in rows {
      for j in columns {
        var sum = 0.0
        for k in depth { sum += a[k * n + i] * b[k * p + j] }
        c[i * p + j] = sum
      }
    }
  }
}
