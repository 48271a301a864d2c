public import Policy
public import Scenarios

/// A form for cross-impact judgements to print and fill in by hand: one grid for each pair of descriptors.
public struct JudgementFormPage: Sendable {
  /// The page, as UTF-8.
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - system: its descriptors and variants are asked about; its judgements are not shown.
  ///   - scale: the largest judgement.
  ///   - resource: fetches the bytes of one of `Report.resources`.
  /// - Throws: what `resource` throws, `Table.Error` for a bad table of strings, or `MatrixError` for names that people
  ///   could not tell apart.
  public init(
    _ system: CrossImpactMatrix, scale: Int, language: Language = .english,
    resource: (String) throws -> [UInt8]
  ) throws {
    _ = try JudgementForm.csv(system)
    let say = try ReportStrings(try resource("report/strings.csv"), language: language)
    let style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    let title = say("form.title") + (system.name.isEmpty ? "" : " · " + system.name)
    var page = HTML(trusted: "<!DOCTYPE html>\n")
    page += Element("html")([.lang(say.language)]) {
      PageWriter.head(title, style: style)
      Element("body")([.class("form")]) {
        main {
          h1(say("form.title"))
          p(.class("lede"), text: say("form.lede", ["n": String(scale)]))
          p(.class("hint"), text: say("form.scale", ["n": String(scale)]))
          p(.class("name"), text: say("form.name") + " ______________________________")
          for source in system.descriptors.indices {
            for target in system.descriptors.indices where target != source {
              Self.grid(system, source, target, say)
            }
          }
        }
      }
    }
    bytes = page.utf8
  }

  private static func grid(
    _ system: CrossImpactMatrix, _ source: Int, _ target: Int, _ say: ReportStrings
  ) -> HTML {
    let (from, to) = (system.descriptors[source], system.descriptors[target])
    return section(.class("grid")) {
      h3(say("form.question", ["source": from.name, "target": to.name]))
      table {
        thead {
          tr {
            th(.scope("col"), text: from.name)
            for variant in to.variants { th(.scope("col"), text: to.name + ": " + variant) }
            th(.scope("col"), text: say("form.reason"))
          }
        }
        tbody {
          for variant in from.variants {
            tr {
              th(.scope("row"), text: variant)
              for _ in to.variants { td(.class("box"), text: "") }
              td(.class("reason"), text: "")
            }
          }
        }
      }
    }
  }
}
