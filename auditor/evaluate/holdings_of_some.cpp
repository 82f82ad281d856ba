#include "auditor/evaluate/holdings_of_some.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace patrol {
namespace {

using Names = std::set<std::string, std::less<>>;

bool names_one_of(const std::vector<std::string>& integrations, const Names& names) {
  return std::ranges::any_of(integrations, [&](const std::string& name) { return names.contains(name); });
}

}  // namespace

void take_holdings(Audit whole, Audit& some) {
  Names asked;
  for (const AuditedIntegration& integration : some.integrations) asked.insert(integration.name);
  const auto take = [&](auto& from, auto& into) {
    std::ranges::copy_if(std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()),
                         std::back_inserter(into),
                         [&](const auto& one) { return names_one_of(one.integrations, asked); });
  };
  take(whole.accounts, some.accounts);
  take(whole.tokens, some.tokens);
  take(whole.excess, some.excess);
}

}  // namespace patrol
