#include "auditor/azdo/http_date.h"

#include "auditor/model/time.h"

#include <algorithm>
#include <array>
#include <string>

namespace patrol::azdo {
namespace {

constexpr std::string_view form = "Www, dd Mmm yyyy hh:mm:ss GMT";
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) {
  if (text.size() != form.size() || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
      text[16] != ' ' || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  const auto* const month = std::ranges::find(months, text.substr(8, 3));
  if (month == months.end()) return std::nullopt;
  const std::string number = std::to_string(month - months.begin() + 101).substr(1);
  const auto time = parse_time(std::string(text.substr(12, 4)) + "-" + number + "-" +
                               std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z");
  if (!time) return std::nullopt;
  const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(*time));
  return weekdays.at(day.c_encoding()) == text.substr(0, 3) ? time : std::nullopt;
}

}  // namespace patrol::azdo
