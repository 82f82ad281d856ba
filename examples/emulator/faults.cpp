#include "examples/emulator/faults.h"

#include "auditor/model/text.h"
#include "examples/emulator/answers.h"

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

constexpr const char* loop_token = "the-same-page-again";

/// The path below the host with its query, decoded and folded: what people write in a rule.
std::string folded_target(const Request& request) {
  std::string target;
  for (std::size_t i = 1; i < request.path.size(); ++i) target.append("/").append(request.path[i]);
  const char* mark = "?";
  for (const auto& [name, value] : request.query) {
    target.append(mark).append(name).append("=").append(value);
    mark = "&";
  }
  return fold_case(target);
}

bool matches(const FaultRule& rule, const Request& request) {
  const std::string host = request.path.empty() ? std::string() : request.path.front();
  if (!rule.organization.empty() &&
      (request.path.size() < 2 || !same_name(request.path[1], rule.organization)))
    return false;
  return fold_case(host).find(fold_case(rule.host)) != std::string::npos &&
         folded_target(request).find(fold_case(rule.path)) != std::string::npos &&
         (rule.method.empty() || same_name(rule.method, request.method));
}

Response html_page() {
  Response response = sign_in_page();
  response.status = 200;
  return response;
}

/// Replaces the entries of a list, or the members of an object, by null.
Response with_nulls(Response response) {
  Json body = Json::parse(response.body, nullptr, false);
  if (!body.is_object()) return response;
  Json& target = body.contains("value") ? body["value"] : body.contains("members") ? body["members"] : body;
  if (target.is_array() || target.is_object())
    for (Json& entry : target) entry = nullptr;
  response.body = body.dump();
  return response;
}

Response with_wrong_shape(Response response) {
  response.body =
      R"({"count":"one","value":{"id":[17],"name":{"first":true}},"members":"none","acesDictionary":[]})";
  return response;
}

/// A list that lost its entries on the way, and still tells how many there were.
Response with_wrong_count(Response response) {
  Json body = Json::parse(response.body, nullptr, false);
  if (!body.is_object() || !body.contains("value") || !body["value"].is_structured()) return response;
  body["count"] = body["value"].size() + 1;
  body["value"].clear();
  response.body = body.dump();
  return response;
}

/// A second `value` behind the first, empty; where there is none, a second of each member, null.
Response with_repeated_keys(Response response) {
  const Json body = Json::parse(response.body, nullptr, false);
  if (!body.is_object() || body.empty()) return response;
  response.body.pop_back();
  if (body.contains("value")) {
    response.body += R"(,"value":[],"count":0})";
    return response;
  }
  for (const auto& [name, value] : body.items()) response.body += "," + Json(name).dump() + ":null";
  response.body += "}";
  return response;
}

void double_lists(Json& json) {
  if (!json.is_structured()) return;
  for (Json& part : json) double_lists(part);
  if (!json.is_array()) return;
  const Json once = json;
  json.insert(json.end(), once.begin(), once.end());
}

/// Every entry of every list told twice, as by a page that comes again.
Response doubled(Response response) {
  Json body = Json::parse(response.body, nullptr, false);
  if (!body.is_object()) return response;
  double_lists(body);
  if (body.contains("count") && body.contains("value") && body["value"].is_array()) {
    body["count"] = body["value"].size();
  }
  response.body = body.dump();
  return response;
}

Response truncated(Response response) {
  response.body.resize(response.body.size() / 2);
  return response;
}

/// The first page, again and again, always with the same token for the next.
Response looping(const Request& request, const std::function<Response(const Request&)>& honest) {
  Request first = request;
  first.query.erase("continuationtoken");
  Response response = honest(first);
  response.headers["X-MS-ContinuationToken"] = loop_token;
  Json body = Json::parse(response.body, nullptr, false);
  if (body.is_object() && body.contains("continuationToken")) {
    body["continuationToken"] = loop_token;
    response.body = body.dump();
  }
  return response;
}

Response throttled() {
  Response response =
      error_answer(429, "RequestBlockedException",
                   "TF400733: The request has been canceled: Request was blocked due to exceeding "
                   "usage of resource 'Concurrency' in namespace 'User'.");
  response.headers["Retry-After"] = "1";
  return response;
}

/// Status line and headers, then nothing: the connection ends before the body that they promise.
Response dropped() {
  Response response = json_answer(Json::object());
  response.withheld = response.body.size() + 64;
  response.body.clear();
  return response;
}

Response cut_off(Response response) {
  response.withheld = response.body.size() - response.body.size() / 2;
  response.body.resize(response.body.size() / 2);
  return response;
}

Response answer_of(const FaultRule& rule, const Request& request,
                   const std::function<Response(const Request&)>& honest) {
  const std::string& answer = rule.answer;
  if (answer == "sign-in") return sign_in_page();
  if (answer == "redirect") return sign_in_redirect();
  if (answer == "html") return html_page();
  if (answer == "unauthorized") return unauthorized();
  if (answer == "forbidden")
    return error_answer(403, "AccessCheckException",
                        "Access Denied: the caller lacks the permission to perform this action.");
  if (answer == "throttled") return throttled();
  if (answer == "drop") return dropped();
  if (answer == "paging-loop") return looping(request, honest);
  Response response = honest(request);
  if (answer == "empty") response.body.clear();
  if (answer == "truncated") return truncated(std::move(response));
  if (answer == "cut-off") return cut_off(std::move(response));
  if (answer == "wrong-shape") return with_wrong_shape(std::move(response));
  if (answer == "wrong-count") return with_wrong_count(std::move(response));
  if (answer == "repeated-keys") return with_repeated_keys(std::move(response));
  if (answer == "nulls") return with_nulls(std::move(response));
  if (answer == "doubled") return doubled(std::move(response));
  if (answer == "bom") response.body.insert(0, "\xEF\xBB\xBF");
  return response;
}

}  // namespace

const std::vector<std::string>& fault_answers() {
  static const std::vector<std::string> words{
      "honest",      "sign-in",     "redirect",      "html",  "unauthorized", "forbidden",
      "throttled",   "drop",        "paging-loop",   "empty", "truncated",    "cut-off",
      "wrong-shape", "wrong-count", "repeated-keys", "nulls", "doubled",      "bom"};
  return words;
}

Faults::Faults(std::vector<FaultRule> rules) : rules_(std::move(rules)), matches_(rules_.size(), 0) {}

const FaultRule* Faults::strike(const Request& request) {
  const std::scoped_lock lock(mutex_);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const FaultRule& rule = rules_[i];
    if (!matches(rule, request)) continue;
    const int count = ++matches_[i];
    if ((rule.nth == 0 || count == rule.nth) && (rule.first == 0 || count <= rule.first)) return &rule;
  }
  return nullptr;
}

Response Faults::apply(const Request& request, const std::function<Response(const Request&)>& honest) {
  const FaultRule* rule = strike(request);
  if (rule == nullptr) return honest(request);
  Response response = answer_of(*rule, request, honest);
  if (rule->status != 0) response.status = rule->status;
  if (rule->body) response.body = *rule->body;
  for (const auto& [name, value] : rule->headers) {
    if (same_name(name, "Content-Type")) {
      response.content_type = value;
    } else {
      response.headers[name] = value;
    }
  }
  response.delay += std::chrono::milliseconds(rule->delay_ms);
  return response;
}

}  // namespace patrol::emulator
