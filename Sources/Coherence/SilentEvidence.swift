/// What speaks for or against a provision being a commitment that owes more than it says; most are 1 where they hold.
package enum SilentEvidence: Int, Evidence {
  /// It promises ("will open", the future tense), and does so in a plan; the tense alone, and the words alone.
  case promises, plannedPromise, future, promiseWords
  /// Of the six provisions around it, how many lack no more than one part; the share of the document's commitments that are
  /// dated: silence says more where others speak.
  case completeNear, datedPeers
  /// It is no longer than a promise is.
  case short
  /// Its words say that something is there already, how a thing is measured, or that it is being set up.
  case isThere, measured, beingSetUp
  /// It founds a school or a fund, and does so in a law; has something set up by a date, bought or surveyed; runs a
  /// programme; establishes something.
  case founds, lawFounds, setsUp, lawSetsUp, programme, establishes
  /// It takes effect by itself or is the routine of an office; its words are those of routine.
  case routine, routineWords
  /// The document, and the provision, are about migration.
  case concerned, moving
  case agreement
  /// How often it holds back.
  case restrains
  case leadless
  /// It is an aim, or no rule at all.
  case bareAim, canConflict
  /// It is laid down as a measure; in a plan, as a measure or by words that bring something about.
  case measure, plannedAction
  /// A law orders a programme.
  case lawProgramme
  /// It opens a list, or binds to nothing.
  case headsList, weak
  /// It is one of the functions of a body, which say what it is for.
  case assigned
  /// Neither it nor its document is about migration.
  case elsewhere
}
