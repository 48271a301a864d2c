/// What speaks for or against two provisions giving one task to two institutions. What is counted of "how many" is 0, 1 or 2.
package enum DuplicationEvidence: Int, Evidence {
  /// Both give a task that the tables know by name.
  case named
  /// Both give an institution something to do for people.
  case bothTasks
  /// How many are aims.
  case aims
  /// Likeness of what they speak of, and weight of the words that they share.
  case topic, shared
  /// How near that comes to the likest topic that either article has in the other's document, and the weight shared and the
  /// distinction of topic to the greatest of the two documents.
  case likest, sharedMost, distinctionMost
  /// How many provide something, and whether both do.
  case provides, bothProvide
  /// How many charge an institution by name, whether both do, and in how many nobody acts.
  case charged, bothCharged, nobody
  /// How many are routine, commit, promise, or grant a right.
  case routine, commits, promises, rights
  /// How many deny ("no one").
  case noOne
  /// How often the stricter holds back.
  case restrains
  /// Whether they are for the same people, and whether for others.
  case people, otherPeople
  /// How many are rows of a table.
  case rows
  /// They stand at two levels of government.
  case levels
}
