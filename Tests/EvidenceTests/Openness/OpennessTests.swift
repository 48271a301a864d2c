import Evidence
import Foundation
import Policy
import Testing

/// Programmes on two axes that are never added, and the front among them.
@Suite struct OpennessTests {
  static func read(_ text: String) throws -> [LabourProgramme] {
    try ProgrammeTable.read(Table(Array(text.utf8), file: "programmes.csv"))
  }

  @Test func bothLayoutsSayTheSame() throws {
    let wide = try Self.read(
      "programme,openness: no quota,rights: equal pay,rights: family\nS,yes,,partly\nT,no,yes,n/a\n"
    )
    let long = try Self.read(
      """
      programme,axis,item,value
      S,openness,no quota,yes
      S,rights,family,0.5
      T,openness,no quota,no
      T,rights,equal pay,yes
      T,rights,family,n/a

      """)
    for programmes in [wide, long] {
      #expect(programmes.map(\.name) == ["S", "T"])
      let rights = programmes[0].position(.rights)
      #expect(rights.score == 0.5 && rights.low == 0.25 && rights.high == 0.75)
      #expect(rights.known == 1 && rights.count == 2)
      #expect(programmes[1].position(.rights).count == 1)
      #expect(programmes[1].position(.openness).score == 0)
    }
  }

  @Test func aProgrammeIsSurpassedOnlyForCertain() throws {
    let places = OpennessPlane(
      try Self.read(
        """
        programme,openness: a,openness: b,rights: c,rights: d
        open,yes,yes,no,no
        just,no,no,yes,yes
        worse,no,no,yes,no
        unsure,no,,yes,yes
        same,yes,yes,no,no

        """)
    ).places
    #expect(places.map(\.standing) == [.front, .undecided, .surpassed, .front, .front])
    #expect(places[2].surpassedBy == [1, 3])
  }

  @Test(arguments: 1...20) func theFrontOfKnownProgrammesIsTheParetoFront(seed: UInt64) {
    var random = SmallRandom(seed: seed)
    let programmes = (0..<12).map { i in
      LabourProgramme(
        name: "p\(i)",
        items: (0..<8).map { j in
          .init(
            axis: j < 4 ? .openness : .rights, name: "i\(j)",
            value: (random.number(in: 0...2)).rounded() / 2)
        })
    }
    let places = OpennessPlane(programmes).places
    for (p, place) in places.enumerated() {
      let mine = (place.openness.low, place.rights.low)
      let isSurpassed = places.enumerated().contains { q, other in
        let theirs = (other.openness.low, other.rights.low)
        return q != p && theirs.0 >= mine.0 && theirs.1 >= mine.1 && theirs != mine
      }
      #expect(place.standing == (isSurpassed ? .surpassed : .front))
    }
  }

  @Test(arguments: [
    ("programme,openness: a,rights: b\nS,maybe,yes\n", "line 2, column openness: a"),
    ("programme,openness: a\nS,yes\n", "rights"), ("name,openness: a\nS,yes\n", "programme"),
    ("programme,openness: a,rights: b\n", "no line below"),
    ("programme,openness: a,rights: b\n,yes,no\n", "line 2, column programme"),
    ("programme,openness: a,rights: b\nS,yes,no\nS,no,no\n", "twice"),
    ("programme,axis,item,value\nS,sideways,x,yes\n", "line 2, column axis"),
    ("programme,axis,item,value\nS,rights,x,1.5\n", "line 2, column value"),
    ("programme,axis,item,value\nS,rights,x,1\nS,rights,x,0\n", "twice"),
  ])
  func aFaultyTableNamesItsCell(text: String, says: String) {
    let failure = #expect(throws: Table.Error.self) { try Self.read(text) }
    #expect(failure?.description.contains(says) == true, "\(failure?.description ?? "")")
  }

  @Test func theExampleIsRead() throws {
    let bytes = try Data(
      contentsOf: ResourceBytes.root.appendingPathComponent("Examples/openness.csv"))
    let plane = OpennessPlane(
      try ProgrammeTable.read(Table([UInt8](bytes), file: "openness.csv")))
    #expect(plane.places.count == 6)
    #expect(plane.places.count { $0.standing == .front } >= 2)
  }
}
