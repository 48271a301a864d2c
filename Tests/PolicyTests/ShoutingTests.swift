import Policy
import Testing

@Suite struct ShoutingTests {
  @Test(arguments: [
    ("MINISTERIO DEL INTERIOR", "Ministerio del Interior"),
    (
      "LEY GENERAL DE RECONOCIMIENTO Y PROTECCION AL REFUGIADO",
      "Ley General de Reconocimiento y Proteccion al Refugiado"
    ),
    ("MINISTERE DE L’ENVIRONNEMENT", "Ministere de l’Environnement"),
    ("Ley Nº 18250 - LEY DE MIGRACIONES", "Ley Nº 18250 - Ley de Migraciones"),
    ("CONTRIBUTION PRÉVUE (CPDN)", "Contribution Prévue (CPDN)"),
    ("SUBMISSION TO THE UNFCCC, PART XIV", "Submission to the UNFCCC, Part XIV"),
  ])
  func capitalsBecomeWords(text: String, quiet: String) {
    #expect(text.unshouted == quiet)
    #expect(quiet.unshouted == quiet)
  }

  @Test(arguments: ["", " ", "IOM", "UNFCCC", "Ministry of Labour", "ОБЩИЙ", "((("])
  func whatIsNoNameInCapitalsStays(text: String) {
    #expect(text.unshouted == text)
  }

  @Test(arguments: ["A B C D E F G H I", "MINISTRY " + String(repeating: "L'", count: 200_000)])
  func onlyTheCaseOfLettersChanges(text: String) {
    #expect(text.unshouted.lowercased() == text.lowercased())
  }
}
