/// An address inside the report: a page and, perhaps, a place on it.
///
/// All pages lie in one folder and have names made by `Slug`, so a link needs no path and cannot leave the report.
struct Link: Sendable, Hashable {
  /// File name of the page; empty for the page that the link stands on.
  var page: String
  var anchor: String?

  init(_ page: String, anchor: String? = nil) {
    self.page = page
    self.anchor = anchor
  }

  var address: String { anchor.map { page + "#" + $0 } ?? page }
}

/// Names for files and anchors, made from any text: only `a-z`, `0-9` and `-`.
enum Slug {
  /// - Parameter longest: the most bytes it may have.
  /// - Returns: the letters and digits of the text without accents, with hyphens between; may be empty.
  static func of(_ text: String, longest: Int = 48) -> String {
    var slug: [UInt8] = []
    var isGap = false
    for scalar in text.unicodeScalars {
      guard slug.count < longest else { break }
      guard let letter = plain(scalar) else {
        isGap = true
        continue
      }
      if isGap, !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
      isGap = false
      slug.append(letter)
    }
    return String(decoding: slug.prefix(longest), as: UTF8.self)
  }

  private static func plain(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "a"..."z", "0"..."9": return UInt8(scalar.value)
    case "A"..."Z": return UInt8(scalar.value) | 0x20
    default: return scalar.value < 0x180 ? withoutAccent[scalar] : nil
    }
  }

  /// Latin letters of Latin-1 and Latin Extended-A by the letter that they are a form of.
  private static let withoutAccent: [Unicode.Scalar: UInt8] = {
    let forms: [(Character, String)] = [
      ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"),
      ("o", "òóôõöøōŏőœ"), ("r", "ŕŗř"), ("s", "śŝşšß"), ("t", "ţťŧ"), ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    ]
    var table: [Unicode.Scalar: UInt8] = [:]
    for (letter, accented) in forms {
      for scalar in (accented + accented.uppercased()).unicodeScalars {
        table[scalar] = letter.asciiValue
      }
    }
    return table
  }()
}
