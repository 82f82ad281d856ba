#include "auditor/azdo/pages.h"

#include "auditor/azdo/judge.h"

#include <algorithm>

namespace patrol::azdo {
namespace {

constexpr std::string_view token_parameter = "continuationToken";
/// Organizations have thousands of groups, not hundreds of thousands; the rest of a longer list is a gap.
constexpr std::size_t most_entries = 200'000;

}  // namespace

Gap foreign_shape(const std::string& what, const Fault& fault) {
  return {.kind = Gap::Kind::bad_answer,
          .what = what,
          .reason = "the answer is not what the service is known to send: " + fault.what,
          .grant = std::string(report_answer)};
}

Pages::Pages(Client& client, Question question, std::vector<Read>& reads)
    : client_(client), question_(std::move(question)), reads_(reads) {}

void Pages::fail(Gap gap) {
  if (!rest_) rest_ = std::move(gap);
}

const Json* Pages::next() {
  if (at_end_) return nullptr;
  at_end_ = true;
  auto answer = client_.ask(question_, reads_);
  if (!answer) {
    fail(std::move(answer).error());
    return nullptr;
  }
  page_ = std::move(answer).value();
  const auto value = page_.body.is_object() ? page_.body.find("value") : page_.body.end();
  if (value == page_.body.end() || !value->is_array()) {
    fail(foreign_shape(question_.what, {"`value` is no list"}));
    return nullptr;
  }
  ++pages_;
  entries_ += value->size();
  at_end_ = !prepare_next(page_.continuation);
  return &*value;
}

/// Whether there is a next page that is worth asking for.
bool Pages::prepare_next(const std::string& continuation) {
  if (continuation.empty()) return false;
  if (!seen_.insert(continuation).second) {
    fail({.kind = Gap::Kind::bad_answer,
          .what = question_.what,
          .reason = "the pages of the list go in a circle",
          .grant = std::string(report_answer)});
    return false;
  }
  if (pages_ >= client_.most_pages() || entries_ >= most_entries) {
    fail({.kind = Gap::Kind::bad_answer,
          .what = question_.what,
          .reason = "the list did not end after " + std::to_string(pages_) + " pages",
          .grant = std::string(report_answer)});
    return false;
  }
  auto& query = question_.query;
  std::erase_if(query, [](const auto& parameter) { return parameter.first == token_parameter; });
  query.emplace_back(token_parameter, continuation);
  return true;
}

}  // namespace patrol::azdo
