#include "auditor/cli/report_files.h"

#include <gtest/gtest.h>

#include <sstream>

namespace patrol::cli {
namespace {

void render_nothing(const Audit&, std::ostream&) {}

std::vector<ReportPart> three_parts(const Audit&) {
  const auto text = [](std::string words) { return [words](std::ostream& out) { out << words; }; };
  return {{"a", text("1")}, {"b", text("2")}, {"c", text("3")}};
}

std::vector<std::string> paths_of(const Reporter& reporter, const std::string& path) {
  std::vector<std::string> paths;
  for (const ReportFile& file : report_files({}, {&reporter, path})) paths.push_back(file.path);
  return paths;
}

TEST(ReportFiles, AreOneWhereTheFormatHasNoParts) {
  const Reporter one{"one", "", render_nothing};
  EXPECT_EQ(paths_of(one, "out/a.xml"), std::vector<std::string>{"out/a.xml"});
}

TEST(ReportFiles, AreNumberedFromTheSecondOn) {
  const Reporter numbered{"numbered", "", render_nothing, three_parts};
  EXPECT_EQ(paths_of(numbered, "out/a.b.xml"),
            (std::vector<std::string>{"out/a.b.xml", "out/a.b-2.xml", "out/a.b-3.xml"}));
  EXPECT_EQ(paths_of(numbered, "audit"), (std::vector<std::string>{"audit", "audit-2", "audit-3"}));
}

TEST(ReportFiles, StandInTheFolderUnderTheirOwnNames) {
  const Reporter folder{"folder", "", render_nothing, three_parts, true};
  EXPECT_EQ(paths_of(folder, "site/"), (std::vector<std::string>{"site/a", "site/b", "site/c"}));
  std::ostringstream out;
  report_files({}, {&folder, "site"})[2].write(out);
  EXPECT_EQ(out.str(), "3");
}

}  // namespace
}  // namespace patrol::cli
