import Policy

/// What a passage says will be done.
extension StatementReader {
  /// A verb in the future tense that does more than permit or oblige: "se levantará un censo", "recevront une formation".
  func isFuture(
    _ wording: Wording, _ hits: [CueTable.Hit], _ bytes: [UInt8], _ language: Language
  ) -> Bool {
    let modal = Set(hits.filter { $0.cue == tables.modalFuture }.map(\.words.lowerBound))
    return wording.words.indices.contains { index in
      let word = wording.words[index]
      // "no habrá", "ne sera pas": what will not be is no promise.
      guard word.text.count >= 5, !word.isCapital || index == 0, !modal.contains(index),
        !hits.contains(where: { $0.isBefore(index, cue: tables.negation) })
      else { return false }
      switch language {
      case .spanish:
        let written = bytes[word.range]
        return Self.spanishFuture.contains { written.suffix($0.count).elementsEqual($0) }
      case .french:
        return Self.frenchFuture.contains { word.text.suffix($0.count).elementsEqual($0) }
      default: return false
      }
    }
  }

  /// With their accents, which tell "levantará" from "levantara".
  private static let spanishFuture = ["rá", "rán"].map { Array($0.utf8) }
  private static let frenchFuture = ["era", "ira", "dra", "eront", "iront", "dront"].map {
    Array($0.utf8)
  }
}
