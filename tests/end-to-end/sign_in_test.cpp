#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"
#include "tests/support/key_pair.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace patrol::end_to_end {
namespace {

constexpr const char* token_endpoint = "POST login.microsoftonline.com/{tenant}/oauth2/v2.0/token";
constexpr const char* secret = "fabrikam-application-demo-secret";

/// The organization fabrikam with an application that signs in by `proof`.
class Fabrikam {
 public:
  explicit Fabrikam(const std::string& proof, const std::vector<std::string>& flags = {})
      : emulator_({folder_.file("fabrikam.yaml", small_organization("fabrikam", application_with(proof)))},
                  flags) {}

  Ended audit(const std::vector<std::string>& variables, std::vector<std::string> more = {}) {
    std::vector<std::string> environment = plain_environment();
    environment.insert(environment.begin(), variables.begin(),
                       variables.end());  // the first of a name counts
    std::vector<std::string> line{"audit",
                                  "--integrations",
                                  folder_.file("flow.yaml", small_integration("fabrikam")),
                                  "--server",
                                  emulator_.url(),
                                  "--login-server",
                                  emulator_.url(),
                                  "--now",
                                  reference_time,
                                  "--report",
                                  "json=" + (folder_ / "audit.json")};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, environment);
  }
  std::string report() const { return bytes_of(folder_ / "audit.json"); }
  std::string file(const std::string& name, const std::string& text) { return folder_.file(name, text); }
  /// How often somebody signed in.
  std::size_t stop() {
    statistics_ = emulator_.stop();
    EXPECT_EQ(statistics_.writes, 0U);
    return statistics_.by_endpoint[token_endpoint];
  }
  std::size_t requests() const { return statistics_.requests; }

 private:
  ScratchFolder folder_;
  Emulator emulator_;
  Statistics statistics_;
};

std::vector<std::string> principal(const std::string& proof) {
  return {std::string("AZURE_TENANT_ID=") + tenant, std::string("AZURE_CLIENT_ID=") + application, proof};
}

std::string indented(const std::string& lines) {
  std::string text;
  for (const char c : lines) {
    if (text.empty() || text.back() == '\n') text += "      ";
    text += c;
  }
  return text;
}

TEST(SignIn, WithASecretHappensOnce) {
  Fabrikam fabrikam(std::string("secret: ") + secret);
  const Ended ended = fabrikam.audit(principal(std::string("AZURE_CLIENT_SECRET=") + secret));
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("AZURE_CLIENT_SECRET"), std::string::npos) << ended.err;
  const std::string all = fabrikam.report() + ended.out + ended.err;
  EXPECT_EQ(all.find(secret), std::string::npos);
  EXPECT_EQ(all.find("eyJ"), std::string::npos) << "the bearer that was issued is shown";
  EXPECT_EQ(fabrikam.stop(), 1U);
}

TEST(SignIn, WithACertificate) {
  const KeyPair pair;
  Fabrikam fabrikam("certificate: |\n" + indented(pair.certificate_pem()));
  const std::string file = fabrikam.file("sp.pem", pair.key_pem("hunter2!") + pair.certificate_pem());
  auto variables = principal("AZURE_CLIENT_CERTIFICATE_PATH=" + file);
  variables.emplace_back("AZURE_CLIENT_CERTIFICATE_PASSWORD=hunter2!");
  const Ended ended = fabrikam.audit(variables);
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ(fabrikam.stop(), 1U);
}

TEST(SignIn, WithACertificateThatThisOpenSslCanNotReadSaysWhy) {
  const KeyPair pair;
  const std::string old = pair.old_pkcs12("hunter2!");
  if (old.empty()) GTEST_SKIP() << "this OpenSSL can not write what older ones did";
  Fabrikam fabrikam("certificate: |\n" + indented(pair.certificate_pem()));
  auto variables = principal("AZURE_CLIENT_CERTIFICATE_PATH=" + fabrikam.file("sp.pfx", old));
  variables.emplace_back("AZURE_CLIENT_CERTIFICATE_PASSWORD=hunter2!");
  EXPECT_EQ(fabrikam.audit(variables).code, 0);
  variables.emplace_back("OPENSSL_MODULES=/nonexistent");
  const Ended ended = fabrikam.audit(variables);
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("the password is right, but the file is encrypted with a cipher"),
            std::string::npos)
      << ended.err;
}

TEST(SignIn, WithTheCertificateOfAnotherIsRefused) {
  Fabrikam fabrikam("certificate: |\n" + indented(KeyPair().certificate_pem()));
  const KeyPair other;
  const std::string file = fabrikam.file("sp.pem", other.key_pem() + other.certificate_pem());
  const Ended ended = fabrikam.audit(principal("AZURE_CLIENT_CERTIFICATE_PATH=" + file));
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_NE(fabrikam.report().find("AADSTS700027"), std::string::npos);
}

TEST(SignIn, WithAFederatedToken) {
  Fabrikam fabrikam("federated_token: eyJ.of.a-cluster");
  const std::string file = fabrikam.file("token", "eyJ.of.a-cluster\n");
  const Ended ended = fabrikam.audit(principal("AZURE_FEDERATED_TOKEN_FILE=" + file));
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
}

TEST(SignIn, IsDoneAgainWhenTheBearerEndsInTheMidst) {
  Fabrikam fabrikam(std::string("secret: ") + secret + "\n    uses: 4");
  const Ended ended =
      fabrikam.audit(principal(std::string("AZURE_CLIENT_SECRET=") + secret), {"--concurrency", "1"});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_GT(fabrikam.stop(), 1U);
}

TEST(SignIn, ThatEndsInTheMidstAndIsRefusedThenIsNoWantOfAScope) {
  Fabrikam fabrikam(std::string("secret: ") + secret + "\n    uses: 4",
                    {"--fault", "host: login, nth: 2, answer: unauthorized"});
  const Ended ended =
      fabrikam.audit(principal(std::string("AZURE_CLIENT_SECRET=") + secret), {"--concurrency", "1"});
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  const std::string report = fabrikam.report();
  EXPECT_NE(report.find("the credential is not accepted any more"), std::string::npos);
  EXPECT_EQ(report.find("give the auditor's token the scope"), std::string::npos);
  EXPECT_EQ(fabrikam.stop(), 2U);
}

TEST(SignIn, ThatIsRefusedLeavesEverythingInconclusiveAndIsNotTriedAgain) {
  Fabrikam fabrikam(std::string("secret: ") + secret);
  const Ended ended = fabrikam.audit(principal("AZURE_CLIENT_SECRET=wrong-demo-secret"));
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  const std::string report = fabrikam.report();
  EXPECT_NE(report.find("AADSTS7000215"), std::string::npos);
  EXPECT_EQ((report + ended.out + ended.err).find("wrong-demo-secret"), std::string::npos);
  for (const auto& [finding, verdict] : verdicts_of(report)) {
    if (finding.ends_with("connection.base-url")) continue;
    EXPECT_TRUE(verdict == "inconclusive" || verdict == "not_applicable") << finding << " " << verdict;
  }
  EXPECT_EQ(fabrikam.stop(), 1U);
  EXPECT_EQ(fabrikam.requests(), 1U) << "something was asked without a credential";
}

TEST(SignIn, AtAServerThatIsAwayLeavesEverythingInconclusive) {
  Fabrikam fabrikam(std::string("secret: ") + secret, {"--fault", "host: login, answer: drop"});
  const Ended ended = fabrikam.audit(principal(std::string("AZURE_CLIENT_SECRET=") + secret));
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_LE(fabrikam.stop(), 5U);
}

TEST(SignIn, WithTheTokenOfAJob) {
  Fabrikam fabrikam("secret: x");
  EXPECT_EQ(fabrikam.audit({"SYSTEM_ACCESSTOKEN=fabrikam-auditor-demo-bearer"}).code, 0);
  EXPECT_EQ(fabrikam.stop(), 0U);
}

/// A folder with an `az` that does these lines.
struct Az {
  ScratchFolder folder;
  explicit Az(const std::string& lines) {
    std::filesystem::permissions(folder.file("az", "#!/bin/sh\n" + lines), std::filesystem::perms::owner_all);
  }
  std::string path() const {
    return "PATH=" + std::filesystem::path(folder / "az").parent_path().string() + ":/usr/bin:/bin";
  }
};

TEST(SignIn, WithAz) {
  const Az az("echo '{\"accessToken\": \"fabrikam-auditor-demo-bearer\", \"expires_on\": 4102444800}'");
  Fabrikam fabrikam("secret: x");
  const Ended ended = fabrikam.audit({az.path()});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_EQ((ended.out + ended.err).find("fabrikam-auditor-demo-bearer"), std::string::npos);
}

TEST(SignIn, WithAzThatIsNotSignedInIsNone) {
  const Az az("echo 'az-own-words' >&2; exit 1");
  Fabrikam fabrikam("secret: x");
  const Ended ended = fabrikam.audit({az.path()});
  EXPECT_EQ(ended.code, 3) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("az login"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("PATROL_TOKEN"), std::string::npos) << ended.err;
  EXPECT_EQ(ended.err.find("az-own-words"), std::string::npos) << ended.err;
  fabrikam.stop();
  EXPECT_EQ(fabrikam.requests(), 0U);
}

TEST(SignIn, WithAMistakeIsToldBeforeTheFirstRequest) {
  Fabrikam fabrikam("secret: x");
  const Ended ended = fabrikam.audit(principal("AZURE_CLIENT_CERTIFICATE_PATH=/nonexistent/sp.pem"));
  EXPECT_EQ(ended.code, 3) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("/nonexistent/sp.pem"), std::string::npos) << ended.err;
  fabrikam.stop();
  EXPECT_EQ(fabrikam.requests(), 0U);
}

}  // namespace
}  // namespace patrol::end_to_end
