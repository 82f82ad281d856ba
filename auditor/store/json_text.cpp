#include "auditor/store/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

bool needs_no_escape(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::string quoted(std::string_view text) {
  if (needs_no_escape(text)) return '"' + std::string(text) + '"';
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void JsonText::key(std::string_view name) {
  separate();
  text_ += quoted(name) + ": ";
  follows_key_ = true;
}

void JsonText::value(std::string_view text) {
  separate();
  text_ += quoted(text);
}

void JsonText::value(bool truth) {
  separate();
  text_ += truth ? "true" : "false";
}

void JsonText::value(std::int64_t number) {
  separate();
  text_ += std::to_string(number);
}

void JsonText::null() {
  separate();
  text_ += "null";
}

std::string JsonText::take() {
  text_ += '\n';
  return std::exchange(text_, {});
}

void JsonText::begin(char bracket) {
  separate();
  text_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonText::end(char bracket) {
  --depth_;
  if (!is_first_) break_line();
  text_ += bracket;
  is_first_ = false;
}

void JsonText::separate() {
  if (std::exchange(follows_key_, false)) return;
  if (!std::exchange(is_first_, false)) text_ += ',';
  if (depth_ > 0) break_line();
}

void JsonText::break_line() {
  text_ += '\n';
  text_.append(depth_, ' ');
}

}  // namespace patrol
