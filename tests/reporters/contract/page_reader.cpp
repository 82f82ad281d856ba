#include "tests/reporters/contract/readers.h"
#include "tests/reporters/html_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace patrol::contract {
namespace {

/// All that a page of ours is made of; what could load or run something is no part of it.
bool is_known(std::string_view tag) {
  static const std::set<std::string_view> known{
      "a",      "b",      "bdi",   "body",    "button", "circle", "code",   "dd",      "details", "div",
      "dl",     "dt",     "form",  "h1",      "h2",     "h3",     "h4",     "head",    "header",  "html",
      "i",      "input",  "label", "li",      "line",   "link",   "main",   "meta",    "nav",     "ol",
      "option", "output", "p",     "path",    "pre",    "rect",   "script", "section", "select",  "small",
      "span",   "strong", "style", "summary", "svg",    "symbol", "table",  "tbody",   "td",      "text",
      "th",     "thead",  "time",  "title",   "tr",     "ul",     "use"};
  return known.contains(tag);
}

bool is_harmless_link(std::string_view target) {
  return target.starts_with('#') || target.starts_with("https://") || target.starts_with("http://") ||
         target == "report.css";
}

void check_element(const HtmlElement& element, Complaints& complaints) {
  complaints.that(is_known(element.tag), fmt::format("an element of foreign origin: {}", element.tag));
  for (const auto& [name, value] : element.attributes) {
    complaints.that(!name.starts_with("on") && name != "style" && name != "srcdoc",
                    fmt::format("an attribute that does something: {}", name));
    if (name == "href") complaints.that(is_harmless_link(value), fmt::format("a link to {}", value));
    if (name == "src") complaints.that(value == "report.js", fmt::format("loads {}", value));
  }
}

/// Links inside of the page lead to something, and to one thing.
void check_anchors(const HtmlPage& page, Complaints& complaints) {
  std::set<std::string> ids;
  for (const HtmlElement& element : page.elements) {
    const auto id = element.attributes.find("id");
    if (id == element.attributes.end()) continue;
    complaints.that(ids.insert(id->second).second, fmt::format("two elements are #{}", id->second));
  }
  for (const HtmlElement& element : page.elements) {
    const auto target = element.attributes.find("href");
    if (target == element.attributes.end() || !target->second.starts_with('#')) continue;
    complaints.that(ids.contains(target->second.substr(1)),
                    fmt::format("a link to {} that is not there", target->second));
  }
}

/// The tiles of the verdicts: a number, and the word below it.
void check_numbers(const Audit& audit, const HtmlPage& page, Complaints& complaints) {
  const auto first = std::ranges::find_if(page.elements, [](const HtmlElement& element) {
    const auto name = element.attributes.find("class");
    return element.tag == "ul" && name != element.attributes.end() && name->second == "tiles";
  });
  std::vector<std::string> told;
  for (auto element = first; element != page.elements.end() && told.size() < 10; ++element) {
    if (element->tag == "b" || element->tag == "span") told.push_back(element->text);
  }
  const Totals& totals = audit.totals;
  const std::vector<std::string> wanted{std::to_string(totals.fail),           "Failed",
                                        std::to_string(totals.inconclusive),   "Inconclusive",
                                        std::to_string(totals.waived),         "Waived",
                                        std::to_string(totals.pass),           "Passed",
                                        std::to_string(totals.not_applicable), "Not applicable"};
  complaints.that(told == wanted, "other numbers in the tiles");
}

}  // namespace

void check_page(const Audit& audit, std::string_view text, Complaints& complaints) {
  static constexpr std::size_t most_rows = 5'000;
  static constexpr std::size_t roomy =
      4'500'000;  // bytes; a larger page may have had no room for more findings
  const HtmlPage page = read_page(text);
  for (const std::string& mistake : page.mistakes) complaints.add(mistake);
  for (const HtmlElement& element : page.elements) check_element(element, complaints);
  complaints.equal("scripts", page.all("script").size(), 1);
  complaints.that(text.find("]]>") == std::string_view::npos, "]]>");
  check_anchors(page, complaints);
  check_numbers(audit, page, complaints);
  const Totals& totals = audit.totals;
  const auto shown = [](std::size_t count) { return std::min(count, most_rows); };
  if (text.size() < roomy) {
    complaints.equal("findings in full", page.with_class("details", "finding"),
                     shown(totals.fail) + shown(totals.inconclusive) + shown(totals.waived));
    complaints.equal("findings in rows", page.with_class("tr", "finding"),
                     shown(totals.pass) + shown(totals.not_applicable));
  }
  if (audit.baseline && gone_in(audit) > 0) {
    const auto titles = page.all("h3");
    const std::string title = "Gone " + std::to_string(gone_in(audit));
    complaints.that(std::ranges::any_of(titles, [&](const HtmlElement* one) { return one->text == title; }),
                    "another number of gone findings");
  }
}

}  // namespace patrol::contract
