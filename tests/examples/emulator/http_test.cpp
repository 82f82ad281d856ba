#include "examples/emulator/http.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

TEST(Requests, AreDecodedSegmentBySegment) {
  const Request request = make_request("GET", "/dev.azure.com/contoso/My%20Project%2FX/_apis/a+b?x=1");
  EXPECT_EQ(request.path,
            (std::vector<std::string>{"dev.azure.com", "contoso", "My Project/X", "_apis", "a+b"}));
}

TEST(Requests, HaveQueryNamesInLowerCaseAndPlusAsSpace) {
  const Request request = make_request("GET", "/h/o/_apis?Filter=a+b%2Bc&$top=5&flag");
  EXPECT_EQ(request.parameter("filter"), "a b+c");
  EXPECT_EQ(request.parameter("$top"), "5");
  EXPECT_EQ(request.parameter("flag"), "");
}

TEST(Requests, KeepAPercentSignThatEncodesNothing) {
  EXPECT_EQ(make_request("GET", "/a%zz/b%4").path, (std::vector<std::string>{"a%zz", "b%4"}));
}

}  // namespace
}  // namespace patrol::emulator
