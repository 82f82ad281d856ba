#include "examples/emulator/throttle.h"

#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/yaml_section.h"

#include <fmt/format.h>

namespace patrol::emulator {
namespace {

constexpr const char* resource = "AzureDevOpsEmulator/user";

}  // namespace

Result<ThrottleRule> load_throttle(const std::string& text) {
  Problems problems{.source = "--throttle", .errors = {}};
  ThrottleRule rule;
  try {
    YamlSection section(YAML::Load(text.starts_with('{') ? text : "{" + text + "}"), problems);
    rule.after = static_cast<std::size_t>(section.number("after"));
    rule.delay = std::chrono::milliseconds(section.number("delay_ms"));
    rule.retry_after = static_cast<int>(section.number("retry_after", 1));
    rule.refuse = section.has("refuse");
    rule.count =
        static_cast<std::size_t>(rule.refuse ? section.number("refuse", 1) : section.number("count", 1));
    section.finish();
  } catch (const YAML::Exception& e) {
    return Error{.kind = Error::Kind::usage, .where = "--throttle", .what = e.msg};
  }
  if (!problems.errors.empty()) return problems.errors.front();
  return rule;
}

std::optional<Response> Throttle::refuse_or_delay(std::chrono::milliseconds& delay) {
  delay = std::chrono::milliseconds(0);
  if (rule_.after == 0) return std::nullopt;
  {
    const std::scoped_lock lock(mutex_);
    const std::size_t place = seen_++ % (rule_.after + rule_.count);
    if (place < rule_.after) return std::nullopt;
  }
  if (!rule_.refuse) {
    delay = rule_.delay;
    return std::nullopt;
  }
  Response response = error_answer(
      429, "RequestBlockedException",
      "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource "
      "'Concurrency' in namespace 'User'.");
  mark(response, delay);
  return response;
}

void Throttle::mark(Response& response, std::chrono::milliseconds delay) const {
  response.delay += delay;
  response.headers["Retry-After"] = std::to_string(rule_.retry_after);
  response.headers["X-RateLimit-Resource"] = resource;
  response.headers["X-RateLimit-Limit"] = "200";
  response.headers["X-RateLimit-Remaining"] = "0";
  if (delay.count() > 0)
    response.headers["X-RateLimit-Delay"] =
        fmt::format("{:.3f}", static_cast<double>(delay.count()) / 1000.0);
}

}  // namespace patrol::emulator
