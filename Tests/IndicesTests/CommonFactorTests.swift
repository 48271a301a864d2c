import Indices
import Policy
import Testing

/// Weights and scores out of what indicators have in common. Expected numbers were calculated with numpy: factors by repeated singular
/// value decompositions, components by maximising the likelihood directly.
@Suite struct CommonFactorTests {
  private let columns: [[Double]] = [
    [43.2, 39.2, 42.6, 53.4, 58.4, 50.6, 40.6, 42.2, 57.4, 65.4, 49.6, 36.5],
    [37.6, 31.3, 48.4, 49.8, 66.0, 54.0, 36.5, 43.2, 53.1, 66.5, 52.9, 29.7],
    [39.7, 65.2, 54.9, 29.1, 51.4, 35.1, 42.7, 42.6, 47.2, 57.2, 56.7, 46.0],
    [44.6, 70.2, 49.0, 32.3, 55.9, 36.4, 44.7, 45.0, 45.9, 53.7, 48.6, 45.3],
    [41.9, 44.1, 53.8, 39.1, 50.5, 39.6, 49.0, 41.5, 46.8, 56.3, 53.5, 35.0],
  ]

  @Test func rotatedFactorsAreThoseOfNumpy() throws {
    let factors = try FactorLoadings(columns)
    let expected = [
      [0.9534414565263901, -0.04720638057708151], [0.9798326593934138, -0.0029320706546077536],
      [0.05501139593217477, 0.9824413800333532], [-0.09283591784181797, 0.9461687500798114],
      [0.6391730456027086, 0.6182261645358734],
    ]
    for (own, expected) in zip(factors.loadings, expected) {
      #expect(own.count == 2)
      for (x, y) in zip(own, expected) { #expect(abs(x - y) < 1e-7) }
    }
    let weights = [
      0.21967872783369563, 0.2320084293540692, 0.23324547912831964, 0.2163401577733612,
      0.09872720591055427,
    ]
    for (x, y) in zip(factors.weights, weights) { #expect(abs(x - y) < 1e-7) }
  }

  @Test func rotationKeepsWhatEachColumnShares() throws {
    let (turned, still) = (
      try FactorLoadings(columns, count: 3), try FactorLoadings(columns, count: 3, isRotated: false)
    )
    for (a, b) in zip(turned.loadings, still.loadings) {
      #expect(abs(a.reduce(0) { $0 + $1 * $1 } - b.reduce(0) { $0 + $1 * $1 }) < 1e-12)
    }
    #expect(throws: UndefinedResult.self) { try FactorLoadings(columns, count: 6) }
  }

  @Test func aRecipeTakesWeightsFromFactors() throws {
    let steps = SmallIndex.steps.replacing(
      #""levels": "amean""#,
      with: #""levels": "amean", "weights": {"method": "factor", "level": 1, "factors": 1}"#)
    let pca = SmallIndex.steps.replacing(
      #""levels": "amean""#,
      with: #""levels": "amean", "weights": {"method": "pca", "level": 1}"#)
    // One factor is the first component.
    let (one, other) = (try SmallIndex.run(steps), try SmallIndex.run(pca))
    for code in ["a", "b", "c", "d"] {
      #expect(
        abs((one.effectiveShares[code] ?? 0) - (other.effectiveShares[code] ?? 1)) < 1e-12)
    }
    #expect(
      SmallIndex.complaint(steps.replacing(#""factors": 1"#, with: #""rotation": "oblimin""#))?
        .reason.contains("varimax") == true)
  }

  private let common: [[Double]] = [
    [
      37, 58, 59, 37, 37, 45, 62, .missing, 52, 34, 71, 47, 61, 56, 45, 49, 61, 50, 56, 48, 37, 29,
      42, 44,
    ],
    [
      53, 58, .missing, 50, 51, 48, 61, 42, 60, 37, 53, 51, 55, 53, 44, 54, 59, 43, 52, 56, 45, 33,
      60, 48,
    ],
    [
      48, 67, 72, 64, 32, 55, 59, 49, 46, 48, 50, 55, 68, 33, 44, 41, 59, 64, 69, 38, 37, 45, 69,
      49,
    ],
    [
      44, 68, 63, 43, 40, 48, 59, .missing, 56, 18, 63, 60, 56, 36, 58, 60, 78, 48, 44, 45, 52, 56,
      47, 37,
    ],
    [
      55, 50, 54, 45, 50, 56, 53, 57, 50, 43, 41, 38, 60, 45, 53, 57, 65, 55, 57, 53, 40, 37, 48,
      38,
    ],
  ]

  @Test func theCommonComponentHasTheGreatestLikelihood() throws {
    let found = try UnobservedComponents(common)
    let scores = [
      -0.543864, 1.0853215, 1.120972, -0.6805118, -0.8766469, -0.2075217, 1.2367102, -0.5513685,
      0.5223571, -1.816497, 1.194778, -0.0885803, 1.1019636, -0.0031195, -0.3417055, 0.2768886,
      1.5620484, -0.0868934, 0.5427333, 0.0028434, -1.0248186, -1.7685423, 0.0663187, -0.7228654,
    ]
    for (x, y) in zip(found.scores, scores) { #expect(abs(x - y) < 2e-6) }
    // A unit with fewer indicators is known less well.
    #expect(abs(found.errors[0] - 0.4112214) < 2e-6 && abs(found.errors[7] - 0.6076303) < 2e-6)
  }

  @Test func noScaleAndNoOrderOfUnitsChangesTheCommonComponent() throws {
    let found = try UnobservedComponents(common)
    let other = try UnobservedComponents(
      common.enumerated().map { q, column in
        column.reversed().map { $0.isNaN ? $0 : $0 * Double(q + 1) * 100 - 7 }
      })
    for (x, y) in zip(found.scores, other.scores.reversed()) { #expect(abs(x - y) < 1e-8) }
    #expect(throws: UndefinedResult.self) { try UnobservedComponents(Array(common.prefix(2))) }
    let constant = [[Double]](repeating: [Double](repeating: 1, count: 24), count: 4)
    #expect(throws: UndefinedResult.self) { try UnobservedComponents(constant) }
  }

  @Test func aRecipeTakesTheCommonComponent() throws {
    let meta = SmallIndex.meta.replacing("1,Q,1,1", with: "1,P,1,1")
      .replacing("Q,Pillar two,Aggregate,2,I,1,1,,\n", with: "")
    let steps = SmallIndex.steps.replacing(#""amean""#, with: #"["ucm", "amean"]"#)
    let run = try SmallIndex.run(steps, meta: meta)
    #expect(try #require(run.result.numbers.column("I")).allSatisfy(\.isFinite))
    #expect(run.files.contains { $0.file == "standard_errors.csv" })
    // Of two indicators none can say which of them errs.
    let complaint = SmallIndex.complaint(steps)
    #expect(complaint?.reason.contains("three indicators") == true)
  }

  @Test func ratingsOfInventedUnitsGiveWeights() throws {
    func steps(_ survey: String) -> String {
      SmallIndex.steps.replacing(
        #""levels": "amean""#,
        with: #""levels": "amean", "weights": {"method": "conjoint", "surveys": {"I": \#(survey)}}"#
      )
    }
    // Ratings are 3 P + Q, each person's from a middle of their own: P weighs three quarters.
    let profiles = #""profiles": [[0, 0], [1, 0], [0, 1], [1, 1]]"#
    let run = try SmallIndex.run(
      steps(#"{\#(profiles), "ratings": [[1, 4, 2, 5], [10, 13, 11, null]]}"#))
    #expect(abs((run.effectiveShares["P"] ?? 0) - 0.75) < 1e-12)
    let less = try SmallIndex.run(steps(#"{\#(profiles), "ratings": [[5, 6, 3, 4]]}"#))
    #expect(less.effectiveShares["Q"] == 0)
    #expect(less.notices.contains { $0.indicator == "Q" && $0.message.contains("lower") })
    for bad in [
      #"{"profiles": [[1, 1], [2, 2], [3, 3]], "ratings": [[1, 2, 3]]}"#,
      #"{\#(profiles), "ratings": [[1, 2]]}"#, #"{\#(profiles), "ratings": [[4, 3, 3, 2]]}"#,
    ] {
      #expect(SmallIndex.complaint(steps(bad))?.column == "Weight")
    }
  }
}
