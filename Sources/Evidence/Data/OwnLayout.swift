/// The layouts in which Concord keeps statistics, told by their columns.
public enum OwnLayout {
  /// The subject of a table by its header; nil for a layout of somebody else.
  public static func subject(of columns: [String]) -> Subject? {
    let names = Set(columns)
    func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
    func hasYears(_ measure: String) -> Bool {
      columns.contains { $0.hasSuffix(" " + measure) && Int($0.prefix(4)) != nil }
    }
    if has("reporter", "origin", "destination", "measure") { return .reports }
    if has("origin", "destination"), has("year", "migrants") || hasYears("migrants") {
      return .stocks
    }
    if has("origin", "asylum"), has("year", "refugees") || hasYears("refugees") { return .refugees }
    if has("quarter", "sender", "receiver", "cost_pct") { return .prices }
    if has("sender", "receiver", "usd_million") { return .remittancePairs }
    if has("treaty_id", "iso_a", "iso_b") { return .agreements }
    if has("treaty_id") { return .provisions }
    if has("instrument", "parties_listed") { return .treatyCoverage }
    if has("members", "in_force") { return .socialSecurity }
    guard has("iso3") else { return nil }
    if has("instrument", "status") { return .treaties }
    if has("foreigners_join") { return .hostLaw }
    if names.contains(where: { $0.hasPrefix("type_") }) { return .dataTypes }
    guard has("year") else { return nil }
    if has("immigrants") { return .totals }
    if has("births_k") { return .demography }
    if has("domain", "score") { return .policyScores }
    if has("usd") || has("pct_gdp") { return .remittances }
    if has("idps") { return .displaced }
    if has("sm_dth_migr") { return .deaths }
    return has("value") ? .series : nil
  }
}
