#include "examples/emulator/token_endpoint.h"

#include "examples/emulator/ids.h"
#include "tests/examples/emulator/sample.h"
#include "tests/support/key_pair.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>

namespace patrol::emulator {
namespace {

using Json = nlohmann::json;

const Time moment = *parse_time("2026-11-23T09:00:00Z");
const std::string tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const std::string client = "11111111-2222-3333-4444-555555555555";
const std::string scope = "499b84ac-1321-427f-aa17-267ca6975798%2F.default";
const std::string jwt_bearer = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

std::string indented(const std::string& lines) {
  std::string text = "      ";
  for (const char c : lines) {
    text += c;
    if (c == '\n') text += "      ";
  }
  return text + "\n";
}

/// An organization with one application that signs in in each way.
struct Entra {
  KeyPair pair;
  std::vector<Organization> organizations{organization_of(
      "organization: sample\ntenant: " + tenant +
      "\nusers:\n  - {account: auditor, kind: service-principal, application_id: " + client +
      "}\ngroups:\n  Project Collection Administrators: [auditor]\napplications:\n  - owner: auditor\n"
      "    secret: s3cret\n    federated_token: fed\n    expires_in: 60\n    uses: 3\n    certificate: |\n" +
      indented(pair.certificate_pem()))};
  TokenEndpoint endpoint{organizations};

  Response post(const std::string& body, const std::string& where = tenant) {
    Request request = make_request("POST", "/login.microsoftonline.com/" + where + "/oauth2/v2.0/token");
    request.body = body;
    EXPECT_TRUE(TokenEndpoint::is_for(request));
    return endpoint.answer(request, moment);
  }
  static std::string form(const std::string& proof, const std::string& who = client) {
    return "client_id=" + who + "&scope=" + scope + "&grant_type=client_credentials&" + proof;
  }
  /// The number of the error; 0: a bearer.
  int code(const std::string& body, const std::string& where = tenant) {
    const Json answer = Json::parse(post(body, where).body);
    return answer.contains("error_codes") ? answer["error_codes"][0].get<int>() : 0;
  }
  std::string bearer() { return Json::parse(post(form("client_secret=s3cret")).body)["access_token"]; }

  /// A sound assertion but for these claims.
  std::string assertion(const Json& other = Json::object()) {
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    Json claims{{"aud", "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"},
                {"iss", client},
                {"sub", client},
                {"jti", "1"},
                {"nbf", now},
                {"exp", now + 600}};
    claims.update(other);
    const Json header{{"alg", "PS256"}, {"typ", "JWT"}, {"x5t#S256", base64url(pair.thumbprint())}};
    const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
    return text + "." + base64url(pair.sign(text));
  }
  int code_of_assertion(const std::string& assertion) {
    return code(form("client_assertion_type=" + jwt_bearer + "&client_assertion=" + assertion));
  }
};

TEST(TokenEndpoint, GivesABearerForTheSecret) {
  Entra entra;
  const Response response = entra.post(Entra::form("client_secret=s3cret"));
  EXPECT_EQ(response.status, 200);
  const Json answer = Json::parse(response.body);
  EXPECT_EQ(answer["token_type"], "Bearer");
  EXPECT_EQ(answer["expires_in"], 60);
  EXPECT_TRUE(answer["access_token"].get<std::string>().starts_with("eyJ"));
}

TEST(TokenEndpoint, RefusesAsEntraDoes) {
  Entra entra;
  EXPECT_EQ(entra.code(Entra::form("client_secret=wrong")), 7000215);
  EXPECT_EQ(entra.code(Entra::form("")), 7000218);
  EXPECT_EQ(entra.code(Entra::form("client_secret=s3cret", guid_for("other"))), 700016);
  EXPECT_EQ(entra.code(Entra::form("client_secret=s3cret"), guid_for("other")), 700016);
  EXPECT_EQ(entra.code("client_id=" + client + "&grant_type=client_credentials&client_secret=s3cret"), 70011);
  EXPECT_EQ(entra.code("client_id=" + client + "&grant_type=password&client_secret=s3cret&scope=" + scope),
            70003);
  EXPECT_EQ(entra.post(Entra::form("client_secret=wrong")).status, 401);
}

TEST(TokenEndpoint, TakesAnAssertionOfTheCertificateOnly) {
  Entra entra;
  EXPECT_EQ(entra.code_of_assertion(entra.assertion()), 0);
  EXPECT_EQ(entra.code_of_assertion("fed"), 0);
  EXPECT_EQ(entra.code_of_assertion("fed2"), 50027);
  EXPECT_EQ(entra.code_of_assertion(Entra().assertion()), 700027) << "another key";
  EXPECT_EQ(entra.code_of_assertion(entra.assertion({{"aud", "https://login.microsoftonline.com/common"}})),
            700023);
  EXPECT_EQ(entra.code_of_assertion(entra.assertion({{"sub", "somebody"}})), 700021);
  EXPECT_EQ(entra.code_of_assertion(entra.assertion({{"exp", 1}})), 700024);
  EXPECT_EQ(entra.code_of_assertion(entra.assertion({{"jti", ""}})), 700024);
  std::string forged = entra.assertion();
  forged[forged.find('.') + 5] ^= 1;
  EXPECT_EQ(entra.code_of_assertion(forged), 700027);
}

TEST(TokenEndpoint, KnowsItsBearersUntilTheyEnd) {
  Entra entra;
  const std::string bearer = entra.bearer();
  ASSERT_TRUE(entra.endpoint.use(bearer, moment));
  EXPECT_EQ(entra.endpoint.use(bearer, moment)->client_id, client);
  EXPECT_FALSE(entra.endpoint.use(bearer, moment)->is_over);
  EXPECT_TRUE(entra.endpoint.use(bearer, moment)->is_over) << "used three times";
  EXPECT_TRUE(entra.endpoint.use(entra.bearer(), moment + std::chrono::seconds(60))->is_over);
  EXPECT_FALSE(entra.endpoint.use("another", moment));
}

TEST(TokenEndpoint, OpensTheOrganizationsOfItsServicePrincipals) {
  Entra entra;
  Emulator emulator(entra.organizations, {}, {.now = moment});
  const auto status = [&](const std::string& bearer) {
    Request request = get("/dev.azure.com/sample/_apis/projects?api-version=7.1");
    request.headers["authorization"] = "Bearer " + bearer;
    return emulator.answer(request).status;
  };
  Request sign_in = make_request("POST", "/login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token");
  sign_in.body = Entra::form("client_secret=s3cret");
  EXPECT_FALSE(Emulator::writes(sign_in));
  const std::string bearer = Json::parse(emulator.answer(sign_in).body)["access_token"];
  for (const int wanted : {200, 200, 200, 401}) EXPECT_EQ(status(bearer), wanted);
}

TEST(Applications, BelongToServicePrincipals) {
  EXPECT_EQ(
      problems_of(
          "organization: o\nusers:\n  - {account: ada@o.com}\napplications:\n  - {owner: ada@o.com}\n"),
      std::vector<std::string>{"sample.yaml:5:13: `ada@o.com` is no service principal: give it that `kind`"});
}

}  // namespace
}  // namespace patrol::emulator
