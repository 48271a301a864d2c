package import Policy

/// The stable identity of a finding: a 64-bit FNV-1a hash of its kind and the folded words of its passages.
///
/// Numbers of articles and names of files are left out on purpose, so that a person's decision survives a new
/// edition in which the words stand elsewhere. Two findings of one run on the same words are told apart by their places.
package struct FindingIdentity {
  private var given: Set<String> = []

  package init() {}

  package mutating func id(_ finding: Finding) -> String {
    let passages = finding.between.map { passage in
      Wording(passage.text.utf8).words.map(\.text)
    }.sorted {
      $0.joined(separator: [0x20]).lexicographicallyPrecedes($1.joined(separator: [0x20]))
    }
    var hash = FNV()
    hash.add(Array(finding.kind.rawValue.utf8))
    for words in passages {
      for word in words { hash.add(word) }
      hash.add([0x1E])
    }
    if let absent = finding.absent {
      for word in Wording(absent.utf8).words { hash.add(word.text) }
    }
    var id = hash.hexadecimal
    if !given.insert(id).inserted {
      for passage in finding.between {
        hash.add(Array((passage.place.file + passage.locator).utf8))
      }
      id = hash.hexadecimal
      given.insert(id)
    }
    return id
  }

  /// Fowler, Noll and Vo, 64 bit, variant 1a.
  private struct FNV {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
      for byte in bytes + [0x1F] { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var hexadecimal: String {
      let digits = String(state, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}
