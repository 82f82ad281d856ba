#include "auditor/store/audit_file.h"

#include "auditor/model/text.h"
#include "auditor/store/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace patrol {
namespace {

using nlohmann::json;

constexpr std::string_view schema_family = "patrol/audit/";
constexpr std::string_view known_schema = "patrol/audit/1";

/// Deeper than any report is.
constexpr std::size_t most_depth = 24;

/// Reads members of one object. The first problem stays, and everything after it is of no account.
class Members {
 public:
  Members(const json& from, std::string place, std::optional<Error>& problem)
      : from_(from), place_(std::move(place)), problem_(problem) {
    if (!from_.is_object()) fail(place_, "an object is needed here");
  }

  const json* find(const char* key) const {
    if (!from_.is_object()) return nullptr;
    const auto found = from_.find(key);
    return found == from_.end() ? nullptr : &*found;
  }

  /// Null where it is missing, which is a problem.
  const json* need(const char* key) {
    const json* value = find(key);
    if (value == nullptr) fail(place_, "`" + std::string(key) + "` is missing");
    return value;
  }

  std::string text(const char* key) {
    const json* value = need(key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    fail(below(key), "a text is needed here");
    return {};
  }

  std::optional<std::string> text_or_null(const char* key) {
    const json* value = need(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return text(key);
  }

  Time time(const char* key) {
    const auto read = parse_time(text(key));
    if (!read) fail(below(key), "a time such as `2026-11-23T04:04:38Z` is needed here");
    return read.value_or(Time{});
  }

  /// A word of those that `read` knows.
  template <class T>
  T word(const char* key, std::optional<T> (*read)(std::string_view)) {
    const auto value = read(text(key));
    if (!value) fail(below(key), "no word that this version knows");
    return value.value_or(T{});
  }

  std::string below(const std::string& key) const { return place_ + "." + key; }
  void fail(std::string place, std::string what) {
    if (!problem_) problem_ = Error{Error::Kind::file, std::move(place), std::move(what)};
  }

 private:
  const json& from_;
  std::string place_;
  std::optional<Error>& problem_;
};

/// A failure without any is told by no patrol that a gate could go by: whatever came on top of it would not
/// be seen.
std::vector<std::string> read_facts(Members& members, Verdict verdict) {
  const json* facts = members.need("facts");
  std::vector<std::string> read;
  if (facts == nullptr) return read;
  if (!facts->is_array() || !std::ranges::all_of(*facts, [](const json& fact) { return fact.is_string(); })) {
    members.fail(members.below("facts"), "a list of texts is needed here");
    return read;
  }
  read.reserve(facts->size());
  for (const json& fact : *facts) read.push_back(fact.get<std::string>());
  if (read.empty() && verdict == Verdict::fail) {
    members.fail(
        members.below("facts"),
        "nothing says what was wrong, so that nobody could tell what is worse now: audit again with this "
        "patrol");
  }
  std::ranges::sort(read);
  return read;
}

/// From when on the finding has its verdict: as an even earlier audit has it, else since this one.
Time read_first_seen(Members& members, Time generated_at, std::optional<Error>& problem) {
  const json* since = members.find("since");
  if (since == nullptr || since->is_null()) return generated_at;
  return Members(*since, members.below("since"), problem).time("first_seen");
}

EarlierFinding read_finding(const json& from, const std::string& place, Time generated_at,
                            std::optional<Error>& problem) {
  Members members(from, place, problem);
  EarlierFinding finding;
  finding.name = {.organization = members.text("organization"),
                  .integration = members.text("integration"),
                  .policy = members.text("policy"),
                  .rule = members.text("rule"),
                  .project = members.text_or_null("project"),
                  .resource = members.text_or_null("resource")};
  finding.title = members.text("title");
  finding.verdict = members.word("verdict", verdict_from);
  finding.severity = members.word("severity", severity_from);
  finding.need = members.word("need", need_from);
  const json* waiver = members.need("waiver");
  finding.is_waived = waiver != nullptr && !waiver->is_null();
  finding.facts = read_facts(members, finding.verdict);
  finding.first_seen = read_first_seen(members, generated_at, problem);
  return finding;
}

constexpr std::string_view no_audit =
    "is no audit of patrol: make one with `patrol audit --report json=PATH`";

void check_schema(Members& members) {
  const json* schema = members.find("schema");
  const bool is_ours = schema != nullptr && schema->is_string() &&
                       schema->get_ref<const std::string&>().starts_with(schema_family);
  if (!is_ours) {
    members.fail("", std::string(no_audit));
  } else if (*schema != known_schema) {
    members.fail(
        "",
        "was written by another version of patrol, in a form that this one does not read: update patrol, "
        "or audit again with this one");
  }
}

EarlierAudit read_document(const json& document, std::optional<Error>& problem) {
  EarlierAudit audit;
  if (!document.is_object()) {
    problem = Error{Error::Kind::file, "", std::string(no_audit)};
    return audit;
  }
  std::optional<Error> shape;
  Members members(document, "$", shape);
  check_schema(members);
  if (!shape) audit.generated_at = members.time("generated_at");
  const json* findings = shape ? nullptr : members.need("findings");
  if (findings != nullptr && !findings->is_array()) members.fail("$.findings", "a list is needed here");
  problem = shape;
  if (problem) return audit;
  std::set<FindingName> seen;
  audit.findings.reserve(findings->size());
  for (std::size_t i = 0; i < findings->size() && !problem; ++i) {
    const std::string place = "$.findings[" + std::to_string(i) + "]";
    audit.findings.push_back(read_finding((*findings)[i], place, audit.generated_at, problem));
    const bool is_new = seen.insert(audit.findings.back().name).second;
    if (!problem && !is_new) problem = Error{Error::Kind::file, place, "the same finding stands twice"};
  }
  return audit;
}

}  // namespace

Result<EarlierAudit> read_audit(std::string_view text, const std::string& source_name) {
  if (text.size() > most_audit_bytes) {
    return Error{Error::Kind::file, source_name,
                 "is larger than " + std::to_string(most_audit_bytes >> 20U) + " MiB"};
  }
  const Result<json> document = parse_strict_json(text, source_name, most_depth);
  if (!document) return document.error();
  std::optional<Error> problem;
  EarlierAudit audit = read_document(document.value(), problem);
  if (!problem) return audit;
  const std::string where = problem->where.empty() ? source_name : source_name + ": " + problem->where;
  return Error{problem->kind, where, problem->what};
}

}  // namespace patrol
