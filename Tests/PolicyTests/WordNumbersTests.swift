import Policy
import Testing

@Suite struct WordNumbersTests {
  @Test func numbersAreGivenInTheOrderOfComing() {
    var numbers = WordNumbers()
    #expect(numbers.number(of: Array("visa".utf8)) == 0)
    #expect(numbers.number(of: Array("".utf8)) == 1)
    #expect(numbers.number(of: Array("permit".utf8)) == 2)
    #expect(numbers.number(of: Array("visa".utf8)) == 0)
    #expect(numbers.known(Array("permit".utf8)) == 2)
    #expect(numbers.known(Array("permi".utf8)) == nil)
    #expect(numbers.words.map { String(decoding: $0, as: UTF8.self) } == ["visa", "", "permit"])
  }

  @Test("as a dictionary gives them, for words of every length, through many a growth")
  func agreesWithADictionary() {
    var numbers = WordNumbers()
    var known: [[UInt8]: Int32] = [:]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      // Few letters, so that words recur and differ in their last bytes.
      let word = (0..<Int.random(in: 0...18, using: &random)).map { _ in
        UInt8.random(in: 0x61...0x62, using: &random)
      }
      let expected = known[word] ?? Int32(known.count)
      known[word] = expected
      let found = word.withUnsafeBufferPointer { numbers.number(of: $0) }
      #expect(found == expected)
    }
    for (word, number) in known { #expect(numbers.known(word) == number) }
    #expect(numbers.words.count == known.count)
  }
}
