import CSodium
public import Foundation

/// SHA-256, as 64 hexadecimal digits.
public struct Digest: Sendable {
  private var state = crypto_hash_sha256_state()

  public init() { crypto_hash_sha256_init(&state) }

  public mutating func add(_ bytes: some Collection<UInt8>) {
    let isAdded: Void? = bytes.withContiguousStorageIfAvailable {
      _ = crypto_hash_sha256_update(&state, $0.baseAddress, UInt64($0.count))
    }
    if isAdded == nil {
      let copy = Array(bytes)
      crypto_hash_sha256_update(&state, copy, UInt64(copy.count))
    }
  }

  /// Adds a text and a mark of its end, so that "ab", "c" differs from "a", "bc".
  public mutating func add(_ text: String) {
    add(text.utf8)
    add(CollectionOfOne(0))
  }

  public consuming func finish() -> String {
    var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256_final(&state, &hash)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  public static func of(_ bytes: some Collection<UInt8>) -> String {
    var digest = Digest()
    digest.add(bytes)
    return digest.finish()
  }

  /// The digest of a file, which is read in pieces.
  ///
  /// - Throws: an error of the file system.
  public static func file(_ url: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var digest = Digest()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { digest.add(piece) }
    return digest.finish()
  }
}
