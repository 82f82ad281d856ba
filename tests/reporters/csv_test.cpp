#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using Records = std::vector<std::vector<std::string>>;

/// A plain reader of RFC 4180, for files in which every field is quoted.
Records read_csv(std::string_view text) {
  Records records{{}};
  while (!text.empty()) {
    EXPECT_EQ(text.front(), '"');
    std::string field;
    std::size_t i = 1;
    for (; i < text.size() && (text[i] != '"' || text.substr(i, 2) == "\"\""); ++i) {
      if (text[i] == '"') ++i;
      field += text[i];
    }
    records.back().push_back(field);
    text.remove_prefix(i + 1);
    if (text.starts_with("\r\n")) {
      records.emplace_back();
      text.remove_prefix(2);
    } else if (text.starts_with(",")) {
      text.remove_prefix(1);
    }
  }
  records.pop_back();
  return records;
}

TEST(Csv, HasARecordForEachFindingBelowTheNames) {
  const Audit audit = hostile_audit();
  const Records records = read_csv(rendered("csv", audit));
  ASSERT_EQ(records.size(), audit.findings.size() + audit.baseline->gone.size() + 1);
  for (const auto& record : records) EXPECT_EQ(record.size(), records[0].size());
  EXPECT_EQ(records[0][0], "integration");
  EXPECT_EQ(records[1][0], "flow-admin");
  EXPECT_EQ(records[1][6], "fail");
}

/// The message of the one finding of an audit, as the file has it.
std::string message_of(std::string_view message) {
  Audit audit = sample_audit();
  audit.findings = {audit.findings[0]};
  audit.findings[0].message = message;
  return read_csv(rendered("csv", audit))[1][9];
}

TEST(Csv, HoldsNoFormula) {
  for (const char* sign : {"=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"}) {
    EXPECT_EQ(message_of(sign + std::string("1+1")), "'" + std::string(sign) + "1+1");
  }
  EXPECT_EQ(message_of("1=1"), "1=1");
}

TEST(Csv, HoldsNoFormulaBehindWhatIsTakenOffACell) {
  for (const char* space : {" ", "\t", "\n", "\"", "\u00A0", "\u3000", " \u2003 \""}) {
    const std::string message = message_of(space + std::string("=1"));
    EXPECT_TRUE(message.starts_with('\'')) << message;
  }
}

TEST(Csv, HoldsNoFormulaWhereAnotherSignSeparates) {
  EXPECT_EQ(message_of("a;=1; +2;3"), "a;'=1;' +2;3");
  EXPECT_EQ(message_of("a\t=1\n@2"), "a\t'=1\n'@2");
  EXPECT_EQ(message_of("a;\"=1"), "a;'\"=1");
  EXPECT_EQ(message_of("a, =1"), "a, =1") << "commas are where the field's quotes mean something";
}

TEST(Csv, SaysWhatChangedSinceTheBaseline) {
  const Records records = read_csv(rendered("csv", compared_audit()));
  ASSERT_EQ(records[0][19], "since");
  EXPECT_EQ(records[1][19], "worse");
  EXPECT_EQ(records[1][20], "2026-11-23T09:00:00Z");
  EXPECT_EQ(read_csv(rendered("csv", sample_audit()))[1][19], "");
}

TEST(Csv, HasALineForWhatIsGone) {
  const Audit audit = compared_audit();
  const Records records = read_csv(rendered("csv", audit));
  ASSERT_EQ(records.size(), audit.findings.size() + 2);
  const auto& gone = records.back();
  EXPECT_EQ(gone[0], "flow-pilot");
  EXPECT_EQ(gone[6], "") << "it has no verdict any more";
  EXPECT_EQ(gone[9], "told no more: was fail");
  EXPECT_EQ(gone[19], "gone");
  EXPECT_EQ(gone[20], "2026-10-05T06:00:00Z");
}

}  // namespace
}  // namespace patrol
