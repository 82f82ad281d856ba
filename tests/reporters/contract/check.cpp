#include "tests/reporters/contract/check.h"

#include "reporters/console.h"
#include "tests/reporters/contract/complaints.h"
#include "tests/reporters/contract/readers.h"
#include "tests/reporters/contract/text_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ios>
#include <locale>
#include <sstream>

namespace patrol::contract {
namespace {

struct Reading {
  std::string_view format;
  void (*check)(const Audit&, std::string_view, Complaints&);
};

void check_one_junit(const Audit& audit, std::string_view text, Complaints& complaints) {
  const std::string whole(text);
  check_junit(audit, {&whole, 1}, complaints);
}

constexpr std::array readings{Reading{"html", check_page},
                              Reading{"html-dir", check_page},
                              Reading{"junit", check_one_junit},
                              Reading{"junit-strict", check_one_junit},
                              Reading{"json", check_json},
                              Reading{"sarif", check_sarif},
                              Reading{"csv", check_csv},
                              Reading{"markdown", check_markdown},
                              Reading{"azure-pipelines", check_azure_pipelines}};

std::string written(const auto& write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

void check_text(std::string_view format, std::string_view text, Complaints& complaints) {
  check_characters(text, format == "csv", complaints);
  check_commands(text, format == "azure-pipelines", complaints);
}

void check_parts(const Reporter& reporter, const Audit& audit, std::string_view whole,
                 Complaints& complaints) {
  if (reporter.parts == nullptr) return;
  const std::vector<ReportPart> parts = reporter.parts(audit);
  if (parts.empty()) return complaints.add("no file at all");
  std::vector<std::string> texts;
  texts.reserve(parts.size());
  for (const ReportPart& part : parts) texts.push_back(written(part.write));
  for (const std::string& text : texts) check_text(reporter.name, text, complaints);
  if (reporter.is_folder || parts.size() == 1) {
    complaints.that(texts[0] == whole, "the first file is another than the one text");
  } else {
    check_junit(audit, texts, complaints);  // no other format is divided
  }
}

/// Thousands apart, in groups of one: every number of two digits looks different.
class Apart : public std::numpunct<char> {
 protected:
  char do_thousands_sep() const override { return '\''; }
  std::string do_grouping() const override { return "\1"; }
  char do_decimal_point() const override { return ','; }
};

/// The locale of a program while it lives.
class Abroad {
 public:
  Abroad() : home_(std::locale::global(std::locale(std::locale::classic(), new Apart))) {}
  ~Abroad() { std::locale::global(home_); }
  Abroad(const Abroad&) = delete;
  Abroad& operator=(const Abroad&) = delete;

 private:
  std::locale home_;
};

void append(std::vector<std::string>& all, std::string_view format, const std::vector<std::string>& more) {
  for (const std::string& one : more) all.push_back(std::string(format) + ": " + one);
}

}  // namespace

bool has_reader(std::string_view format) {
  return std::ranges::find(readings, format, &Reading::format) != readings.end();
}

std::vector<std::string> broken_promises(const Reporter& reporter, const Audit& audit) {
  const auto* const reading = std::ranges::find(readings, reporter.name, &Reading::format);
  if (reading == readings.end())
    return {"nobody reads it back: give it a reader in tests/reporters/contract"};
  const std::string text = written([&](std::ostream& out) { reporter.render(audit, out); });
  Complaints complaints;
  check_text(reporter.name, text, complaints);
  reading->check(audit, text, complaints);
  check_parts(reporter, audit, text, complaints);
  return complaints.all();
}

std::vector<std::string> broken_promises_of_console(const Audit& audit) {
  using Detail = ConsoleOptions::Detail;
  Complaints complaints;
  for (const Detail detail : {Detail::quiet, Detail::normal, Detail::verbose}) {
    for (const std::size_t width : {std::size_t{0}, std::size_t{40}, std::size_t{200}}) {
      const ConsoleOptions options{.width = width, .colour = false, .detail = detail};
      const std::string text = written([&](std::ostream& out) { render_console(audit, options, out); });
      check_text("console", text, complaints);
      if (width == 0 && detail != Detail::quiet) check_console(audit, text, complaints);
    }
  }
  return complaints.all();
}

std::vector<std::string> broken_promises(const Audit& audit) {
  std::vector<std::string> all;
  for (const Reporter& reporter : reporters()) {
    append(all, reporter.name, broken_promises(reporter, audit));
    if (!gives_the_same_bytes(reporter, audit))
      append(all, reporter.name, {"other bytes for the same audit"});
  }
  append(all, "console", broken_promises_of_console(audit));
  return all;
}

bool gives_the_same_bytes(const Reporter& reporter, const Audit& audit) {
  const std::string first = written([&](std::ostream& out) { reporter.render(audit, out); });
  const Audit copy = audit;
  const Abroad abroad;
  return first ==
         written([&](std::ostream& out) { reporter.render(copy, out << std::hex << std::showbase); });
}

}  // namespace patrol::contract
