#include "tests/reporters/contract/readers.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace patrol::contract {
namespace {

using Json = nlohmann::json;

/// The text as JSON can hold it: all of it, where it is well-formed.
bool is_kept(const Json& told, const std::string& text) {
  return told == Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
}

void check_findings(const Audit& audit, const Json& findings, Complaints& complaints) {
  complaints.equal("findings", findings.size(), audit.findings.size());
  for (std::size_t i = 0; i < std::min(findings.size(), audit.findings.size()); ++i) {
    complaints.that(is_kept(findings[i]["message"], audit.findings[i].message), "another message");
    complaints.that(is_kept(findings[i]["observed"], audit.findings[i].observed), "another observation");
    complaints.that(is_kept(findings[i]["integration"], audit.integration_of(audit.findings[i]).name),
                    "another integration");
  }
}

void check_summary(const Audit& audit, const Json& summary, Complaints& complaints) {
  complaints.equal("pass in the summary", summary["pass"], audit.totals.pass);
  complaints.equal("fail in the summary", summary["fail"], audit.totals.fail);
  complaints.equal("inconclusive in the summary", summary["inconclusive"], audit.totals.inconclusive);
  complaints.equal("not applicable in the summary", summary["not_applicable"], audit.totals.not_applicable);
  complaints.equal("waived in the summary", summary["waived"], audit.totals.waived);
}

void check_audit(const Audit& audit, const Json& report, Complaints& complaints) {
  Told told;
  for (const Json& finding : report["findings"]) {
    told.add(finding["verdict"].get<std::string>(), !finding["waiver"].is_null(), finding["counts"]);
  }
  if (!report["baseline"].is_null()) told.gone = report["baseline"]["gone"].size();
  complaints.agree(told, audit);
  check_summary(audit, report["summary"], complaints);
  check_findings(audit, report["findings"], complaints);
  complaints.equal("gaps", report["gaps"].size(), audit.gaps.size());
  complaints.equal("notices", report["notices"].size(), audit.notices.size());
  complaints.equal("tokens", report["tokens"].size(), audit.tokens.size());
  complaints.equal("excess", report["excess"].size(), audit.excess.size());
  complaints.equal("points of the trend", report["trend"].is_null() ? 0 : report["trend"]["points"].size(),
                   audit.trend ? audit.trend->points.size() : 0);
}

void check_rules(const Audit& audit, const Json& rules, Complaints& complaints) {
  complaints.equal("rules", rules.size(), audit.rules.size());
  for (const Json& rule : rules) {
    const Json& tags = rule["properties"]["tags"];
    complaints.equal("different tags of a rule", std::set<Json>(tags.begin(), tags.end()).size(),
                     tags.size());
  }
}

/// A brace is there twice, or it begins a placeholder (SARIF 3.11.5).
bool has_placeholder(std::string text) {
  for (const std::string_view pair : {"{{", "}}"}) {
    for (auto at = text.find(pair); at != std::string::npos; at = text.find(pair, at)) text.erase(at, 2);
  }
  return text.find_first_of("{}") != std::string::npos;
}

/// Viewers make links of `[words](address)` in any message (SARIF 3.11.6).
void check_messages(const Json& value, Complaints& complaints) {
  if (value.is_object() && value.contains("text") && value["text"].is_string()) {
    const auto text = value["text"].get<std::string>();
    complaints.that(text.find("](") == std::string::npos, "a link in a message");
    complaints.that(!has_placeholder(text), "a placeholder in a message");
  }
  if (value.is_structured()) {
    for (const Json& inside : value) check_messages(inside, complaints);
  }
}

void check_results(const Audit& audit, const Json& run, Complaints& complaints) {
  const std::map<std::string, std::string> verdicts{
      {"pass", "pass"}, {"fail", "fail"}, {"open", "inconclusive"}, {"notApplicable", "not_applicable"}};
  Told told;
  std::set<std::string> fingerprints;
  for (const Json& result : run["results"]) {
    if (result.value("baselineState", "") == "absent") {
      ++told.gone;
      continue;
    }
    const bool is_waived = !result["suppressions"].empty();
    told.add(verdicts.at(result["kind"]), is_waived, result["properties"]["counts"]);
    const Json& rule = run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()];
    complaints.that(rule["id"] == result["ruleId"], "a result of another rule than its index says");
    fingerprints.insert(result["partialFingerprints"]["patrol/v1"].get<std::string>());
  }
  complaints.agree(told, audit);
  complaints.equal("fingerprints", fingerprints.size(), audit.findings.size());
}

void check_run(const Audit& audit, const Json& log, Complaints& complaints) {
  complaints.equal("runs", log["runs"].size(), 1);
  const Json& run = log["runs"][0];
  check_rules(audit, run["tool"]["driver"]["rules"], complaints);
  check_results(audit, run, complaints);
  check_messages(run, complaints);
  complaints.equal("notifications", run["invocations"][0]["toolExecutionNotifications"].size(),
                   audit.gaps.size() + audit.notices.size() + (audit.baseline ? 1 : 0));
}

template <class Check>
void parsed(const Audit& audit, std::string_view text, Complaints& complaints, Check check) {
  try {
    check(audit, Json::parse(text), complaints);
  } catch (const Json::exception& problem) {
    complaints.add(problem.what());
  }
}

}  // namespace

void check_json(const Audit& audit, std::string_view text, Complaints& complaints) {
  parsed(audit, text, complaints, check_audit);
}

void check_sarif(const Audit& audit, std::string_view text, Complaints& complaints) {
  parsed(audit, text, complaints, check_run);
}

}  // namespace patrol::contract
