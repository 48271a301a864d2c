import Foundation
import Testing

/// `concord series` as a user meets it.
@Suite struct SeriesVerbTests {
  @Test func aWorldBankFileBecomesSDMXAndIsKept() throws {
    let scratch = try Scratch()
    let name = "API_SM.POP.TOTL_DS2_en_csv_v2_1.csv"
    try Data(
      "\"Data Source\",\"WDI\",\n\n\"Last Updated Date\",\"2026-04-08\",\n\n\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2019\",\"2020\",\n\"Kenya\",\"KEN\",\"Stock\",\"SM.POP.TOTL\",\"1050147\",\"\",\n\"World\",\"WLD\",\"Stock\",\"SM.POP.TOTL\",\"1\",\"x1\",\n"
        .utf8
    ).write(to: scratch.url.appendingPathComponent(name))
    let csv = try Program.run(
      "series", name, "--format", "sdmx-csv", "--no-aggregates", "--keep", in: scratch.url)
    #expect(csv.status == 1)
    #expect(csv.complaints.contains("line 7") && csv.complaints.contains("F (2020)"))
    #expect(
      csv.output.contains("SM.POP.TOTL: Stock,KEN: Kenya")
        || csv.output.contains("KEN: Kenya,SM.POP.TOTL: Stock"))
    #expect(!csv.output.contains("WLD: World"))
    let kept = try Program.run("series", in: scratch.url)
    #expect(kept.output.contains("REF_AREA Kenya"))
    let again = try Program.run("series", name, "--keep", "--no-aggregates", in: scratch.url)
    #expect(again.output.contains("0 observations added, 0 changed, 1 as before"))
    let written = try Program.run(
      "series", "--format", "sdmx-csv", "--out", "all.csv", in: scratch.url)
    #expect(written.status == 0)
    let read = try Program.run("series", "all.csv", "--format", "json", in: scratch.url)
    #expect(read.output.contains("\"text\": \"1050147\""))
  }

  @Test func whatIsNoStatisticsIsRefused() throws {
    let scratch = try Scratch()
    try Data("a,b\n1,2\n".utf8).write(to: scratch.url.appendingPathComponent("a.csv"))
    let result = try Program.run("series", "a.csv", in: scratch.url)
    #expect(result.status == 3 && result.complaints.contains("a.csv"))
    #expect(try Program.run("series", "nowhere.csv", in: scratch.url).status == 3)
  }
}
