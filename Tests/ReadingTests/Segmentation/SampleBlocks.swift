import Foundation
import Policy
import Workspace

@testable import Reading

/// Blocks written down for a test: the lines of a plain text, or the headings, items and rows of a Markdown-like one.
enum SampleBlocks {
  /// As a plain-text reader gives them.
  static func lines(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var followsBlank = false
    var page = 1
    let hasPages = text.contains("\u{C}")
    for part in text.split(separator: "\u{C}", omittingEmptySubsequences: false) {
      for line in part.split(separator: "\n", omittingEmptySubsequences: false) {
        let content = line.replacingOccurrences(of: "\t", with: "    ")
        let trimmed = content.trimmingCharacters(in: .whitespaces)
        guard !trimmed.isEmpty else {
          followsBlank = true
          continue
        }
        let indent = content.prefix { $0 == " " }.count
        blocks.append(
          Block(
            .line(indent: indent, followsBlank: followsBlank), trimmed, page: hasPages ? page : nil)
        )
        followsBlank = false
      }
      page += 1
      followsBlank = true
    }
    return blocks
  }

  /// `#` headings, `|` rows, `-` and `1.` items, `**bold**` openings; other lines up to a blank line are one paragraph.
  static func marked(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var paragraph: [String] = []
    var header: [String]?
    func plain(_ text: String) -> String {
      text.replacingOccurrences(of: "**", with: "").replacingOccurrences(of: "*", with: "")
    }
    func endParagraph() {
      guard !paragraph.isEmpty else { return }
      let joined = paragraph.joined(separator: " ")
      var lead: String?
      if joined.hasPrefix("**"),
        let end = joined.range(
          of: "**", range: joined.index(joined.startIndex, offsetBy: 2)..<joined.endIndex)
      {
        lead = String(joined[joined.index(joined.startIndex, offsetBy: 2)..<end.lowerBound])
      }
      blocks.append(Block(.paragraph, plain(joined), lead: lead))
      paragraph = []
    }
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("#") {
        endParagraph()
        let level = line.prefix { $0 == "#" }.count
        blocks.append(
          Block(
            .heading(level: level),
            plain(line.dropFirst(level).trimmingCharacters(in: .whitespaces))))
      } else if line.hasPrefix("|") {
        endParagraph()
        let cells = line.split(separator: "|").map {
          plain($0.trimmingCharacters(in: .whitespaces))
        }
        if cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) { continue }
        let isHeader = header == nil
        if isHeader { header = cells }
        let names = isHeader ? [] : header ?? []
        let row = cells.enumerated().map { index, cell in
          Provision.Cell(header: index < names.count ? names[index] : "", text: cell)
        }
        blocks.append(
          Block(
            .tableRow(cells: row, isHeader: isHeader, isFirst: isHeader),
            cells.joined(separator: " | ")))
        continue
      } else if line.hasPrefix("- ") {
        endParagraph()
        blocks.append(Block(.listItem(marker: nil, depth: 0), plain(String(line.dropFirst(2)))))
      } else if let dot = line.firstIndex(of: "."), line[..<dot].allSatisfy(\.isNumber),
        dot != line.startIndex,
        line[dot...].hasPrefix(". ")
      {
        endParagraph()
        blocks.append(
          Block(
            .listItem(marker: String(line[...dot]), depth: 0),
            plain(String(line[line.index(dot, offsetBy: 2)...]))))
      } else if line.trimmingCharacters(in: .whitespaces).isEmpty {
        endParagraph()
      } else {
        paragraph.append(line)
      }
      if !line.hasPrefix("|") { header = nil }
    }
    endParagraph()
    return blocks
  }

  static func segmenter() throws -> Segmenter {
    let resources = try ResourceFolder()
    return Segmenter(
      labels: try LabelTable(table: resources.bytes("labels.csv")),
      identifier: try LanguageIdentifier(table: resources.bytes("languages.csv")))
  }
}
