#include "auditor/cases/wanted_reader.h"

#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace patrol::cases {
namespace {

constexpr std::array verdicts{Verdict::pass, Verdict::fail, Verdict::inconclusive, Verdict::not_applicable};

class WantedReader {
 public:
  explicit WantedReader(Problems& problems) : problems_(problems) {}

  void read(const std::string& rule, const YamlNode& node) {
    if (node.kind != YamlNode::Kind::mapping || node.find("verdict") != nullptr) {
      read_one({.rule = rule, .place = {}, .says = {}, .through = {}, .position = {}}, node);
      return;
    }
    if (node.entries.empty()) problems_.add(node.at, "no project is named; name one, or write a verdict");
    for (const YamlNode::Entry& entry : node.entries) {
      read_one({.rule = rule, .place = entry.key, .says = {}, .through = {}, .position = {}}, entry.value);
    }
  }

  std::vector<Wanted> take() { return std::move(wanted_); }

 private:
  Verdict read_verdict(const YamlNode& node) {
    std::vector<std::string> words;
    words.reserve(verdicts.size());
    for (const Verdict verdict : verdicts) words.emplace_back(to_word(verdict));
    return verdicts.at(read_word(node, "verdict", words, problems_).value_or(0));
  }

  void read_one(Wanted wanted, const YamlNode& node) {
    wanted.position = problems_.position(node.at);
    if (node.kind != YamlNode::Kind::mapping) {
      wanted.verdict = read_verdict(node);
    } else {
      Fields fields(node, "the verdict", problems_);
      if (const YamlNode* verdict = fields.need("verdict")) wanted.verdict = read_verdict(*verdict);
      wanted.says = take_parts(fields, "says");
      wanted.through = take_parts(fields, "through");
      fields.refuse_others();
    }
    wanted_.push_back(std::move(wanted));
  }

  /// A text, or a list of them.
  std::vector<std::string> take_parts(Fields& fields, std::string_view key) {
    const YamlNode* node = fields.take(key);
    if (node == nullptr) return {};
    if (node->kind == YamlNode::Kind::sequence) return read_texts(*node, key, read_text, problems_);
    auto text = read_text(*node, key, problems_);
    return text ? std::vector{std::move(*text)} : std::vector<std::string>{};
  }

  Problems& problems_;
  std::vector<Wanted> wanted_;
};

}  // namespace

std::vector<Wanted> take_wanted(Fields& fields, const Policy& policy, bool is_one_rule, Problems& problems) {
  WantedReader reader(problems);
  const YamlNode* verdict = fields.take("verdict");
  const YamlNode* expect = fields.take("expect");
  if (policy.rules.empty()) return {};  // that they are missing was told
  if (verdict != nullptr && !is_one_rule) {
    problems.add(verdict->at,
                 "`verdict` is for a case with one `rule`; write `expect`, with a verdict for each rule");
  } else if (verdict != nullptr) {
    reader.read(policy.rules.front().id, *verdict);
  }
  if (expect == nullptr) return reader.take();
  if (is_one_rule) {
    problems.add(expect->at, "`expect` is for several rules; write `verdict`, of the one `rule`");
    return reader.take();
  }
  if (expect->kind != YamlNode::Kind::mapping) {
    problems.add(expect->at, "`expect` must be a mapping of rules to verdicts");
  }
  std::vector<std::string> known;
  known.reserve(policy.rules.size());
  for (const Rule& rule : policy.rules) known.push_back(rule.id);
  for (const YamlNode::Entry& entry : expect->entries) {
    if (std::ranges::find(known, entry.key) == known.end()) {
      problems.add(entry.at, "unknown rule " + in_backticks(entry.key) + suggestion(entry.key, known));
    }
    reader.read(entry.key, entry.value);
  }
  return reader.take();
}

}  // namespace patrol::cases
