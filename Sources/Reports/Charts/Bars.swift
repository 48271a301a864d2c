import Policy

/// A bar for a share of a whole, drawn beside the numbers that it shows and so hidden from screen readers.
enum Bars {
  /// One bar in up to three parts: filled, hatched, empty.
  ///
  /// - Parameters:
  ///   - filled: how many are wholly so.
  ///   - hatched: how many are partly so.
  ///   - whole: how many there are.
  static func share(
    _ filled: Int, hatched: Int = 0, of whole: Int, width: Double = 120, height: Double = 12,
    colour: String = "#2f5f8f"
  ) -> HTML {
    guard whole > 0 else { return HTML() }
    let scale = (width - 1) / Double(whole)
    let solid = Double(filled) * scale
    let partly = Double(hatched) * scale
    return svg(
      .viewBox(width, height), .width(width), .height(height), .class("bar"), .hidden
    ) {
      rectangle(
        [.x(0.5), .y(0.5), .width(width - 1), .height(height - 1), .fill("#ffffff")]
          + Attribute.stroke("#7c8894")
      ) {}
      if filled > 0 {
        rectangle(.x(0.5), .y(0.5), .width(solid), .height(height - 1), .fill(colour)) {}
      }
      if hatched > 0 {
        path(
          [.path(hatching(from: 0.5 + solid, to: 0.5 + solid + partly, height: height))]
            + Attribute.stroke(colour, width: 1.2)
        ) {}
      }
    }
  }

  private static func hatching(from left: Double, to right: Double, height: Double) -> String {
    var strokes = ""
    var x = left + 2
    while x < right {
      strokes += "M\(x.short) 1V\((height - 1).short)"
      x += 3
    }
    return strokes
  }
}

/// Which of the four things that make commitments actionable are said, for all commitments of a document.
struct Completeness: Sendable {
  var whole: Int
  var named: [Commitment.Part: Int]
  var generic: [Commitment.Part: Int]

  init(_ commitments: [CommitmentEntry]) {
    whole = commitments.count
    named = [:]
    generic = [:]
    for entry in commitments {
      for part in Commitment.Part.allCases {
        switch entry.commitment[part].quality {
        case .named: named[part, default: 0] += 1
        case .generic: generic[part, default: 0] += 1
        case .none: break
        }
      }
    }
  }

  /// The cells of a table row: a bar and a percentage for each part.
  func cells(_ say: ReportStrings) -> HTML {
    Commitment.Part.allCases.reduce(into: HTML()) { html, part in
      let said = named[part] ?? 0
      html += td(.class("share")) {
        Bars.share(said, hatched: generic[part] ?? 0, of: whole, width: 84)
        " "
        span(.class("figure"), text: say.percent(said, of: whole))
      }
    }
  }
}
