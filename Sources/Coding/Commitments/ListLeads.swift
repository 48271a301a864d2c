import Policy

/// Who leads the tasks of a list, as its head says: "The Commission has the following tasks: (a) to draw up plans".
///
/// An item that names nobody itself is led by whoever acts in the head, or by the only institution that the head names; below
/// an item that names nobody, by whoever leads that item.
struct ListLeads {
  private let provisions: [Provision]
  /// What the head of a list, by its place, gives its items.
  private var leads: [Int: CommitmentPart] = [:]
  private var indices: [Int: Int] = [:]

  init(of document: Document) {
    provisions = document.provisions
    for (i, provision) in provisions.enumerated() { indices[provision.ordinal] = i }
  }

  /// The codings with the leads of items completed.
  mutating func completed(_ codings: [ProvisionCoding]) -> [ProvisionCoding] {
    var completed = codings
    for i in completed.indices {
      guard let head = provisions[i].head, let parent = provisions[i].parent,
        let above = indices[parent], above < i
      else { continue }
      let lead = lead(of: head, at: above, completed)
      if lead.quality != .none, completed[i].commitment?.lead.quality == CommitmentPart.Quality.none
      {
        completed[i].commitment?.lead = lead
      }
    }
    return completed
  }

  private mutating func lead(
    of head: String, at index: Int, _ codings: [ProvisionCoding]
  ) -> CommitmentPart {
    if let known = leads[index] { return known }
    let coding = codings[index]
    let named = coding.actors.filter { head.contains($0.words.text) }
    let acting = named.filter(\.isActing)
    var lead = CommitmentPart.unsaid
    if let own = coding.commitment?.lead, own.quality != .none, provisions[index].head != nil {
      lead = CommitmentPart(
        quality: own.quality, words: own.words.map { Words($0.text, place: .head) })
    } else if let first = acting.first(where: { !$0.isGeneric }) ?? acting.first {
      lead = part(first)
    } else if let only = named.first, named.allSatisfy({ $0.words.text == only.words.text }) {
      lead = part(only)
    }
    leads[index] = lead
    return lead
  }

  private func part(_ actor: ActorMention) -> CommitmentPart {
    CommitmentPart(
      quality: actor.isGeneric ? .generic : .named,
      words: [Words(actor.words.text, place: .head)])
  }
}
