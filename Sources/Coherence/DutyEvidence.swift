/// What speaks for or against a duty that a treaty lays on each state being served by nothing in the texts of the states; most
/// are 1 where they hold.
package enum DutyEvidence: Int, Evidence {
  /// It names "each State", and orders each to do something for people.
  case eachState, orders
  /// Its words are those of reports, meetings and entry into force; it denies, or leaves something to the states.
  case routine, noOne, negation, possibly
  /// It is made for people, or gives them a right.
  case people, right
  /// It provides something, founds or sets up something; by a date.
  case provides, establishes, dated
  /// Likeness (cosine, weight of the words shared, topic) of the national provision that comes nearest to serving it.
  case likest, likestShared, likestTopic
  /// How near that comes to what the duties of its treaty have on average, and the share of these that are served better.
  case likestRatio, servedBetter
  /// A national provision that could serve it has its objective.
  case objective
  /// It is long, or one item of a list.
  case long, item
}
