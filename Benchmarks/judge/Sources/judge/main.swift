import Coherence
import Foundation
import Policy

// How the judge's time grows with the number of provisions: laws and plans of invented sentences in three languages, each with
// common words of policy, words of its own, and codes as the coder would give them.
//
// usage: swift run -c release judge [PROVISIONS …]

/// Deterministic random numbers: SplitMix64.
struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

let resources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../../Resources").standardizedFileURL

func tables(_ folder: String, _ files: [String]) throws -> [String: [UInt8]] {
  var contents: [String: [UInt8]] = [:]
  for file in files {
    contents[file] = [UInt8](
      try Data(contentsOf: resources.appendingPathComponent(folder + "/" + file)))
  }
  return contents
}

let codebook = try Codebook(contents: try tables("codebook", Codebook.files))
let judge = Judge(
  codebook: codebook,
  tables: try CoherenceTables(
    contents: try tables("coherence", CoherenceTables.files), codebook: codebook))

let sentences: [(Language, [String])] = [
  (
    .english,
    [
      "The ministry shall issue a residence permit to", "No fee shall be charged to",
      "A worker who leaves the employer loses the permit of", "The fund pays an allowance to",
      "Only citizens may be registered as", "Each municipality offers housing to",
      "The agency reports to the police the names of", "Employers shall pay equal wages to",
      "The council meets every month with", "Access to the hospital is open to all",
    ]
  ),
  (
    .french,
    [
      "Le ministère délivre un titre de séjour à", "Aucune taxe n'est perçue sur",
      "Il est interdit d'exercer un emploi hors de", "La caisse verse une pension à",
      "Seuls les citoyens peuvent acquérir", "Chaque commune héberge",
      "L'agence signale à la préfecture", "Les enfants sont inscrits à l'école de",
    ]
  ),
  (
    .spanish,
    [
      "El ministerio concede la autorización de residencia a", "No se cobrará tasa alguna a",
      "Queda prohibido trabajar fuera de", "El fondo paga una ayuda a",
      "Solo podrán inscribirse los titulares de", "Cada municipio ofrece vivienda a",
      "La oficina comunica a la policía los datos de", "Las personas retornadas recibirán",
    ]
  ),
]

func documents(_ wanted: Int) -> [CodedDocument] {
  var random = Generator(state: 20_131_213)
  var documents: [CodedDocument] = []
  var made = 0
  while made < wanted {
    let (language, starts) = sentences.randomElement(using: &random)!
    let size = min(wanted - made, Int.random(in: 30...400, using: &random))
    var provisions: [Provision] = []
    var codings: [ProvisionCoding] = []
    for ordinal in 0..<size {
      // Zipf-like: most words are shared by many, the last ones by few.
      let own = (0..<14).map { place -> String in
        let rank = Int(pow(Double.random(in: 0...1, using: &random), 3) * 60_000)
        return "term\(rank)" + (place % 5 == 4 ? "," : "")
      }
      let text =
        starts.randomElement(using: &random)! + " " + own.prefix(7).joined(separator: " ") + ". "
        + starts.randomElement(using: &random)! + " " + own.dropFirst(7).joined(separator: " ")
        + "."
      provisions.append(
        Provision(
          ordinal: ordinal, locator: "Article \(ordinal + 1)", text: text, part: .article,
          language: language))
      func code(_ codes: [String], _ share: Double) -> [Coding] {
        Double.random(in: 0...1, using: &random) < share
          ? [Coding(code: codes.randomElement(using: &random)!, score: 0.8, words: [])] : []
      }
      codings.append(
        ProvisionCoding(
          provision: ordinal, language: language, relevance: Relevance(ground: .own, score: 0.9),
          objectives: code(codebook.objectives.map(\.code), 0.4),
          measures: code(codebook.measures.map(\.code), 0.3),
          populations: code(codebook.populations.map(\.code), 0.5), modality: .duty))
    }
    let number = documents.count
    documents.append(
      CodedDocument(
        document: Document(
          file: "\(number).txt", title: "Text \(number)", kind: number % 3 == 0 ? .plan : .law,
          countries: ["Country \(number % 5)"], institutions: ["Ministry \(number % 12)"],
          languages: [language], provisions: provisions), codings: codings))
    made += size
  }
  return documents
}

let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let clock = ContinuousClock()
for size in sizes.isEmpty ? [25_000, 50_000, 100_000] : sizes {
  let set = documents(size)
  var found = 0
  let time = try clock.measure { found = try judge.findings(set).count }
  let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  print(
    "\(size) provisions in \(set.count) texts: \(found) findings in \((seconds * 10).rounded() / 10) s, "
      + "\((seconds * 1e6 / Double(size)).rounded()) µs a provision")
}
