#include "reporters/html/path.h"

#include <array>
#include <string_view>

namespace patrol::html {
namespace {

/// Who: round; what lies between: square; what is granted: a square on its corner.
struct Sign {
  std::string_view id;
  std::string_view
      line;  ///< to the step before and the one after, in pixels of which there are always enough
  std::string_view shape;
};

constexpr Sign who{"s1", "M9 12V999", "M15 12a6 6 0 1 1-12 0a6 6 0 1 1 12 0z"};
constexpr Sign between{"s2", "M9 0V999", "M4 7h10v10H4z"};
constexpr Sign granted{"s3", "M9 0V12", "M9 5l7 7-7 7-7-7z"};
constexpr Sign alone{"s4", "", who.shape};

void write_sign(HtmlWriter& html, const Sign& sign) {
  const auto symbol = html.open("symbol", {{"id", sign.id}, {"overflow", "visible"}});
  if (!sign.line.empty()) html.element("path", {{"class", "line"}, {"d", sign.line}}, "");
  html.element("path", {{"d", sign.shape}}, "");
}

std::string_view sign_of(bool is_first, bool is_last) {
  if (is_first) return is_last ? "#s4" : "#s1";
  return is_last ? "#s3" : "#s2";
}

}  // namespace

void write_signs(Page& page) {
  const auto svg = page.html.open("svg", {{"width", "0"}, {"height", "0"}, {"aria-hidden", "true"}});
  for (const Sign& sign : std::array{who, between, granted, alone}) write_sign(page.html, sign);
}

void write_path(Page& page, const std::vector<std::string>& path) {
  if (path.empty()) return;
  HtmlWriter& html = page.html;
  const auto list = html.open("ol");
  for (const std::string& name : path) {
    const auto item = html.open("li");
    {
      const auto svg = html.open("svg", {{"width", "18"}, {"height", "24"}, {"aria-hidden", "true"}});
      html.element("use", {{"href", sign_of(&name == &path.front(), &name == &path.back())}}, "");
    }
    html.name(name);
  }
}

}  // namespace patrol::html
