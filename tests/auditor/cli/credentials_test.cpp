#include "auditor/cli/credentials.h"

#include "tests/auditor/cli/problems.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

using azdo::Credential;

SecretVariables variables(const std::map<std::string, std::string>& values) {
  SecretVariables secrets;
  for (const auto& [name, value] : values) secrets.emplace(name, Secret(value));
  return secrets;
}

/// What each organization gets, as `pat:value` or `bearer:value`; the errors where there are some.
std::vector<std::string> chosen(const std::map<std::string, std::string>& values,
                                const std::vector<std::string>& organizations,
                                const std::optional<std::string>& token_file = std::nullopt) {
  const auto credentials = choose_credentials(variables(values), token_file, organizations);
  std::vector<std::string> texts = problems_of(credentials);
  if (!credentials) return texts;
  for (const auto& [organization, credential] : credentials.value()) {
    const std::string kind = credential.kind == Credential::Kind::pat ? "pat:" : "bearer:";
    texts.push_back(kind + std::string(credential.secret.reveal()));
  }
  return texts;
}

TEST(TokenVariable, IsTheOrganizationInUpperCaseWithUnderscores) {
  EXPECT_EQ(token_variable_of("contoso"), "PATROL_TOKEN_CONTOSO");
  EXPECT_EQ(token_variable_of("Contoso-eu.2"), "PATROL_TOKEN_CONTOSO_EU_2");
}

TEST(Credentials, ComeFromTheEnvironment) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "abc"}}, {"contoso"}), Problems{"pat:abc"});
  EXPECT_EQ(chosen({{"PATROL_BEARER", "abc"}}, {"contoso"}), Problems{"bearer:abc"});
}

TEST(Credentials, OfOneOrganizationComeFirst) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "general"}, {"PATROL_TOKEN_FABRIKAM", "own"}}, {"contoso", "Fabrikam"}),
            (Problems{"pat:own", "pat:general"}));  // in the order of the names: Fabrikam, contoso
}

TEST(Credentials, OfAFileComeBeforeTheEnvironment) {
  const ScratchFolder folder;
  const std::string file = folder.file("token", "  from-file\r\n\n");
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "a"}, {"PATROL_BEARER", "b"}}, {"contoso"}, file),
            Problems{"pat:from-file"});
}

TEST(Credentials, OfAFileAreOfEntraWhereTheyLookSo) {
  const ScratchFolder folder;
  EXPECT_EQ(chosen({}, {"contoso"}, folder.file("token", "eyJhbGciOi.eyJhdWQi.c2ln\n")),
            Problems{"bearer:eyJhbGciOi.eyJhdWQi.c2ln"});
}

TEST(Credentials, OfTwoKindsAreNotGuessedBetween) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "a"}, {"PATROL_BEARER", "b"}}, {"contoso"}),
            Problems{"PATROL_TOKEN and PATROL_BEARER are both set: unset the one that is not meant"});
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "a"}, {"PATROL_BEARER", ""}}, {"contoso"}), Problems{"pat:a"});
}

TEST(Credentials, ThatAreMissingAreToldForEachOrganization) {
  const Problems problems = chosen({{"PATROL_TOKEN_CONTOSO", "a"}}, {"contoso", "fabrikam", "adatum"});
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(
      problems[0],
      "no credential for the organization `fabrikam`: set PATROL_TOKEN to a personal access token, "
      "PATROL_BEARER to a token of Entra, or give --token-file; PATROL_TOKEN_FABRIKAM holds one for this "
      "organization alone");
}

TEST(Credentials, ThatAreEmptyAreToldByTheirVariable) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", " \n"}}, {"contoso"}),
            Problems{"PATROL_TOKEN: is set but empty: it has to hold the credential"});
}

TEST(Credentials, ThatCanNotBeSentAreRefusedWithoutBeingShown) {
  const std::string_view refused =
      "PATROL_TOKEN: holds white space, control characters or letters beyond ASCII: a credential is one "
      "word, "
      "without quotes or a prefix";
  for (const std::string value : {"hunter2\nX-Evil: yes", "Bearer hunter2", "hunter2\x01", "hünter2"}) {
    EXPECT_EQ(chosen({{"PATROL_TOKEN", value}}, {"contoso"}), Problems{std::string(refused)});
  }
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "$(PatrolToken)"}}, {"contoso"}),
            Problems{"PATROL_TOKEN: holds the name of a variable that nobody replaced by its value"});
}

TEST(Credentials, InAFileAreCheckedAlike) {
  const ScratchFolder folder;
  const std::string empty = folder.file("empty", "\n");
  EXPECT_EQ(chosen({}, {"contoso"}, empty),
            Problems{empty + ": is empty: it has to hold the credential of the auditor"});
  const std::string two = folder.file("two", "hunter2\nhunter3\n");
  const Problems problems = chosen({}, {"contoso"}, two);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].find("hunter"), std::string::npos);
  EXPECT_EQ(chosen({}, {"contoso"}, folder / "none"),
            Problems{(folder / "none") + ": can not be read: No such file or directory"});
  EXPECT_EQ(chosen({}, {"contoso"}, folder.file("huge", std::string(100'000, 'x'))),
            Problems{(folder / "huge") + ": is larger than 65536 bytes"});
}

}  // namespace
}  // namespace patrol::cli
