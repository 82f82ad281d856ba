#include "reporters/paint.h"

#include <fmt/format.h>

namespace patrol {
namespace {

constexpr std::string_view bold_red = "1;31";
constexpr std::string_view red = "31";
constexpr std::string_view bold_yellow = "1;33";
constexpr std::string_view yellow = "33";
constexpr std::string_view bold_green = "1;32";
constexpr std::string_view cyan = "36";
constexpr std::string_view dim = "2";

std::string_view style_of(Severity severity) {
  switch (severity) {
    case Severity::critical: return bold_red;
    case Severity::high: return red;
    case Severity::medium: return yellow;
    case Severity::low: return cyan;
    case Severity::info: return dim;
  }
  return dim;
}

std::string_view style_of(Headline::Kind kind) {
  switch (kind) {
    case Headline::Kind::fail: return bold_red;
    case Headline::Kind::inconclusive:
    case Headline::Kind::nothing_new:
    case Headline::Kind::nothing_counts:
    case Headline::Kind::nothing: return bold_yellow;
    case Headline::Kind::pass: return bold_green;
  }
  return dim;
}

}  // namespace

std::string Paint::severity(Severity severity, std::string_view text) const {
  return in(style_of(severity), text);
}

std::string Paint::verdict(Headline::Kind kind, std::string_view text) const {
  return in(style_of(kind), text);
}

std::string Paint::in(std::string_view style, std::string_view text) const {
  return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", style, text) : std::string(text);
}

}  // namespace patrol
