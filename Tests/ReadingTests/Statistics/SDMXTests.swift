import Policy
import Reading
import Testing

/// SDMX in all its notations: what is read is the same as what is written again, with nothing lost.
@Suite struct SDMXTests {
  typealias Fixture = StatisticsFixture

  /// The examples of the field guide to SDMX-CSV 2.0 (sdmx-twg/sdmx-csv), by number.
  static let guide: [(name: String, text: String, rows: Int)] = [
    (
      "01",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,DIM_3,OBS_VALUE,ATTR_2,ATTR_3,ATTR_1,UPDATED\ndataflow,ESTAT:NA_MAIN(1.6.0),I,A,B,2014-01,12.4,Y,\"Normal, special and other values\",N,2021-01-22T13:15:41Z\n",
      1
    ),
    (
      "02",
      "STRUCTURE[;],STRUCTURE_ID,ACTION,OBS_VALUE1,OBS_VALUE2,ATTR_3,ATTR_1[],DIM_2,DIM_1,DIM_3\ndataflow,ESTAT:NA_MAIN(1.6.0),I,12.4,12.5,\"Normal, special\",X;Y,B,A,2014-01\n",
      1
    ),
    (
      "03",
      "STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES_KEY,OBS_VALUE1,OBS_VALUE2,ATTR_1,DIM_2,DIM_1,DIM_3\ndataflow,ESTAT:NA_MAIN(1.6.0),I,A.B,12.4,12.5,N,B,A,2014-01\n",
      1
    ),
    (
      "04",
      "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;OBS_KEY;DIM_1: Dimension 1;DIM_2: Dimension 2;DIM_3: Dimension 3;OBS_VALUE: Observation value;ATTR_2: Attribut 2\ndataflow;ESTAT:NA_MAIN(1.6.0): Principaux agrégats;I;A.B;A.B.2014-01;A: Value A;B: Value B;2014-01: 2014-01;12,4;Y: Oui\n",
      1
    ),
    (
      "06",
      "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,DIM_1,Dimension 1,DIM_2,Dimension 2,OBS_VALUE,Observation value,ATTR_2,Attribute 2\ndataflow,ESTAT:NA_MAIN(1.6.0),National Accounts,I,A,Value A,B,Value B,12.4,,Y,Yes\n",
      1
    ),
    (
      "08",
      "STRUCTURE[;],STRUCTURE_ID,ACTION,DIM_1,OBS_VALUE,ATTR_1[en;fr]\ndataflow,ESTAT:NA_MAIN(1.6.0),I,A,12.4,en:Any Value;fr:N'importe quelle Valeur\ndataflow,ESTAT:NA_MAIN(1.7.0),I,A,10.8,\"en:Value \"\"X\"\";fr:Valeur \"\"X\"\"\"\n",
      2
    ),
    (
      "09A",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,OBS_VALUE\ndataflow,ESTAT:DF_NA_MAIN(1.6.0),I,A,12.4\ndatastructure,ESTAT:DSD_NA_MAIN(1.7.0),I,A,10.8\ndataprovision,ESTAT:DPA_NA_MAIN(1.8.0),I,A,11.2\n",
      3
    ),
    (
      "10",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,OBS_VALUE,ATTR_1\ndataflow,ESTAT:NA_MAIN(1.6.0),A,A,12.4,X\ndataflow,ESTAT:NA_MAIN(1.6.0),R,A,10.8,Y\n",
      2
    ),
    (
      "14",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_2,COLLECTION.METHOD[en;fr],CONTACT[],CONTACT[].NAME[]\ndataflow,AGENCY:DF_ID(1.0.0),I,A,en:AAA;fr:BBB,Contact 1;Contact 2,\"\"\"Contact 1 Name 1;Contact 1 Name 2\"\";\"\"Contact 1 Name 1;Contact 2 Name 2\"\"\"\n",
      1
    ),
    (
      "15",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,OBS_VALUE,ATTR_1\ndataflow,ESTAT:NA_MAIN(1.6.0),I,A,12.4,\"<p>some \"\"xhtml\"\" with a line\nbreak</p>\"\n",
      1
    ),
    (
      "17",
      "STRUCTURE,STRUCTURE_ID,ACTION,DIM_1,DIM_2,OBS_VALUE,ATTR_2\ndataflow,ESTAT:NA_MAIN(1.6.0),D,,A,-,\ndataflow,ESTAT:NA_MAIN(1.6.0),D,,B,,-\n",
      2
    ),
    ("19A", "STRUCTURE,STRUCTURE_ID,ACTION\ndatastructure,ESTAT:DSD_NA_MAIN(1.6.0),D\n", 1),
  ]

  @Test(arguments: guide.indices)
  func examplesOfTheGuideAreReadAndWrittenWithoutLoss(index: Int) throws {
    let example = Self.guide[index]
    let file = try Fixture.read(example.text)
    #expect(file.errors.isEmpty && file.format == .sdmxCSV2)
    #expect(file.table.rows.count == example.rows, "\(example.name)")
    let again = try Fixture.read(file.table.sdmxCSV())
    #expect(Fixture.bare(again.table) == Fixture.bare(file.table), "\(example.name)")
  }

  @Test func labelsDecimalCommasAndSeparatorsAreUnderstood() throws {
    let file = try Fixture.read(Self.guide[3].text)
    #expect(Fixture.cell(file, 0, "OBS_VALUE") == "12.4")
    #expect(Fixture.cell(file, 0, "DIM_1") == "A")
    #expect(file.table.columns.first { $0.id == "DIM_1" }?.labels == ["A": "Value A"])
    #expect(file.table.structures[0].id == "ESTAT:NA_MAIN(1.6.0)")
    #expect(file.table.structures[0].name == "Principaux agrégats")
    let named = try Fixture.read(Self.guide[4].text)
    #expect(named.table.columns.map(\.id) == ["DIM_1", "DIM_2", "OBS_VALUE", "ATTR_2"])
    #expect(named.table.columns[3].labels == ["Y": "Yes"])
    let all = named.table.sdmxCSV(.two, labels: .name)
    #expect(all.contains("STRUCTURE_NAME") && all.contains(",Y,Yes"))
    #expect(Fixture.bare(try Fixture.read(all).table) == Fixture.bare(named.table))
  }

  @Test func aValueInWordsIsKeptAndSaid() throws {
    let text =
      "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,X:Y(1.0),I,PHL,2015,many\ndataflow,X:Y(1.0),I,PHL,2016,12.5\ndataflow,X:Y(1.0),I,PHL,2017,NaN\n"
    let file = try Fixture.read(text)
    #expect(Fixture.cell(file, 0, "OBS_VALUE") == "many" && Fixture.values(file) == [12.5])
    #expect(file.errors.map(\.line) == [2] && file.errors[0].column == "OBS_VALUE")
    #expect(file.errors[0].reason.contains("«many»"))
    #expect(try Fixture.read(Self.guide[0].text).errors.isEmpty)
  }

  @Test func aValueThatIsThereTwiceIsSaidByItsLine() throws {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n"
    let row = "dataflow,X:Y(1.0),I,PHL,2015,"
    let file = try Fixture.read(head + row + "1\ndataflow,X:Y(1.0),I,PHL,2016,2\n" + row + "3\n")
    #expect(file.errors.map(\.line) == [4] && file.errors[0].reason.contains("line 2"))
    #expect(file.table.rows.count == 3)
    // Another action on the same value is no repetition.
    let replaced = try Fixture.read(head + row + "1\ndataflow,X:Y(1.0),R,PHL,2015,3\n")
    #expect(replaced.errors.isEmpty)
  }

  @Test func firstEditionKeepsStatusAndLabels() throws {
    let text =
      "DATAFLOW,FREQ: Frequency,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE,OBS_STATUS: Status,OBS_COMMENT: Remark\r\nILO:DF_X(1.0),A: Annual,PHL: Philippines,2019,12.5,B: Break,see: note\r\nILO:DF_X(1.0),A: Annual,PHL: Philippines,2020,NaN,O: Missing,\r\n"
    let file = try Fixture.read(text)
    #expect(file.format == .sdmxCSV1)
    let series = file.table.series()
    #expect(series.count == 1 && series[0].place == "PHL" && series[0].structure == "ILO:DF_X(1.0)")
    #expect(
      series[0].observations.map(\.status) == [.breakInSeries, ObservationStatus(rawValue: "O")])
    #expect(series[0].observations[0].value == 12.5 && series[0].observations[1].value == nil)
    #expect(file.table.sdmxCSV(.one) == text)
    let second = try Fixture.read(file.table.sdmxCSV(.two))
    #expect(Fixture.bare(second.table) == Fixture.bare(file.table))
  }

  static let generic = """
    <?xml version="1.0"?><m:GenericData xmlns:m="m" xmlns:g="g" xmlns:c="c"><m:Header><m:ID>1</m:ID><m:Sender id="ECB"/>
    <m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="ECB" id="EXR" version="1.0"/></c:Structure></m:Structure></m:Header>
    <m:DataSet structureRef="S" action="Append"><g:Group type="Sibling"><g:GroupKey><g:Value id="CUR" value="CHF"/></g:GroupKey><g:Attributes><g:Value id="TITLE" value="Franc &amp; more"/></g:Attributes></g:Group>
    <g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/><g:Value id="CUR" value="CHF"/></g:SeriesKey><g:Attributes><g:Value id="DECIMALS" value="4"/></g:Attributes>
    <g:Obs><g:ObsDimension value="2010-08"/><g:ObsValue value="1.3413"/><g:Attributes><g:Value id="OBS_STATUS" value="E"/></g:Attributes></g:Obs>
    <g:Obs><g:ObsDimension value="2010-09"/><g:ObsValue value="1.30"/></g:Obs></g:Series>
    <g:Series><g:SeriesKey><g:Value id="FREQ" value="M"/><g:Value id="CUR" value="GBP"/></g:SeriesKey><g:Obs><g:ObsDimension value="2010-08"/><g:ObsValue value="0.82363"/></g:Obs></g:Series></m:DataSet></m:GenericData>
    """

  static let specific = """
    <m:StructureSpecificData xmlns:m="m" xmlns:d="d" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:Sender id="ECB"/>
    <m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><Structure><Ref agencyID="ECB" id="EXR" version="1.0"/></Structure></m:Structure></m:Header>
    <m:DataSet d:structureRef="S" d:action="Append" x:type="t"><Group x:type="Sibling" CUR="CHF" TITLE="Franc &amp; more"/>
    <Series FREQ="M" CUR="CHF" DECIMALS="4"><Obs TIME_PERIOD="2010-08" OBS_VALUE="1.3413" OBS_STATUS="E"/><Obs TIME_PERIOD="2010-09" OBS_VALUE="1.30"/></Series>
    <Series FREQ="M" CUR="GBP"><Obs TIME_PERIOD="2010-08" OBS_VALUE="0.82363"/></Series></m:DataSet></m:StructureSpecificData>
    """

  @Test func genericAndStructureSpecificSayTheSame() throws {
    let generic = try Fixture.read(Self.generic)
    let specific = try Fixture.read(Self.specific)
    #expect(generic.format == .sdmxML && generic.table.source.producer == "ECB")
    let series = generic.table.series()
    #expect(series.map { $0["CUR"] } == ["CHF", "GBP"])
    #expect(series[0]["TITLE"] == "Franc & more" && series[1]["TITLE"] == nil)
    #expect(series[0].observations.map(\.text) == ["1.3413", "1.30"])
    #expect(series[0].observations[0].status == .estimated)
    #expect(series[0].structure == "ECB:EXR(1.0)")
    #expect(generic.table.rows.allSatisfy { $0.action == "A" })
    func plain(_ series: [Series]) -> [[String]] {
      series.flatMap { one in
        one.observations.map { observation in
          one.key.map(\.value) + one.attributes.map { "\($0.id)=\($0.value)" }.sorted()
            + [observation.time, observation.text, observation.status?.rawValue ?? ""]
        }
      }
    }
    #expect(plain(specific.table.series()) == plain(series))
    for file in [generic, specific] {
      let again = try Fixture.read(file.table.sdmxCSV())
      #expect(Fixture.bare(again.table) == Fixture.bare(file.table))
    }
  }

  @Test func theStructureTellsDimensionsFromAttributes() throws {
    let structure =
      "<S><DataStructureComponents><DimensionList><Dimension id='FREQ'/><Dimension id='TITLE'/><TimeDimension id='TIME_PERIOD'/></DimensionList><AttributeList><Attribute id='CUR'/></AttributeList><MeasureList><PrimaryMeasure id='OBS_VALUE'/></MeasureList></DataStructureComponents></S>"
    let roles = try SDMXStructure.roles(Array(structure.utf8), file: "dsd.xml")
    #expect(roles["CUR"] == .attribute && roles["TITLE"] == .dimension)
    let file = try Fixture.read(Self.specific, roles: roles)
    #expect(file.table.columns.first { $0.id == "CUR" }?.role == .attribute)
    #expect(throws: Table.Error.self) { try SDMXStructure.roles(Array("<a/>".utf8), file: "a") }
  }

  static func json(_ edition: Int) -> String {
    let structure = """
      {"links":[{"rel":"dataflow","urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ECB:EXR(1.0)"}],
      "dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"D","name":"Daily"}]}],
      "series":[{"id":"CUR","values":[{"id":"NZD","name":"New Zealand dollar"},{"id":"RUB","name":"Rouble"}]}],
      "observation":[{"id":"TIME_PERIOD","values":[{"id":"2013-01-18"},{"id":"2013-01-21"}]}]},
      "attributes":{"dataSet":[{"id":"TIME_FORMAT","values":[{"id":"P1D"}]}],"series":[{"id":"TITLE","values":[{"name":"NZ dollar"},{"name":"Rouble"}]}],
      "observation":[{"id":"OBS_STATUS","values":[{"id":"A"},{"id":"E"}]}]}}
      """
    let data =
      #"{"action":"Information","attributes":[0],"series":{"0":{"attributes":[0],"observations":{"0":[1.5931,0],"1":[1.50,1]}},"1":{"attributes":[1],"observations":{"0":[40.3426,0],"1":[null,null]}}}}"#
    return edition == 1
      ? #"{"header":{"sender":{"id":"ECB"}},"structure":\#(structure),"dataSets":[\#(data)]}"#
      : #"{"meta":{"sender":{"id":"ECB"}},"data":{"structures":[\#(structure)],"dataSets":[\#(data)]}}"#
  }

  @Test(arguments: [1, 2]) func jsonOfBothEditions(edition: Int) throws {
    let file = try Fixture.read(Self.json(edition))
    #expect(file.format == (edition == 1 ? .sdmxJSON1 : .sdmxJSON2))
    #expect(file.errors.isEmpty && file.table.rows.count == 4)
    let series = file.table.series()
    #expect(series.map { $0["CUR"] } == ["NZD", "RUB"])
    #expect(series[0].observations.map(\.text) == ["1.5931", "1.50"])
    #expect(series[0].observations.map(\.status) == [.normal, .estimated])
    #expect(series[0]["TITLE"] == "NZ dollar" && series[0]["FREQ"] == "D")
    #expect(series[0].structure == "ECB:EXR(1.0)")
    #expect(file.table.columns.first { $0.id == "CUR" }?.labels["RUB"] == "Rouble")
    let again = try Fixture.read(file.table.sdmxCSV())
    #expect(Fixture.bare(again.table) == Fixture.bare(file.table))
  }

  @Test func jsonOfTheSecondEditionHoldsListsLanguagesAndGroups() throws {
    let text = """
      {"data":{"structures":[{"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"A"}]}],"series":[],
      "observation":[{"id":"REF_AREA","values":[{"id":"KHM"},{"id":"LAO"}]},{"id":"TIME_PERIOD","values":[{"id":"2014"}]}]},
      "measures":{"observation":[{"id":"OBS_VALUE"},{"id":"OBS_COUNT"}]},
      "attributes":{"dataSet":[],"dimensionGroup":[{"id":"SOURCE"},{"id":"SERIES_COMMENT"}],"observation":[{"id":"OBS_STATUS","values":[{"id":"A"}]}]}}],
      "dataSets":[{"structure":0,"observations":{"0:0":[1.5,3,0],"1:0":[2.5,4]},
      "dimensionGroupAttributes":{":0:":[["Census; 2014","Other"],null],":1:":[null,{"en":"A note","fr":"Une note"}]}}]}}
      """
    let file = try Fixture.read(text)
    #expect(file.errors.isEmpty)
    #expect(Fixture.cell(file, 0, "OBS_COUNT") == "3")
    #expect(Fixture.cell(file, 0, "SOURCE") == "\"Census; 2014\";Other")
    #expect(Fixture.cell(file, 1, "SERIES_COMMENT") == "en:A note;fr:Une note")
    #expect(Fixture.cell(file, 1, "SOURCE") == nil)
    let again = try Fixture.read(file.table.sdmxCSV())
    #expect(again.table.columns.first { $0.id == "SERIES_COMMENT" }?.suffix == "[en;fr]")
    #expect(again.table.rows.map(\.cells) == file.table.rows.map(\.cells))
  }

  @Test(arguments: [
    ("STRUCTURE,STRUCTURE_ID\n", "", 0), ("STRUCTURE\n", "no column", 0),
    ("STRUCTURE,STRUCTURE_ID,A,A\nx,y,1,2\n", "twice", 0),
    ("<a>", "cut short", 0), ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document type", 0),
    ("<a/>", "no DataSet", 0), ("{\"a\":1}", "no dataSets", 0), ("{", "not JSON", 0),
    ("[1]", "neither", 0), ("{\"dataSets\":[]}", "structure is missing", 0), ("", "empty", 0),
    ("STRUCTURE,STRUCTURE_ID,A\n\"x", "never closed", 0),
  ])
  func brokenFilesAreRefusedWithTheReason(text: String, reason: String, line: Int) {
    do {
      let file = try Fixture.read(text, file: "bad.csv")
      #expect(reason.isEmpty && file.table.rows.isEmpty)
    } catch {
      #expect("\(error)".contains(reason), "\(error)")
      #expect("\(error)".hasPrefix("bad.csv"))
    }
  }

  @Test func badRowsAreNamedAndTheRestIsRead() throws {
    let file = try Fixture.read(
      "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,A:B(1.0),I,PHL,2019,1\nwater,A:B(1.0),I,PHL,2020,2\ndataflow,,I,PHL,2020,2\ndataflow,A:B(1.0),Q,PHL,2020,2\ndataflow,A:B(1.0),I,PHL,2020,2,3\ndataflow,A:B(1.0),I,PHL,2021,4\n"
    )
    #expect(file.errors.map(\.line) == [3, 4, 5, 6])
    #expect(Fixture.values(file) == [1, 4])
    let json = try Fixture.read(
      Self.json(2).replacing("\"1\":[1.50,1]", with: "\"7\":[1.50,1]").replacing(
        "[40.3426,0]", with: "[40.3426,9]"))
    #expect(json.errors.count == 2 && json.table.rows.count == 3)
  }

  @Test func brokenBytesNeverTrap() throws {
    let reader = try Fixture.reader()
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for text in [Self.generic, Self.specific, Self.json(1), Self.json(2), Self.guide[3].text] {
      let whole = Array(text.utf8)
      for _ in 0..<200 {
        var bytes = whole
        for _ in 0...random(3) {
          let at = random(bytes.count)
          switch random(3) {
          case 0: bytes[at] = UInt8(random(256))
          case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(20)))
          default: bytes = Array(bytes[..<max(1, at)])
          }
          if bytes.isEmpty { bytes = [0x20] }
        }
        if let file = try? reader.read(bytes, file: "x") {
          _ = file.table.series()
          _ = file.table.sdmxCSV(.one)
        }
      }
    }
  }
}
