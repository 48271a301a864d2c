import Indices
import Policy
import Testing

@Suite struct MalformedInputTests {
  struct Fault: CustomTestStringConvertible {
    var what: String
    var data = SmallIndex.data
    var meta = SmallIndex.meta
    var steps = SmallIndex.steps
    var more = ""
    var weights: [String: String] = [:]
    var file: String
    var line: Int?
    var column: String?
    var testDescription: String { what }
  }

  private static func data(_ old: String, _ new: String) -> String {
    SmallIndex.data.replacing(old, with: new)
  }

  private static func meta(_ old: String, _ new: String) -> String {
    SmallIndex.meta.replacing(old, with: new)
  }

  static let faults: [Fault] = [
    Fault(
      what: "a row with too few cells", data: data("DD,Delta,S,5,4,6,50,7", "DD,Delta,S,5,4,6"),
      file: "d.csv",
      line: 5, column: "c"),
    Fault(
      what: "a row with too many cells",
      data: data("DD,Delta,S,5,4,6,50,7", "DD,Delta,S,5,4,6,50,7,8"),
      file: "d.csv", line: 5),
    Fault(
      what: "text in a number cell", data: data("CC,Gamma,S,4,3", "CC,Gamma,S,4,three"),
      file: "d.csv", line: 4,
      column: "a"),
    Fault(
      what: "a number that is no decimal", data: data("CC,Gamma,S,4,3", "CC,Gamma,S,4,0x10"),
      file: "d.csv",
      line: 4, column: "a"),
    Fault(
      what: "a unit that is there twice", data: data("EE,Epsilon", "AA,Epsilon"), file: "d.csv",
      line: 6,
      column: "uCode"),
    Fault(
      what: "a column without metadata", data: data("c,d", "c,x"), file: "d.csv", line: 1,
      column: "x"),
    Fault(
      what: "metadata without a column", meta: meta("c,Third", "z,Third"), file: "d.csv", line: 1,
      column: "c"),
    Fault(
      what: "a zero denominator", data: data("BB,Beta,N,2", "BB,Beta,N,0"), file: "d.csv", line: 3,
      column: "size"),
    Fault(
      what: "a cycle in the tree",
      meta: meta("P,Pillar one,Aggregate,2,I", "P,Pillar one,Aggregate,2,P"), file: "m.csv",
      line: 6,
      column: "Parent"),
    Fault(
      what: "a cycle through two aggregates",
      meta: meta("P,Pillar one,Aggregate,2,I", "P,Pillar one,Aggregate,2,Q")
        .replacing("Q,Pillar two,Aggregate,2,I", with: "Q,Pillar two,Aggregate,2,P"),
      file: "m.csv", line: 6, column: "Parent"),
    Fault(
      what: "a parent two levels up", meta: meta("a,First,Indicator,1,P", "a,First,Indicator,1,I"),
      file: "m.csv", line: 2, column: "Parent"),
    Fault(
      what: "a parent that is not there",
      meta: meta("a,First,Indicator,1,P", "a,First,Indicator,1,X"),
      file: "m.csv", line: 2, column: "Parent"),
    Fault(
      what: "an aggregate without children",
      meta: SmallIndex.meta + "\nR,Pillar three,Aggregate,2,I,1,1,,", file: "m.csv", line: 11,
      column: "iCode"),
    Fault(
      what: "weights that sum to zero",
      meta: meta("c,Third,Indicator,1,Q,1,1", "c,Third,Indicator,1,Q,1,0").replacing(
        "d,Fourth,Indicator,1,Q,1,1", with: "d,Fourth,Indicator,1,Q,1,0"), file: "m.csv", line: 4,
      column: "Weight"),
    Fault(
      what: "a direction that is none",
      meta: meta("b,Second,Indicator,1,P,-1", "b,Second,Indicator,1,P,2"),
      file: "m.csv", line: 3, column: "Direction"),
    Fault(
      what: "a code that is there twice", meta: meta("b,Second", "a,Second"), file: "m.csv",
      line: 3,
      column: "iCode"),
    Fault(
      what: "an unknown type", meta: meta("Group", "Grouping"), file: "m.csv", line: 9,
      column: "Type"),
    Fault(
      what: "an unknown denominator", meta: meta("Q,1,1,size", "Q,1,1,weight"), file: "m.csv",
      line: 4,
      column: "Denominator"),
    Fault(what: "an empty file", data: "", file: "d.csv"),
    Fault(what: "no unit", data: "uCode,uName,region,size,a,b,c,d\n", file: "d.csv"),
    Fault(
      what: "a quoted cell that never ends", data: SmallIndex.data + "\n\"FF,Zeta", file: "d.csv",
      line: 7),
    Fault(
      what: "a weight set with an unknown code",
      steps: SmallIndex.steps.replacing(
        #""levels": "amean""#, with: #""levels": "amean", "weights": "w""#),
      weights: ["w": "iCode,Weight\nzz,1\n"], file: "w.csv", line: 2, column: "iCode"),
    Fault(
      what: "a weight set that lacks a code",
      steps: SmallIndex.steps.replacing(
        #""levels": "amean""#, with: #""levels": "amean", "weights": "w""#),
      weights: ["w": "iCode,Weight\na,1\n"], file: "w.csv", column: "Weight"),
    Fault(
      what: "an unknown step", steps: #"{"op": "blend"}"#, file: "chain.json", line: 1,
      column: "steps[0].op"),
    Fault(
      what: "an unknown method", steps: #"{"op": "normalise", "method": "magic"}"#,
      file: "chain.json", line: 1,
      column: "steps[0].method"),
    Fault(
      what: "a parameter of the wrong type", steps: #"{"op": "treat", "winmax": "many"}"#,
      file: "chain.json",
      line: 1, column: "steps[0].winmax"),
    Fault(
      what: "too many levels",
      steps: #"{"op": "aggregate", "levels": ["amean", "amean", "amean"]}"#,
      file: "chain.json", column: "steps[0].levels"),
    Fault(
      what: "an unknown group", steps: #"{"op": "impute", "method": "mean", "group": "climate"}"#,
      file: "m.csv",
      column: "climate"),
    Fault(
      what: "an unknown unit to leave out", more: #", "exclude_units": ["QQ"]"#, file: "chain.json",
      column: "exclude_units"),
    Fault(
      what: "a geometric mean of zero",
      steps: #"{"op": "normalise", "method": "minmax"}, {"op": "aggregate", "levels": "gmean"}"#,
      file: "d.csv",
      line: 2, column: "a"),
    Fault(
      what: "targets that the metadata do not have",
      meta: meta("c,Third,Indicator,1,Q,1,1,size,10", "c,Third,Indicator,1,Q,1,1,size,"),
      steps: #"{"op": "normalise", "method": "dist2targ", "params": "iMeta"}"#, file: "m.csv",
      line: 4,
      column: "Target"),
    Fault(
      what: "filling over time without years", steps: #"{"op": "impute", "method": "latest"}"#,
      file: "d.csv", line: 1, column: "Time"),
  ]

  @Test(arguments: faults) func isAnErrorWithItsPlace(_ fault: Fault) throws {
    let error = try #require(
      SmallIndex.complaint(
        fault.steps, data: fault.data, meta: fault.meta, more: fault.more, weights: fault.weights))
    #expect(error.file == fault.file, "\(error)")
    if let line = fault.line { #expect(error.line == line, "\(error)") }
    if let column = fault.column { #expect(error.column == column, "\(error)") }
  }

  @Test func aRecipeThatIsNoRecipeNamesItsLine() {
    for text in [
      "", "[]", "{", #"{"data": 1}"#, "{\n\"data\": \"a\",\n\"meta\": \"b\",\n\"steps\": [1]}",
    ] {
      #expect(throws: Table.Error.self, "\(text)") {
        try Chain(Array(text.utf8), file: "chain.json")
      }
    }
  }

  @Test func anOutputCannotLeaveItsFolder() {
    for name in ["../x.csv", "/etc/x", ".hidden", "a/b.csv"] {
      #expect(throws: Table.Error.self, "\(name)") {
        try SmallIndex.chain(more: #", "outputs": [{"step": 1, "file": "\#(name)"}]"#)
      }
    }
  }

  @Test func aFieldThatIsNotUnderstoodIsTold() throws {
    let chain = try SmallIndex.chain(#"{"op": "treat", "winmx": 3}"#)
    #expect(chain.unknown.map(\.column) == ["steps[0].winmx"])
  }

  @Test func caseFilesWithNonsenseAreErrors() throws {
    for text in [
      #"{"op": "normalise.minmax", "input": {"x": ["a"]}}"#, #"{"op": "nothing"}"#,
      #"{"op": "sensitivity.sobol_estimate", "input": {"y": [1, 2]}, "params": {"N": 9000000000000, "d": 900000000}}"#,
      #"{"op": "aggregate.amean", "input": {"x": [1, 2], "w": [1]}}"#,
      #"{"op": "aggregate.outranking", "input": {"X": [[1, 2], [3]], "w": [1, 1]}}"#,
    ] {
      let cases = try VectorCase.read(Array(text.utf8), file: "case.json")
      #expect(throws: (any Error).self, "\(text)") { try cases[0].run() }
    }
  }
}
