/// What is sent from one country to another in a year, as a model shares it out.
public struct RemittancePair: Sendable, Hashable {
  public var sender: CountryCode
  public var receiver: CountryCode
  public var millionDollars: Double

  static func read(_ reader: RecordReader) throws(EvidenceError) -> [RemittancePair] {
    var reader = reader
    let (sender, receiver) = (try reader.required("sender"), try reader.required("receiver"))
    let amount = try reader.required("usd_million")
    var pairs: [RemittancePair] = []
    var lines: [PairTable.Pair: Int] = [:]
    while try reader.next() {
      guard let million = try reader.amount(amount) else { continue }
      let pair = PairTable.Pair(try reader.code(sender), try reader.code(receiver))
      if let line = lines.updateValue(reader.line, forKey: pair) {
        throw reader.mistake(
          receiver, "\(pair.origin) to \(pair.destination) is there already in line \(line).",
          "Keep one of the two rows.")
      }
      pairs.append(
        RemittancePair(
          sender: pair.origin, receiver: pair.destination, millionDollars: million))
    }
    return pairs
  }
}

/// The average cost of sending 200 US dollars through one corridor in a quarter, in per cent. It can be negative where an
/// exchange rate is better than the market's.
public struct RemittancePrice: Sendable, Hashable {
  /// "2020Q3".
  public var quarter: String
  public var sender: CountryCode
  public var receiver: CountryCode
  public var cost: Double
  /// Which of the tables at hand it stands in.
  var table = 0

  /// SDG target 10.c: the average at most 3 per cent by 2030 …
  public static let aim = 3.0
  /// … and no corridor above 5 per cent.
  public static let ceiling = 5.0

  static func read(_ reader: RecordReader, table: Int = 0) throws(EvidenceError)
    -> [RemittancePrice]
  {
    var reader = reader
    let quarter = try reader.required("quarter")
    let (sender, receiver) = (try reader.required("sender"), try reader.required("receiver"))
    let cost = try reader.required("cost_pct")
    var prices: [RemittancePrice] = []
    while try reader.next() {
      let period = reader.text(quarter)
      guard period.utf8.count == 6, Int(period.prefix(4)) != nil,
        period.dropFirst(4).hasPrefix("Q"),
        ["1", "2", "3", "4"].contains(period.last)
      else {
        throw reader.mistake(quarter, "«\(period)» is no quarter.", "Write it as 2020Q3.")
      }
      guard let value = try reader.number(cost) else { continue }
      prices.append(
        RemittancePrice(
          quarter: period, sender: try reader.code(sender), receiver: try reader.code(receiver),
          cost: value, table: table))
    }
    return prices
  }
}
