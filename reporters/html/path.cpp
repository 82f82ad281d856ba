#include "reporters/html/path.h"

namespace patrol::html {
namespace {

/// Who: round; what lies between: square; what is granted: a square on its corner. The style draws the line
/// from one to the next. Each shape stands where it is seen: browsers make of a reference to one drawn
/// elsewhere a copy of their own, which for ten thousand of them takes longer than all the rest of the page.
void write_sign(HtmlWriter& html, bool is_first, bool is_last) {
  const auto svg = html.open("svg", {{"width", "18"}, {"height", "24"}, {"aria-hidden", "true"}});
  if (is_first) return html.shape("circle", {{"cx", "9"}, {"cy", "12"}, {"r", "6"}});
  html.shape("path", {{"d", is_last ? "M9 5l7 7-7 7-7-7z" : "M4 7h10v10H4z"}});
}

}  // namespace

void write_path(Page& page, const std::vector<std::string>& path) {
  if (path.empty()) return;
  HtmlWriter& html = page.html;
  const auto list = html.open("ol");
  for (const std::string& name : path) {
    const auto item = html.open("li");
    write_sign(html, &name == &path.front(), &name == &path.back());
    html.name(name);
  }
}

}  // namespace patrol::html
