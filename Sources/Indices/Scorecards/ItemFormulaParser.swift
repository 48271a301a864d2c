import Foundation

extension ItemFormula {
  /// How many arguments each function takes; nil for one or more.
  static let functions: [String: Int?] = [
    "min": nil, "max": nil, "mean": nil, "abs": 1, "sqrt": 1, "ln": 1, "log10": 1, "exp": 1,
    "round": 1, "if": 3,
  ]

  static func function(_ name: String, _ values: [Double]) -> Double {
    switch name {
    case "min": values.min() ?? .nan
    case "max": values.max() ?? .nan
    case "mean": values.reduce(0, +) / Double(values.count)
    case "abs": abs(values[0])
    case "sqrt": values[0].squareRoot()
    case "ln": log(values[0])
    case "log10": log10(values[0])
    case "exp": exp(values[0])
    default: values[0].rounded()
    }
  }

  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}

/// Recursive descent over the letters of a formula, with a bound on depth.
struct ItemFormulaParser {
  private static let deepest = 60

  private let letters: [Character]
  private var at = 0
  private var depth = 0
  private(set) var names: [String] = []

  init(_ text: String) {
    letters = Array(text)
  }

  mutating func whole() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    let term = try comparison()
    skipSpace()
    guard at == letters.count else { throw error("«\(letters[at])» is not expected here") }
    return term
  }

  private func error(_ reason: String) -> ItemFormula.SyntaxError {
    ItemFormula.SyntaxError(at: at + 1, reason: reason)
  }

  private mutating func skipSpace() {
    while at < letters.count, letters[at].isWhitespace { at += 1 }
  }

  private mutating func take(_ letter: Character) -> Bool {
    skipSpace()
    guard at < letters.count, letters[at] == letter else { return false }
    at += 1
    return true
  }

  private mutating func comparison() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw error("brackets are nested too deeply") }
    let left = try sum()
    for sign in ["<", ">", "="] as [Character] where take(sign) {
      let isOrEqual = sign != "=" && take("=")
      let name: Character = isOrEqual ? (sign == "<" ? "≤" : "≥") : sign
      return .operation(name, left, try sum())
    }
    return left
  }

  private mutating func sum() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    var term = try product()
    while true {
      if take("+") {
        term = .operation("+", term, try product())
      } else if take("-") {
        term = .operation("-", term, try product())
      } else {
        return term
      }
    }
  }

  private mutating func product() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    var term = try signed()
    while true {
      if take("*") {
        term = .operation("*", term, try signed())
      } else if take("/") {
        term = .operation("/", term, try signed())
      } else {
        return term
      }
    }
  }

  private mutating func signed() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw error("signs are nested too deeply") }
    if take("-") { return .negative(try signed()) }
    let base = try primary()
    return take("^") ? .operation("^", base, try signed()) : base
  }

  private mutating func primary() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    skipSpace()
    guard at < letters.count else { throw error("the formula ends where a number is expected") }
    if take("(") {
      let term = try comparison()
      guard take(")") else { throw error("a bracket is not closed") }
      return term
    }
    let letter = letters[at]
    if letter.isASCII, letter.isNumber || letter == "." { return try number() }
    guard letter.isLetter || letter == "_" else { throw error("«\(letter)» is not expected here") }
    let start = at
    while at < letters.count,
      letters[at].isLetter || letters[at].isNumber || "_.".contains(letters[at])
    { at += 1 }
    let name = String(letters[start..<at])
    guard take("(") else {
      if !names.contains(name) { names.append(name) }
      return .name(name)
    }
    return try call(name, from: start)
  }

  private mutating func call(_ name: String, from start: Int) throws(ItemFormula.SyntaxError)
    -> ItemFormula.Term
  {
    guard let count = ItemFormula.functions[name] else {
      at = start
      throw error(
        "there is no function «\(name)»: use \(ItemFormula.functions.keys.sorted().joined(separator: ", "))"
      )
    }
    var arguments: [ItemFormula.Term] = []
    repeat { arguments.append(try comparison()) } while take(",")
    guard take(")") else { throw error("a bracket is not closed") }
    if let count, arguments.count != count {
      throw error("«\(name)» takes \(count), not \(arguments.count)")
    }
    return .call(name, arguments)
  }

  private mutating func number() throws(ItemFormula.SyntaxError) -> ItemFormula.Term {
    let start = at
    while at < letters.count, letters[at].isASCII, letters[at].isNumber || letters[at] == "." {
      at += 1
    }
    if at < letters.count, letters[at] == "e" || letters[at] == "E" {
      let mark = at
      at += 1
      if at < letters.count, letters[at] == "-" || letters[at] == "+" { at += 1 }
      let digits = at
      while at < letters.count, letters[at].isASCII, letters[at].isNumber { at += 1 }
      if digits == at { at = mark }
    }
    guard let value = Double(String(letters[start..<at])), value.isFinite else {
      at = start
      throw error("this is no number")
    }
    return .number(value)
  }
}
