#include "auditor/azdo/trust.h"

#include "tests/auditor/azdo/tiny_server.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(Trust, LoadsTheSystemsAuthoritiesAndOnesOwn) {
  const SelfSigned own;
  EXPECT_TRUE(Trust::load(""));
  EXPECT_TRUE(Trust::load(own.pem_file()));
}

TEST(Trust, RefusesAFileThatHoldsNoCertificate) {
  for (const std::string file :
       {"/nonexistent/ca.pem", PATROL_SOURCE_DIR "/CMakeLists.txt", PATROL_SOURCE_DIR}) {
    const auto trust = Trust::load(file);
    ASSERT_FALSE(trust) << file;
    EXPECT_EQ(to_string(trust.error()),
              "SSL_CERT_FILE: no certificate can be read from `" + file + "`; it must be a file in PEM form");
  }
}

}  // namespace
}  // namespace patrol::azdo
