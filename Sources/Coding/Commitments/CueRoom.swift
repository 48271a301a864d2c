/// The working memory of cued texts: grown to the longest passage, then used again.
final class CueRoom {
  /// Whether words are wanted with their text, and bodies with their kind, and not by ranges alone.
  let wantsText: Bool
  private(set) var starts: UnsafeMutablePointer<CueSet> = .allocate(capacity: 1)
  private(set) var covers: UnsafeMutablePointer<CueSet> = .allocate(capacity: 1)
  private(set) var sentences: UnsafeMutablePointer<Range<Int32>> = .allocate(capacity: 1)
  private var capacity = 1

  init(wantsText: Bool = true) { self.wantsText = wantsText }

  deinit { free() }

  private func free() {
    starts.deallocate()
    covers.deallocate()
    sentences.deallocate()
  }

  /// Makes room for so many words; what was there is lost.
  func reserve(words count: Int) {
    guard count > capacity else { return }
    free()
    capacity = count + count / 2
    starts = .allocate(capacity: capacity)
    covers = .allocate(capacity: capacity)
    sentences = .allocate(capacity: capacity)
  }
}
