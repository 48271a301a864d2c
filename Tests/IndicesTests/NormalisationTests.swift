import Indices
import Testing

@Suite struct NormalisationTests {
  @Test func aGapIsNotANumberThatCannotBe() {
    #expect(Double.missing.isNaN)
    #expect(Double.missing.isMissing)
    #expect(!Double.nan.isMissing)
    #expect(Double.missing.cell == "")
    #expect(Double.nan.cell == "NaN")
    #expect((-Double.infinity).cell == "-Inf")
    #expect((2.0).cell == "2")
  }

  @Test func minMaxStretchesToItsBoundsAndKeepsGaps() throws {
    let (y, remark) = try Normalisation.minMax(lower: 1, upper: 100).apply([2, .missing, 4, 3])
    #expect(y[0] == 1 && y[1].isMissing && y[2] == 100 && y[3] == 50.5)
    #expect(remark == nil)
  }

  @Test func aConstantHasNoScale() throws {
    let (y, remark) = try Normalisation.minMax(lower: 0, upper: 100).apply([5, 5, .missing])
    #expect(y[0].isNaN && !y[0].isMissing && y[2].isMissing)
    #expect(remark == .constant)
  }

  @Test func percentileClassesFollowTheHandbook() throws {
    let (y, _) = try Normalisation.percentileClasses.apply((0...100).map(Double.init))
    #expect(y[0] == 0 && y[14] == 0 && y[15] == 20 && y[25] == 40 && y[65] == 60 && y[85] == 80)
    #expect(y[95] == 100 && y[100] == 100)
  }

  @Test func anUnknownReferenceIsAnError() {
    #expect(throws: UndefinedResult.self) {
      try Normalisation.ratioToReference(.unit("XYZ")).apply([1, 2])
    }
  }
}
