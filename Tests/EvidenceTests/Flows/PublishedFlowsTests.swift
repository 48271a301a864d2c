import Evidence
import Foundation
import Policy
import Testing

/// The six published estimates of Abel and Cohen for 2010–15 and 2015–20, against ours from the same stocks, births and
/// deaths: as near as their later revisions of the inputs allow.
@Suite(
  .enabled(
    if: Shared.file("data/flows/published_flows_2010_2015.csv") != nil,
    "the published estimates do not lie beside the repository"))
struct PublishedFlowsTests {
  static let columns = [
    "sd_drop_neg", "sd_rev_neg", "mig_rate", "da_min_open", "da_min_closed", "da_pb_closed",
  ]

  static func file(_ path: String) throws -> FlowFiles.File {
    let url = try #require(Shared.file("data/" + path))
    return FlowFiles.File(name: url.lastPathComponent, bytes: [UInt8](try Data(contentsOf: url)))
  }

  /// Published flows by year: column, then pair.
  static let published: [Int: [[String: Double]]] = {
    guard let bytes = try? file("flows/published_flows_2010_2015.csv").bytes,
      let rows = try? CSV.rows(bytes)
    else { return [:] }
    var flows: [Int: [[String: Double]]] = [:]
    for row in rows.dropFirst() {
      guard let year = Int(row.fields[0]) else { continue }
      let pair = row.fields[1] + "-" + row.fields[2]
      for c in columns.indices {
        flows[year, default: Array(repeating: [:], count: columns.count)][c][pair] = Double(
          row.fields[3 + c])
      }
    }
    return flows
  }()

  @Test(arguments: [2010, 2015]) func theyAgree(year: Int) throws {
    let stocks = try Self.file("migration/stock_rev2020.csv")
    let demography = try Self.file("migration/demography_wpp2022.csv")
    var files = FlowFiles(start: stocks, end: stocks)
    files.births = demography
    files.deaths = demography
    files.population = demography
    files.years = (year, year + 5)
    // The copy of the stocks has no Holy See in the demography, and writes Chile with the code of another place.
    files.without = ["CHI", "VAT"]
    files.spreadsBirths = true
    var remarks = FlowFiles.Remarks()
    let accounts = try files.accounts(&remarks)
    let methods = try Self.columns.map { try #require(FlowMethod(name: $0)) }
    let estimates = try FlowEstimator(accounts).estimates(methods)
    let published = try #require(Self.published[year])
    #expect(accounts.count > 220)

    var correlations: [Double] = []
    var equal = 0.0
    for (c, estimate) in estimates.enumerated() {
      var ours: [Double] = []
      var theirs: [Double] = []
      for (i, origin) in accounts.countries.enumerated() {
        for (j, destination) in accounts.countries.enumerated() where i != j {
          guard let flow = published[c]["\(origin)-\(destination)"] else { continue }
          ours.append(estimate.flows[i, j])
          theirs.append(flow)
        }
      }
      correlations.append(Self.correlation(ours, theirs))
      if c == 0 {
        equal = Double(zip(ours, theirs).count { abs($0 - $1) <= 1 }) / Double(ours.count)
      }
    }

    #expect(equal >= 0.998)
    #expect(correlations[1] >= 0.999)
    #expect(correlations[2] >= 0.999)
    #expect(correlations[3] >= 0.9995 - 5e-5)
    #expect(correlations[4] >= 0.992)
    #expect(correlations[5] >= 0.996)
  }

  static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - meanA) * (y - meanB)
      aa += (x - meanA) * (x - meanA)
      bb += (y - meanB) * (y - meanB)
    }
    return ab / (aa * bb).squareRoot()
  }
}
