import Policy

/// How the results came about: steps, limits, rules, sources and versions.
extension Edition {
  func writeMethod(in folder: ReportFolder) throws(ReportError) {
    let page = try PageWriter(
      Page.method.file, under: .method, of: self, in: folder, lede: say("method.lede"))
    try page.add(prose("method.steps", ["read", "code", "relate", "judge", "decide"]))
    try page.add(
      prose("method.limits", ["words", "score", "language", "law", "silence", "knowledge"]))
    try page.add(scale())
    try page.add(rules())
    try page.add(refusals())
    try page.add(effects())
    try page.add(versions())
    try page.close()
  }

  private func prose(_ key: String, _ items: [String]) -> HTML {
    section(.class("prose")) {
      h2(say(key))
      ol {
        for item in items { li(text: say(key + "." + item)) }
      }
    }
  }

  private func scale() -> HTML {
    section(.class("prose")) {
      h2(say("method.scale"))
      p(say("method.scale.text"))
      ul {
        for likelihood in Likelihood.allCases.reversed() {
          li(text: say("method.scale." + likelihood.rawValue))
        }
      }
    }
  }

  /// The rules that findings stand on here, how often, and one finding of each to look at.
  private func rules() -> HTML {
    var uses: [String: (count: Int, example: Finding)] = [:]
    for finding in findings {
      for rule in Set(finding.grounds.map(\.rule)) where effect(rule) == nil {
        uses[rule, default: (0, finding)].count += 1
      }
    }
    guard !uses.isEmpty else { return HTML() }
    return section {
      h2(.id("rules"), text: say("method.rules"))
      p(say("method.rules.lede"))
      table(.class("plain")) {
        thead {
          tr {
            for key in ["rule", "findings", "example"] {
              th(.scope("col"), text: say("column." + key))
            }
          }
        }
        tbody {
          for (rule, use) in uses.sorted(by: { $0.key < $1.key }) {
            tr {
              th(.scope("row")) { span(.class("rule"), text: rule) }
              td(.class("number"), text: say.number(use.count))
              td { sentence(use.example) }
            }
          }
        }
      }
    }
  }

  private func refusals() -> HTML {
    var counts: [String: Int] = [:]
    for tally in tallies { counts.merge(tally.refusals, uniquingKeysWith: +) }
    guard !counts.isEmpty else { return HTML() }
    return section {
      h2(.id("refusals"), text: say("method.refusals"))
      p(say("method.refusals.lede"))
      table(.class("plain")) {
        thead {
          tr {
            th(.scope("col"), text: say("column.rule"))
            th(.scope("col"), text: say("column.times"))
          }
        }
        tbody {
          for (rule, count) in counts.sorted(by: { $0.key < $1.key }) {
            tr {
              th(.scope("row")) { span(.class("rule"), text: rule) }
              td(.class("number"), text: say.number(count))
            }
          }
        }
      }
    }
  }

  /// The claims of the knowledge base that findings stand on here, with their sources.
  private func effects() -> HTML {
    let named = Set(findings.flatMap { $0.grounds.map(\.rule) })
    let used = model.codebook.effects.filter { named.contains($0.id) }
    guard !used.isEmpty else { return HTML() }
    return section {
      h2(.id("effects"), text: say("method.effects"))
      p(say("method.effects.lede"))
      table(.class("plain effects")) {
        thead {
          tr {
            for key in ["claim", "strength", "certainty", "source"] {
              th(.scope("col"), text: say("column." + key))
            }
          }
        }
        tbody {
          for effect in used {
            tr {
              td {
                span(.class("rule"), text: effect.id)
                " "
                span(.lang(.english), text: effect.reason)
              }
              td(
                .class("number"),
                text: (effect.strength > 0 ? "+" : "") + say.number(effect.strength))
              td(text: say("confidence." + effect.confidence))
              td {
                effect.citation
                if !effect.isSourceChecked { " (" + say("source.unchecked") + ")" }
              }
            }
          }
        }
      }
    }
  }

  private func effect(_ id: String) -> Codebook.Effect? {
    model.codebook.effects.first { $0.id == id }
  }

  private func versions() -> HTML {
    let book = model.codebook
    let counts = [
      say.count("codebook.objectives", book.objectives.count),
      say.count("codebook.measures", book.measures.count),
      say.count("codebook.populations", book.populations.count),
      say.count("codebook.sectors", book.sectors.count),
      say.count("codebook.actors", book.actors.count),
      say.count("codebook.effects", book.effects.count),
    ].joined(separator: ", ")
    return section {
      h2(.id("versions"), text: say("method.versions"))
      dl(.class("particulars")) {
        if let date = model.date {
          dt(say("method.date"))
          dd(date)
        }
        for version in model.versions {
          dt(version.name)
          dd(version.version)
        }
        dt(say("nav.codebook"))
        dd {
          counts + ". "
          a(.href(Link(Page.codebook.file)), text: say("method.codebook.more"))
        }
      }
    }
  }
}
