#include "reporters/console_parts.h"
#include "reporters/display_width.h"
#include "reporters/finding_text.h"
#include "reporters/holdings_text.h"
#include "reporters/safe_text.h"
#include "reporters/selection.h"
#include "reporters/short_ids.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <utility>

namespace patrol::console {
namespace {

/// What a person takes in without scrolling.
constexpr std::size_t most_lines = 20;
/// From here on a remedy has room beside what it mends; below, it stands under it.
constexpr std::size_t wide = 160;
constexpr std::size_t gutter = 2;
/// More lines than this the first of a list does not take from the others to be told whole.
constexpr std::size_t most_for_the_first = 5;
constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// Something that is wrong, and what to do about it.
struct Item {
  std::string lead;  ///< coloured, and as wide as that of all items of its list
  std::string what;
  std::string remedy;          ///< may be empty
  std::size_t stands_for = 1;  ///< how many there are like it
};

/// Items under a heading, of which as many are shown as there is room for.
struct List {
  std::string heading;
  std::size_t lead_width = 0;
  std::size_t total = 0;    ///< how many there are, of which an item may stand for several
  std::vector<Item> items;  ///< those that could be shown
  std::size_t shown = 0;
  std::size_t reserved = 0;  ///< lines for the first one beyond its own

  std::size_t told() const {
    std::size_t told = 0;
    for (std::size_t i = 0; i < shown; ++i) told += items[i].stands_for;
    return told;
  }
};

std::string severity_lead(Severity severity, const Paint& paint) {
  return fmt::format("{}{}  ", indent,
                     paint.severity(severity, fill_to_width(to_word(severity), severity_width)));
}

/// What could be shown of a list that may be long; tells the list how long it is.
template <class T>
std::vector<T> first_of(std::vector<T> all, List& list) {
  list.total = all.size();
  all.resize(std::min(all.size(), most_lines));
  return all;
}

class Brief {
 public:
  Brief(const Audit& audit, const ConsoleOptions& options)
      : audit_(audit), options_(options), paint_(options.colour), is_wide_(options.width >= wide) {}

  Lines lines() {
    Lines all = head(audit_, options_, paint_);
    gaps_ = missing();
    failed_ = failed();
    notes_ = {notices(), trend()};
    distribute(all.size() + options_.reports.size());
    for (List* list : {&gaps_, &failed_}) {
      room_ += list->reserved;
      append(all, *list);
    }
    append_foot(all);
    return all;
  }

 private:
  Item item_of(const Alike& one) const {
    const Finding& finding = *one.first;
    const AuditedRule& rule = audit_.rule_of(finding);
    const std::string message = options_.width == 0 ? finding.message : with_short_ids(finding.message);
    return {.lead = severity_lead(rule.severity, paint_),
            .what = log_line(audit_.integration_of(finding).name + ": " +
                             marks_of(audit_, finding, one.count - 1) + message),
            .remedy = log_line(fmt::format("{}: {}", rule.id, remediation_of(finding).advice.first())),
            .stands_for = one.count};
  }

  void fill(List& list, const Findings& findings) const {
    list.lead_width = indent.size() + severity_width + gutter;
    for (const Alike& one : first_of(alike(audit_, findings), list)) list.items.push_back(item_of(one));
    list.total = findings.size();
  }

  List missing() const {
    List list;
    list.heading = "Could not be decided, findings by what is missing";
    list.lead_width = 8;
    for (const SharedCause& cause : first_of(causes_by_weight(audit_), list)) {
      const std::string& grant = cause.gaps.front()->gap.grant;
      list.items.push_back({.lead = fmt::format("{}{:>4}  ", indent, cause.findings),
                            .what = cause_text(audit_, cause),
                            .remedy = grant.empty() ? "" : "to do: " + log_line(grant),
                            .stands_for = cause.gaps.size()});
    }
    list.total = audit_.gaps.size();
    if (!list.items.empty()) return list;
    list.heading = "Could not be decided";
    fill(list, inconclusive(audit_));
    return list;
  }

  List failed() const {
    List list;
    list.heading = "Failed, most severe first";
    fill(list, failures_in_order(audit_));
    return list;
  }

  List notices() const {
    List list;
    list.heading = audit_.notices.size() == 1 ? "Notice" : "Notices";
    for (const Notice& notice : first_of(audit_.notices, list)) {
      list.items.push_back({.lead = {}, .what = log_line(notice_text(notice)), .remedy = {}});
    }
    return list;
  }

  List trend() const {
    List list;
    list.heading = "Trend";
    if (!audit_.trend) return list;
    for (const std::string& text : first_of(trend_summary(*audit_.trend), list)) {
      list.items.push_back({.lead = {}, .what = log_line(text), .remedy = {}});
    }
    return list;
  }

  std::size_t height_of(const Item& item) const { return is_wide_ || item.remedy.empty() ? 1 : 2; }

  /// Shows one of each list, and then more of what matters most, until the lines are taken.
  void distribute(std::size_t taken) {
    std::size_t used = taken + (has_foot() ? 1 : 0);
    for (List* list : {&gaps_, &failed_}) used += list->items.empty() ? 0 : 2;
    room_ = most_lines > used ? most_lines - used : 0;
    for (List* list : {&gaps_, &failed_, &notes_[0], &notes_[1]}) show(*list, 1, true);
    reserve(gaps_, lines_beyond(gaps_, &Item::remedy));
    reserve(failed_, lines_beyond(failed_, &Item::what) + lines_beyond(failed_, &Item::remedy));
    show(failed_, 3, false);
    show(gaps_, 2, false);
    show(failed_, 6, false);
    show(notes_[1], no_limit, false);
    show(gaps_, 4, false);
    for (List* list : {&failed_, &gaps_, &notes_[0]}) show(*list, no_limit, false);
  }

  /// How many lines a text of the first item takes beyond its own.
  std::size_t lines_beyond(const List& list, std::string Item::*text) const {
    if (list.items.empty()) return 0;
    return wrap(list.items.front().*text, room_after(list.lead_width, options_.width)).size() - 1;
  }

  /// So that what to do first is told whole, where it does not take all the room.
  void reserve(List& list, std::size_t wanted) {
    if (is_wide_ || wanted > std::min(room_, most_for_the_first)) return;
    list.reserved = wanted;
    room_ -= wanted;
  }

  /// As many as fit, until `wanted` are shown; or whether they fit or not.
  void show(List& list, std::size_t wanted, bool must) {
    while (list.shown < std::min(wanted, list.items.size())) {
      const std::size_t height = height_of(list.items[list.shown]);
      if (height > room_ && !must) return;
      if (height > room_) has_gaps_between_ = false;
      room_ -= std::min(height, room_);
      ++list.shown;
    }
  }

  bool has_foot() const {
    return !options_.reports.empty() || !notes_[0].items.empty() || !notes_[1].items.empty();
  }

  std::string heading_of(const List& list) const {
    if (list.told() == list.total) return list.heading;
    return fmt::format("{} ({} of {}; all with --verbose)", list.heading, list.told(), list.total);
  }

  /// The line of what is wrong, cut; or all of it where there is room to spare.
  Lines text_of(const std::string& text, std::size_t width, std::size_t spare) const {
    Lines lines = wrap(text, width);
    if (lines.size() - 1 <= spare) return lines;
    return {cut_to_width(text, width)};
  }

  Lines below(const Item& item, std::size_t margin) {
    const std::size_t width = room_after(margin, options_.width);
    const auto told = [&](const std::string& text) {
      Lines lines = text_of(text, width, room_);
      room_ -= lines.size() - 1;
      return lines;
    };
    // What to do has the first claim on lines to spare.
    Lines remedy = item.remedy.empty() ? Lines{} : told(item.remedy);
    Lines lines = told(item.what);
    std::ranges::move(remedy, std::back_inserter(lines));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i].insert(0, i == 0 ? item.lead : std::string(margin, ' '));
    }
    return lines;
  }

  Lines beside(const Item& item, std::size_t margin, std::size_t what_width) {
    const std::size_t remedy_width = room_after(margin + what_width + gutter, options_.width);
    Lines left = text_of(item.what, what_width, room_);
    const Lines right = text_of(item.remedy, remedy_width, room_);
    const std::size_t height = std::max(left.size(), right.size());
    room_ -= height - 1;
    left.resize(height);
    Lines lines;
    for (std::size_t i = 0; i < height; ++i) {
      const std::string lead = i == 0 ? item.lead : std::string(margin, ' ');
      const bool has_right = i < right.size() && !right[i].empty();
      lines.push_back(lead + (has_right
                                  ? fill_to_width(left[i], what_width) + std::string(gutter, ' ') + right[i]
                                  : left[i]));
    }
    return lines;
  }

  /// What is wrong has as many columns as it needs, but leaves two fifths of the line to the remedies.
  std::size_t what_width_of(const List& list) const {
    std::size_t widest = 0;
    for (std::size_t i = 0; i < list.shown; ++i) widest = std::max(widest, display_width(list.items[i].what));
    return std::min(widest, room_after(list.lead_width, options_.width) * 3 / 5);
  }

  void append(Lines& all, const List& list) {
    if (list.items.empty()) return;
    if (has_gaps_between_) all.emplace_back();
    all.push_back(paint_.heading(fit(heading_of(list), 0, options_.width)));
    const std::size_t what_width = is_wide_ ? what_width_of(list) : 0;
    for (std::size_t i = 0; i < list.shown; ++i) {
      const Item& item = list.items[i];
      std::ranges::move(is_wide_ ? beside(item, list.lead_width, what_width) : below(item, list.lead_width),
                        std::back_inserter(all));
    }
  }

  void append_foot(Lines& all) {
    if (has_foot() && has_gaps_between_) all.emplace_back();
    for (const List& note : notes_) {
      std::string lead = paint_.heading(heading_of(note) + ":") + " ";
      std::size_t taken = display_width(heading_of(note)) + 2;
      for (std::size_t i = 0; i < note.shown; ++i) {
        all.push_back(lead + fit(note.items[i].what, taken, options_.width));
        lead = indent;
        taken = indent.size();
      }
    }
    all.insert(all.end(), options_.reports.begin(), options_.reports.end());
  }

  const Audit& audit_;
  const ConsoleOptions& options_;
  Paint paint_;
  bool is_wide_;
  List gaps_;
  List failed_;
  std::array<List, 2> notes_;
  std::size_t room_ = 0;          ///< lines that nothing has taken yet
  bool has_gaps_between_ = true;  ///< empty lines, where the others leave room for them
};

}  // namespace

Lines brief(const Audit& audit, const ConsoleOptions& options) {
  return Brief(audit, options).lines();
}

}  // namespace patrol::console
