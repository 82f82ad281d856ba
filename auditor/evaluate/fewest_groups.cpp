#include "auditor/evaluate/fewest_groups.h"

#include "auditor/evaluate/least_union.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/sort_unique.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace patrol {
namespace {

/// Whether a way of the choice is there whatever is chosen.
bool is_met_by(const GroupSet& needed, const GroupChoice& choice) {
  return std::ranges::any_of(choice.ways, [&](const std::vector<std::string>& way) {
    return std::ranges::all_of(way, [&](const std::string& group) { return needed.contains(group); });
  });
}

class Settling {
 public:
  Settling(GroupSet needed, const std::vector<const GroupChoice*>& choices) {
    settled_.needed = std::move(needed);
    for (const GroupChoice* choice : choices) {
      for (const auto& way : choice->ways) names_.insert(names_.end(), way.begin(), way.end());
      names_.insert(names_.end(), choice->untold.begin(), choice->untold.end());
    }
    sort_unique(names_);
    for (const std::string& name : names_) {
      is_needed_.push_back(settled_.needed.contains(name));
      prices_.push_back(price_of(name));
    }
    is_open_.resize(names_.size());
    std::vector<bool> begins(names_.size());
    for (const GroupChoice* choice : choices) {
      choices_.push_back(numbered(*choice));
      for (const auto& way : choice->ways) begins[number_of(way.front())] = true;
    }
    for (std::size_t group = 0; group < names_.size(); ++group) {
      if (begins[group]) prices_[group] += of_a_beginning;
    }
  }

  SettledGroups run() {
    while (take_common()) continue;
    for (const auto& [leader, part] : parts()) settle(part);
    for (std::size_t group = 0; group < names_.size(); ++group) {
      if (is_needed_[group]) {
        settled_.needed.insert(std::move(names_[group]));
      } else if (is_open_[group]) {
        settled_.open.insert(std::move(names_[group]));
      }
    }
    return std::move(settled_);
  }

 private:
  using Way = Ways::value_type;  // sorted
  struct Choice {
    Ways ways;
    Way untold;
  };

  /// What the service fills nobody can leave. Who is in a needed group is in those above it too, so that of
  /// two groups the one that the account has to be itself in is the one to leave.
  static constexpr Price of_a_filled_one = 1;
  static constexpr Price of_a_beginning = Price{1} << 12U;
  static constexpr Price of_a_group = Price{1} << 24U;
  static constexpr Price of_administrators = Price{1} << 38U;
  /// About a millisecond.
  static constexpr std::size_t most_looks = 200'000;

  static Price price_of(const std::string& group) {
    if (is_filled_by_the_service(group)) return of_a_filled_one;
    return is_of_administrators(group) ? of_administrators + of_a_group : of_a_group;
  }

  std::size_t number_of(const std::string& name) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(names_, name) - names_.begin());
  }
  Way numbers_of(const std::vector<std::string>& groups) const {
    Way numbers;
    numbers.reserve(groups.size());
    for (const std::string& group : groups) numbers.push_back(number_of(group));
    sort_unique(numbers);
    return numbers;
  }
  Choice numbered(const GroupChoice& choice) const {
    Choice numbers;
    numbers.ways.reserve(choice.ways.size());
    for (const auto& way : choice.ways) numbers.ways.push_back(numbers_of(way));
    numbers.untold = numbers_of(choice.untold);
    return numbers;
  }

  /// Takes what is needed out of the choices, and those that it meets; what is on all ways of one that is
  /// left is needed too. Whether there was such a group.
  bool take_common() {
    bool found = false;
    std::vector<Choice> left;
    for (Choice& choice : choices_) {
      if (is_met_by_needed(choice)) continue;
      keep_least(choice.ways);
      if (choice.untold.empty()) {
        for (const std::size_t group : common_of(choice.ways)) {
          is_needed_[group] = true;
          found = true;
        }
      }
      left.push_back(std::move(choice));
    }
    choices_ = std::move(left);
    return found;
  }

  bool is_met_by_needed(Choice& choice) const {
    const auto is_needed = [&](std::size_t group) -> bool { return is_needed_[group]; };
    const bool is_told = choice.untold.empty();
    for (Way& way : choice.ways) std::erase_if(way, is_needed);
    std::erase_if(choice.untold, is_needed);
    return (choice.untold.empty() && (!is_told || choice.ways.empty())) ||
           std::ranges::any_of(choice.ways, [](const Way& way) { return way.empty(); });
  }

  /// Drops ways that hold another one.
  static void keep_least(Ways& ways) {
    std::ranges::sort(ways);
    std::ranges::stable_sort(ways, {}, [](const Way& way) { return way.size(); });
    Ways least;
    for (Way& way : ways) {
      const auto is_in_it = [&](const Way& less) { return std::ranges::includes(way, less); };
      if (std::ranges::none_of(least, is_in_it)) least.push_back(std::move(way));
    }
    ways = std::move(least);
  }

  static Way common_of(const Ways& ways) {
    Way common = ways.front();
    for (const Way& way : ways) {
      Way both;
      std::ranges::set_intersection(common, way, std::back_inserter(both));
      common = std::move(both);
    }
    return common;
  }

  template <class Visit>
  static void each_group(const Choice& choice, const Visit& visit) {
    for (const Way& way : choice.ways) std::ranges::for_each(way, visit);
    std::ranges::for_each(choice.untold, visit);
  }

  /// The choices that have groups in common, also through others: what is chosen in one part is no matter in
  /// another.
  std::map<std::size_t, std::vector<const Choice*>> parts() const {
    std::vector<std::size_t> above(names_.size());
    std::iota(above.begin(), above.end(), std::size_t{0});
    const auto leader_of = [&](std::size_t group) {
      while (above[group] != group) {
        above[group] = above[above[group]];
        group = above[group];
      }
      return group;
    };
    const auto any_group_of = [](const Choice& choice) {
      return choice.ways.empty() ? choice.untold.front() : choice.ways.front().front();
    };
    for (const Choice& choice : choices_) {
      each_group(choice,
                 [&](std::size_t group) { above[leader_of(group)] = leader_of(any_group_of(choice)); });
    }
    std::map<std::size_t, std::vector<const Choice*>> parts;
    for (const Choice& choice : choices_) parts[leader_of(any_group_of(choice))].push_back(&choice);
    return parts;
  }

  void settle(const std::vector<const Choice*>& part) {
    if (const auto fewest = fewest_of(part)) {
      for (const std::size_t group : *fewest) is_needed_[group] = true;
      return;
    }
    // Administrators come last: where all can be had without any of them, none is among the fewest.
    const auto is_administrators = [&](std::size_t group) { return prices_[group] >= of_administrators; };
    const bool needs_none = std::ranges::all_of(part, [&](const Choice* choice) {
      return std::ranges::any_of(
          choice->ways, [&](const Way& way) { return std::ranges::none_of(way, is_administrators); });
    });
    for (const Choice* choice : part) {
      each_group(*choice, [&](std::size_t group) {
        if (!needs_none || !is_administrators(group)) is_open_[group] = true;
      });
    }
  }

  std::optional<Way> fewest_of(const std::vector<const Choice*>& part) const {
    if (!std::ranges::all_of(part, [](const Choice* choice) { return choice->untold.empty(); }))
      return std::nullopt;
    if (part.size() == 1) {
      return *std::ranges::min_element(part.front()->ways, {}, [&](const Way& way) {
        Price price = 0;
        for (const std::size_t group : way) price += prices_[group];
        return price;
      });
    }
    std::vector<const Ways*> choices;
    choices.reserve(part.size());
    for (const Choice* choice : part) choices.push_back(&choice->ways);
    return least_union(choices, prices_, most_looks);
  }

  SettledGroups settled_;
  std::vector<std::string> names_;  ///< of all groups that are on a way, sorted: each is called by its place
  std::vector<Price> prices_;
  std::vector<bool> is_needed_;
  std::vector<bool> is_open_;
  std::vector<Choice> choices_;
};

}  // namespace

SettledGroups fewest_groups(GroupSet needed, const std::set<GroupChoice>& choices) {
  std::vector<const GroupChoice*> open;
  for (const GroupChoice& choice : choices) {
    if (!is_met_by(needed, choice)) open.push_back(&choice);
  }
  if (open.empty()) return {std::move(needed)};
  return Settling(std::move(needed), open).run();
}

}  // namespace patrol
