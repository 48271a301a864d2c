import Foundation
import Scenarios
import Testing

@Suite struct MatrixFileTests {
  @Test(
    .enabled(
      if: CrossImpactCase.folder != nil, "the public matrices do not lie beside the repository"),
    arguments: CrossImpactCase.all)
  func `the three formats hold the same matrix`(_ reference: CrossImpactCase) throws {
    let json = try reference.matrix("json")
    for ending in ["scw", "csv"] {
      let other = try reference.matrix(ending)
      #expect(other.descriptors == json.descriptors)
      #expect(other.judgements == json.judgements)
    }
    #expect(try json.space.description == reference.answer().space)
  }

  @Test(
    .enabled(
      if: CrossImpactCase.folder != nil, "the public matrices do not lie beside the repository"),
    arguments: CrossImpactCase.all)
  func `the values of the reference scenarios are those of the definition`(
    _ reference: CrossImpactCase
  ) throws {
    let matrix = try reference.matrix()
    let answer = try reference.answer()
    for (place, numbers) in answer.scenarios.enumerated() {
      let scenario = Scenario(numbers: numbers)
      #expect(
        matrix.consistencyValue(of: scenario).map(Double.init) == answer.consistencyValue[place])
      #expect(Double(matrix.totalImpactScore(of: scenario)) == answer.totalImpactScore[place])
    }
  }

  static let small = try! CrossImpactMatrix.sample

  @Test(arguments: MatrixFile.allCases)
  func `what is written is read again`(_ format: MatrixFile) throws {
    let text = try format.text(Self.small)
    let again = try MatrixFile.read(Array(text.utf8), file: "sample.\(format.rawValue)")
    #expect(again.descriptors == Self.small.descriptors)
    #expect(again.judgements == Self.small.judgements)
    #expect(again.name == "sample")
  }

  @Test func `decimals are exact and written as short as they are`() throws {
    let csv = "d,v,A,A\n,,x,y\nA,x,0.1,-0.25\nA,y,1e1,+3\n"
    let matrix = try MatrixFile.read(Array(csv.utf8), file: "m.csv")
    #expect(matrix.decimals == 2)
    #expect(matrix.judgements == [10, -25, 1000, 300])
    #expect(matrix.judgements.map(matrix.text) == ["0.1", "-0.25", "10", "3"])
    #expect(try MatrixFile.read(Array(matrix.csv().utf8), file: "m.csv") == matrix)
    #expect(try MatrixFile.read(Array(matrix.json().utf8), file: "m.json") == matrix)
    #expect(throws: MatrixError.self) { try ScenarioWizardProject(matrix).text() }
  }

  @Test func `notes, colours and essays of a project are kept`() throws {
    var text = try ScenarioWizardProject(Self.small).text()
    text = text.replacing("FFFFFF", with: "CC9900").replacing(
      "# 0-0\r\n\"\"", with: "# 0-0\r\n\"Why \"\"so\"\"\"")
    let project = try ScenarioWizardProject(Array(text.utf8), file: "sample.scw")
    #expect(try project.text() == text)
  }

  @Test func `a project is read whatever its line ends, marks and encoding`() throws {
    let text = try ScenarioWizardProject(Self.small).text().replacing("Rules", with: "Règles")
    let unix = text.replacing("\r\n", with: "\n")
    let latin = unix.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    for bytes in [Array(unix.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), latin] {
      let matrix = try ScenarioWizardProject(bytes, file: "sample.scw").matrix
      #expect(matrix.descriptors[0].name == "Règles")
      #expect(matrix.judgements == Self.small.judgements)
    }
  }

  @Test func `names of a project may be empty or repeated`() throws {
    let text = try ScenarioWizardProject(Self.small).text().replacing(" -lax", with: " -")
      .replacing("&Flows", with: "&Rules")
    let matrix = try ScenarioWizardProject(Array(text.utf8), file: "sample.scw").matrix
    #expect(matrix.descriptors.map(\.name) == ["Rules", "Rules"])
    #expect(matrix.descriptors[0].variants[0] == "")
    #expect(throws: MatrixError.self) { try matrix.csv() }
  }

  /// What is written can be read again.
  @Test(arguments: [["Rules", "Rules"], ["", "Flows"], ["", ""], ["Rules", "Flows"]])
  func `a matrix is not written where its names cannot be told apart`(names: [String]) throws {
    for variants in [["x", "y"], ["x", " x"], ["", ""]] {
      let matrix = try CrossImpactMatrix(
        descriptors: names.map { .init(name: $0, variants: variants) },
        judgements: Array(repeating: 0, count: 16))
      let isDistinct = names != ["Rules", "Rules"] && variants != ["x", " x"]
      for format in MatrixFile.allCases {
        let isNamed = !names.contains("") && variants != ["", ""]
        let isReadable = format == .scw || isDistinct && (format == .json || isNamed)
        guard isReadable else {
          #expect(throws: MatrixError.self) { try format.text(matrix) }
          continue
        }
        let text = try format.text(matrix)
        let again = try MatrixFile.read(Array(text.utf8), file: "m.\(format)")
        #expect(again.descriptors.map(\.name) == names)
      }
    }
  }

  struct Broken: CustomTestStringConvertible {
    var file: String
    var text: String
    var line: Int?
    var says: String
    var testDescription: String { says }
  }

  static let scw = (try? ScenarioWizardProject(small).text()) ?? ""

  static let broken: [Broken] = [
    .init(file: "a.scw", text: "", line: 1, says: "first line"),
    .init(
      file: "a.scw", text: "$ ScenarioWizard 3.0\nSolution set\n 4\n", line: 2, says: "solution set"
    ),
    .init(
      file: "a.scw", text: scw.replacing(" 0 , 0 ,-2 , 3 ", with: " 0 , 0 ,-2 "), line: 24,
      says: "3 judgements"),
    .init(file: "a.scw", text: scw.replacing(",-2 , 3", with: ",NaN , 3"), line: 24, says: "NaN"),
    .init(
      file: "a.scw", text: scw.replacing(",-2 , 3", with: ",1.5 , 3"), line: 24, says: "decimals"),
    .init(file: "a.scw", text: scw.replacing(",-2 , 3", with: ", , 3"), line: 24, says: "empty"),
    .init(
      file: "a.scw", text: scw.replacing(" -lax\r\n -strict\r\n", with: ""), line: 3,
      says: "no variants"),
    .init(
      file: "a.scw",
      text: scw.replacing(" -falling\r\n", with: String(repeating: " -falling\r\n", count: 65)),
      line: 6, says: "at most 64"),
    .init(file: "a.scw", text: scw.replacing("&Rules", with: "Rules"), line: 3, says: "neither"),
    .init(
      file: "a.scw", text: scw.replacing("&Rules\r\n", with: ""), line: 3,
      says: "before the first descriptor"),
    .init(file: "a.scw", text: String(scw.prefix(60)), line: 7, says: "ends inside"),
    .init(file: "a.csv", text: "", line: nil, says: "two header rows"),
    .init(file: "a.csv", text: "d,v,A\n,,x\nA,x,nan\n", line: 3, says: "no number"),
    .init(file: "a.csv", text: "d,v,A\n,,x\nA,x,inf\n", line: 3, says: "no number"),
    .init(file: "a.csv", text: "d,v,A,B\n,,x,y\nA,x,0,\nB,y,0,0\n", line: 3, says: "missing"),
    .init(file: "a.csv", text: "d,v,A,B\n,,x,y\nA,x,0,1\n", line: 3, says: "1 rows"),
    .init(file: "a.csv", text: "d,v,A,B\n,,x,y\nB,y,0,1\nA,x,0,0\n", line: 3, says: "same order"),
    .init(file: "a.csv", text: "d,v,A,B\n,,x,y\nA,x,0,1,1\nB,y,0,0\n", line: 3, says: "more than"),
    .init(
      file: "a.csv", text: "d,v,A,B,A\n,,x,y,z\nA,x,0,1,1\nB,y,0,0,1\nA,z,0,0,0\n", line: 1,
      says: "named twice"),
    .init(file: "a.csv", text: "d,v,A,A\n,,x,x\nA,x,0,1\nA,x,0,0\n", line: 2, says: "named twice"),
    .init(file: "a.csv", text: "d,v,\"A\n,,x\n", line: 1, says: "never closed"),
    .init(file: "a.json", text: "", line: 1, says: "not JSON"),
    .init(file: "a.json", text: "[1]", line: 1, says: "one object"),
    .init(file: "a.json", text: "{\"matrix\": []}", line: 1, says: "descriptors"),
    .init(
      file: "a.json", text: "{\"descriptors\": [],\n\"matrix\": []}", line: 1,
      says: "no descriptors"),
    .init(
      file: "a.json",
      text: "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[]}],\n\"matrix\": []}", line: 2,
      says: "no variants"),
    .init(
      file: "a.json",
      text: "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[\"x\"]}],\n\"matrix\": [[NaN]]}",
      line: 3, says: "not JSON"),
    .init(
      file: "a.json",
      text: "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[\"x\"]}],\n\"matrix\": [[1,2]]}",
      line: 3, says: "2 judgements"),
    .init(
      file: "a.json",
      text:
        "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[\"x\"]},\n{\"name\":\"A\",\"variants\":[\"x\"]}],\n\"matrix\": [[1,2],[1,2]]}",
      line: 3, says: "named twice"),
    .init(
      file: "a.json",
      text: "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[\"x\"]}],\n\"matrix\": [[\"1\"]]}",
      line: 3, says: "no number"),
    .init(
      file: "a.json",
      text: "{\"descriptors\": [\n{\"name\":\"A\",\"variants\":[\"x\"]}],\n\"matrix\": [[1e15]]}",
      line: nil, says: "too large"),
    .init(file: "a.json", text: "{\"format\":\"cib-matrix/2\"}", line: 1, says: "format"),
  ]

  @Test(arguments: broken)
  func `a broken file is refused with its line`(_ broken: Broken) {
    let error = #expect(throws: MatrixError.self) {
      try MatrixFile.read(Array(broken.text.utf8), file: broken.file)
    }
    #expect(error?.line == broken.line, "\(String(describing: error))")
    #expect(error?.reason.contains(broken.says) == true, "\(String(describing: error))")
  }

  @Test func `ten thousand descriptors are refused`() {
    let descriptors = (0..<10_000).map { "{\"name\":\"D\($0)\",\"variants\":[\"x\"]}" }
    let text = "{\"descriptors\": [\(descriptors.joined(separator: ","))], \"matrix\": []}"
    let error = #expect(throws: MatrixError.self) {
      try MatrixFile.read(Array(text.utf8), file: "m.json")
    }
    #expect(error?.reason.contains("at most 1000") == true)
  }
}

extension CrossImpactMatrix {
  static var sample: CrossImpactMatrix {
    get throws {
      try CrossImpactMatrix(
        name: "sample",
        descriptors: [
          .init(name: "Rules", variants: ["lax", "strict"]),
          .init(name: "Flows", variants: ["falling", "rising"]),
        ],
        judgements: [0, 0, -2, 3, 0, 0, 1, -1, 2, -2, 0, 0, -1, 1, 0, 0])
    }
  }
}
