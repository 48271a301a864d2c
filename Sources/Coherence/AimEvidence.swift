/// What speaks for or against an aim of a list having no measure; most are 1 where they hold.
package enum AimEvidence: Int, Evidence {
  /// Most aims of its list are carried out by measures of their number, and this one is.
  case numbered, carriedOut
  /// Likeness (cosine, weight of the words shared, topic) of the provision of its own text that comes nearest to serving it, and
  /// of the one in another text.
  case inside, insideShared, insideTopic, outside, outsideShared, outsideTopic
  /// How near its likest provision comes to what the aims of its list have on average, and the share of these aims that are
  /// served better.
  case insideRatio, servedBetter
  /// A provision that could serve it has its objective.
  case objective
  /// It is a letter of an article.
  case lettered
  /// Kind of text, which may be so long that the words of an aim are spread over it.
  case planning, agreement, longText
  /// The document, or it, is about migration.
  case concerned
}
