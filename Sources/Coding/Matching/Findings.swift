/// What is found where the phrase automaton arrives in texts of one language: the outputs of each state and of the ends it
/// is linked to, side by side.
///
/// Most words are parts of compounds, and few compounds are ever whole. So hits of parts are written down as they come, and a
/// compound is looked for only where its trigger is met in a text that has its other parts. A class, because all scans of a
/// language hold it.
final class Findings: Sendable {
  /// What a word that leads to a state has. The lists may be those of a shorter state.
  struct Place: Sendable {
    /// Where its hits begin in `hits`, and end.
    var hits: UInt32 = 0
    var hitsEnd: UInt32 = 0
    /// Where its parts begin in `parts`, and end.
    var parts: UInt32 = 0
    var partsEnd: UInt32 = 0
    /// Where its triggers begin in `triggers`; they go on to one that is the last. 0 when it has none.
    var triggers: UInt32 = 0
    /// Index into `marks`.
    var marks: UInt32 = 0
  }

  /// A term that is found.
  struct Hit: Sendable {
    var term: Int32
    var code: Int32
    /// Index into `PhraseMatcher.spellings` of what to check on the original bytes; -1 for nearly all.
    var spelling: Int32
    /// Length in words.
    var length: UInt16
  }

  /// A part of compounds that is found.
  struct Part: Sendable {
    var part: Int32
    var spelling: Int32
    var length: UInt16
  }

  /// A compound that is looked for where one of its parts is met, if two others are there too.
  struct Trigger: Sendable {
    var compound: Int32
    var others: (Int32, Int32)
    /// Whether it ends the list of a state.
    var isLast = false
  }

  /// What a phrase stands for while the automaton is built.
  struct Entry: Sendable {
    /// Index of the term, or of the part of a compound where `isPart`.
    var index: Int32
    /// The term's code; -1 for a part.
    var code: Int32
    var isPart: Bool
    /// A bit for each language; all for a term of all languages.
    var languages: UInt32
    /// The bit that stands for a word of it in `Scan.marked`; -1 when it has none.
    var mark: Int8
    /// Index into `spellings` of what to check on the original bytes; -1 for nearly all.
    var spelling: Int32 = -1
  }

  let places: [Place]
  let hits: [Hit]
  let parts: [Part]
  let triggers: [Trigger]
  /// The sets of marks that words have, the empty one first.
  let marks: [UInt128]
  /// The most hits, and parts, that one word can have.
  let mostHits: Int
  let mostParts: Int

  /// - Parameters:
  ///   - triggersOfPart: for each part, the compounds that it triggers.
  ///   - languages: bits that a wanted entry has.
  ///   - isMarking: whether entries that have a mark are no hits.
  init(
    _ phrases: PhraseAutomaton, _ entries: [Entry], _ triggersOfPart: [[Trigger]],
    languages: UInt32, isMarking: Bool
  ) {
    var places: [Place] = []
    var hits: [Hit] = []
    var parts: [Part] = []
    var triggers = [Trigger(compound: -1, others: (-1, -1), isLast: true)]
    var marks: [UInt128] = [0]
    var (mostHits, mostParts) = (0, 0)
    places.reserveCapacity(phrases.states.count)
    var known: [UInt128: UInt32] = [0: 0]
    for (state, link) in phrases.links.enumerated() {
      // A state is linked to one before it, and adds its own outputs to what was found there.
      var place = link == 0 ? Place() : places[Int(link)]
      var marked = marks[Int(place.marks)]
      let (firstHit, firstPart, firstTrigger) = (hits.count, parts.count, triggers.count)
      for i in phrases.firstOutputs[state]..<phrases.firstOutputs[state + 1] {
        let found = phrases.outputs[Int(i)]
        let entry = entries[Int(found.entry)]
        guard entry.languages & languages == languages else { continue }
        if isMarking, found.length == 1, entry.mark >= 0 {
          marked |= 1 << UInt128(entry.mark)
        } else if entry.isPart {
          parts.append(
            Part(part: entry.index, spelling: entry.spelling, length: UInt16(found.length)))
          triggers += triggersOfPart[Int(entry.index)]
        } else {
          hits.append(
            Hit(
              term: entry.index, code: entry.code, spelling: entry.spelling,
              length: UInt16(found.length)))
        }
      }
      if hits.count > firstHit {
        for i in place.hits..<place.hitsEnd { hits.append(hits[Int(i)]) }
        (place.hits, place.hitsEnd) = (UInt32(firstHit), UInt32(hits.count))
        mostHits = max(mostHits, hits.count - firstHit)
      }
      if parts.count > firstPart {
        for i in place.parts..<place.partsEnd { parts.append(parts[Int(i)]) }
        (place.parts, place.partsEnd) = (UInt32(firstPart), UInt32(parts.count))
        mostParts = max(mostParts, parts.count - firstPart)
      }
      if triggers.count > firstTrigger {
        var at = Int(place.triggers)
        while at > 0 {
          triggers.append(triggers[at])
          at = triggers[at].isLast ? 0 : at + 1
        }
        for i in firstTrigger..<triggers.count {
          triggers[i].isLast = i + 1 == triggers.count
        }
        place.triggers = UInt32(firstTrigger)
      }
      if marked != marks[Int(place.marks)] {
        if known[marked] == nil {
          known[marked] = UInt32(marks.count)
          marks.append(marked)
        }
        place.marks = known[marked] ?? 0
      }
      places.append(place)
    }
    self.places = places
    self.hits = hits
    self.parts = parts
    self.triggers = triggers
    self.marks = marks
    self.mostHits = mostHits
    self.mostParts = mostParts
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    places.withUnsafeBufferPointer { places in
      hits.withUnsafeBufferPointer { hits in
        parts.withUnsafeBufferPointer { parts in
          marks.withUnsafeBufferPointer {
            body(View(places: places, hits: hits, parts: parts, marks: $0))
          }
        }
      }
    }
  }

  /// Raw views for the inner loop.
  struct View {
    let places: UnsafeBufferPointer<Place>
    let hits: UnsafeBufferPointer<Hit>
    let parts: UnsafeBufferPointer<Part>
    let marks: UnsafeBufferPointer<UInt128>
  }
}
