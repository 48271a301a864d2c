import Policy
import Testing

@testable import Coding

/// The words that a pattern matches in a text.
private func matches(_ pattern: String, in text: String, language: Language? = nil) throws
  -> [String]
{
  let matcher = try PhraseMatcher([
    TermTable(
      name: "test",
      terms: [
        Term(code: "X", pattern: pattern),
        Term(code: "abbreviation", pattern: "art"),
      ])
  ])
  return try slices(matcher, "X", text, language)
}

private func slices(
  _ matcher: PhraseMatcher, _ code: String, _ text: String, _ language: Language? = nil
) throws -> [String] {
  var scan = Scan()
  let bytes = Array(text.utf8)
  matcher.scan(bytes.span, language: language, into: &scan)
  let number = try #require(matcher.code(code))
  return scan.hits(of: number).map { String(decoding: bytes[$0.range], as: UTF8.self) }
}

struct PhraseMatcherTests {
  @Test(arguments: [
    (
      "migrant worker", "A Migrant\n  Worker and a migrant-worker.",
      ["Migrant\n  Worker", "migrant-worker"]
    ),
    ("migrant worker", "migrants worker, migrant, worker", []),
    ("migrant*", "Emigrants and MIGRANTS, migrant's", ["MIGRANTS", "migrant"]),
    ("worker(|s)", "worker workers workerss", ["worker", "workers"]),
    (
      "(foreign|alien) worker(|s)", "foreign workers or alien worker",
      ["foreign workers", "alien worker"]
    ),
    (
      "(third country|foreign) national(|s)", "third-country nationals", ["third-country nationals"]
    ),
    (
      "[seasonal] worker permit", "seasonal worker permit",
      ["seasonal worker permit", "worker permit"].filter { $0.hasPrefix("s") } + ["worker permit"]
    ),
    (
      "travailleur(|s|euse|euses) [migrant] étranger(|s)", "TRAVAILLEURS ETRANGERS",
      ["TRAVAILLEURS ETRANGERS"]
    ),
    ("étranger(|s)", "L’étranger, l'Étranger, d’etrangers", ["étranger", "Étranger", "etrangers"]),
    ("main d'œuvre", "la main-d’oeuvre", ["main-d’oeuvre"]),
    ("\"OIM\"", "OIM oim Oim (OIM)", ["OIM", "OIM"]),
    ("permit ~5 employer", "The employer holds his permit.", ["employer holds his permit"]),
    ("permit ~2 employer", "The employer who holds the permit.", []),
    ("permit ~5 employer", "A permit. The employer pays.", []),
    (
      "permit ~5 employer", "The permit under Art. 3 of the employer.",
      ["permit under Art. 3 of the employer"]
    ),
    ("permit >5 employer", "The employer holds the permit.", []),
    (
      "permit >5 employer >3 (shall|must)", "Permit of an employer who shall pay",
      ["Permit of an employer who shall"]
    ),
    ("% of the budget", "5% of the budget", ["% of the budget"]),
    ("€", "costs 5€ or € 6", ["€", "€"]),
    ("мигрант*", "Мигрантов и МИГРАНТЫ", ["Мигрантов", "МИГРАНТЫ"]),
    ("учёт", "учет", ["учет"]),
    ("لاجئ*", "واللاجئين للاجئ", ["واللاجئين", "للاجئ"]),
    ("الهجرة", "وَالهِجـرة ، هجره", ["وَالهِجـرة", "هجره"]),
    ("migra\u{AD}tion", "migration migra\u{AD}tion", ["migration", "migra\u{AD}tion"]),
    ("μετανάστης", "Μετανάστης ΜΕΤΑΝΆΣΤΗς", ["Μετανάστης", "ΜΕΤΑΝΆΣΤΗς"]),
  ])
  func `a pattern matches what the manual says`(
    pattern: String, text: String, expected: [String]
  ) throws {
    #expect(try matches(pattern, in: text).sorted() == expected.sorted())
  }

  /// A pattern that would stand for many phrases is parted where its words part; it finds what they would have found.
  @Test func `a pattern of many phrases is parted`() throws {
    func words(_ letter: String) -> String {
      (0..<16).map { "\(letter)word\($0)" }.joined(separator: "|")
    }
    let pattern = "(\(words("a"))) [old|very old] (\(words("b"))) of (\(words("c"))|cword3 of old)"
    let written = try TermPattern(pattern)
    #expect(written.links == [.adjoin, .adjoin])
    #expect(written.phrases.count < 100)
    let text = """
      aword1 bword2 of cword3 of old; aword1 very old bword2, of cword3; aword1 old bword9 of cword15 here,
      bword2 of cword3; aword1, bword2 of cword3; aword1 new bword2 of cword3
      """
    #expect(
      try matches(pattern, in: text) == [
        "aword1 bword2 of cword3 of old", "aword1 old bword9 of cword15",
      ])
    // Where nothing has to be there behind the brackets, and where one side is small, nothing is parted.
    #expect(try TermPattern("(\(words("a"))) [\(words("b"))|\(words("d"))]").links == [])
    #expect(try TermPattern("(a|b) (\(words("a"))|\(words("b"))) (\(words("d")))").links.count == 1)
  }

  @Test func `terms of another language are not found`() throws {
    let matcher = try PhraseMatcher([
      TermTable(
        name: "test",
        terms: [
          Term(code: "X", language: .spanish, pattern: "visa"),
          Term(code: "X", language: .french, pattern: "visas"),
          Term(code: "X", pattern: "asile"),
        ])
    ])
    let text = "visa visas asile"
    #expect(try slices(matcher, "X", text, .spanish) == ["visa", "asile"])
    #expect(try slices(matcher, "X", text, .german) == ["asile"])
    #expect(try slices(matcher, "X", text, .undetermined) == ["visa", "visas", "asile"])
  }

  @Test func `a term that needs company is set aside without it`() throws {
    let matcher = try PhraseMatcher([
      TermTable(
        name: "test",
        terms: [
          Term(code: "X", pattern: "return", needs: ["relevant"]),
          Term(code: "relevant", pattern: "migrant(|s)"),
          Term(code: "relevant", pattern: "transit", needs: ["relevant"]),
        ])
    ])
    #expect(try slices(matcher, "X", "the return of migrants") == ["return"])
    #expect(try slices(matcher, "X", "the return of goods in transit") == [])
    var scan = Scan()
    matcher.scan(Array("return in transit".utf8).span, language: nil, into: &scan)
    #expect(scan.hits.isEmpty)
    #expect(scan.lacking.count == 2)
  }

  @Test func `a later table replaces and removes terms`() throws {
    let matcher = try PhraseMatcher([
      TermTable(
        name: "a", terms: [Term(code: "X", pattern: "visa"), Term(code: "X", pattern: "stay")]),
      TermTable(name: "mine", terms: [Term(code: "X", weight: 0, pattern: "visa")]),
    ])
    #expect(try slices(matcher, "X", "visa and stay") == ["stay"])
    #expect(matcher.lists.keys.sorted() == ["a", "mine"])
  }

  @Test func `sentences end where a reader ends them`() throws {
    let matcher = try PhraseMatcher([
      TermTable(name: "a", terms: [Term(code: "abbreviation", pattern: "art")])
    ])
    var scan = Scan()
    let text = "Art. 3 of J. Doe holds e.g. 2.5 parts. It ends; so? “Yes.” No"
    matcher.scan(Array(text.utf8).span, language: nil, into: &scan)
    let bytes = Array(text.utf8)
    let lasts = zip(scan.words, scan.words.dropFirst())
      .filter { $0.sentence != $1.sentence }
      .map { String(decoding: bytes[Int($0.0.start)..<Int($0.0.end)], as: UTF8.self) }
    #expect(lasts == ["parts", "ends", "so", "Yes"])
  }

  @Test(arguments: 1...40)
  func `the automata find what a plain comparison finds`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    // Few letters, so that words and phrases overlap in every way.
    func word() -> String {
      String(
        (0..<Int.random(in: 1...4, using: &random)).map { _ in "aáb1".randomElement(using: &random)!
        })
    }
    let phrases = (0..<30).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in
        word() + (Int.random(in: 0..<5, using: &random) == 0 ? "*" : "")
      }
    }
    let plain = { (s: String) in s.replacing("á", with: "a") }
    var seen: Set<String> = []
    let distinct = phrases.filter { seen.insert($0.joined(separator: " ")).inserted }
    let matcher = try PhraseMatcher([
      TermTable(
        name: "t", terms: distinct.map { Term(code: "X", pattern: $0.joined(separator: " ")) })
    ])
    let separators = [" ", "  ", "-", ", ", "\n", "’", "(", " — "]
    var scan = Scan()
    for length in [0, 1, 5, 30, 400] {
      var text = ""
      for _ in 0..<length { text += word() + separators.randomElement(using: &random)! }
      let bytes = Array(text.utf8)
      matcher.scan(bytes.span, language: nil, into: &scan)
      let found = scan.hits.map {
        NaiveMatcher.Found(term: Int($0.term), first: Int($0.firstWord), last: Int($0.lastWord))
      }.sorted()
      let expected = NaiveMatcher.find(
        distinct.map { $0.map(plain) }, in: plain(text).replacing("—", with: ","))
      #expect(found == expected, "seed \(seed), length \(length)")
      // The offsets of a hit cut exactly its words out of the original.
      for hit in scan.hits {
        let slice = String(decoding: bytes[hit.range], as: UTF8.self)
        let words = NaiveMatcher.words(slice).map(\.letters).map(plain)
        let phrase = distinct[Int(hit.term)].map(plain)
        #expect(words.count == phrase.count)
        for (word, pattern) in zip(words, phrase) {
          #expect(pattern.hasSuffix("*") ? word.hasPrefix(pattern.dropLast()) : word == pattern)
        }
      }
    }
  }

  @Test(arguments: 1...20)
  func `any bytes are scanned without harm`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let matcher = try PhraseMatcher([
      TermTable(
        name: "t",
        terms: [
          Term(code: "X", pattern: "a*"), Term(code: "X", pattern: "b ~3 c"),
          Term(code: "X", pattern: "é"),
        ])
    ])
    var scan = Scan()
    for _ in 0..<50 {
      let count = Int.random(in: 0...600, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      matcher.scan(bytes.span, language: nil, into: &scan)
      #expect(scan.words.allSatisfy { 0 <= $0.start && $0.start < $0.end && $0.end <= count })
      #expect(zip(scan.words, scan.words.dropFirst()).allSatisfy { $0.end <= $1.start })
      #expect(scan.hits.allSatisfy { 0 <= $0.start && $0.end <= count })
    }
  }

  @Test func `a text of one word repeated is scanned in linear time`() throws {
    let matcher = try PhraseMatcher([
      TermTable(
        name: "t",
        terms: [
          Term(code: "X", pattern: "a a a a a a b"), Term(code: "X", pattern: "a ~50 c"),
          Term(code: "X", pattern: "a ~50 a"),
        ])
    ])
    var scan = Scan()
    let bytes = Array(String(repeating: "a ", count: 20_000).utf8)
    let time = ContinuousClock().measure {
      matcher.scan(bytes.span, language: nil, into: &scan)
    }
    #expect(scan.words.count == 20_000)
    #expect(time < .seconds(20))
  }
}
