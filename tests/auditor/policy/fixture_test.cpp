// Every file of tests/fixtures/policy: the good ones load, and the bad ones give exactly the errors that
// their first lines state. policy_schema_test.js holds the JSON Schema to the same files.
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/waiver_parser.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

namespace fs = std::filesystem;

const fs::path fixtures = fs::path(PATROL_SOURCE_DIR) / "tests/fixtures/policy";

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

bool is_policy(const std::string& name) {
  return name.starts_with("policy-");
}

Documents good_policies() {
  std::vector<fs::path> paths;
  for (const std::string& name : names_in(fixtures / "good")) {
    if (is_policy(name)) paths.push_back(fixtures / "good" / (name + ".yaml"));
  }
  return read_documents(paths);
}

std::string load_one(const std::string& name, const std::string& text) {
  const Documents document{{{"f", text}}, {}};
  if (name.starts_with("waivers-")) {
    const auto waivers = load_waiver_documents(document);
    return waivers ? "" : lines(waivers.error());
  }
  const auto loaded = is_policy(name) ? load_documents(document, {}, built_in_catalogue())
                                      : load_documents(good_policies(), document, built_in_catalogue());
  return loaded ? "" : lines(loaded.error());
}

/// `# error: 5:3: …` at the top of a file, as the lines that the errors of a file called `f` give.
std::string stated_errors(const std::string& text) {
  constexpr std::string_view mark = "# error: ";
  std::string stated;
  for (std::size_t start = 0; text.compare(start, 2, "# ") == 0;) {
    const std::size_t end = text.find('\n', start);
    const std::string line = text.substr(start, end - start);
    if (line.starts_with(mark)) stated += "f:" + line.substr(mark.size()) + "\n";
    if (end == std::string::npos) break;
    start = end + 1;
  }
  return stated;
}

class GoodFixture : public testing::TestWithParam<std::string> {};
class BadFixture : public testing::TestWithParam<std::string> {};

TEST_P(GoodFixture, Loads) {
  EXPECT_EQ(load_one(GetParam(), read_source(fixtures / "good" / (GetParam() + ".yaml"))), "");
}

TEST_P(BadFixture, GivesTheErrorsThatItStates) {
  const std::string text = read_source(fixtures / "bad" / (GetParam() + ".yaml"));
  const std::string stated = stated_errors(text);
  EXPECT_NE(stated, "");
  EXPECT_EQ(load_one(GetParam(), text), stated);
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, GoodFixture, testing::ValuesIn(names_in(fixtures / "good")), test_name);
INSTANTIATE_TEST_SUITE_P(Files, BadFixture, testing::ValuesIn(names_in(fixtures / "bad")), test_name);

TEST(Fixtures, ShowNoValueOfAKeyThatCouldHoldASecret) {
  for (const std::string& name : names_in(fixtures / "bad")) {
    const std::string text = read_source(fixtures / "bad" / (name + ".yaml"));
    EXPECT_EQ(load_one(name, text).find("not-shown"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace patrol
