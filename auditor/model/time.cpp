#include "auditor/model/time.h"

namespace patrol {
namespace {

/// Takes digits off the front of a text, and remembers whether all went well.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= text_.size() || text_[i] < '0' || text_[i] > '9') {
        ok_ = false;
        return 0;
      }
      number = number * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return number;
  }
  void expect(char wanted) { ok_ = take(wanted) && ok_; }
  bool take(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool next_is_digit() const { return !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; }
  bool done() const { return text_.empty(); }
  bool ok() const { return ok_; }

 private:
  std::string_view text_;
  bool ok_ = true;
};

/// The number with zeros in front, at least `width` digits; no number here is negative.
template <class Number>
std::string padded(Number number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

}  // namespace

std::optional<Time> parse_time(std::string_view text) {
  using namespace std::chrono;
  Scanner scan(text);
  const int y = scan.digits(4);
  scan.expect('-');
  const int m = scan.digits(2);
  scan.expect('-');
  const int d = scan.digits(2);
  if (!scan.ok()) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  Time time = sys_days{date};
  if (scan.done()) return time;

  if (!scan.take('T') && !scan.take(' ')) return std::nullopt;
  const int hour = scan.digits(2);
  scan.expect(':');
  const int minute = scan.digits(2);
  scan.expect(':');
  const int second = scan.digits(2);
  if (!scan.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  time += hours{hour} + minutes{minute} + seconds{second};
  if (scan.take('.')) {
    std::size_t fraction = 0;
    for (; scan.next_is_digit(); ++fraction) scan.digits(1);
    if (fraction == 0 || fraction > 9) return std::nullopt;
  }
  if (scan.done() || scan.take('Z')) return scan.done() ? std::optional{time} : std::nullopt;
  const bool east = scan.take('+');
  if (!east && !scan.take('-')) return std::nullopt;
  const int zone_hours = scan.digits(2);
  scan.take(':');
  const int zone_minutes = scan.digits(2);
  if (!scan.ok() || !scan.done() || zone_hours > 14 || zone_minutes > 59) return std::nullopt;
  const auto offset = hours{zone_hours} + minutes{zone_minutes};
  return east ? time - offset : time + offset;
}

std::string format_time(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return format_date(time) + "T" + padded(clock.hours().count(), 2) + ":" +
         padded(clock.minutes().count(), 2) + ":" + padded(clock.seconds().count(), 2) + "Z";
}

std::string format_date(Time time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<unsigned>(date.month()), 2) +
         "-" + padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace patrol
