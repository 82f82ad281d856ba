#include "examples/emulator/paging.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol::emulator {
namespace {

/// The sizes of all pages, walked by their tokens.
std::vector<std::size_t> walk(std::size_t count, std::size_t size) {
  std::vector<std::size_t> sizes;
  std::set<std::string> seen;
  std::string token;
  do {
    const auto page = opaque_page(token, count, size, "salt");
    if (!page || !seen.insert(token).second) return {};
    sizes.push_back(page->end - page->begin);
    token = page->next;
  } while (!token.empty());
  return sizes;
}

TEST(OpaquePages, HoldEverythingOnce) {
  EXPECT_EQ(walk(7, 3), (std::vector<std::size_t>{3, 3, 1}));
  EXPECT_EQ(walk(6, 3), (std::vector<std::size_t>{3, 3}));
  EXPECT_EQ(walk(0, 3), (std::vector<std::size_t>{0}));
}

TEST(OpaquePages, RefuseATokenOfAnotherList) {
  const auto page = opaque_page("", 7, 3, "users");
  ASSERT_TRUE(page);
  EXPECT_TRUE(opaque_page(page->next, 7, 3, "users"));
  EXPECT_FALSE(opaque_page(page->next, 7, 3, "groups"));
  EXPECT_FALSE(opaque_page("nonsense", 7, 3, "users"));
}

TEST(OpaquePages, HaveTokensThatMustBeEncodedInAUrl) {
  const auto page = opaque_page("", 7, 3, "users");
  ASSERT_TRUE(page);
  EXPECT_NE(page->next.find('+'), std::string::npos);
}

TEST(NumberedPages, TakeTopAndSkip) {
  const Page page = number_page(make_request("GET", "/x?$top=2&$skip=3"), 7, 100);
  EXPECT_EQ(page.begin, 3U);
  EXPECT_EQ(page.end, 5U);
  EXPECT_EQ(page.next, "5");
}

TEST(NumberedPages, EndWithoutAToken) {
  EXPECT_EQ(number_page(make_request("GET", "/x?continuationToken=5"), 7, 100).next, "");
  EXPECT_EQ(number_page(make_request("GET", "/x?continuationToken=99"), 7, 100).begin, 7U);
}

}  // namespace
}  // namespace patrol::emulator
