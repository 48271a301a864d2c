import Policy
import Testing
import Workspace

@testable import Coherence

/// The weights of words that rules in conflicts have.
@Suite struct ConflictWordsTests {
  private static let header = "language,word,weight\n"

  private func value(_ text: String, _ rows: String, _ language: Language = .english) throws
    -> Double
  {
    let words = try ConflictWords(Array((Self.header + rows).utf8))
    return words.value(of: Wording(text.utf8).words.map(\.stem), in: language)
  }

  @Test("Each word of the list counts once, every number as one, and other languages only the bias")
  func value() throws {
    let rows = ",,-2\nen,no,0.5\nen,whatev,1\nen,0,0.25\nfr,no,8\n"
    #expect(try value("No one, whatever; no, no.", rows) == -0.5)
    #expect(try value("12 or 30 days", rows) == -1.75)
    #expect(try value("Nothing", rows) == -2)
    #expect(try value("no", rows, .spanish) == -2)
  }

  @Test("In whatever order the words stand, the sum is the same to the last bit")
  func order() throws {
    let rows = ",,0\nen,one,0.1\nen,two,0.2\nen,three,0.3\n"
    #expect(try value("one two three", rows) == value("three two one", rows))
  }

  @Test(
    "A list that cannot be read is refused with its line",
    arguments: [("en,no,much", "much"), ("en,no,1\nen,no,2", "twice")])
  func malformed(rows: String, said: String) {
    #expect {
      try value("no", rows)
    } throws: {
      "\($0)".contains(said) && "\($0)".contains("conflict-words.csv")
    }
  }

  @Test("The list of the product knows how rules are worded that leave nobody out")
  func product() throws {
    let resources = try Casebook().resources
    let tables = try resources.coherenceTables(try Knowledge(resources).codebook)
    func value(_ text: String) -> Double {
      tables.conflictWords.value(of: Wording(text.utf8).words.map(\.stem), in: .english)
    }
    #expect(
      value("No fee is charged to any worker, whatever the ground of stay.")
        > value("The Board meets four times each year and keeps minutes."))
  }
}
