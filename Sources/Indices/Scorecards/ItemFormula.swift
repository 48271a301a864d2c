/// An arithmetic formula over named numbers: `(years - 5) / 0.45`, `min(100, mean(fee, levy) * 2)`.
///
/// Operators `+ - * / ^`, brackets, and the functions min, max, mean, abs, sqrt, ln, log10, exp, round, and
/// `if(condition, then, else)`, where a condition is above zero or a comparison (`<`, `<=`, `>`, `>=`, `=`).
public struct ItemFormula: Sendable, Hashable {
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    /// Letter of the formula, from 1.
    public var at: Int
    public var reason: String
    public var description: String { "at letter \(at): \(reason)" }
  }

  /// Why a formula has no value for some numbers.
  public enum Failure: Error, Hashable, CustomStringConvertible {
    case missing(String)
    case zeroDenominator
    case notFinite

    public var description: String {
      switch self {
      case .missing(let name): "«\(name)» has no value"
      case .zeroDenominator: "a denominator is zero"
      case .notFinite: "the result is no finite number"
      }
    }
  }

  indirect enum Term: Sendable, Hashable {
    case number(Double)
    case name(String)
    case operation(Character, Term, Term)
    case negative(Term)
    case call(String, [Term])
  }

  public let text: String
  let term: Term
  /// The names in it, in order of appearance.
  public let names: [String]

  /// - Throws: `SyntaxError` with the letter at which it stops making sense.
  public init(_ text: String) throws(SyntaxError) {
    var parser = ItemFormulaParser(text)
    term = try parser.whole()
    self.text = text
    names = parser.names
  }

  /// - Throws: `Failure`; never a value that is not finite.
  public func value(_ number: (String) -> Double?) throws(Failure) -> Double {
    let value = try Self.value(term, number)
    guard value.isFinite else { throw .notFinite }
    return value
  }

  private static func value(_ term: Term, _ number: (String) -> Double?) throws(Failure) -> Double {
    switch term {
    case .number(let value): return value
    case .name(let name):
      guard let value = number(name) else { throw .missing(name) }
      return value
    case .negative(let term): return -(try value(term, number))
    case .operation(let sign, let left, let right):
      let a = try value(left, number)
      let b = try value(right, number)
      switch sign {
      case "+": return a + b
      case "-": return a - b
      case "*": return a * b
      case "/":
        guard b != 0 else { throw .zeroDenominator }
        return a / b
      case "^": return power(a, b)
      case "<": return a < b ? 1 : 0
      case ">": return a > b ? 1 : 0
      case "≤": return a <= b ? 1 : 0
      case "≥": return a >= b ? 1 : 0
      default: return a == b ? 1 : 0
      }
    case .call("if", let arguments):
      return try value(try value(arguments[0], number) > 0 ? arguments[1] : arguments[2], number)
    case .call(let name, let arguments):
      var values: [Double] = []
      for argument in arguments { values.append(try value(argument, number)) }
      return function(name, values)
    }
  }
}
