#include "auditor/checks/rows.h"
#include "auditor/model/concat.h"
#include "auditor/model/text.h"

namespace patrol {
namespace {

/// The parts of a URL that are compared without regard to letter case: scheme, host and organization, which
/// is the first part of the path; and what follows, which is not.
struct Url {
  std::string front;
  std::string rest;
};

Url take_apart(std::string_view text) {
  if (text.ends_with('/')) text.remove_suffix(1);
  std::size_t end = text.find("://");
  end = end == std::string_view::npos ? 0 : end + 3;
  end = text.find('/', end);
  if (end != std::string_view::npos) end = text.find('/', end + 1);
  if (end == std::string_view::npos) end = text.size();
  return {fold_case(text.substr(0, end)), std::string(text.substr(end))};
}

Outcome decide_connection(const ConnectionState& wanted, const Question& question) {
  Outcome outcome;
  std::string url = wanted.base_url;
  constexpr std::string_view hole = ConnectionState::hole;
  for (auto at = url.find(hole); at != std::string::npos; at = url.find(hole, at)) {
    url.replace(at, hole.size(), question.integration.organization);
    at += question.integration.organization.size();
  }
  const std::string& typed = question.integration.base_url;
  outcome.expected = concat({"base URL ", url});
  outcome.observed = typed.empty() ? "no base URL in the integration file" : typed;
  if (typed.empty()) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the base URL typed into the product",
                             "the integration file does not state it",
                             "add `connection: {base_url: …}` exactly as it was typed into the product"});
    return outcome;
  }
  const Url left = take_apart(typed);
  const Url right = take_apart(url);
  outcome.holds = truth_of(left.front == right.front && left.rest == right.rest);
  outcome.message = concat({"the base URL is ", typed});
  if (outcome.holds == Truth::no) {
    outcome.message += " in place of " + url;
    outcome.remediation = {"in the product's connection settings, enter " + url + " as base URL", "",
                           "nothing in Azure DevOps; the product connects anew"};
  }
  return outcome;
}

}  // namespace

constexpr Check connection_check = make_check<ConnectionState, decide_connection>(
    "connection", "what was typed into the product names the organization in the form it needs", true);

}  // namespace patrol
