public import Coding

extension ResourceFolder {
  /// How summed weights become probabilities.
  public func scoring() throws -> Scoring {
    try Scoring(
      bytes("coding/scoring.csv"), file: "scoring.csv",
      words: WordWeights(bytes("coding/word-weights.csv"), file: "word-weights.csv"),
      commitments: CommitmentWeights(
        bytes("coding/commitment-weights.csv"), file: "commitment-weights.csv"))
  }

  /// The codes of the codebook that each label of labelled paragraphs stands for.
  public func goldPopulations() throws -> GoldPopulations {
    try GoldPopulations(bytes("coding/gold-populations.csv"), file: "gold-populations.csv")
  }

  /// A coder with the bundled knowledge alone.
  public func coder() throws -> Coder { try Knowledge(self).coder() }
}
