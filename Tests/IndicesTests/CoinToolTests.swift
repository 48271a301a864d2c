import Indices
import Policy
import Testing

/// The workbook of the Joint Research Centre, laid out as COINr reads it.
@Suite struct CoinToolTests {
  private static func sheets(_ change: (inout [[String]], inout [[String]]) -> Void = { _, _ in })
    -> [Sheet]
  {
    var database = [[String]](repeating: [String](repeating: "", count: 10), count: 24)
    func put(_ row: Int, _ cells: [String]) {
      for (i, cell) in cells.enumerated() { database[row - 1][4 + i] = cell }
    }
    put(7, ["1", "2", "1", "1", "1"])
    put(8, ["1", "1", "-1", "1", "1"])
    put(9, ["0", "0", "10", "0", "0"])
    put(10, ["10", "20", "90", "5", "1"])
    put(11, ["Index", "Index", "Index", "Index", "Index"])
    put(12, ["si.01", "si.01", "si.01", "si.01", "si.01"])
    put(13, ["p.01", "p.01", "p.02", "p.02", "p.02"])
    put(14, ["sp.01", "sp.01", "sp.01", "sp.01", "sp.01"])
    put(15, ["Access", "Price", "Delay", "Reach", "Empty"])
    put(16, ["ind.01", "ind.02", "ind.03", "ind.04", "ind.05"])
    for (i, values) in [["1", "2", "80", "3"], ["5", "n/a", "40", "4"], ["9", "18", "12", "1"]]
      .enumerated()
    {
      database[16 + i][1] = ["Austria", "Belgium", "Chile"][i]
      database[16 + i][2] = ["AUT", "BEL", "CHL"][i]
      put(17 + i, values + ["n/a"])
    }
    var framework = [[String]](repeating: [String](repeating: "", count: 8), count: 10)
    for (i, row) in [
      ("p.01", "3", "Costs"), ("p.02", "1", "Service"), ("p.03", "1", "--"), ("Index", "", "Trade"),
    ].enumerated() {
      framework[5 + i][2] = row.0
      framework[5 + i][4] = row.1
      framework[5 + i][7] = row.2
    }
    change(&database, &framework)
    return [
      Sheet(name: "Start", rows: []), Sheet(name: "Framework", rows: framework),
      Sheet(name: "Database", rows: database),
    ]
  }

  @Test func aWorkbookBecomesTablesAndARecipe() throws {
    let book = try CoinToolWorkbook(Self.sheets(), file: "tool.xlsm")
    #expect(book.units == 3 && book.indicators == 4)
    let run = try ChainRun(
      Chain(Array(book.chain.utf8), file: "chain.json"),
      ChainInputs(
        data: .init("iData.csv", Array(book.data.utf8)),
        meta: .init("iMeta.csv", Array(book.meta.utf8))))
    #expect(run.aggregateOrder == ["p.01", "p.02", "Index"])
    #expect(run.raw.numbers.column("ind.02")?[1].isMissing == true)
    #expect(run.framework["ind.03"]?.direction == -1 && run.framework["p.01"]?.name == "Costs")
    #expect(run.framework["ind.03"]?.parameters["goalpost_upper"] == 90)
    #expect(run.effectiveShares["ind.02"] == 0.5)
    #expect(run.ranks(of: "Index").last == 1)
  }

  @Test func mistakesNameTheCell() {
    func complaint(_ change: (inout [[String]], inout [[String]]) -> Void) -> String? {
      do throws(Table.Error) {
        _ = try CoinToolWorkbook(Self.sheets(change), file: "tool.xlsm")
        return nil
      } catch {
        return error.column ?? error.reason
      }
    }
    #expect(complaint { data, _ in data[17][4] = "five" } == "Database!E18")
    #expect(complaint { data, _ in data[7][5] = "2" } == "Database!F8")
    #expect(complaint { data, _ in data[18][2] = "AUT" } == "Database!C19")
    #expect(complaint { data, _ in data[12][5] = "p.09" } == "Framework!C")
    #expect(complaint { _, framework in framework[5][4] = "much" } == "Framework!E6")
    #expect(complaint { data, _ in data[15] = [] } == "Database!E16")
    #expect(throws: Table.Error.self) { try CoinToolWorkbook([], file: "tool.xlsm") }
  }
}
