#include "examples/emulator/http.h"

#include "auditor/model/text.h"

#include <cctype>
#include <utility>

namespace patrol::emulator {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = std::tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i] == '+' && plus_is_space ? ' ' : text[i];
    }
  }
  return decoded;
}

std::string find(const std::map<std::string, std::string>& values, std::string_view name) {
  const auto found = values.find(std::string(name));
  return found == values.end() ? std::string() : found->second;
}

}  // namespace

std::string Request::parameter(std::string_view name) const {
  return find(query, name);
}

std::string Request::header(std::string_view name) const {
  return find(headers, name);
}

Request make_request(std::string method, std::string_view target) {
  Request request;
  request.method = std::move(method);
  const std::size_t mark = target.find('?');
  for (const std::string& segment : split(target.substr(0, mark), '/'))
    if (!segment.empty()) request.path.push_back(decode(segment, false));
  if (mark == std::string_view::npos) return request;
  for (const std::string& pair : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) continue;
    request.query[fold_case(decode(std::string_view(pair).substr(0, equals), true))] =
        decode(std::string_view(pair).substr(equals + 1), true);
  }
  return request;
}

}  // namespace patrol::emulator
