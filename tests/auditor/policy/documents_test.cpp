#include "auditor/policy/documents.h"

#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace patrol {
namespace {

std::vector<std::string> names(const Documents& documents) {
  std::vector<std::string> list;
  for (const Document& document : documents.read) list.push_back(document.name);
  return list;
}

using Names = std::vector<std::string>;

TEST(ReadDocuments, ReadsYamlBelowFoldersSortedByName) {
  const TemporaryFolder folder;
  folder.write("p/b.yml", "b");
  folder.write("p/a.yaml", "a");
  folder.write("p/deeper/c.yaml", "c");
  folder.write("p/schema.json", "{}");
  folder.write("p/.hidden.yaml", "x");
  folder.write("p/.git/d.yaml", "x");
  const CurrentFolder here(folder.path());
  const Documents documents = read_documents({"p"});
  EXPECT_EQ(lines(documents.errors), "");
  EXPECT_EQ(documents.read,
            (std::vector<Document>{{"p/a.yaml", "a"}, {"p/b.yml", "b"}, {"p/deeper/c.yaml", "c"}}));
}

TEST(ReadDocuments, PassesOverNoYamlForTheLettersOfItsName) {
  const TemporaryFolder folder;
  folder.write("p/FLOW.YAML", "a");
  folder.write("p/Snyk.Yml", "b");
  folder.write("p/FLOW.Tests.YAML", "c");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(names(read_documents({"p"})), (Names{"p/FLOW.YAML", "p/Snyk.Yml"}));
  EXPECT_EQ(names(read_documents({"p"}, DocumentKind::cases)), Names{"p/FLOW.Tests.YAML"});
}

TEST(ReadDocuments, TakesAFileOfAnyName) {
  const TemporaryFolder folder;
  folder.write("policy.txt", "x");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(names(read_documents({"policy.txt"})), Names{"policy.txt"});
}

TEST(ReadDocuments, ShowsNamesThatAreNeverAbsoluteAndNeverClimb) {
  const TemporaryFolder folder;
  folder.write("work/here/x.yaml", "x");
  folder.write("else/deep/y.yaml", "y");
  const CurrentFolder here(folder.path() / "work");
  EXPECT_EQ(names(read_documents({folder.path() / "work/here"})), Names{"here/x.yaml"});
  EXPECT_EQ(names(read_documents({"./here/../here/"})), Names{"here/x.yaml"});
  EXPECT_EQ(names(read_documents({"../else"})), Names{"deep/y.yaml"});
  EXPECT_EQ(names(read_documents({folder.path() / "else/deep/y.yaml"})), Names{"y.yaml"});
  EXPECT_EQ(names(read_documents({"."})), Names{"here/x.yaml"});
}

TEST(ReadDocuments, ReadsOnceWhatIsReachedTwice) {
  const TemporaryFolder folder;
  folder.write("p/a.yaml", "a");
  std::filesystem::create_symlink("a.yaml", folder.path() / "p/b.yaml");
  const CurrentFolder here(folder.path());
  const Documents documents = read_documents({"p", "p/a.yaml", folder.path() / "p"});
  EXPECT_EQ(names(documents), Names{"p/a.yaml"});
  EXPECT_EQ(lines(documents.errors), "");
}

TEST(ReadDocuments, FollowsLinksButNotInACircle) {
  const TemporaryFolder folder;
  folder.write("p/a.yaml", "a");
  folder.write("other/b.yaml", "b");
  std::filesystem::create_directory_symlink("..", folder.path() / "p/up");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(names(read_documents({"p"})), (Names{"p/a.yaml", "p/up/other/b.yaml"}));
}

TEST(ReadDocuments, TellsWhatGivesNothing) {
  const TemporaryFolder folder;
  folder.write("empty/readme.txt", "x");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(lines(read_documents({"nowhere", "empty", "../nowhere.yaml"}).errors),
            "empty: no `*.yaml` or `*.yml` file is below this folder; check the path\n"
            "nowhere: there is no such file or folder; check the path\n"
            "nowhere.yaml: there is no such file or folder; check the path\n");
}

TEST(ReadDocuments, TellsAnEmptyFolderBesideOtherErrors) {
  const TemporaryFolder folder;
  folder.write("empty/readme.txt", "x");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(read_documents({"nowhere", "empty"}).errors.size(), 2U);
}

TEST(ReadDocuments, RefusesWhatIsNoRegularFile) {
  const TemporaryFolder folder;
  folder.write("p/a.yaml", "a");
  ASSERT_EQ(mkfifo((folder.path() / "p/pipe.yaml").c_str(), 0600), 0);
  std::filesystem::create_symlink("gone", folder.path() / "p/broken.yaml");
  const CurrentFolder here(folder.path());
  EXPECT_EQ(lines(read_documents({"p"}).errors),
            "p/broken.yaml: this file can not be read; check the link and its permissions\n"
            "p/pipe.yaml: this is no regular file; give a file or a folder\n");
}

TEST(ReadDocuments, ReadsOfALargeFileNoMoreThanShowsThatItIs) {
  const TemporaryFolder folder;
  folder.write("a.yaml", std::string(3 * 1024 * 1024, 'x'));
  const CurrentFolder here(folder.path());
  EXPECT_EQ(read_documents({"a.yaml"}).read.at(0).text.size(), 1024U * 1024U + 1U);
}

}  // namespace
}  // namespace patrol
