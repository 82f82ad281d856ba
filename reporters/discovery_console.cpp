#include "auditor/model/may_live.h"
#include "auditor/model/text.h"
#include "reporters/discovery.h"
#include "reporters/headline.h"
#include "reporters/indented.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Claim = DiscoveredToken::Claim;
using Sign = DiscoveredAccount::Sign;

/// `service principal 2f6a…`, `made service hooks for slack`; tokens are told on lines of their own.
std::string sign_text(const DiscoveredAccount& account, Sign sign) {
  switch (sign) {
    case Sign::service_principal:
      return account.application_id.empty() ? account.kind : account.kind + " " + account.application_id;
    case Sign::hooks: {
      std::vector<std::string> consumers;
      std::size_t all = 0;
      for (const DiscoveredHooks& hooks : account.hooks) {
        all += hooks.all;
        std::string consumer = hooks.consumer.empty() ? "an unknown consumer" : hooks.consumer;
        if (!hooks.host.empty()) consumer += " at " + hooks.host;
        consumers.push_back(std::move(consumer));
      }
      return "made " + counted(all, "service hook", "service hooks") + " for " + join_words(consumers);
    }
    case Sign::product: return "called as the product of the policy " + account.product;
    case Sign::name: return "`" + account.name_part + "` in its name";
    case Sign::tokens: break;
  }
  const auto living = std::ranges::count_if(account.tokens, &DiscoveredToken::is_alive);
  std::string text = counted(account.tokens.size(), "token", "tokens");
  if (static_cast<std::size_t>(living) == account.tokens.size()) return text;
  return text + ", of which " + (living == 0 ? "none" : std::to_string(living)) +
         (living > 1 ? " are alive" : " is alive");
}

/// Whether a shell takes it for one word and nothing else: the line is there to be copied.
bool is_plain_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || std::string_view("@._+-").find(c) != std::string_view::npos;
  }) && !text.starts_with('-');
}

std::string account_text(const DiscoveredAccount& account) {
  std::string text = account.name;
  if (!account.display_name.empty() && account.display_name != account.name) {
    text += " (" + account.display_name + ")";
  }
  std::vector<std::string> signs;
  if (account.kind == "guest") signs.emplace_back("a guest");
  for (const Sign sign : account.signs) signs.push_back(sign_text(account, sign));
  if (!account.tokens_known) signs.emplace_back("which tokens it holds is not known");
  return signs.empty() ? text : text + ": " + fmt::format("{}", fmt::join(signs, "; "));
}

std::string token_text(const DiscoveredToken& token, Time now) {
  std::string text = "token " + (token.name.empty() ? token.id : token.name + " (" + token.id + ")");
  text += ": " + (token.scopes.empty() ? std::string("no scope") : join_words(token.scopes));
  if (token.valid_from && now < *token.valid_from) text += "; from " + format_date(*token.valid_from);
  if (token.valid_to) text += "; until " + format_date(*token.valid_to);
  if (token.all_organizations) text += "; for all organizations";
  if (token.claim == Claim::unknown) text += "; perhaps that of " + join_words(token.integrations);
  return text;
}

class Page {
 public:
  Page(const Discovery& discovery, const DiscoveryOptions& options, std::ostream& out)
      : discovery_(discovery), options_(options), paint_(options.colour), out_(out) {}

  void write() {
    write_head();
    const auto unclaimed = [](const DiscoveredAccount& account) {
      return !account.is_claimed() && !account.is_auditor && account.maybe_integrations.empty();
    };
    section("Look like integrations, and no loaded one signs in with them",
            [&](const DiscoveredAccount& account) { return unclaimed(account) && account.is_likely(); });
    section("May be used by a loaded integration, which could not be told",
            [&](const DiscoveredAccount& account) {
              return !account.is_claimed() && !account.maybe_integrations.empty();
            });
    section("Hold tokens that no loaded integration uses: people, or integrations behind a person's account",
            [&](const DiscoveredAccount& account) { return unclaimed(account) && !account.is_likely(); });
    section("Are signed in with by a loaded integration, and hold tokens that none uses",
            [&](const DiscoveredAccount& account) {
              return account.is_claimed() && has_unclaimed_token(account);
            });
    write_claimed();
    section("The auditor's own account",
            [](const DiscoveredAccount& account) { return account.is_auditor && !account.is_claimed(); });
    write_notices();
    write_gaps();
    write_end();
  }

 private:
  void line(std::string_view text, std::size_t margin) { write_indented(out_, text, margin, options_.width); }

  void heading(std::string_view text) { out_ << '\n' << paint_.heading(text) << '\n'; }

  void write_head() {
    const std::string who = discovery_.auditor.empty() ? "nobody knows whom" : discovery_.auditor;
    out_ << paint_.heading(log_line(discovery_.organization)) << ", read as " << log_line(who) << ", in "
         << counted(discovery_.requests, "request", "requests") << ", as of "
         << moment_text(discovery_.collected_at) << '\n';
    line(
        counted(discovery_.looked_at, "account was", "accounts were") + " looked at; " +
            (discovery_.integrations.empty()
                 ? "no integration of it is loaded, so that nothing is claimed (--integrations PATH)"
                 : counted(discovery_.integrations.size(), "integration is", "integrations are") + " loaded"),
        0);
  }

  template <class Predicate>
  void section(std::string_view title, Predicate is_in) {
    bool is_first = true;
    for (const DiscoveredAccount& account : discovery_.accounts) {
      if (!is_in(account)) continue;
      if (is_first) heading(title);
      is_first = false;
      std::string text = account_text(account);
      if (account.is_claimed()) text += "; used by " + join_words(account.integrations);
      if (!account.maybe_integrations.empty()) {
        text += "; perhaps that of " + join_words(account.maybe_integrations);
      }
      line(text, 2);
      for (const DiscoveredToken& token : account.tokens) {
        if (may_be_unclaimed(token)) line(token_text(token, discovery_.generated_at), 4);
      }
    }
  }

  void write_claimed() {
    bool is_first = true;
    for (const DiscoveredAccount& account : discovery_.accounts) {
      if (!account.is_claimed() || has_unclaimed_token(account)) continue;
      if (is_first) heading("Are signed in with by a loaded integration");
      is_first = false;
      line(account.name + ": " + join_words(account.integrations) +
               (account.tokens_known ? "" : "; which tokens it holds is not known"),
           2);
    }
  }

  void write_notices() {
    if (discovery_.notices.empty()) return;
    heading("To look at");
    for (const std::string& notice : discovery_.notices) line(notice, 2);
  }

  void write_gaps() {
    if (discovery_.gaps.empty()) return;
    heading("Could not be read, so that something may be missing above");
    for (const Gap& gap : discovery_.gaps) {
      line("not known: " + gap.what + ": " + gap.reason, 2);
      if (!gap.grant.empty()) line("to do: " + gap.grant, 4);
    }
  }

  void write_end() {
    const bool is_complete = discovery_.is_complete();
    out_ << '\n'
         << paint_.verdict(is_complete ? Headline::Kind::pass : Headline::Kind::inconclusive,
                           is_complete ? "Complete" : "Incomplete")
         << ": ";
    // Without the whole list the numbers are the least that there are.
    const std::string_view least = is_complete ? "" : "at least ";
    out_ << least << counted(discovery_.unclaimed_accounts(), "account that looks", "accounts that look")
         << " like an integration and " << least
         << counted(discovery_.unclaimed_tokens(), "living token", "living tokens")
         << " that no loaded integration uses\n";
    const auto first = std::ranges::find_if(discovery_.accounts, [](const DiscoveredAccount& account) {
      return account.is_likely() && !account.is_claimed() && !account.is_auditor &&
             is_plain_word(account.selector());
    });
    if (first == discovery_.accounts.end()) return;
    line("next: patrol init " + first->selector() + " --organization " + discovery_.organization, 0);
  }

  bool may_be_unclaimed(const DiscoveredToken& token) const {
    return may_live(token, discovery_.generated_at) && token.claim != Claim::claimed;
  }

  bool has_unclaimed_token(const DiscoveredAccount& account) const {
    return std::ranges::any_of(account.tokens,
                               [&](const DiscoveredToken& token) { return may_be_unclaimed(token); });
  }

  const Discovery& discovery_;
  const DiscoveryOptions& options_;
  Paint paint_;
  std::ostream& out_;
};

}  // namespace

void render_discovery(const Discovery& discovery, const DiscoveryOptions& options, std::ostream& out) {
  Page(discovery, options, out).write();
}

}  // namespace patrol
