#include "reporters/html/room.h"

#include "reporters/html/finding.h"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <streambuf>

namespace patrol::html {
namespace {

/// Of each section there are so many at least, whatever they weigh.
constexpr std::size_t fewest_rows = 100;

/// A little less than is promised, for links to the findings that are added.
std::size_t most_bytes(std::size_t findings) {
  constexpr std::size_t each = 490;
  return std::clamp<std::size_t>(findings * each, 10'000 * each, 8'300'000);
}

/// The name of an account above its findings, and whose it is.
constexpr std::size_t bytes_of_account = 300;

/// Counts what is written and forgets it.
class Scales : public std::streambuf {
 public:
  std::size_t bytes() const { return bytes_; }

 protected:
  int_type overflow(int_type byte) override {
    ++bytes_;
    return traits_type::not_eof(byte);
  }
  std::streamsize xsputn(const char* /*text*/, std::streamsize count) override {
    bytes_ += static_cast<std::size_t>(count);
    return count;
  }

 private:
  std::size_t bytes_ = 0;
};

/// The findings of a section as they stand in it.
void write_one(Page& page, const Finding& finding) {
  const bool is_row = finding.verdict == Verdict::pass || finding.verdict == Verdict::not_applicable;
  return is_row ? write_finding_row(page, finding) : write_finding(page, finding);
}

}  // namespace

Rows rows_with_room(const Audit& audit, const std::function<void(Page&)>& write) {
  Scales scales;
  std::ostream nowhere(&scales);
  HtmlWriter html(nowhere);
  Rows rows;
  rows.fill(fewest_rows);
  Page page(audit, html, rows);
  write(page);
  std::size_t left = most_bytes(audit.findings.size());
  left -= std::min(left, scales.bytes());
  for (std::size_t section = 0; section < rows.size(); ++section) {
    const Findings& all = page.sections[section].all;
    const std::size_t wanted = std::min(all.size(), most_rows);
    for (std::size_t& shown = rows[section]; shown < wanted; ++shown) {
      const std::size_t before = scales.bytes();
      write_one(page, *all[shown]);
      const bool is_of_another = all[shown]->integration != all[shown - 1]->integration;
      const std::size_t more = scales.bytes() - before + (is_of_another ? bytes_of_account : 0);
      if (more > left) return rows;
      left -= more;
    }
  }
  return rows;
}

}  // namespace patrol::html
