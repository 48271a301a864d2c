import Foundation
import Policy
import Reports
import Workspace

/// A small invented country with four policies in two languages, coded by hand, for the tests of the report.
enum Islandia {
  static let law = "laws/labour-migration-act.pdf"
  static let decree = "laws/decret-sejour.docx"
  static let plan = "development-plan.md"
  static let agreement = "agreement-with-norland.html"

  static func model(
    language: Language = .english, documents: [CodedDocument]? = nil, findings: [Finding]? = nil,
    title: String = "Islandia: migration and development"
  ) throws -> ReportModel {
    let documents = documents ?? Islandia.documents
    let byFile = Dictionary(uniqueKeysWithValues: documents.map { ($0.document.file, $0) })
    return ReportModel(
      title: title, date: "2026-11-25", language: language,
      versions: [ReportModel.Version(name: "Concord", version: "0.1.0")],
      codebook: try ResourceFolder().codebook(), files: documents.map(\.document.file),
      document: { file in
        guard let document = byFile[file] else { throw CocoaError(.fileNoSuchFile) }
        return document
      },
      map: map, findings: findings ?? Islandia.findings,
      review: review(findings ?? Islandia.findings),
      unread: [
        ReportModel.Unread(
          file: "old/scan.pdf",
          reason: "The file has 12 pages without a text layer: install tesseract to read them.")
      ])
  }

  /// Findings with a status were decided by one person; one has a note.
  static func review(_ findings: [Finding]) -> Review {
    Review(
      findings,
      log: findings.filter { $0.status != .proposed }.map { finding in
        Decision(
          .status(finding.status), on: finding,
          note: finding.id == "00000000000000c1"
            ? "Agreed with the Ministry of Labour on 3 March." : "",
          person: "A. Adviser", date: "2026-11-20")
      })
  }

  static let documents: [CodedDocument] = [
    coded(
      Document(
        file: law, title: "Labour Migration Act", kind: .law, countries: ["Islandia"],
        institutions: ["Ministry of Labour"], year: 2014, languages: [.english], pages: 3),
      [
        (
          "Article 1", ["Chapter I. General"], 1, "This Act governs the employment of foreigners.",
          []
        ),
        (
          "Article 2", ["Chapter I. General"], 1,
          "“Foreign worker” means a person who is not a national and is employed in Islandia.", []
        ),
        (
          "Article 3(1)", ["Chapter II. Recruitment"], 2,
          "No fee shall be charged to a foreign worker for recruitment; the employer pays all costs.",
          [("FEE_BAN", "No fee shall be charged to a foreign worker"), ("GCM-06", "recruitment")]
        ),
        (
          "Article 3(2)", ["Chapter II. Recruitment"], 2,
          "The Ministry of Labour shall publish each year by 31 March the list of licensed agencies.",
          [("GCM-03", "publish")]
        ),
        (
          "Article 4", ["Chapter III. Birds"], 3,
          "The migration of birds is governed by the Nature Act.", []
        ),
      ]),
    coded(
      Document(
        file: decree, title: "Décret relatif au séjour des étrangers", kind: .decree,
        countries: ["Islandia"], institutions: ["Ministère de l’Intérieur"], year: 2016,
        languages: [.french], guessed: [.year, .institution],
        warnings: ["One table lost its borders; its rows were read as paragraphs."]),
      [
        (
          "Article 7", [], nil,
          "Le travailleur étranger acquitte les frais de recrutement fixés par arrêté du ministre.",
          [
            ("FEE_WORKER", "acquitte les frais de recrutement"),
            ("P-WORK", "travailleur étranger"),
          ]
        ),
        (
          "Article 8", [], nil,
          "Le ministère de l’Intérieur délivre le titre de séjour dans un délai de trois mois.",
          [("GCM-04", "titre de séjour")]
        ),
      ], language: .french),
    coded(
      Document(
        file: plan, title: "Islandia 2030 Development Plan", kind: .plan, countries: ["Islandia"],
        institutions: ["National Planning Commission"], year: 2020, languages: [.english]),
      [
        (
          "Measure 2.1", ["Goal 2. Jobs"], nil,
          "Migrants’ skills will be recognised so that they contribute to development.",
          [("GCM-18", "skills will be recognised"), ("DEV-JOBS", "development")]
        ),
        (
          "Measure 2.2", ["Goal 2. Jobs"], nil,
          "The cost of sending remittances will be brought below 3 per cent by 2027.",
          [("GCM-20", "cost of sending remittances")]
        ),
      ]),
    coded(
      Document(
        file: agreement, title: "Agreement on seasonal workers", kind: .agreement,
        level: .bilateral, countries: ["Islandia", "Norland"], year: 2018, languages: [.english]),
      [
        (
          "Article 5", [], nil,
          "Seasonal workers keep their pension rights when they return.",
          [("GCM-22", "pension rights")]
        )
      ]),
  ]

  /// A document whose provisions are given as locator, path, page, text and codes with their words.
  static func coded(
    _ document: Document,
    _ provisions: [(String, [String], Int?, String, [(code: String, words: String)])],
    language: Language = .english
  ) -> CodedDocument {
    var document = document
    var codings: [ProvisionCoding] = []
    for (i, (locator, path, page, text, codes)) in provisions.enumerated() {
      document.provisions.append(
        Provision(
          ordinal: i, locator: locator, path: path, page: page, text: text, part: .article,
          language: language))
      func found(of prefixes: [String]) -> [Coding] {
        codes.filter { code in prefixes.contains { code.code.hasPrefix($0) } }
          .map { Coding(code: $0.code, score: 0.82, words: [words($0.words, in: text)]) }
      }
      let promises = text.contains("will be") || text.contains("shall publish")
      var commitment: Commitment?
      if promises {
        commitment = Commitment()
        if text.contains("31 March") {
          commitment?.lead = CommitmentPart(
            quality: .named, words: [words("Ministry of Labour", in: text)])
          commitment?.deadline = CommitmentPart(
            quality: .named, words: [words("by 31 March", in: text)])
        }
      }
      let isMigration = !codes.isEmpty
      codings.append(
        ProvisionCoding(
          provision: i, language: language,
          relevance: isMigration
            ? Relevance(ground: .own, score: 0.9)
            : Relevance(ground: text.contains("birds") ? .none : .article, score: 0.2),
          objectives: found(of: ["GCM-", "DEV-"]), measures: found(of: ["FEE_"]),
          populations: found(of: ["P-"]),
          sectors: [Coding(code: "S-LABOUR", score: 0.7, words: [])],
          modality: promises ? .promise : .duty, commitment: commitment,
          refusals: text.contains("birds")
            ? [
              Refusal(
                rule: "animal-migration", code: "relevant",
                words: words("migration of birds", in: text),
                reason: "The words are about animals."),
              Refusal(
                rule: "unlikely", code: "deadline", words: words("Nature Act", in: text),
                reason: "The form makes a deadline unlikely."),
            ] : []))
    }
    return CodedDocument(document: document, codings: codings)
  }

  static func words(_ words: String, in text: String) -> Words {
    guard let range = text.range(of: words) else { return Words(words, place: .elsewhere) }
    let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return Words(words, range: lower..<(lower + words.utf8.count))
  }

  static let findings: [Finding] = [
    Finding(
      id: "00000000000000c1", kind: .conflict, level: .horizontal, score: 0.86,
      objectives: ["GCM-06"], populations: ["P-WORK"],
      between: [
        passage(law, 2, "No fee shall be charged"), passage(decree, 0, "acquitte les frais"),
      ],
      why: "The Act frees foreign workers from recruitment fees, the decree makes them pay.",
      grounds: [
        Finding.Ground(
          rule: "opposite-measures",
          text: "A ban on fees and fees borne by the worker contradict each other."),
        Finding.Ground(
          rule: "E0001", text: "Fees put workers into debt.", source: "Elizabeth Adjei, 2013"),
      ], remedy: "Let Article 7 of the decree put the costs on the employer.", status: .confirmed),
    Finding(
      id: "00000000000000a7", kind: .gap, level: .internal, score: 0.64, objectives: ["GCM-22"],
      between: [passage(agreement, 0, "pension rights")],
      why: "Nobody is charged with paying the pensions of returned seasonal workers."),
    Finding(
      id: "00000000000000b2", kind: .silent, score: 0.71, objectives: ["GCM-18"],
      between: [passage(plan, 0, "will be recognised")], missing: [.lead, .deadline, .budget],
      why: "The plan promises recognition of skills but not by whom, by when and with what money."),
    Finding(
      id: "00000000000000d4", kind: .silo, score: 0.45, between: [passage(plan, 1, "remittances")],
      absent: "Central Bank", why: "The Central Bank has no part in bringing down transfer costs."),
    Finding(
      id: "00000000000000e5", kind: .synergy, level: .vertical, score: 0.52,
      objectives: ["DEV-JOBS"],
      between: [
        passage(plan, 0, "contribute to development"), passage(law, 3, "licensed agencies"),
      ],
      why: "The list of agencies could tell workers where skills are recognised.",
      status: .dismissed),
  ]

  static func passage(_ file: String, _ provision: Int, _ marked: String) -> Finding.Passage {
    let document = documents.first { $0.document.file == file }?.document
    let text = document?.provisions[provision]
    return Finding.Passage(
      place: Place(file: file, provision: provision), locator: text?.locator ?? "",
      page: text?.page, text: text?.text ?? "",
      words: [words(marked, in: text?.text ?? "")])
  }

  static let map = InstitutionalMap(
    institutions: [
      Institution(
        id: "islandia/ministry of labour", name: "Ministry of Labour", aliases: ["MoL"],
        kind: "LABOUR", country: "Islandia"),
      Institution(
        id: "islandia/ministry of interior", name: "Ministère de l’Intérieur", kind: "INTERIOR",
        country: "Islandia"),
      Institution(id: "islandia/npc", name: "National Planning Commission", country: "Islandia"),
      Institution(id: "islandia/bank", name: "Central Bank", country: "Islandia"),
    ],
    mandates: [
      Mandate(
        institution: "islandia/ministry of labour", place: Place(file: law, provision: 3),
        measures: ["FEE_BAN"], objectives: ["GCM-03"], populations: ["P-WORK"],
        words: Words("The Ministry of Labour shall publish")),
      Mandate(
        institution: "islandia/ministry of interior", place: Place(file: decree, provision: 1),
        measures: ["FEE_BAN"], objectives: ["GCM-04"], populations: [],
        words: Words("Le ministère de l’Intérieur délivre le titre de séjour")),
    ],
    ties: [
      Tie(from: "islandia/ministry of labour", to: "islandia/npc", kind: .reports),
      Tie(
        from: "islandia/ministry of interior", to: "islandia/ministry of labour",
        kind: .sharesData, place: Place(file: decree, provision: 1)),
    ],
    bodies: [
      Body(
        id: "council", name: "Migration Council",
        members: ["islandia/ministry of labour", "islandia/ministry of interior", "islandia/npc"],
        chair: "islandia/npc", place: Place(file: plan, provision: 0), matter: "labour migration")
    ])
}
