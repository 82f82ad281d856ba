#include "tests/reporters/contract/readers.h"

#include <pugixml.hpp>

#include <set>
#include <string>
#include <utility>

namespace patrol::contract {
namespace {

/// What the cases of a file say, or what the attributes of a suite promise.
struct Cases {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::size_t waived = 0;
  std::size_t not_applicable = 0;

  Cases& operator+=(const Cases& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    waived += other.waived;
    not_applicable += other.not_applicable;
    return *this;
  }
};

void check_promise(pugi::xml_node node, const Cases& cases, Complaints& complaints) {
  complaints.equal("tests of a suite", node.attribute("tests").as_ullong(), cases.tests);
  complaints.equal("failures of a suite", node.attribute("failures").as_ullong(), cases.failures);
  complaints.equal("errors of a suite", node.attribute("errors").as_ullong(), cases.errors);
}

Cases read_case(pugi::xml_node one, Complaints& complaints) {
  const std::string_view reason = one.child("skipped").attribute("message").as_string();
  Cases cases{.tests = 1,
              .failures = one.child("failure") ? 1U : 0U,
              .errors = one.child("error") ? 1U : 0U,
              .skipped = one.child("skipped") ? 1U : 0U,
              .waived = reason.starts_with("waived until ") ? 1U : 0U,
              .not_applicable = reason.starts_with("not applicable: ") ? 1U : 0U};
  complaints.that(cases.failures + cases.errors + cases.skipped <= 1, "a case with two outcomes");
  complaints.that(!one.child("skipped") || !reason.empty(), "a case skipped without a reason");
  for (const char* outcome : {"failure", "error"}) {
    complaints.that(!one.child(outcome) || *one.child(outcome).attribute("message").as_string() != '\0',
                    "a failure without a message");
  }
  return cases;
}

std::size_t gone_of(pugi::xml_node suite) {
  std::size_t gone = 0;
  for (const pugi::xml_node property : suite.child("properties").children()) {
    gone += property.attribute("name").as_string() == std::string_view("gone") ? 1 : 0;
  }
  return gone;
}

/// What all files of a report say.
class Files {
 public:
  explicit Files(Complaints& complaints) : complaints_(complaints) {}

  void read(std::string_view text) {
    pugi::xml_document document;
    const auto read = document.load_buffer(text.data(), text.size(), pugi::parse_full);
    if (!read) return complaints_.add(read.description());
    for (const std::string_view forbidden : {"<![CDATA[", "<!DOCTYPE", "<!--", "]]>"}) {
      complaints_.that(text.find(forbidden) == std::string_view::npos, forbidden);
    }
    Cases cases;
    for (const pugi::xml_node suite : document.child("testsuites").children("testsuite")) {
      cases += read_suite(suite);
    }
    check_promise(document.child("testsuites"), cases, complaints_);
    all_ += cases;
  }

  void compare(const Audit& audit) const {
    const Totals& totals = audit.totals;
    complaints_.equal("suites", suites_, audit.integrations.size());
    complaints_.equal("cases of different names", names_.size(), audit.findings.size());
    complaints_.equal("passed", all_.tests - all_.failures - all_.errors - all_.skipped, totals.pass);
    complaints_.equal("failures", all_.failures, totals.counting_failures);
    complaints_.equal("errors", all_.errors, totals.counting_inconclusive);
    complaints_.equal("waived", all_.waived, totals.waived);
    complaints_.equal("not applicable", all_.not_applicable, totals.not_applicable);
    if (suites_ > 0) complaints_.equal("gone", gone_, gone_in(audit));
  }

 private:
  Cases read_suite(pugi::xml_node suite) {
    Cases cases;
    for (const pugi::xml_node one : suite.children("testcase")) {
      cases += read_case(one, complaints_);
      names_.emplace(one.attribute("classname").as_string(), one.attribute("name").as_string());
    }
    check_promise(suite, cases, complaints_);
    complaints_.equal("skipped of a suite", suite.attribute("skipped").as_ullong(), cases.skipped);
    gone_ += gone_of(suite);
    ++suites_;
    return cases;
  }

  Complaints& complaints_;
  Cases all_;
  std::size_t gone_ = 0;
  std::size_t suites_ = 0;
  std::set<std::pair<std::string, std::string>> names_;
};

}  // namespace

void check_junit(const Audit& audit, std::span<const std::string> texts, Complaints& complaints) {
  Files files(complaints);
  for (const std::string& text : texts) files.read(text);
  files.compare(audit);
}

}  // namespace patrol::contract
