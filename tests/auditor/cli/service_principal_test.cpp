#include "auditor/cli/service_principal.h"

#include "tests/auditor/store/scratch_folder.h"
#include "tests/support/key_pair.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::cli {
namespace {

using testing::HasSubstr;

constexpr const char* client = "11111111-2222-3333-4444-555555555555";

/// The variables of a tenant and client, with more.
Environment environment_of(const std::map<std::string, std::string>& more) {
  Environment environment;
  environment.azure = {{"AZURE_TENANT_ID", "contoso.com"}, {"AZURE_CLIENT_ID", client}};
  for (const auto& [name, value] : more) {
    if (name == "AZURE_CLIENT_SECRET" || name == "AZURE_CLIENT_CERTIFICATE_PASSWORD") {
      environment.secrets.insert_or_assign(name, Secret(value));
    } else {
      environment.azure.insert_or_assign(name, value);
    }
  }
  return environment;
}

std::string problem_of(const Environment& environment) {
  const auto found = find_service_principal(environment);
  return found ? "" : to_string(found.error());
}

TEST(ServicePrincipal, IsNotThereWithoutAProof) {
  const auto found = find_service_principal(environment_of({}));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found.value());
}

TEST(ServicePrincipal, IsNotPassedOverForAnEmptySecret) {
  EXPECT_EQ(problem_of(environment_of({{"AZURE_CLIENT_SECRET", ""}})),
            "AZURE_CLIENT_SECRET: is set but empty: it has to hold the secret, or to be unset");
  const ScratchFolder folder;
  EXPECT_EQ(problem_of(environment_of(
                {{"AZURE_CLIENT_SECRET", ""}, {"AZURE_FEDERATED_TOKEN_FILE", folder.file("token", "t")}})),
            "");
}

TEST(ServicePrincipal, HasASecret) {
  const auto found = find_service_principal(environment_of({{"AZURE_CLIENT_SECRET", "hunter2"}}));
  ASSERT_TRUE(found && found.value());
  const NamedPrincipal& named = *found.value();
  EXPECT_EQ(named.proof, "AZURE_CLIENT_SECRET");
  EXPECT_EQ(named.principal.tenant, "contoso.com");
  EXPECT_EQ(named.principal.client_id, client);
  EXPECT_EQ(named.principal.authority, "login.microsoftonline.com");
  EXPECT_EQ(std::get<Secret>(named.principal.proof).reveal(), "hunter2");
}

TEST(ServicePrincipal, HasACertificate) {
  const KeyPair pair;
  const ScratchFolder folder;
  const std::string file = folder.file("sp.pfx", pair.pkcs12("hunter2!"));
  const auto with = [&](const std::string& password) {
    return environment_of(
        {{"AZURE_CLIENT_CERTIFICATE_PATH", file}, {"AZURE_CLIENT_CERTIFICATE_PASSWORD", password}});
  };
  EXPECT_EQ(problem_of(with("hunter2!")), "");
  const auto assertion_size = [&](const std::string& sends_chain) {
    Environment environment = with("hunter2!");
    environment.azure.insert_or_assign("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", sends_chain);
    const auto found = find_service_principal(environment).value();
    return std::get<azdo::ClientCertificate>(found->principal.proof).sign({}).reveal().size();
  };
  const std::size_t with_chain = assertion_size("false") + pair.certificate_base64().size();
  for (const std::string on : {"true", "True", "1"}) EXPECT_GT(assertion_size(on), with_chain);
  EXPECT_THAT(problem_of(with("hunter3!")), HasSubstr(file + ": no private key can be read"));
  EXPECT_THAT(problem_of(environment_of({{"AZURE_CLIENT_CERTIFICATE_PATH", "/nonexistent.pem"}})),
              HasSubstr("/nonexistent.pem: can not be read"));
}

TEST(ServicePrincipal, HasAFederatedTokenThatIsReadAnew) {
  const ScratchFolder folder;
  const std::string file = folder.file("token", "first\n");
  const auto found = find_service_principal(environment_of({{"AZURE_FEDERATED_TOKEN_FILE", file}}));
  ASSERT_TRUE(found && found.value());
  const auto& token = std::get<azdo::FederatedToken>(found.value()->principal.proof);
  folder.file("token", "second\n");
  EXPECT_EQ(token().value().reveal(), "second");
  folder.file("token", "\n");
  EXPECT_THAT(problem_of(environment_of({{"AZURE_FEDERATED_TOKEN_FILE", file}})), HasSubstr("is empty"));
}

TEST(ServicePrincipal, WithTwoProofsIsNotGuessed) {
  EXPECT_EQ(problem_of(environment_of({{"AZURE_CLIENT_SECRET", "x"}, {"AZURE_FEDERATED_TOKEN_FILE", "y"}})),
            "AZURE_CLIENT_SECRET and AZURE_FEDERATED_TOKEN_FILE are set together: unset what is not meant");
}

TEST(ServicePrincipal, NeedsTenantAndClient) {
  const auto problem = [](const std::string& name, const std::string& value) {
    Environment environment = environment_of({{"AZURE_CLIENT_SECRET", "hunter2"}});
    environment.azure.erase(name);
    if (!value.empty()) environment.azure.emplace(name, value);
    return problem_of(environment);
  };
  EXPECT_THAT(problem("AZURE_TENANT_ID", ""), HasSubstr("AZURE_TENANT_ID: is not set"));
  EXPECT_THAT(problem("AZURE_CLIENT_ID", ""), HasSubstr("AZURE_CLIENT_ID: is not set"));
  EXPECT_THAT(problem("AZURE_TENANT_ID", "a/../b"), HasSubstr("the id of a tenant"));
  EXPECT_THAT(problem("AZURE_CLIENT_ID", "my app"), HasSubstr("the id of an application"));
}

TEST(ServicePrincipal, MaySignInElsewhere) {
  const auto authority = [](const std::string& value) {
    const auto found = find_service_principal(
        environment_of({{"AZURE_CLIENT_SECRET", "x"}, {"AZURE_AUTHORITY_HOST", value}}));
    return found ? found.value()->principal.authority : to_string(found.error());
  };
  EXPECT_EQ(authority("https://login.microsoftonline.us/"), "login.microsoftonline.us");
  for (const std::string bad :
       {"login.microsoftonline.us", "http://127.0.0.1", "https://a/b", "https://u:p@a"}) {
    EXPECT_THAT(authority(bad), HasSubstr("AZURE_AUTHORITY_HOST: has to be an address")) << bad;
  }
}

}  // namespace
}  // namespace patrol::cli
