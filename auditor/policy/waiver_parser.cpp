#include "auditor/policy/waiver_parser.h"

#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

constexpr int longest_days = 3650;

/// As hash_fact() makes them.
bool is_fact(std::string_view text) {
  const auto is_hexadecimal = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 17 && text.front() == 'h' && std::ranges::all_of(text.substr(1), is_hexadecimal);
}

std::optional<std::string> read_fact(const YamlNode& node, std::string_view what, Problems& problems) {
  auto text = read_name(node, what, problems);
  if (!text || is_fact(*text)) return text;
  problems.add(node.at,
               in_backticks(what) +
                   " must be as a report tells it, such as `h0123456789abcdef`: see `facts` in the JSON "
                   "report, or `patrol audit --verbose`");
  return std::nullopt;
}

/// The end of the day that `expires` names: the last day counts whole.
Time read_expiry(Fields& fields, Problems& problems) {
  const YamlNode* node = fields.need("expires");
  if (node == nullptr) return {};
  if (node->kind == YamlNode::Kind::scalar && is_date(node->text)) {
    return parse_time(node->text).value_or(Time{}) + std::chrono::days{1} - std::chrono::seconds{1};
  }
  problems.add(node->at, "`expires` must be a day such as `2026-11-23`");
  return {};
}

void read_lives(const YamlNode& node, LongestLives& lives, Problems& problems) {
  Fields fields(node, "`longest_life`", problems);
  if (!fields.is_mapping()) return;
  if (node.entries.empty()) {
    problems.add(node.at, "`longest_life` says nothing; add days such as `{critical: 14}`, or remove it");
  }
  for (const Severity severity : severities) {
    const std::string_view word = to_word(severity);
    const YamlNode* number = fields.take(word);
    if (number == nullptr) continue;
    const auto read = read_number(*number, word, 1, longest_days, problems);
    if (read) lives.at(static_cast<std::size_t>(severity)) = std::chrono::days{*read};
  }
  fields.refuse_others();
}

WrittenWaiver read_waiver(const YamlNode& node, Problems& problems) {
  WrittenWaiver written;
  written.position = problems.position(node.at);
  Fields fields(node, "the waiver", problems);
  if (!fields.is_mapping()) return written;
  written.integration = need_text(fields, "integration", problems, read_identifier);
  written.rule = need_text(fields, "rule", problems, read_identifier);
  if (const YamlNode* project = fields.take("project"))
    written.project = read_name(*project, "project", problems);
  if (const YamlNode* facts = fields.need("facts")) {
    written.facts = read_texts(*facts, "facts", read_fact, problems);
    std::ranges::sort(written.facts);
  }
  Waiver& waiver = written.waiver;
  waiver.reason = need_text(fields, "reason", problems);
  waiver.owner = need_text(fields, "owner", problems, read_name);
  waiver.approved_by = need_text(fields, "approved_by", problems, read_name);
  if (const YamlNode* ticket = fields.take("ticket")) {
    waiver.ticket = read_name(*ticket, "ticket", problems).value_or("");
  }
  waiver.expires = read_expiry(fields, problems);
  fields.refuse_others();
  return written;
}

std::vector<WrittenWaiver> read_file(const YamlNode& root, Problems& problems) {
  Fields fields(root, "the file of waivers", problems);
  if (!fields.is_mapping()) return {};
  std::vector<WrittenWaiver> waivers;
  const YamlNode* list = fields.need("waivers");
  if (list != nullptr && list->kind != YamlNode::Kind::sequence) {
    problems.add(list->at, "`waivers` must be a list; where nothing is waived, write `[]`");
  } else if (list != nullptr) {
    waivers.reserve(list->items.size());
    for (const YamlNode& item : list->items) waivers.push_back(read_waiver(item, problems));
  }
  if (const YamlNode* longest = fields.take("longest_life")) {
    LongestLives lives = usual_longest_lives;
    read_lives(*longest, lives, problems);
    for (WrittenWaiver& waiver : waivers) waiver.longest_lives = lives;
  }
  fields.refuse_others();
  return waivers;
}

std::vector<WrittenWaiver> read_document(const Document& document, Problems& problems) {
  const auto root = read_yaml(document.text, problems);
  if (!root) return {};
  if (root->kind == YamlNode::Kind::null) {
    if (problems.empty()) problems.add({}, "the file is empty; write `waivers: []`, or remove it");
    return {};
  }
  if (root->find("waivers") == nullptr) {
    const bool is_integration = root->find("integration") != nullptr;
    if (is_integration || root->find("rules") != nullptr) {
      problems.add(root->at,
                   is_integration
                       ? "this is an integration, not a file of waivers; give it to `--integrations`"
                       : "this is a policy, not a file of waivers; give it to `--policies`");
      return {};
    }
  }
  return read_file(*root, problems);
}

/// What a waiver is for; of two with the same, nobody could say which counts.
using Subject = std::tuple<std::string, std::string, std::optional<std::string>>;

Subject subject_of(const WrittenWaiver& written) {
  const auto project = written.project ? std::optional{fold_case(*written.project)} : std::nullopt;
  return {written.integration, written.rule, project};
}

}  // namespace

Result<std::vector<WrittenWaiver>, std::vector<Error>> load_waivers(
    const std::vector<std::filesystem::path>& paths) {
  return load_waiver_documents(read_documents(paths));
}

Result<std::vector<WrittenWaiver>, std::vector<Error>> load_waiver_documents(const Documents& documents) {
  std::vector<Error> errors = documents.errors;
  std::vector<WrittenWaiver> waivers;
  std::map<Subject, Position> seen;
  for (const Document& document : documents.read) {
    Problems problems(document.name);
    for (WrittenWaiver& written : read_document(document, problems)) {
      const auto [same, is_new] = seen.try_emplace(subject_of(written), written.position);
      if (!is_new && !written.integration.empty() && !written.rule.empty()) {
        problems.add({written.position.line, written.position.column},
                     "a waiver of " + in_backticks(written.rule) + " for " +
                         in_backticks(written.integration) + " already stands in " + to_string(same->second) +
                         "; keep one");
      }
      waivers.push_back(std::move(written));
    }
    std::ranges::move(problems.errors(), std::back_inserter(errors));
  }
  if (!errors.empty()) return errors;
  return waivers;
}

}  // namespace patrol
