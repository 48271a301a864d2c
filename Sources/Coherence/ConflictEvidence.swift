/// What speaks for or against a conflict between two provisions, most from 0 to about 1.
package enum ConflictEvidence: Int, Evidence {
  /// Strength of the acts, opposite stances, denied words, measures and effects that oppose the two.
  case acts, stances, denial, measures, undercut
  /// The two settle a matter in opposite ways.
  case poles
  /// More than one of them.
  case grounds
  /// Likeness of their matter: cosine of the weighted stems, and sum of the weights shared.
  case cosine, shared
  /// Likeness of what they speak of in whatever words, and how far it is above the likeness of either to all others.
  case topic, distinction
  /// How far the acts name one matter by themselves, and what of it is said beside them.
  case issue, residual
  /// The former, shared among all pairs that the two documents make by the same acts.
  case sole
  /// The titles of the two documents speak of one matter.
  case subject
  /// How near the pair comes to the likest pair that either makes with the other's document.
  case mutual
  /// The pair is the likest, or nearly, that either makes with the other's document.
  case likest
  /// The strongest opposition, as far as the two speak of one matter.
  case matched
  /// Whether they speak of the same people, and whether they name them alike.
  case people, namesake
  /// Both stand in one document; in a law more than in a plan, one limits the other.
  case inside
  /// One declares an aim.
  case aim
  /// How many pairs the two documents make beyond those of two short texts, as a logarithm: the more are looked at, the
  /// likelier is an opposition by chance.
  case crowd
  /// How near cosine, shared weight, topic and distinction come to the greatest that the two articles have with each other's
  /// documents among opposed pairs: for the article that has nothing nearer, and for the other.
  case cosineFirst, cosineSecond, sharedFirst, sharedSecond
  case topicFirst, topicSecond, distinctionFirst, distinctionSecond
  /// How far the leanings of the two are apart; that of the kinder and of the stricter; and their product where the two
  /// lean to different sides.
  case gap, kinder, stricter, clash
  /// How often the two hold back and give: the one that does so more often, and the other.
  case restrainsMore, restrainsLess, favoursMore, favoursLess
  /// Nothing opposes the two but that they are on one matter.
  case unopposed
  /// How much the two are worded like rules in conflicts: the one that is so more, and the other.
  case wordingMore, wordingLess
}
