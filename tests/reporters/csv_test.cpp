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
  ASSERT_EQ(records.size(), audit.findings.size() + 1);
  for (const auto& record : records) EXPECT_EQ(record.size(), records[0].size());
  EXPECT_EQ(records[0][0], "integration");
  EXPECT_EQ(records[1][0], "flow-admin");
  EXPECT_EQ(records[1][6], "fail");
}

TEST(Csv, HoldsNoFormula) {
  for (const auto& record : read_csv(rendered("csv", hostile_audit()))) {
    for (const std::string& field : record) {
      if (field.empty()) continue;
      EXPECT_EQ(std::string_view("=+-@\t\r\n").find(field.front()), std::string_view::npos) << field;
    }
  }
}

TEST(Csv, SaysWhatChangedSinceTheBaseline) {
  const Records records = read_csv(rendered("csv", compared_audit()));
  ASSERT_EQ(records[0][19], "since");
  EXPECT_EQ(records[1][19], "worse");
  EXPECT_EQ(records[1][20], "2026-11-23T09:00:00Z");
  EXPECT_EQ(read_csv(rendered("csv", sample_audit()))[1][19], "");
}

}  // namespace
}  // namespace patrol
