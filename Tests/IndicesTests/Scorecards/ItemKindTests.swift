import Indices
import Policy
import Testing

/// Every kind of item, rescaling, rule for missing answers and way of combining that the field's instruments use.
@Suite struct ItemKindTests {
  typealias Fixture = ScorecardFixture

  @Test func mipexTurnsOneToThreeIntoZeroToHundredAndEditionsGiveOtherTotals() throws {
    let items = { (numbers: ClosedRange<Int>) in
      numbers.map {
        #"{"id":"i\#($0)","label":"\#($0)","options":{"1":1,"2":2,"3":3},"from":[1,3],"to":[0,100]}"#
      }.joined(separator: ",")
    }
    let json = """
      {"id":"mipex","name":"MIPEX, small","editions":[
        {"edition":"2015","domains":[
          {"id":"area1","label":"Area 1","domains":[
            {"id":"access","label":"Access","items":[\(items(1...1))]},
            {"id":"support","label":"Support","items":[\(items(2...4))]}]},
          {"id":"area2","label":"Area 2","items":[\(items(5...5))]}]},
        {"edition":"2020","domains":[
          {"id":"area1","label":"Area 1","items":[\(items(1...4))]},
          {"id":"area2","label":"Area 2","items":[\(items(5...5))]}]}]}
      """
    let editions = try Instrument.read(Array(json.utf8), file: "mipex.json")
    #expect(editions.map(\.edition) == ["2015", "2020"])
    let answers: KeyValuePairs = ["i1": "3", "i2": "1", "i3": "1", "i4": "2", "i5": "2"]
    let old = Scorer(editions[0]).score(Fixture.sheet(editions[0], answers))
    let new = Scorer(editions[1]).score(Fixture.sheet(editions[1], answers))
    #expect(old.item("i1")?.score == 100 && old.item("i4")?.score == 50)
    // Means of means are not the mean of all items.
    #expect(abs((old.node("area1")?.score ?? 0) - (100 + 50.0 / 3) / 2) < 1e-12)
    #expect(new.node("area1")?.score == 37.5)
    #expect(new.overall.score == 43.75)
  }

  @Test func iespiFormulaGivesTheWorkedExample() throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"iespi","name":"IESPI","edition":"1","direction":"lower_is_better",
       "missing_codes":{"-9":"unknown","-8":"not_applicable"},
       "domains":[{"id":"TP","label":"Pensions","domains":[
         {"id":"TP1","label":"Residence","items":[
           {"id":"TP1A","label":"Years of residence","kind":"number","inputs":["years"],"formula":"(years - 5) / 0.45","clamp":[0,100]},
           {"id":"TP1B","label":"Years of contribution","kind":"number","clamp":[0,100]}]}],
         "items":[{"id":"TP2","label":"Second","kind":"number","clamp":[0,100]},
           {"id":"TP3","label":"Third","kind":"number","clamp":[0,100]},
           {"id":"TP4","label":"Mean of the pensions so far","kind":"number","formula":"mean(TP1A, TP2) * 2"}]}]}
      """)
    let card = Scorer(instrument).score(
      Fixture.sheet(instrument, ["TP1A": "10", "TP1B": "-8", "TP2": "20", "TP3": "-9"]))
    #expect((card.item("TP1A")?.score ?? 0).rounded() == 11)
    #expect(card.item("TP1B")?.state == .notApplicable)
    #expect(card.item("TP3")?.state == .unanswered)
    let tp1 = 5 / 0.45
    #expect(abs((card.node("TP1")?.score ?? 0) - tp1) < 1e-12)
    #expect(abs((card.item("TP4")?.score ?? 0) - (tp1 + 20)) < 1e-12)
    #expect(abs((card.node("TP")?.score ?? 0) - (tp1 + 20 + tp1 + 20) / 3) < 1e-12)
  }

  /// The codebook's SUMadj, worked out by hand: z of C is the mean of its z-scores on A and B.
  @Test func whatACountryLacksIsFilledFromItsOwnStandingElsewhere() throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"adj","name":"SUMadj","edition":"1","missing":"fill","items":[
        {"id":"A","label":"A","kind":"number"},{"id":"B","label":"B","kind":"number"},{"id":"C","label":"C","kind":"number"}]}
      """)
    let rows: [(String, KeyValuePairs<String, String>)] = [
      ("u1", ["A": "0", "B": "10", "C": "20"]), ("u2", ["A": "10", "B": "20", "C": "40"]),
      ("u3", ["A": "20", "B": "30"]),
    ]
    let cards = Scorer(instrument).score(rows.map { Fixture.sheet(instrument, $1, unit: $0) })
    // A: mean 10, sd 10, z 1; B: mean 20, sd 10, z 1; C: mean 30, sd √200.
    let filled = 30 + 200.0.squareRoot()
    #expect(abs((cards[2].overall.score ?? 0) - (20 + 30 + filled) / 3) < 1e-12)
    #expect(abs((cards[0].overall.score ?? 0) - 10) < 1e-12)
  }

  @Test func cernaMeasuresByTheMostRestrictiveCountry() throws {
    let instrument = try Fixture.bundled("cerna-openness")[0]
    let ids = instrument.items.map(\.id)
    func sheet(_ codes: [String], _ unit: String) -> AnswerSheet {
      AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: unit,
        answers: zip(ids, codes).map { Answer(item: $0, value: $1) })
    }
    let scorer = Scorer(instrument)
    let cards = scorer.score([
      sheet(["3", "3", "2", "2", "1", "1"], "A"), sheet(["0", "1", "2", "0", "0", "0"], "B"),
      sheet(["1", "1", "1"], "C"),
    ])
    #expect(cards[0].overall.score == 100)
    #expect(cards[1].overall.score == 25)
    #expect(cards[2].overall.score == nil && cards[2].overall.withheld != nil)
    // Less restrictive is better.
    #expect(try scorer.ranks(cards) == [2, 1, nil])
  }

  /// Immigrant Social Rights: no such benefit, its items are missing; no such status, its items are 0.
  @Test func filtersTellMissingFromZero() throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"isr","name":"ISR","edition":"1","missing_codes":{"-991":"unknown","-993":"not_applicable"},"items":[
        {"id":"benefit","label":"Benefit exists","options":{"yes":1,"no":0},"weight":0},
        {"id":"status","label":"Status exists","options":{"yes":1,"no":0},"weight":0},
        {"id":"access","label":"Access","options":{"a":0,"b":0.5,"c":1},"when":{"item":"status","is":["yes"],"otherwise":{"score":0}}},
        {"id":"level","label":"Level","options":{"0":0,"0.4":0.4,"1":1},"when":{"item":"benefit","is":["yes"]}}]}
      """)
    let scorer = Scorer(instrument)
    let noStatus = scorer.score(
      Fixture.sheet(instrument, ["benefit": "yes", "status": "no", "level": "0.4"]))
    #expect(noStatus.item("access")?.state == .idle)
    #expect(noStatus.overall.score == 0.2)
    let noBenefit = scorer.score(
      Fixture.sheet(instrument, ["benefit": "no", "status": "yes", "access": "b", "level": "1"]))
    #expect(noBenefit.overall.score == 0.5)
    let unknown = scorer.score(
      Fixture.sheet(
        instrument, ["benefit": "yes", "status": "yes", "access": "-991", "level": "1"]))
    #expect(unknown.item("access")?.state == .unanswered)
    #expect(unknown.overall.bounds == 0.5...1)
  }

  @Test func aReversedItemCountsTheOtherWay() throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"r","name":"R","edition":"1","items":[
        {"id":"a","label":"A","options":{"0":0,"3":3},"from":[0,3],"to":[0,1],"reverse":true},
        {"id":"b","label":"B","options":{"0":0,"3":3},"from":[0,3],"to":[0,1]}]}
      """)
    let card = Scorer(instrument).score(Fixture.sheet(instrument, ["a": "0"]))
    #expect(card.item("a")?.score == 1)
    #expect(card.overall.bounds == 0.5...1)
  }

  @Test(arguments: [
    (#""minimum""#, 1.0), (#""maximum""#, 4.0), (#""sum""#, 7.0),
    (#"{"method":"sum","cap":6}"#, 6.0),
    (#""geometric""#, 2.0), (#"{"method":"sum","from":[0,14],"to":[0,100]}"#, 50.0),
    (#"{"method":"mean","from":[0,7],"to":[0,100],"reverse":true}"#, 100 - 100.0 / 3),
  ])
  func waysOfCombining(rule: String, expected: Double) throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"c","name":"C","edition":"1","combine":\(rule),"items":[
        {"id":"a","label":"A","kind":"number"},{"id":"b","label":"B","kind":"number"},{"id":"d","label":"D","kind":"number"}]}
      """)
    let card = Scorer(instrument).score(Fixture.sheet(instrument, ["a": "1", "b": "2", "d": "4"]))
    #expect(abs((card.overall.score ?? .nan) - expected) < 1e-12)
  }

  @Test func aMeanOfAllItemsPassesOverTheDomains() throws {
    let instrument = try Fixture.instrument(
      """
      {"id":"m","name":"M","edition":"1","combine":{"method":"mean_of_items","from":[0,1],"to":[0,100]},"domains":[
        {"id":"x","label":"X","items":[{"id":"a","label":"A","options":{"yes":1,"no":0}}]},
        {"id":"y","label":"Y","items":[{"id":"b","label":"B","options":{"yes":1,"no":0}},{"id":"c","label":"C","options":{"yes":1,"no":0}}]}]}
      """)
    let card = Scorer(instrument).score(
      Fixture.sheet(instrument, ["a": "yes", "b": "no", "c": "no"]))
    #expect(card.node("x")?.score == 1 && card.node("y")?.score == 0)
    #expect(abs((card.overall.score ?? 0) - 100.0 / 3) < 1e-12)
    #expect(abs((card.node("y")?.effectiveWeight ?? 0) - 2.0 / 3) < 1e-12)
  }

  @Test func aProfileHasNoTotalAndNoRank() throws {
    let instrument = try Fixture.bundled("oecd-pcsd-profile")[0]
    let card = Scorer(instrument).score(
      Fixture.sheet(instrument, ["b1": "full", "b2": "full", "b3": "none", "b1.what": "A council"]))
    #expect(card.nodes.allSatisfy { $0.score == nil && $0.scoreClass == nil && $0.bounds == nil })
    #expect(card.overall.withheld != nil)
    #expect(card.node("p1")?.tally == ["full": 2, "none": 1])
    #expect(throws: Scorer.NoRanking.self) { try Scorer(instrument).ranks([card]) }
    #expect(throws: SmallestChange.Failure.self) {
      try Scorer(instrument).smallestChange(Fixture.sheet(instrument, [:]), toScore: 1)
    }
  }

  @Test func progressMarkersWeighByTheirTier() throws {
    let instrument = try Fixture.bundled("progress-markers")[0]
    let card = Scorer(instrument).score(
      Fixture.sheet(instrument, ["g1": "high", "g4": "none", "g7": "medium"]))
    // Expect 1 × 3, like 2 × 0, love 3 × 2, of weight 6 and a scale of 3.
    #expect(card.node("government")?.score == 9.0 / 18 * 100)
  }

  @Test func theKnomadShapeAsksEachSideItsOwnItems() throws {
    let shape = try Fixture.bundled("knomad-dashboard")[0]
    #expect(shape.perspectives.map(\.id) == ["origin", "destination"])
    #expect(shape.root.parts.count == 5)
    let table = try Table(
      Array(
        """
        domain,id,label,perspectives,level,options
        d1,1.2,Inter-agency body,origin;destination,input,"0=none; 5=ad hoc; 10=standing"
        d2,2.1,Recruitment fees regulated,origin,output,"0=no; 5=partly; 10=yes"
        d2,2.2,Permit fees published,destination,output,"0=no; 5=partly; 10=yes"
        """.utf8), file: "items.csv")
    let full = try shape.adding(ItemList.read(table, to: shape))
    #expect(full.items.count == 4)
    var sheet = Fixture.sheet(full, ["1.2": "standing", "2.1": "5", "2.2": "10"])
    sheet.perspective = "origin"
    let origin = Scorer(full).score(sheet)
    #expect(origin.items.map(\.id) == ["d1.data", "1.2", "2.1"])
    #expect(origin.overall.score == 7.5)
    sheet.perspective = "destination"
    #expect(Scorer(full).score(sheet).overall.score == 10)
    // What was made can be written and read again.
    let text = full.record.text(indent: true)
    #expect(try Instrument.read(Array(text.utf8), file: "again.json") == [full])
  }

  @Test(arguments: [
    "sdg-10-7-2", "sdg-17-14-1", "knomad-dashboard", "cerna-openness", "oecd-pcsd-profile",
    "concord-coherence", "progress-markers",
  ])
  func everyBundledInstrumentIsWrittenAsItIsRead(name: String) throws {
    let read = try Fixture.bundled(name)
    for instrument in read {
      let text = instrument.record.text(indent: true)
      #expect(try Instrument.read(Array(text.utf8), file: name) == [instrument])
    }
  }

  @Test func ourOwnInstrumentIsTiedToBothIndicatorsAndTheGlobalCompact() throws {
    let own = try Fixture.bundled("concord-coherence")[0]
    let un1 = Set(try Fixture.bundled("sdg-10-7-2")[0].items.map(\.id))
    let un2 = Set(try Fixture.bundled("sdg-17-14-1")[0].items.map(\.id))
    var compact: Set<String> = []
    for item in own.items where item.isScored {
      #expect(!item.crosswalk.isEmpty, "\(item.id)")
      for link in item.crosswalk {
        switch link.to {
        case "un.sdg.10.7.2": #expect(un1.isSuperset(of: link.ids), "\(item.id) \(link.ids)")
        case "un.sdg.17.14.1": #expect(un2.isSuperset(of: link.ids), "\(item.id) \(link.ids)")
        case "gcm":
          #expect(link.ids.allSatisfy { (1...23).contains(Int($0) ?? 0) })
          compact.formUnion(link.ids)
        default: #expect(link.to == "sdg")
        }
      }
    }
    #expect(compact.count >= 10)
  }

  @Test func remittanceCostIsScoredByItsFormula() throws {
    let own = try Fixture.bundled("concord-coherence")[0]
    let scorer = Scorer(own)
    func score(_ percent: String) -> Double? {
      scorer.score(Fixture.sheet(own, ["r7": percent])).item("r7")?.score
    }
    #expect(score("3") == 10 && score("10") == 0 && score("25") == 0)
    #expect(abs((score("6.5") ?? 0) - 5) < 1e-12)
    #expect(score("-1") == nil && score("cheap") == nil)
    #expect(scorer.score(Fixture.sheet(own, ["r7": "3"])).overall.withheld != nil)
  }
}
