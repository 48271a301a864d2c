import Coherence
import Policy
import Testing

@Suite("The judge, on hand-made sets")
struct JudgeTests {
  typealias Line = SmallSet.Line

  private static let filler = [
    Line(locator: "Article 20", text: "The register of vessels is open on working mornings."),
    Line(
      locator: "Article 21", text: "Appeals are lodged with the harbour court within thirty days."),
    Line(locator: "Article 22", text: "The Minister fixes the form of the timetable."),
  ]

  private func schooling(
    second: Line, level: GovernmentLevel = .regional, countries: [String] = ["Freland"]
  ) throws -> [Finding] {
    var set = SmallSet()
    set.add(
      "school.md", kind: .law,
      [
        Line(
          locator: "Article 4",
          text:
            "A foreign child is enrolled in a public school only if the parents hold a residence permit.",
          measures: ["SCHOOL_STATUS"], populations: ["P-CHILD"], stance: -1)
      ] + Self.filler)
    set.add(
      "region.md", kind: .law, level: level, countries: countries, institution: "Region of Alta",
      [second] + Self.filler)
    return try set.findings()
  }

  @Test("Opposite measures for the same people are a conflict between levels of government")
  func oppositeMeasures() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text: "Every child is enrolled in a public school whatever the status of the parents.",
        measures: ["SCHOOL_ALL"], populations: ["P-CHILD"], stance: 1))
    let conflict = try #require(findings.first { $0.kind == .conflict })
    #expect(conflict.level == .vertical)
    #expect(Set(conflict.between.map(\.locator)) == ["Article 4", "Article 7"])
    #expect(conflict.grounds.contains { $0.rule == "opposite-measures" })
    #expect(conflict.why.contains("residence permit"))
    #expect(conflict.remedy != nil)
    #expect(conflict.id.utf8.count == 16)
  }

  @Test("What two states agreed on is brought into line with a convention, whichever is read first")
  func remedyOfConvention() throws {
    let shut = Line(
      locator: "Article 4",
      text:
        "A foreign child is enrolled in a public school only if the parents hold a residence permit.",
      measures: ["SCHOOL_STATUS"], populations: ["P-CHILD"], stance: -1)
    let open = Line(
      locator: "Article 7",
      text: "Every child is enrolled in a public school whatever the status of the parents.",
      measures: ["SCHOOL_ALL"], populations: ["P-CHILD"], stance: 1)
    for files in [("a.md", "b.md"), ("b.md", "a.md")] {
      var set = SmallSet()
      func pact() {
        set.add(
          files.0, kind: .agreement, level: .bilateral, countries: ["Freland", "Alta"],
          institution: "Ministry of Schools", [shut] + Self.filler)
      }
      func convention() {
        set.add(
          files.1, kind: .treaty, level: .international, countries: [], institution: "Union",
          [open] + Self.filler)
      }
      if files.0 < files.1 {
        pact()
        convention()
      } else {
        convention()
        pact()
      }
      let conflict = try #require(try set.findings().first { $0.kind == .conflict })
      #expect(conflict.remedy?.contains("Bring Article 4") == true)
    }
  }

  @Test("Opposite measures for people who cannot be the same are none")
  func otherPeople() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text: "Pensioners are enrolled in a public school whatever their status.",
        measures: ["SCHOOL_ALL"], populations: ["P-OLD"]))
    #expect(findings.allSatisfy { $0.kind != .conflict })
  }

  @Test("A rule that is named because it is repealed conflicts with nothing")
  func repealed() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text:
          "The decree by which every child is enrolled in a public school whatever the status is repealed.",
        measures: ["SCHOOL_ALL"], populations: ["P-CHILD"], role: .repeal))
    #expect(findings.allSatisfy { $0.kind != .conflict })
  }

  @Test("Two files that share title and words are one text and oppose nothing in one another")
  func copies() throws {
    let lines = [
      Line(locator: "2.1", text: "No new fee will be laid on departing workers during the plan."),
      Line(
        locator: "2.6",
        text: "From July each departing worker shall pay a welfare fee of 900 crowns to the fund."),
    ]
    func conflicts(_ first: [Line], _ second: [Line]) throws -> [Finding] {
      var set = SmallSet()
      set.add("plan.pdf", kind: .plan, first)
      set.add("plan.txt", kind: .plan, second)
      for i in set.documents.indices { set.documents[i].document.title = "Plan for Workers" }
      return try set.findings().filter { $0.kind == .conflict }
    }
    func isBetweenFiles(_ finding: Finding) -> Bool {
      Set(finding.between.map(\.place.file)).count == 2
    }
    // A successor of the same name is another text.
    let successor = try conflicts([lines[0]] + Self.filler, [lines[1]])
    #expect(successor.contains(where: isBetweenFiles))
    let copy = try conflicts(lines + Self.filler, lines.reversed() + Self.filler)
    #expect(!copy.isEmpty && !copy.contains(where: isBetweenFiles))
  }

  @Test("Words quoted from another text conflict with nothing")
  func quoted() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text: "Every child is enrolled in a public school whatever the status of the parents.",
        measures: ["SCHOOL_ALL"], populations: ["P-CHILD"], quoted: true))
    #expect(findings.allSatisfy { $0.kind != .conflict })
  }

  @Test("Two countries whose texts do not name one another do not meet")
  func otherCountry() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text: "Every child is enrolled in a public school whatever the status of the parents.",
        measures: ["SCHOOL_ALL"], populations: ["P-CHILD"]),
      level: .national, countries: ["Otherland"])
    #expect(findings.allSatisfy { $0.kind != .conflict })
  }

  @Test(
    "A promise of no charge and a charge in one plan are an internal conflict, by their words alone"
  )
  func charges() throws {
    var set = SmallSet()
    set.add(
      "plan.md", kind: .plan,
      [
        Line(locator: "2.1", text: "No new fee will be laid on departing workers during the plan."),
        Line(
          locator: "2.6",
          text: "From July each departing worker shall pay a welfare fee of 900 crowns to the fund."
        ),
      ] + Self.filler)
    let conflict = try #require(try set.findings().first { $0.kind == .conflict })
    #expect(conflict.level == .internal)
    #expect(conflict.grounds.contains { $0.rule == "contradicting-acts" })
  }

  @Test("An exception in the other text that covers the case stops the conflict")
  func exception() throws {
    var set = SmallSet()
    set.add(
      "treaty.md", kind: .treaty, level: .international, countries: ["Union"],
      [
        Line(
          locator: "Article 4",
          text: "A member State shall not require its citizenship of a teacher or nurse.",
          measures: ["SKILL_RECOG"]),
        Line(
          locator: "Article 9",
          text: "Chief inspectors and examiners are outside the scope of Article 4."),
      ] + Self.filler)
    set.add(
      "act.md",
      [
        Line(
          locator: "Section 12",
          text: "The chief inspectors and examiners of teachers must be citizens.",
          measures: ["LICENCE_NATIONALS"])
      ] + Self.filler)
    #expect(try set.findings().allSatisfy { $0.kind != .conflict })
  }

  @Test("An aim without a measure is a gap where the other aims have theirs")
  func aimWithoutMeasure() throws {
    var set = SmallSet()
    set.add(
      "plan.md", kind: .plan,
      [
        Line(
          locator: "Objective 1", text: "Bring down the price of passports.", part: .measure,
          modality: .action),
        Line(
          locator: "Objective 2", text: "Help shepherds who lose their grazing to settle.",
          part: .measure, modality: .action),
        Line(
          locator: "Objective 3", text: "Teach the language to newcomers.", part: .measure,
          modality: .action),
        Line(
          locator: "Measure 1.1", text: "Measure 1.1 | Printing of passports", part: .row,
          modality: .action),
        Line(
          locator: "Measure 3.1", text: "Measure 3.1 | Evening classes", part: .row,
          modality: .action),
      ])
    let gaps = try set.findings().filter { $0.kind == .gap }
    #expect(gaps.map { $0.between.map(\.locator) } == [["Objective 2"]])
  }

  @Test("People taken out of a law are a gap unless another law is named for them")
  func carvedOut() throws {
    for (text, isGap) in [
      ("Domestic workers are excluded from the provisions of this Law.", true),
      (
        "Domestic workers are excluded from this Law and are governed by the Household Work Act.",
        false
      ),
    ] {
      var set = SmallSet()
      set.add(
        "labour.md", kind: .law,
        [
          Line(locator: "Article 2", text: text, populations: ["P-DOM"]),
          Line(
            locator: "Article 3", text: "Workers have the right to a day of rest.",
            modality: .right, stance: 1),
        ] + Self.filler)
      #expect(try set.findings().contains { $0.kind == .gap } == isGap)
    }
  }

  @Test("Two treaties are not set against each other, a treaty and a law are")
  func treaties() throws {
    for level in [GovernmentLevel.international, .national] {
      var set = SmallSet()
      let fee = "Recruitment fees shall be charged to migrant workers by recruitment agencies."
      let ban = "No recruitment fees shall be charged to migrant workers by recruitment agencies."
      set.add(
        "treaty.md", kind: .treaty, level: .international,
        [Line(locator: "Article 1", text: ban, measures: ["FEE_BAN"], modality: .duty)])
      set.add(
        "other.md", kind: level == .national ? .law : .treaty, level: level,
        [Line(locator: "Article 1", text: fee, measures: ["FEE_WORKER"], modality: .duty)])
      #expect(try set.findings().contains { $0.kind == .conflict } == (level == .national))
    }
  }

  @Test("A commitment of a plan that says only its date is silent on exactly the rest")
  func silent() throws {
    var set = SmallSet()
    let named = CommitmentPart(quality: .named, words: [])
    set.add(
      "plan.md", kind: .plan,
      [
        Line(
          locator: "3.1", text: "A house for returnees shall be built by 2015.", modality: .promise,
          commitment: Commitment(deadline: named)),
        Line(
          locator: "3.2", text: "The register is kept.", modality: .promise,
          commitment: Commitment(isRoutine: true)),
        Line(
          locator: "3.3", text: "Courses are held.", modality: .promise,
          commitment: Commitment(lead: named, deadline: named, budget: named)),
      ])
    let silent = try set.findings().filter { $0.kind == .silent }
    #expect(silent.map { $0.between[0].locator } == ["3.1"])
    #expect(silent.first?.missing == [.lead, .budget, .indicator])
  }

  @Test(
    "A duty of a plan that lacks money and measure is silent; an aim that names its lead is no gap")
  func silentAim() throws {
    var set = SmallSet()
    let named = CommitmentPart(quality: .named, words: [])
    set.add(
      "charter.md", kind: .strategy,
      [
        Line(locator: "Goal 1", text: "Homes for those who come back.", part: .measure),
        Line(locator: "Goal 2", text: "Schools for their children.", part: .measure),
        Line(
          locator: "Goal 3",
          text: "Engineers of long experience overseas will be placed in young firms for a year.",
          part: .measure, commitment: Commitment(lead: named, deadline: named)),
        Line(
          locator: "Step 1.1", text: "Homes are let to those who come back.", part: .row,
          commitment: Commitment(lead: named, deadline: named, budget: named, indicator: named)),
        Line(
          locator: "Step 2.1", text: "Schools admit their children.", part: .row,
          commitment: Commitment(lead: named, deadline: named, budget: named, indicator: named)),
      ])
    let findings = try set.findings()
    #expect(findings.filter { $0.kind == .gap }.isEmpty)
    let silent = findings.filter { $0.kind == .silent }
    #expect(silent.map { $0.between[0].locator } == ["Goal 3"])
    #expect(silent.first?.missing == [.budget, .indicator])
  }

  @Test("A closed list shuts out the institution of the matter; a seat for it settles that")
  func closedList() throws {
    for isSeated in [false, true] {
      var set = SmallSet()
      set.add(
        "decree.md", kind: .decree, language: .french,
        [
          Line(
            locator: "Article 5",
            text:
              "Un conseil accorde les administrations sur l’usage des recensements et des enquêtes. En font partie, à "
              + "l’exclusion de tout autre service, le ministère de l’Intérieur"
              + (isSeated ? ", l’Office national de la statistique" : "")
              + " et le ministère des Affaires étrangères.")
        ] + Self.filler)
      set.add(
        "statistics.md", institution: "Office national de la statistique", language: .french,
        [
          Line(
            locator: "Article 2",
            text: "L’Office mène les recensements et les enquêtes auprès des ménages."),
          Line(locator: "Article 3", text: "L’Office publie les résultats du recensement."),
        ] + Self.filler)
      #expect(
        try set.findings().filter { $0.kind == .silo }.map(\.absent)
          == (isSeated ? [] : ["Office national de la statistique"]))
    }
  }

  @Test(
    "A broad body lacks what its own words call for, where the texts name such an institution and it is not named there"
  )
  func broadBody() throws {
    for isConsulted in [false, true] {
      var set = SmallSet()
      let health = Institution(
        id: "freland-ministry-of-health", name: "Ministry of Health", kind: "HEALTH",
        country: "Freland")
      set.map = InstitutionalMap(institutions: [health])
      set.add(
        "policy.md", kind: .strategy,
        [
          Line(
            locator: "6.1",
            text:
              "The Council steers this Policy, including access to health care. It is composed of the Ministry of the "
              + "Interior, the Ministry of Foreign Affairs and the Ministry of Labour."
              + (isConsulted ? " It consults the Ministry of Health." : ""))
        ] + Self.filler)
      #expect(
        try set.findings().filter { $0.kind == .silo }.map(\.absent)
          == (isConsulted ? [] : ["Ministry of Health"]))
    }
  }

  @Test("Ministries whose papers or people are listed make no body")
  func noBody() throws {
    var set = SmallSet()
    set.map = InstitutionalMap(institutions: [
      Institution(
        id: "freland-ministry-of-health", name: "Ministry of Health", kind: "HEALTH",
        country: "Freland")
    ])
    set.add(
      "register.md", kind: .strategy,
      [
        Line(
          locator: "6.1",
          text:
            "The register shows who has access to health care. It is made up of files of the Ministry of the Interior, "
            + "the Ministry of Foreign Affairs and the Ministry of Labour.")
      ] + Self.filler)
    #expect(try set.findings().filter { $0.kind == .silo }.isEmpty)
  }

  @Test("A law and the regulation that carries it out give one task, not two")
  func regulation() throws {
    for title in ["Regulation of the job centre act", "Job centre act of the towns", "Welfare act"]
    {
      var set = SmallSet()
      for (file, institution, verb) in [
        ("Job centre act", "Department of Labour", "provides returning workers with"),
        (title, "Welfare Authority", "gives returning workers"),
      ] {
        set.add(
          file, institution: institution,
          [
            Line(
              locator: "Article 6",
              text:
                "The office \(verb) counselling, skills tests, referral to employers and a start-up grant.",
              populations: ["P-RET"])
          ] + Self.filler)
      }
      #expect(
        try set.findings().contains { $0.kind == .duplication } == !title.hasPrefix("Regulation"))
    }
  }

  @Test(
    "The same task for the same people in two institutions is a duplication, unless a protocol joins them"
  )
  func duplication() throws {
    for isJoined in [false, true] {
      var set = SmallSet()
      set.add(
        "labour.md", institution: "Department of Labour",
        [
          Line(
            locator: "Section 7",
            text:
              "A job centre provides returning workers with counselling, skills tests, referral to employers and a start-up grant.",
            populations: ["P-RET"])
        ] + Self.filler)
      set.add(
        "welfare.md", institution: "Welfare Authority",
        [
          Line(
            locator: "Article 6",
            text:
              "The Authority gives returning workers counselling, skills tests, referral to employers and a start-up grant.",
            populations: ["P-RET"])
        ]
          + (isJoined
            ? [
              Line(
                locator: "Article 7",
                text: "A joint protocol with the job centre divides the cases under Article 6.")
            ] : [])
          + Self.filler)
      #expect(try set.findings().contains { $0.kind == .duplication } == !isJoined)
    }
  }

  @Test("Ids survive a new order of files, other file names and edits elsewhere")
  func stableIds() throws {
    var first = SmallSet()
    var second = SmallSet()
    let a = Line(locator: "2.1", text: "No new fee will be laid on departing workers.")
    let b = Line(
      locator: "2.6", text: "Each departing worker shall pay a welfare fee of 900 crowns.")
    first.add("a.md", kind: .plan, [a, b] + Self.filler)
    second.add(
      "edition-2.md", kind: .plan,
      Self.filler + [a, Line(locator: "2.5", text: "The harbour is dredged."), b])
    #expect(try first.findings().map(\.id) == second.findings().map(\.id))
    #expect(try first.findings().isEmpty == false)
  }

  @Test("Nothing in, nothing out; provisions without words are no trouble")
  func emptyInput() throws {
    #expect(try SmallSet().findings().isEmpty)
    var set = SmallSet()
    set.add("empty.md", [])
    set.add("blank.md", [Line(locator: "", text: ""), Line(locator: "§", text: "…")])
    #expect(try set.findings().isEmpty)
  }

  @Test("Every marked range lies within its passage")
  func ranges() throws {
    let findings = try schooling(
      second: Line(
        locator: "Article 7",
        text: "Tout enfant — étranger ou non — est inscrit à l’école, quel que soit le statut.",
        measures: ["SCHOOL_ALL"], populations: ["P-CHILD"]))
    for passage in findings.flatMap(\.between) {
      for words in passage.words {
        let range = try #require(words.range)
        #expect(range.upperBound <= passage.text.utf8.count)
      }
    }
  }
}
