public import Policy

/// What the policies in a workspace say, as far as profiles and corridors need it.
public struct PolicyRecord: Sendable {
  public var documents: [CodedDocument]
  public var institutions: InstitutionalMap
  public var findings: [Finding]

  public init(
    documents: [CodedDocument], institutions: InstitutionalMap, findings: [Finding]
  ) {
    self.documents = documents
    self.institutions = institutions
    self.findings = findings
  }
}
