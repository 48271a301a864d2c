import Policy

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
