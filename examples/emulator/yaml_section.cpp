#include "examples/emulator/yaml_section.h"

#include "auditor/model/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace patrol::emulator {

std::string Problems::place(const YAML::Node& node) const {
  const YAML::Mark mark = node.IsDefined() ? node.Mark() : YAML::Mark::null_mark();
  return mark.is_null() ? source : fmt::format("{}:{}:{}", source, mark.line + 1, mark.column + 1);
}

void Problems::add(const YAML::Node& node, std::string what) {
  errors.push_back({.kind = Error::Kind::file, .where = place(node), .what = std::move(what)});
}

void Problems::add(const YAML::Exception& exception) {
  errors.push_back(
      {.kind = Error::Kind::file,
       .where = fmt::format("{}:{}:{}", source, exception.mark.line + 1, exception.mark.column + 1),
       .what = exception.msg});
}

Word read_word(const YAML::Node& node, Problems& problems) {
  if (node.IsDefined() && node.IsScalar()) return {.text = node.Scalar(), .where = problems.place(node)};
  problems.add(node, "a word is wanted here");
  return {};
}

std::vector<Word> read_words(const YAML::Node& node, Problems& problems) {
  std::vector<Word> words;
  if (!node.IsDefined() || node.IsNull()) return words;
  if (node.IsScalar()) return {read_word(node, problems)};
  if (!node.IsSequence()) {
    problems.add(node, "a list of words is wanted here");
    return words;
  }
  for (const auto& item : node) words.push_back(read_word(item, problems));
  return words;
}

YamlSection::YamlSection(const YAML::Node& node, Problems& problems) : own_(node), problems_(problems) {
  if (!node.IsDefined() || node.IsNull()) return;
  if (!node.IsMap()) {
    problems.add(node, "a mapping (`key: value`) is wanted here");
    return;
  }
  for (const auto& pair : node)
    if (!values_.emplace(pair.first.Scalar(), pair.second).second)
      problems.add(pair.first, fmt::format("`{}` stands here twice", pair.first.Scalar()));
}

bool YamlSection::has(const std::string& key) {
  known_.push_back(key);
  return values_.contains(key);
}

YAML::Node YamlSection::node(const std::string& key) {
  return has(key) ? values_.at(key) : YAML::Node(YAML::NodeType::Undefined);
}

std::optional<std::string> YamlSection::optional_text(const std::string& key) {
  if (!has(key)) return std::nullopt;
  return read_word(values_.at(key), problems_).text;
}

std::string YamlSection::text(const std::string& key, std::string fallback) {
  return optional_text(key).value_or(std::move(fallback));
}

Word YamlSection::word(const std::string& key) {
  return has(key) ? read_word(values_.at(key), problems_) : Word{};
}

Word YamlSection::required_word(const std::string& key) {
  Word result = word(key);
  if (!values_.contains(key)) problems_.add(own_, fmt::format("`{}` is missing", key));
  return result;
}

std::vector<Word> YamlSection::words(const std::string& key) {
  return has(key) ? read_words(values_.at(key), problems_) : std::vector<Word>{};
}

std::vector<std::string> YamlSection::texts(const std::string& key) {
  std::vector<std::string> result;
  for (Word& each : words(key)) result.push_back(std::move(each.text));
  return result;
}

bool YamlSection::flag(const std::string& key, bool fallback) {
  if (!has(key)) return fallback;
  const std::string word = read_word(values_.at(key), problems_).text;
  if (word != "true" && word != "false") problems_.add(values_.at(key), "`true` or `false` is wanted here");
  return word == "true";
}

std::int64_t YamlSection::number(const std::string& key, std::int64_t fallback) {
  if (!has(key)) return fallback;
  const std::string word = read_word(values_.at(key), problems_).text;
  const bool digits =
      !word.empty() && word.size() < 10 && word.find_first_not_of("0123456789") == std::string::npos;
  if (digits) return std::stoll(word);
  problems_.add(values_.at(key), "a whole number is wanted here");
  return fallback;
}

std::optional<Time> YamlSection::time(const std::string& key) {
  const std::optional<std::string> word = optional_text(key);
  if (!word) return std::nullopt;
  const std::optional<Time> time = parse_time(*word);
  if (!time) problems_.add(values_.at(key), "a time such as `2026-11-23T09:00:00Z` is wanted here");
  return time;
}

std::string YamlSection::one_of(const std::string& key, const std::vector<std::string>& known) {
  std::string word = text(key, known.front());
  if (std::ranges::find(known, word) != known.end()) return word;
  problems_.add(values_.at(key), fmt::format("`{}` is none of {}", word, join_words(known)));
  return known.front();
}

void YamlSection::finish() {
  if (!own_.IsDefined() || !own_.IsMap()) return;
  for (const auto& pair : own_) {
    const std::string& key = pair.first.Scalar();
    if (std::ranges::find(known_, key) != known_.end()) continue;
    const std::string_view near = nearest_word(key, known_);
    problems_.add(pair.first, near.empty() ? fmt::format("unknown key `{}`", key)
                                           : fmt::format("unknown key `{}`, did you mean `{}`?", key, near));
  }
}

}  // namespace patrol::emulator
