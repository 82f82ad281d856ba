#include "auditor/azdo/http_date.h"

#include "auditor/model/time.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol::azdo {
namespace {

TEST(ParseHttpDate, ReadsTheFormOfToday) {
  EXPECT_EQ(parse_http_date("Wed, 21 Oct 2026 07:28:00 GMT"), parse_time("2026-10-21T07:28:00Z"));
  EXPECT_EQ(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), parse_time("1970-01-01T00:00:00Z"));
  EXPECT_EQ(parse_http_date("Tue, 29 Feb 2028 23:59:59 GMT"), parse_time("2028-02-29T23:59:59Z"));
}

TEST(ParseHttpDate, ReadsNothingElse) {
  for (const char* text :
       {"", "120", "2026-10-21T07:28:00Z", "Wednesday, 21-Oct-26 07:28:00 GMT", "Wed Oct 21 07:28:00 2026",
        "Wed, 21 Oct 2026 07:28:00 UTC", "Wed, 21 Okt 2026 07:28:00 GMT", "Thu, 21 Oct 2026 07:28:00 GMT",
        "Wed, 31 Nov 2026 07:28:00 GMT", "Wed, 21 Oct 2026 24:28:00 GMT", "Wed, 2x Oct 2026 07:28:00 GMT",
        "Wed, 21 Oct 2026 07:28:00 GMT ", "wed, 21 oct 2026 07:28:00 gmt"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

TEST(ParseHttpDate, ReadsNothingOfWhatIsCut) {
  const std::string whole = "Wed, 21 Oct 2026 07:28:00 GMT";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(parse_http_date(whole.substr(0, length)), std::nullopt) << length;
  }
}

}  // namespace
}  // namespace patrol::azdo
