#include "auditor/evaluate/machine_names.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>

namespace patrol {
namespace {

/// Words of accounts that are no person's.
constexpr std::array<std::string_view, 40> words{
    "agent",       "api",          "app",     "automation", "backup",  "bot",       "bots",
    "build",       "cd",           "ci",      "cicd",       "client",  "connector", "daemon",
    "deploy",      "deployment",   "devops",  "etl",        "hook",    "hooks",     "importer",
    "integration", "integrations", "monitor", "monitoring", "noreply", "pipeline",  "pipelines",
    "robot",       "runner",       "scan",    "scanner",    "script",  "service",   "serviceaccount",
    "svc",         "sync",         "system",  "webhook",    "webhooks"};

/// Words that mean it only at the beginning, where no family name stands.
constexpr std::array<std::string_view, 4> first_words{"sa", "srv", "sys", "tech"};

/// Beginnings that need nothing behind them to part them from the rest: `svcflow`.
constexpr std::array<std::string_view, 2> beginnings{"svc", "srv"};

/// Shorter ids are parts of too many other words.
constexpr std::size_t shortest_product = 4;

bool is_alphanumeric(char c) {
  // Bytes of letters that are not ASCII part no words.
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Folded words, numbers at their ends taken off: `Release-Bot2` gives `release` and `bot`.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> found(1);
  for (const char c : fold_case(name)) {
    if (is_alphanumeric(c)) {
      found.back() += c;
    } else if (!found.back().empty()) {
      found.emplace_back();
    }
  }
  for (std::string& word : found) {
    while (!word.empty() && is_digit(word.back())) word.pop_back();
  }
  std::erase(found, "");
  return found;
}

std::string squeezed(std::string_view text) {
  std::string result = fold_case(text);
  std::erase_if(result, [](char c) { return !is_alphanumeric(c); });
  return result;
}

/// What is in front of the domain of an address: that says nothing of the account.
std::string_view local_part(std::string_view name) {
  return name.substr(0, name.find('@'));
}

}  // namespace

std::string machine_part(std::string_view name) {
  const std::vector<std::string> found = words_of(local_part(name));
  for (const std::string& word : found) {
    if (std::ranges::find(words, word) != words.end()) return word;
  }
  if (found.empty()) return "";
  for (const std::string_view word : first_words) {
    if (found.front() == word && found.size() > 1) return std::string(word);
  }
  for (const std::string_view beginning : beginnings) {
    if (found.front().starts_with(beginning)) return std::string(beginning);
  }
  return "";
}

std::string product_in(std::string_view name, const std::vector<std::string>& products) {
  const std::string text = squeezed(local_part(name));
  std::string best;
  std::size_t longest = shortest_product - 1;
  for (const std::string& product : products) {
    const std::string wanted = squeezed(product);
    if (wanted.size() <= longest || text.find(wanted) == std::string::npos) continue;
    longest = wanted.size();
    best = product;
  }
  return best;
}

}  // namespace patrol
