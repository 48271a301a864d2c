/// The largest matrix that is read. They stand far above any study (the largest known has about a hundred descriptors) and
/// keep memory and sums within bounds: with them no sum of judgements can leave 64 bits.
public enum MatrixLimits {
  public static let descriptors = 1_000
  /// Variants of one descriptor.
  public static let variants = 64
  /// Variants of all descriptors together: the side of the matrix.
  public static let size = 2_500
  /// Absolute value of a judgement, after scaling all judgements to whole numbers.
  public static let judgement = 1_000_000_000_000
  /// Of a matrix file.
  public static let bytes = 32 << 20
}
