@testable import Coding

/// Finds phrases by comparing words one by one: slow and plain, to check the automata against.
struct NaiveMatcher {
  struct Found: Hashable, Comparable, CustomStringConvertible {
    var term: Int
    var first: Int
    var last: Int

    static func < (a: Found, b: Found) -> Bool {
      (a.last, a.first, a.term) < (b.last, b.first, b.term)
    }
    var description: String { "\(term):\(first)-\(last)" }
  }

  /// Words with whether punctuation stands before them.
  static func words(_ text: String) -> [(letters: String, afterBreak: Bool)] {
    var words: [(String, Bool)] = []
    var word = ""
    var isBroken = false
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        if !word.isEmpty {
          words.append((word, isBroken))
          isBroken = false
        }
        word = ""
        if ",:()".contains(character) { isBroken = true }
      }
    }
    if !word.isEmpty { words.append((word, isBroken)) }
    return words
  }

  /// `phrases[i]` holds the words of term i; a word that ends in `*` is a beginning.
  static func find(_ phrases: [[String]], in text: String) -> [Found] {
    let words = words(text)
    var found: [Found] = []
    for (term, phrase) in phrases.enumerated() where phrase.count <= words.count {
      for first in 0...(words.count - phrase.count) {
        let fits = phrase.indices.allSatisfy { i in
          let word = words[first + i]
          if i > 0, word.afterBreak { return false }
          return phrase[i].hasSuffix("*")
            ? word.letters.hasPrefix(phrase[i].dropLast()) : word.letters == phrase[i]
        }
        if fits { found.append(Found(term: term, first: first, last: first + phrase.count - 1)) }
      }
    }
    return found.sorted()
  }
}

/// A small generator whose seed is printed with a failure (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
