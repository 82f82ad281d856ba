#include "reporters/junit_files.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <streambuf>
#include <string>
#include <utility>

namespace patrol {
namespace {

/// Counts what a document takes and forgets it: bytes, and elements by their start tags, because all other
/// `<` of our documents belong to an end tag or to the declaration.
class Measure : public std::streambuf {
 public:
  std::size_t bytes() const { return bytes_; }
  std::size_t elements() const { return elements_; }

 protected:
  int_type overflow(int_type byte) override {
    if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
    look_at(traits_type::to_char_type(byte));
    return byte;
  }

  std::streamsize xsputn(const char* text, std::streamsize count) override {
    for (std::streamsize i = 0; i < count; ++i) look_at(text[i]);
    return count;
  }

 private:
  void look_at(char byte) {
    if (last_ == '<' && byte != '/' && byte != '?') ++elements_;
    last_ = byte;
    ++bytes_;
  }

  std::size_t bytes_ = 0;
  std::size_t elements_ = 0;
  char last_ = '\0';
};

struct Size {
  std::size_t elements = 0;
  std::size_t bytes = 0;

  bool fits(const JunitLimits& limits) const { return elements <= limits.elements && bytes <= limits.bytes; }
  Size& operator+=(const Size& other) {
    elements += other.elements;
    bytes += other.bytes;
    return *this;
  }
};

Size operator+(Size a, const Size& b) {
  return a += b;
}

Size measure(std::span<const JunitSuite> suites, const JunitRender& render) {
  Measure measure;
  std::ostream out(&measure);
  render(suites, out);
  return {.elements = measure.elements(), .bytes = measure.bytes()};
}

struct Measured {
  JunitSuite suite;
  Size size;  ///< with a root of its own, so that sums err to the safe side
};

using Group = std::vector<Measured>;

/// The suites of each organization, in the order in which the audit first names it.
std::vector<Group> by_organization(const Audit& audit, std::vector<JunitSuite> suites,
                                   const JunitRender& render) {
  std::vector<std::pair<std::string, Group>> groups;
  for (JunitSuite& suite : suites) {
    const std::string name = fold_case(audit.integrations[suite.integration].organization);
    auto group = std::ranges::find(groups, name, &std::pair<std::string, Group>::first);
    if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
    const Size size = measure({&suite, 1}, render);
    group->second.push_back({.suite = std::move(suite), .size = size});
  }
  std::vector<Group> result;
  result.reserve(groups.size());
  for (auto& [name, group] : groups) result.push_back(std::move(group));
  return result;
}

/// Fills file after file.
class Files {
 public:
  explicit Files(const JunitLimits& limits) : limits_(limits) {}

  void add(Group group) {
    Size whole;
    for (const Measured& one : group) whole += one.size;
    if ((size_ + whole).fits(limits_)) return append(std::move(group));
    if (!suites_.empty()) finish();
    if (whole.fits(limits_)) return append(std::move(group));
    for (Measured& one : group) {
      if (!suites_.empty() && !(size_ + one.size).fits(limits_)) finish();
      size_ += one.size;
      suites_.push_back(std::move(one.suite));
    }
  }

  std::vector<std::vector<JunitSuite>> take() {
    finish();
    return std::move(files_);
  }

 private:
  void append(Group group) {
    for (Measured& one : group) {
      size_ += one.size;
      suites_.push_back(std::move(one.suite));
    }
  }

  void finish() {
    files_.push_back(std::exchange(suites_, {}));
    size_ = {};
  }

  JunitLimits limits_;
  std::vector<JunitSuite> suites_;
  Size size_;
  std::vector<std::vector<JunitSuite>> files_;
};

}  // namespace

std::vector<JunitSuite> junit_suites(const Audit& audit) {
  std::vector<JunitSuite> suites(audit.integrations.size());
  for (std::size_t i = 0; i < suites.size(); ++i) suites[i].integration = static_cast<std::uint32_t>(i);
  for (const Finding& finding : audit.findings) {
    JunitSuite& suite = suites[finding.integration];
    suite.findings.push_back(&finding);
    suite.counts.add(junit_outcome(audit, finding));
  }
  return suites;
}

std::vector<std::vector<JunitSuite>> junit_files(const Audit& audit, const JunitRender& render,
                                                 const JunitLimits& limits) {
  std::vector<JunitSuite> suites = junit_suites(audit);
  if (measure(suites, render).fits(limits)) return {std::move(suites)};
  Files files(limits);
  for (Group& group : by_organization(audit, std::move(suites), render)) files.add(std::move(group));
  return files.take();
}

}  // namespace patrol
