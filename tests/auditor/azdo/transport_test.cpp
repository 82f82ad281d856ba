#include "auditor/azdo/transport.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(UrlOf, EncodesSegmentsAndValues) {
  const Request request{.host = "vssps.dev.azure.com",
                        .path = {"contoso", "_apis", "a b/ü#%"},
                        .query = {{"$top", "5"},
                                  {"descriptors", "Microsoft.X;t\\a@b.c,Y"},
                                  {"token", "$PROJECT:vstfs:///P"},
                                  {"continuationToken", "a+b/c==&d"}},
                        .api_version = "7.1-preview.1"};
  EXPECT_EQ(url_of(request),
            "https://vssps.dev.azure.com/contoso/_apis/a%20b%2F%C3%BC%23%25"
            "?$top=5&descriptors=Microsoft.X%3Bt%5Ca@b.c,Y&token=$PROJECT:vstfs:///P"
            "&continuationToken=a%2Bb/c%3D%3D%26d&api-version=7.1-preview.1");
}

TEST(UrlOf, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(url_of({.host = "dev.azure.com", .path = {"contoso"}}), "https://dev.azure.com/contoso");
}

TEST(Response, FindsHeadersInAnyCase) {
  const Response response{.status = 200, .headers = {{"X-MS-ContinuationToken", "7"}}, .body = ""};
  EXPECT_EQ(response.header("x-ms-continuationtoken"), "7");
  EXPECT_EQ(response.header("x-ms-other"), "");
}

}  // namespace
}  // namespace patrol::azdo
