#include "auditor/policy/problems.h"

#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

constexpr std::size_t longest_word = 60;
constexpr std::size_t longest_list = 24;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

void Problems::add(TextPosition at, std::string what) {
  found_.push_back({at, {Error::Kind::policy, to_string(position(at)), std::move(what)}});
}

void Problems::add_unknown(TextPosition at, std::string_view kind, std::string_view word,
                           const std::vector<std::string>& known, std::string_view place) {
  std::string what = "unknown " + std::string(kind);
  if (shows_words_ || !nearest_word(word, known).empty()) what += " " + in_backticks(word);
  add(at, what.append(place) + suggestion(word, known));
}

void Problems::add(const Problems& others) {
  found_.insert(found_.end(), others.found_.begin(), others.found_.end());
}

std::vector<Error> Problems::errors() const {
  std::vector<Problem> sorted = found_;
  std::ranges::stable_sort(sorted, {}, &Problem::at);
  std::vector<Error> errors;
  errors.reserve(sorted.size());
  for (Problem& problem : sorted) {
    // A mapping and its first key start at one place, and may share a mistake; what a file says for all its
    // cases is read for each of them.
    const auto elsewhere = std::find_if(errors.rbegin(), errors.rend(),
                                        [&](const Error& told) { return told.where != problem.error.where; });
    if (std::find(errors.rbegin(), elsewhere, problem.error) != elsewhere) continue;
    errors.push_back(std::move(problem.error));
  }
  return errors;
}

std::string to_string(const Position& position) {
  return position.file + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

std::string in_backticks(std::string_view word) {
  // Masked before it is cut: half a token no longer looks like one.
  std::string shown = redact(word);
  if (shown.size() > longest_word) {
    std::size_t end = longest_word;
    while (end > 0 && is_continuation(shown[end])) --end;
    shown.resize(end);
    shown += "…";
  }
  for (char& c : shown) {
    if (is_ascii_control(c) || c == '`') c = ' ';
  }
  return "`" + shown + "`";
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  if (const std::string_view near = nearest_word(word, known); !near.empty()) {
    return ", did you mean " + in_backticks(near) + "?";
  }
  if (known.empty() || known.size() > longest_list) return "";
  std::vector<std::string> shown;
  shown.reserve(known.size());
  for (const std::string& each : known) shown.push_back(in_backticks(each));
  if (shown.size() == 1) return "; write " + shown.front();
  return "; it is one of " + join_words(shown);
}

}  // namespace patrol
