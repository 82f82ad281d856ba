#include "auditor/policy/fields.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace patrol {
namespace {

constexpr std::array secret_words{
    "token",      "secret", "password",  "passwd", "passphrase", "credential", "bearer",     "authorization",
    "privatekey", "apikey", "accesskey", "oauth",  "cookie",     "jwt",        "accountkey", "sharedkey"};
constexpr std::array secret_names{"value", "key", "pwd", "pass", "pw", "pin", "auth", "sas", "raw", "text"};

}  // namespace

Fields::Fields(const YamlNode& node, std::string owner, Problems& problems)
    : node_(node), owner_(std::move(owner)), problems_(problems) {
  if (!is_mapping()) problems_.add(node.at, owner_ + " must be a mapping of keys to values");
}

const YamlNode* Fields::take(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  const YamlNode* value = node_.find(key);
  if (value == nullptr || value->kind != YamlNode::Kind::null) return value;
  const auto entry = std::ranges::find(node_.entries, key, &YamlNode::Entry::key);
  problems_.add(entry->at, in_backticks(key) + " has no value; write one, or remove the key");
  return nullptr;
}

const YamlNode* Fields::need(std::string_view key) {
  const YamlNode* value = take(key);
  if (is_mapping() && node_.find(key) == nullptr) {
    problems_.add(node_.at, owner_ + " has no " + in_backticks(key) + "; add it");
  }
  return value;
}

bool Fields::has(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  return node_.find(key) != nullptr;
}

void Fields::refuse_others() {
  for (const YamlNode::Entry& entry : node_.entries) {
    if (std::ranges::find(known_, entry.key) != known_.end()) continue;
    if (may_hold_secret(entry.key)) {
      // Or be one: `MyPassword7`.
      problems_.add(entry.at,
                    (problems_.shows_words() ? "the key " + in_backticks(entry.key) : "this key") +
                        " could hold a secret, which never stands in a file; remove it, and revoke the "
                        "secret if it is real");
    } else if (entry.value.kind == YamlNode::Kind::null) {
      // A text that stands alone is read as such a key.
      problems_.add(entry.at, "unknown key without a value in " + owner_ + suggestion(entry.key, known_));
    } else {
      problems_.add_unknown(entry.at, "key", entry.key, known_, " in " + owner_);
    }
  }
}

bool may_hold_secret(std::string_view key) {
  std::string letters = fold_case(key);
  std::erase_if(letters, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
  const auto is_in_it = [&](std::string_view word) { return letters.find(word) != std::string::npos; };
  return std::ranges::any_of(secret_words, is_in_it) ||
         std::ranges::find(secret_names, letters) != secret_names.end();
}

}  // namespace patrol
