#include "auditor/model/account_words.h"
#include "reporters/headline.h"
#include "reporters/html/finding.h"
#include "reporters/html/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::html {
namespace {

using Key = std::pair<std::string, std::string>;  ///< organization, account

struct Holder {
  const AuditedAccount* account = nullptr;
  std::vector<const Excess*> excess;  ///< the most severe first
};

/// Whether nothing is unknown, or only what is so of many accounts alike.
bool is_known(const AuditedAccount& account) {
  return std::ranges::count(account.unknown, unseen_groups) == std::ssize(account.unknown);
}

/// Those that hold the worst first; then those of whom something is unknown; then all others.
std::vector<Holder> holders_of(const Audit& audit) {
  std::map<Key, std::vector<const Excess*>> excess;
  for (const Excess& one : audit.excess) excess[{one.organization, one.account}].push_back(&one);
  std::vector<Holder> holders;
  for (const AuditedAccount& account : audit.accounts) {
    Holder holder{.account = &account, .excess = excess[{account.organization, account.account}]};
    std::ranges::stable_sort(holder.excess, std::greater{}, &Excess::severity);
    holders.push_back(std::move(holder));
  }
  std::ranges::stable_sort(holders, std::greater{}, [](const Holder& holder) {
    const int worst = holder.excess.empty() ? -1 : static_cast<int>(holder.excess.front()->severity);
    return std::pair{worst, !is_known(*holder.account)};
  });
  return holders;
}

void write_joined(HtmlWriter& html, std::span<const std::string> names) {
  std::string_view separator;
  for (const std::string& name : names) {
    html.text(separator);
    html.name(name);
    separator = ", ";
  }
}

/// What could not be read of it, or was not compared; the service's and patrol's own words.
void write_things(HtmlWriter& html, std::span<const std::string> things, std::string_view between) {
  std::string_view separator;
  for (const std::string& thing : things) {
    html.text(separator);
    html.foreign_prose(thing);
    separator = between;
  }
}

void write_about(HtmlWriter& html, const AuditedAccount& account) {
  const auto line = html.open("p", {{"class", "muted"}});
  for (const std::string* part : {&account.name, &account.kind, &account.access_level}) {
    if (part->empty() || *part == account.account) continue;
    html.name(*part);
    html.text(" · ");
  }
  html.name(account.organization);
  html.text(account.integrations.size() > 1 ? " · shared by " : " · used by ");
  write_joined(html, account.integrations);
}

std::string kind_words(Excess::Kind kind) {
  return kind == Excess::Kind::access_level ? "access level" : std::string(to_word(kind));
}

/// A token says itself that it is one.
std::string head_words(Excess::Kind kind) {
  return kind == Excess::Kind::token ? " " : " " + kind_words(kind) + " ";
}

/// What was not held against the need.
void write_not_compared(HtmlWriter& html, const AuditedAccount& account) {
  if (account.not_compared.empty()) return;
  const auto line = html.open("p", {{"class", "muted"}});
  html.text("Not compared: ");
  write_things(html, account.not_compared, "; ");
  html.text(".");
}

void write_excess(Page& page, const Excess& excess) {
  HtmlWriter& html = page.html;
  const auto details = html.open("details", {{"class", "excess"}});
  {
    const auto summary = html.open("summary");
    page.write_badge(excess.severity);
    html.text(head_words(excess.kind));
    html.name(excess.what);
    html.text(" ");
    html.element("b", excess.allows);
  }
  const auto list = html.open("dl");
  write_field(html, "Project", excess.project.value_or(""));
  write_path_field(page, excess.path);
  if (!excess.remediation.empty()) {
    html.element("dt", "What to do");
    const auto value = html.open("dd");
    write_steps(html, excess.remediation);
  }
  write_reads_field(page, excess.reads);
}

/// What could not be read, after which other words of the line follow.
void write_unknown(HtmlWriter& html, const AuditedAccount& account, std::string_view then) {
  if (account.unknown.empty()) return;
  const auto line = html.open("p");
  html.element("strong", "Not known: ");
  write_things(html, account.unknown, ", ");
  html.text(then);
}

void write_holder(Page& page, const Holder& holder) {
  HtmlWriter& html = page.html;
  const auto group = html.open("div", {{"class", "group"}});
  {
    const auto title = html.open("h3");
    html.name(holder.account->account);
  }
  write_about(html, *holder.account);
  write_unknown(html, *holder.account,
                holder.excess.empty() ? ". It may hold more than it needs." : ". There may be more.");
  write_not_compared(html, *holder.account);
  for (const Excess* excess : holder.excess) write_excess(page, *excess);
}

bool is_plain(const Holder& holder) {
  return holder.excess.empty() && is_known(*holder.account);
}

/// `scopes, groups or access level`
std::string either_words(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

/// Only of what was compared.
std::string nothing_beyond(const AuditedAccount& account) {
  const std::string what = account.not_compared.empty() ? "nothing" : "no " + either_words(account.compared);
  return " " + what + " beyond the need";
}

/// Accounts of which there is nothing to say but that they were looked at, in the same respects.
void write_alike(Page& page, std::span<const Holder* const> holders) {
  HtmlWriter& html = page.html;
  const std::size_t shown = std::min(holders.size(), most_rows);
  const auto fold = html.open("details", {{"class", "fold"}});
  const AuditedAccount& first = *holders.front()->account;
  html.element("summary",
               first.unknown.empty()
                   ? counted(holders.size(), "account holds", "accounts hold") + nothing_beyond(first)
                   : counted(holders.size(), "account may hold more than it needs",
                             "accounts may hold more than they need"));
  write_unknown(html, first, ".");
  write_not_compared(html, *holders.front()->account);
  {
    const auto list = html.open("ul", {{"class", "notices"}});
    for (const Holder* holder : holders.first(shown)) {
      const auto item = html.open("li");
      html.name(holder->account->account);
      html.text(" ");
      write_about(html, *holder->account);
    }
  }
  page.write_rest(holders.size(), shown);
}

void write_plain(Page& page, std::span<const Holder> holders) {
  using Things = std::vector<std::string>;
  // By what is unknown, and what was not compared.
  std::map<std::pair<Things, Things>, std::vector<const Holder*>> alike;
  for (const Holder& holder : holders) {
    alike[{holder.account->unknown, holder.account->not_compared}].push_back(&holder);
  }
  for (const auto& [things, same] : alike) write_alike(page, same);
}

}  // namespace

void write_accounts(Page& page) {
  if (page.audit.accounts.empty()) return;
  const auto section = page.open_section("accounts");
  page.write_title("accounts", "Accounts", std::to_string(page.audit.accounts.size()));
  page.html.element(
      "p", {{"class", "muted"}},
      "What each account holds that no policy of a loaded integration needs: tokens, scopes, groups, the "
      "access level, and roles on single things that a rule asks about; permissions are not compared. These "
      "are no findings: they move no verdict.");
  const std::vector<Holder> holders = holders_of(page.audit);
  const auto first_plain = std::ranges::find_if(holders, is_plain);
  const auto told = static_cast<std::size_t>(first_plain - holders.begin());
  const std::size_t shown = std::min(told, most_rows);
  for (const Holder& holder : std::span(holders).first(shown)) write_holder(page, holder);
  page.write_rest(told, shown);
  write_plain(page, std::span(holders).subspan(told));
}

}  // namespace patrol::html
