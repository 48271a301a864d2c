/// What speaks for or against a provision taking people out of a protection while no other text is named that covers them; most
/// are 1 where they hold.
package enum CarveOutEvidence: Int, Evidence {
  /// It says that it leaves out ("does not apply to"); or only that someone is not what the text is made for.
  case leavesOut, shutsOut
  /// It says what governs those left out, and names another text; what it says is repealed; it is a definition.
  case governed, otherText, repealed, definition
  /// A provision near it leaves others out and says what governs those.
  case governedNear
  /// What is left out of: the whole text, this part of it, or provisions by their numbers, of which this share protects and one
  /// restricts.
  case wholeText, thisPart, namedProtect, namedRestrict
  /// What is left out of is this one article or paragraph.
  case thisArticle
  /// The share of the provisions that protect, of the whole text and of the part; whether the heading of the part does.
  case protecting, partProtecting, partNamed
  /// Who is left out: a group of the codebook, or people ("who", "persons"); how many provisions of other texts give these
  /// people something: 0, 1 or 2; one of the small groups for whom special rules are made.
  case known, person, covered, smallGroup
  /// People are named near the words that leave out: it is they who are left out, and not a sum, a deed or an office.
  case peopleNear
  /// Kind of text.
  case planning, agreement, local
  /// It stands in the first fifth of its text.
  case early
  /// It has a condition or an exception; it is long.
  case conditional, long
  /// How often it holds back; the document is about migration.
  case restrains, concerned
}
