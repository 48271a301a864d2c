public import Policy

/// What the judge knows beside the codebook: the words of acts, exceptions and references, which acts contradict one
/// another, and which institutions a matter plainly needs. All of it is data in `Resources/coherence/`. A class, because it is
/// large, never changes and is held by all that judges.
public final class CoherenceTables: Sendable {
  /// The files, by name.
  public static let files =
    [
      "cues.csv", "senses.csv", "acts.csv", "matters.csv", "needs.csv", "conflict-trees.csv",
      "aim-weights.csv", "carve-out-weights.csv", "duty-weights.csv", "conflict-words.csv",
      "duplication-weights.csv", "silent-weights.csv",
    ] + MatterTable.languages.flatMap { [MatterTable.framesFile($0), MatterTable.wordsFile($0)] }

  /// A kind of act with the act that contradicts it.
  struct Act: Sendable {
    var name: String
    /// How surely two provisions on the same matter contradict one another by it, from 0 to 1.
    var weight: Double
    /// How far it names its matter by itself, from 0 ("allows") to 1 ("locks up").
    var matter: Double
    /// -1 when it takes from people, 1 when it gives to them.
    var side: Int
    /// What it does, for a sentence: "charges", "is free of charge".
    var phrase: String
    /// It is a task of an institution: nothing contradicts it, and two institutions that have it may duplicate one another.
    var isTask = false
  }

  /// A thing that provisions ask of people before they get something ("papers"), with the acts of asking for it and of doing without.
  struct Requirement: Sendable {
    /// Cue for its names.
    var thing: Int
    var ask: Int
    var waive: Int
  }

  /// That matters of some words need the institution of a kind at the table.
  struct Need: Sendable {
    var cue: Int
    var kinds: [String]
    var reason: String
  }

  let cues: CueTable
  /// Words that speak of one matter, in three languages: likeness and contradiction are found through them too.
  let senses: CueTable
  /// The stand-in for a stem of each sense.
  let senseStems: [[UInt8]]
  let conflictTrees: ConflictTrees
  let silentWeights: EvidenceWeights<SilentEvidence>
  let duplicationWeights: EvidenceWeights<DuplicationEvidence>
  let aimWeights: EvidenceWeights<AimEvidence>
  let dutyWeights: EvidenceWeights<DutyEvidence>
  let carveOutWeights: EvidenceWeights<CarveOutEvidence>
  let conflictWords: ConflictWords
  let acts: [Act]
  let opposite: [Int]
  let actOfCue: [Int: Int]
  let requirements: [Requirement]
  let matters: MatterTable
  /// The act of the first pole of the first matter; those of the others follow.
  let firstMatterAct: Int
  let needs: [Need]
  private let opposites: Set<[String]>

  /// Function words that say nothing of the matter.
  let function: Int?
  let negation: Int?
  let without: Int?
  let subordinator: Int?
  let measured: Int?
  let isSetUp: Int?
  let isFree: Int?
  /// Cues of small groups ("visitors", "au pairs") for whom special rules are made.
  let groups: Set<Int>
  let prohibition: Int?
  let except: Int?
  let disapply: Int?
  let repealed: Int?
  let means: Int?
  let placeTitle: Int?
  let aimLabel: Int?
  let aimHead: Int?
  /// Cues that hold for a provision when they stand in its heading.
  let contextCues: Set<Int>
  let governed: Int?
  let wholeText: Int?
  let establish: Int?
  let provides: Int?
  let coordinate: Int?
  let reference: Int?
  let supply: Int?
  let closedList: Int?
  /// Nobody else has the power, the means or the knowledge.
  let soleHolder: Int?
  let noClaim: Int?
  let advises: Int?
  let appliesTo: Int?
  let generalPeople: Int?
  let noOne: Int?
  let only: Int?
  let modal: Int?
  let ministry: Int?
  let possibly: Int?
  let setsUp: Int?
  let moving: Int?
  let narrative: Int?
  let mention: Int?
  let protects: Int?
  let leavesOut: Int?
  /// Someone is not what the text is made for ("is not a posted worker").
  let shutsOut: Int?
  /// One article or paragraph is named, and not a text or a part of it.
  let thisArticle: Int?
  /// Another law, code or decree is named.
  let otherText: Int?
  let person: Int?
  let promise: Int?
  let equips: Int?
  /// A programme, plan or course is drawn up or run.
  let programme: Int?
  /// What an office is competent for: it takes part in, assists, advises.
  let competence: Int?
  /// Its list says what a body has to do: "The Council has the following functions:".
  let functions: Int?
  /// Staff and pay of a body: its own affair, and no task.
  let staffing: Int?
  /// By its title a text carries out another or amends it.
  let carriesOut: Int?
  /// A text says that it lays down how a law is applied: «Reglamentación de la Ley».
  let regulates: Int?
  /// A school, fund or centre will be opened.
  let founds: Int?
  /// "Is", "est", "hereby": what follows is so by these words.
  let isThere: Int?
  let newcomer: Int?
  /// Words by which a provision gives people something, or opens it to them; and by which it holds back, asks or takes.
  let favours: Int?
  let restrains: Int?
  let routine: Int?
  let term: Int?
  let fundsAll: Int?
  let composes: Int?
  let bodyWord: Int?
  /// The kind of institution that each cue for a seat speaks of.
  let kindOfCue: [Int: String]
  let allAims: Int?
  let purpose: Int?
  let listWord: Int?
  let provisionWord: Int?
  let thisPart: Int?
  let modalFuture: Int?
  let eachState: Int?
  let treatyRoutine: Int?
  let rangeWord: Int?
  let office: Int?
  let asks: Int?
  let asksAlone: Int?
  let waives: Int?
  let lacks: Int?
  let refuses: Int?

  /// - Parameter contents: the bytes of each file of `files`.
  /// - Throws: `Table.Error` with file, line and column.
  public init(contents: [String: [UInt8]], codebook: Codebook) throws(Table.Error) {
    func bytes(_ file: String) throws(Table.Error) -> [UInt8] {
      guard let bytes = contents[file] else {
        throw Table.Error(file: file, reason: "the file is missing")
      }
      return bytes
    }
    let cues = try CueTable(try bytes("cues.csv"))
    let table = try Table(
      try bytes("acts.csv"), file: "acts.csv",
      required: ["act", "opposite", "weight", "matter", "side", "phrase"])
    var acts: [Act] = []
    var numbers: [String: Int] = [:]
    func share(_ column: String, _ row: Table.Row) throws(Table.Error) -> Double {
      guard let share = Double(row[column]), (0...1).contains(share) else {
        throw row.error(column, "«\(row[column])» is not a number from 0 to 1")
      }
      return share
    }
    for row in table.rows {
      guard let side = Int(row["side"]), (-1...1).contains(side) else {
        throw row.error("side", "«\(row["side"])» is none of -1, 0 and 1")
      }
      numbers[row["act"]] = acts.count
      acts.append(
        Act(
          name: row["act"], weight: try share("weight", row), matter: try share("matter", row),
          side: side, phrase: row["phrase"]))
    }
    var opposite: [Int] = []
    var actOfCue: [Int: Int] = [:]
    var requirements: [Requirement] = []
    for (i, row) in table.rows.enumerated() {
      guard let other = numbers[row["opposite"]] else {
        throw row.error("opposite", "the act «\(row["opposite"])» is not in the file")
      }
      opposite.append(other)
      if let cue = cues["act " + acts[i].name] {
        actOfCue[cue] = i
      } else if let thing = Self.thing(acts[i].name, "ask "), let cue = cues["thing " + thing] {
        requirements.append(Requirement(thing: cue, ask: i, waive: other))
      } else if Self.thing(acts[i].name, "waive ").flatMap({ cues["thing " + $0] }) == nil {
        throw row.error("act", "cues.csv has no cue «act \(acts[i].name)»")
      }
    }
    let matters = try MatterTable(contents: bytes)
    firstMatterAct = acts.count
    for (i, pole) in matters.poles.enumerated() {
      opposite.append(firstMatterAct + (i ^ 1))
      acts.append(
        Act(
          name: pole.name, weight: MatterTable.weight, matter: MatterTable.naming, side: 0,
          phrase: pole.phrase, isTask: pole.isTask))
    }
    self.matters = matters
    var needs: [Need] = []
    for row in try Table(
      try bytes("needs.csv"), file: "needs.csv", required: ["matter", "kinds", "reason"]
    ).rows {
      guard let cue = cues["matter " + row["matter"]] else {
        throw row.error("matter", "cues.csv has no cue «matter \(row["matter"])»")
      }
      for kind in row.list("kinds") where codebook.actor(kind) == nil {
        throw row.error("kinds", "the kind of institution \(kind) is not in actors.csv")
      }
      needs.append(Need(cue: cue, kinds: row.list("kinds"), reason: row["reason"]))
    }
    self.cues = cues
    senses = try CueTable(try bytes("senses.csv"), file: "senses.csv")
    senseStems = senses.names.map { Array(("#" + $0).utf8) }
    conflictTrees = try ConflictTrees(try bytes("conflict-trees.csv"))
    silentWeights = try EvidenceWeights(
      try bytes("silent-weights.csv"), file: "silent-weights.csv")
    duplicationWeights = try EvidenceWeights(
      try bytes("duplication-weights.csv"), file: "duplication-weights.csv")
    aimWeights = try EvidenceWeights(try bytes("aim-weights.csv"), file: "aim-weights.csv")
    dutyWeights = try EvidenceWeights(try bytes("duty-weights.csv"), file: "duty-weights.csv")
    carveOutWeights = try EvidenceWeights(
      try bytes("carve-out-weights.csv"), file: "carve-out-weights.csv")
    conflictWords = try ConflictWords(try bytes("conflict-words.csv"))
    self.acts = acts
    self.opposite = opposite
    self.actOfCue = actOfCue
    self.requirements = requirements
    self.needs = needs
    var opposites: Set<[String]> = []
    for measure in codebook.measures {
      for other in measure.opposites { opposites.insert([measure.code, other]) }
    }
    self.opposites = opposites
    function = cues["function"]
    negation = cues["not"]
    without = cues["without"]
    subordinator = cues["subordinator"]
    measured = cues["measured"]
    isSetUp = cues["is set up"]
    isFree = cues["act free"]
    groups = Set(cues.names.indices.filter { cues.names[$0].hasPrefix("group ") })
    prohibition = cues["prohibited"]
    except = cues["except"]
    disapply = cues["disapply"]
    repealed = cues["repealed"]
    means = cues["means"]
    placeTitle = cues["place title"]
    aimLabel = cues["aim label"]
    aimHead = cues["aim head"]
    contextCues = Set(["repealed", "disapply", "functions"].compactMap { cues[$0] })
    governed = cues["governed"]
    wholeText = cues["whole text"]
    establish = cues["establish"]
    provides = cues["provides"]
    coordinate = cues["coordinate"]
    reference = cues["reference"]
    supply = cues["supply"]
    closedList = cues["closed list"]
    soleHolder = cues["sole holder"]
    noClaim = cues["no claim"]
    advises = cues["advises"]
    appliesTo = cues["applies to"]
    generalPeople = cues["general people"]
    noOne = cues["no one"]
    only = cues["only"]
    modal = cues["modal"]
    ministry = cues["ministry"]
    possibly = cues["possibly"]
    setsUp = cues["sets up"]
    moving = cues["moving"]
    narrative = cues["narrative"]
    mention = cues["mention"]
    protects = cues["protects"]
    leavesOut = cues["leave out"]
    shutsOut = cues["shut out"]
    otherText = cues["other text"]
    thisArticle = cues["this article"]
    person = cues["person"]
    promise = cues["promise"]
    equips = cues["equips"]
    programme = cues["programme"]
    competence = cues["competence"]
    functions = cues["functions"]
    staffing = cues["staffing"]
    carriesOut = cues["carries out"]
    regulates = cues["regulates"]
    founds = cues["founds"]
    isThere = cues["is there"]
    newcomer = cues["newcomer"]
    favours = cues["favours"]
    restrains = cues["restrains"]
    routine = cues["routine"]
    term = cues["term"]
    fundsAll = cues["funds all"]
    composes = cues["composes"]
    bodyWord = cues["body"]
    var kindOfCue: [Int: String] = [:]
    for (cue, name) in cues.names.enumerated() where name.hasPrefix("seat ") {
      kindOfCue[cue] = String(name.dropFirst(5))
    }
    self.kindOfCue = kindOfCue
    allAims = cues["all aims"]
    purpose = cues["purpose"]
    listWord = cues["list word"]
    provisionWord = cues["provision word"]
    thisPart = cues["this part"]
    modalFuture = cues["modal future"]
    eachState = cues["each state"]
    treatyRoutine = cues["treaty routine"]
    rangeWord = cues["range word"]
    office = cues["office"]
    asks = cues["asks"]
    asksAlone = cues["asks alone"]
    waives = cues["waives"]
    lacks = cues["lacks"]
    refuses = cues["refuses"]
  }

  /// What is asked for or done without by an act of such a name.
  private static func thing(_ act: String, _ verb: String) -> String? {
    act.hasPrefix(verb) ? String(act.dropFirst(verb.count)) : nil
  }

  /// One number for an act and the act that contradicts it.
  func pair(_ act: Int) -> Int { min(act, opposite[act]) }

  /// Whether an act is a way to settle a matter, or a task.
  func isPole(_ act: Int) -> Bool { act >= firstMatterAct }

  func areOpposite(_ a: String, _ b: String) -> Bool { opposites.contains([a, b]) }
}
