#include "auditor/cli/credentials.h"

#include "tests/auditor/cli/problems.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

namespace patrol::cli {
namespace {

using azdo::Credential;

Environment environment_of(const std::map<std::string, std::string>& values) {
  Environment environment;
  for (const auto& [name, value] : values) {
    const bool is_plain = name == "AZURE_TENANT_ID" || name == "AZURE_CLIENT_ID";
    if (name == "PATH") {
      environment.path = value;
    } else if (is_plain) {
      environment.azure.emplace(name, value);
    } else {
      environment.secrets.emplace(name, Secret(value));
    }
  }
  return environment;
}

std::string text_of(const Credential& credential) {
  return (credential.kind == Credential::Kind::pat ? "pat:" : "bearer:") +
         std::string(credential.secret.reveal());
}

std::string text_of(const GeneralCredential& general) {
  if (const auto* const fixed = std::get_if<Credential>(&general.way)) return text_of(*fixed);
  if (const auto* const az = std::get_if<AzLogin>(&general.way))
    return "az:" + az->program + ":" + az->tenant;
  const auto& principal = std::get<azdo::ClientCredentials>(general.way);
  return "principal:" + principal.tenant + "/" + principal.client_id;
}

/// What each organization gets, as `pat:value` or `bearer:value`, or why it gets nothing; the errors where
/// there are some.
std::vector<std::string> chosen(const std::map<std::string, std::string>& values,
                                const std::vector<std::string>& organizations,
                                const std::optional<std::string>& token_file = std::nullopt) {
  const auto credentials = choose_credentials(environment_of(values), token_file, organizations);
  std::vector<std::string> texts = problems_of(credentials);
  if (!credentials) return texts;
  const Credentials& all = credentials.value();
  for (const std::string& organization : organizations) {
    if (const auto own = all.own.find(organization); own != all.own.end()) {
      texts.push_back(text_of(own->second));
    } else if (const auto none = all.unreachable.find(organization); none != all.unreachable.end()) {
      texts.push_back(none->second);
    } else {
      texts.push_back(text_of(*all.general));
    }
  }
  return texts;
}

constexpr const char* client = "11111111-2222-3333-4444-555555555555";

TEST(TokenVariable, IsTheOrganizationInUpperCaseWithUnderscores) {
  EXPECT_EQ(token_variable_of("contoso"), "PATROL_TOKEN_CONTOSO");
  EXPECT_EQ(token_variable_of("Contoso-eu.2"), "PATROL_TOKEN_CONTOSO_EU_2");
}

TEST(Credentials, AskMicrosoftGraphOnlyWithATokenForIt) {
  const std::vector<std::string> organizations{"contoso"};
  const auto graph_of = [&](const std::map<std::string, std::string>& values) {
    const auto credentials = choose_credentials(environment_of(values), std::nullopt, organizations);
    EXPECT_TRUE(credentials);
    return credentials.value().graph ? text_of(*credentials.value().graph) : "none";
  };
  EXPECT_EQ(graph_of({{"PATROL_BEARER", "abc"}}), "none");
  EXPECT_EQ(graph_of({{"PATROL_TOKEN", "abc"}, {"PATROL_GRAPH_BEARER", ""}}), "none");
  EXPECT_EQ(graph_of({{"PATROL_TOKEN", "abc"}, {"PATROL_GRAPH_BEARER", "xyz\n"}}), "bearer:xyz");
  EXPECT_EQ(
      graph_of({{"AZURE_TENANT_ID", client}, {"AZURE_CLIENT_ID", client}, {"AZURE_CLIENT_SECRET", "s"}}),
      "none");
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "abc"}, {"PATROL_GRAPH_BEARER", "$(Graph)"}}, {"contoso"}),
            Problems{"PATROL_GRAPH_BEARER: holds the name of a variable that nobody replaced by its value"});
}

TEST(Credentials, ComeFromTheEnvironment) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "abc"}}, {"contoso"}), Problems{"pat:abc"});
  EXPECT_EQ(chosen({{"PATROL_BEARER", "abc"}}, {"contoso"}), Problems{"bearer:abc"});
}

TEST(Credentials, OfOneOrganizationComeFirst) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "general"}, {"PATROL_TOKEN_FABRIKAM", "own"}}, {"contoso", "Fabrikam"}),
            (Problems{"pat:general", "pat:own"}));
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

TEST(Credentials, OfOneOrganizationAreOfEntraWhereTheyLookSo) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN_CONTOSO", "eyJhbGciOi.eyJhdWQi.c2ln\n"}, {"PATROL_TOKEN_FABRIKAM", "pat"}},
                   {"contoso", "fabrikam"}),
            (Problems{"bearer:eyJhbGciOi.eyJhdWQi.c2ln", "pat:pat"}));
}

TEST(Credentials, OfTwoKindsAreNotGuessedBetween) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "a"}, {"PATROL_BEARER", "b"}}, {"contoso"}),
            Problems{"PATROL_TOKEN and PATROL_BEARER are both set: unset the one that is not meant"});
  EXPECT_EQ(chosen({{"PATROL_TOKEN", "a"}, {"PATROL_BEARER", ""}}, {"contoso"}), Problems{"pat:a"});
}

TEST(Credentials, OfTheServicePrincipalComeAfterThoseOfPatrol) {
  std::map<std::string, std::string> values{{"AZURE_TENANT_ID", "contoso.com"},
                                            {"AZURE_CLIENT_ID", client},
                                            {"AZURE_CLIENT_SECRET", "x"},
                                            {"SYSTEM_ACCESSTOKEN", "job"},
                                            {"PATROL_TOKEN", "abc"}};
  EXPECT_EQ(chosen(values, {"contoso"}), Problems{"pat:abc"});
  values.erase("PATROL_TOKEN");
  EXPECT_EQ(chosen(values, {"contoso"}), Problems{std::string("principal:contoso.com/") + client});
  values.erase("AZURE_CLIENT_SECRET");
  EXPECT_EQ(chosen(values, {"contoso"}), Problems{"bearer:job"});
}

TEST(Credentials, OfAHalfNamedServicePrincipalAreNotPassedOver) {
  EXPECT_EQ(chosen({{"AZURE_CLIENT_SECRET", "hunter2"}, {"SYSTEM_ACCESSTOKEN", "job"}}, {"contoso"}),
            Problems{"AZURE_TENANT_ID: is not set, and AZURE_CLIENT_SECRET is of no use without it"});
}

TEST(Credentials, OfAzComeLast) {
  const ScratchFolder folder;
  const std::string az = folder.file("az", "#!/bin/sh\n");
  std::filesystem::permissions(az, std::filesystem::perms::owner_all);
  const std::string path = std::filesystem::path(az).parent_path();
  EXPECT_EQ(chosen({{"PATH", path}}, {"contoso"}), Problems{"az:" + az + ":"});
  EXPECT_EQ(chosen({{"PATH", path}, {"AZURE_TENANT_ID", "contoso.com"}}, {"contoso"}),
            Problems{"az:" + az + ":contoso.com"});
  EXPECT_EQ(chosen({{"PATH", path}, {"AZURE_TENANT_ID", "--help"}}, {"contoso"}),
            Problems{"AZURE_TENANT_ID: has to be the id of a tenant, or a domain of it"});
  EXPECT_EQ(chosen({{"PATH", path}, {"SYSTEM_ACCESSTOKEN", "job"}}, {"contoso"}), Problems{"bearer:job"});
}

TEST(Credentials, ThatAreEmptyDoNotMakeAnotherIdentitySignIn) {
  EXPECT_EQ(chosen({{"PATROL_TOKEN", ""}, {"SYSTEM_ACCESSTOKEN", "job"}}, {"contoso"}),
            Problems{"PATROL_TOKEN: is set but empty: it has to hold the credential"});
  const std::map<std::string, std::string> empty_secret{{"AZURE_TENANT_ID", "contoso.com"},
                                                        {"AZURE_CLIENT_ID", client},
                                                        {"AZURE_CLIENT_SECRET", ""},
                                                        {"SYSTEM_ACCESSTOKEN", "job"}};
  EXPECT_EQ(chosen(empty_secret, {"contoso"}),
            Problems{"AZURE_CLIENT_SECRET: is set but empty: it has to hold the secret, or to be unset"});
  EXPECT_EQ(
      chosen({{"PATROL_TOKEN", "general"}, {"PATROL_TOKEN_FABRIKAM", " "}}, {"contoso", "fabrikam"}),
      (Problems{"pat:general",
                "PATROL_TOKEN_FABRIKAM: is set but empty: it has to hold the credential, or to be unset"}));
}

const std::string none_for_fabrikam =
    "no credential for the organization `fabrikam`: set PATROL_TOKEN to a personal access token, "
    "PATROL_BEARER to a token of Entra, or give --token-file; PATROL_TOKEN_FABRIKAM holds one for this "
    "organization alone; further ways are told by `patrol audit --help`";

TEST(Credentials, ThatAreMissingForOneOrganizationDoNotStopTheOthers) {
  EXPECT_EQ(
      chosen({{"PATROL_TOKEN_CONTOSO", "a"}, {"PATROL_TOKEN_ADATUM", "$(Secret)"}},
             {"contoso", "fabrikam", "adatum"}),
      (Problems{"pat:a", none_for_fabrikam,
                "PATROL_TOKEN_ADATUM: holds the name of a variable that nobody replaced by its value"}));
}

TEST(Credentials, ThatAreMissingForAllAreAnError) {
  const Environment nothing;
  const std::vector<std::string> organizations{"fabrikam", "adatum"};
  const Problems problems = problems_of(choose_credentials(nothing, std::nullopt, organizations));
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0], none_for_fabrikam);
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

TEST(Credentials, SayWhichAreNoPersonalAccessToken) {
  const auto other = [](const std::map<std::string, std::string>& values, const std::string& organization) {
    const auto credentials =
        choose_credentials(environment_of(values), std::nullopt, std::vector{organization});
    return other_than_pat(credentials.value(), organization).value_or("a token");
  };
  EXPECT_EQ(other({{"PATROL_TOKEN", "a"}}, "contoso"), "a token");
  EXPECT_EQ(other({{"PATROL_BEARER", "a"}}, "contoso"), "PATROL_BEARER");
  EXPECT_EQ(other({{"SYSTEM_ACCESSTOKEN", "a"}}, "contoso"), "SYSTEM_ACCESSTOKEN");
  EXPECT_EQ(other({{"PATROL_BEARER", "a"}, {"PATROL_TOKEN_CONTOSO", "b"}}, "contoso"), "a token");
  EXPECT_EQ(other({{"PATROL_TOKEN", "a"}, {"PATROL_TOKEN_CONTOSO", "eyJ.b.c"}}, "contoso"),
            "PATROL_TOKEN_CONTOSO");
}

}  // namespace
}  // namespace patrol::cli
