#include "auditor/evaluate/least_union.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace patrol {
namespace {

/// Branch and bound. What is still to be chosen costs at least what it does where all choices that may take a
/// thing share its price.
class LeastUnion {
 public:
  LeastUnion(const std::vector<const Ways*>& choices, const std::vector<Price>& prices,
             std::size_t most_looks)
      : choices_(choices),
        most_looks_(most_looks),
        uses_(prices.size()),
        sharers_(prices.size()),
        seen_(prices.size()),
        shares_(prices.size()) {
    prices_.reserve(prices.size());
    for (const Price price : prices) prices_.push_back(price * unit);
  }

  std::optional<std::vector<std::size_t>> run() {
    const Price least = share_out(choices_);
    take_cheapest();
    if (least < best_price_) {
      descend(choices_);
      if (is_over()) return std::nullopt;
    }
    return std::move(best_);
  }

 private:
  using Way = Ways::value_type;
  using Choices = std::vector<const Ways*>;
  /// Shares are rounded down; the room below a price of 1 keeps that from making the bound less sharp.
  static constexpr Price unit = 4096;

  bool is_over() const { return looks_ > most_looks_; }

  bool is_taken(const Way& way) const {
    return std::ranges::all_of(way, [&](std::size_t thing) { return uses_[thing] > 0; });
  }
  void take(const Way& way) {
    for (const std::size_t thing : way) {
      if (uses_[thing]++ == 0) price_ += prices_[thing];
    }
  }
  void drop(const Way& way) {
    for (const std::size_t thing : way) {
      if (--uses_[thing] == 0) price_ -= prices_[thing];
    }
  }

  Price share_of(const Way& way) const {
    Price share = 0;
    for (const std::size_t thing : way) {
      if (uses_[thing] == 0) share += shares_[thing];
    }
    return share;
  }
  const Way& cheapest(const Ways& ways) const {
    return *std::ranges::min_element(ways, {}, [&](const Way& way) { return share_of(way); });
  }

  /// Shares the prices among the choices that are open, and gives what the whole costs at least.
  Price share_out(const Choices& open) {
    std::ranges::fill(sharers_, Price{0});
    for (const Ways* ways : open) {
      ++choice_;
      for (const Way& way : *ways) {
        looks_ += way.size();
        for (const std::size_t thing : way) {
          if (std::exchange(seen_[thing], choice_) != choice_) ++sharers_[thing];
        }
      }
    }
    for (std::size_t thing = 0; thing < prices_.size(); ++thing) {
      shares_[thing] = sharers_[thing] == 0 ? 0 : prices_[thing] / sharers_[thing];
    }
    Price least = price_;
    for (const Ways* ways : open) least += share_of(cheapest(*ways));
    return (least + unit - 1) / unit * unit;
  }

  /// Of each choice the way with the least share, as a start that is often the end.
  void take_cheapest() {
    std::vector<const Way*> taken;
    taken.reserve(choices_.size());
    for (const Ways* ways : choices_) {
      taken.push_back(&cheapest(*ways));
      take(*taken.back());
    }
    remember();
    for (const Way* way : taken) drop(*way);
  }

  void remember() {
    best_price_ = price_;
    best_.clear();
    for (std::size_t thing = 0; thing < uses_.size(); ++thing) {
      if (uses_[thing] > 0) best_.push_back(thing);
    }
  }

  void descend(const Choices& choices) {
    Choices open;
    std::ranges::copy_if(choices, std::back_inserter(open), [&](const Ways* ways) {
      return std::ranges::none_of(*ways, [&](const Way& way) { return is_taken(way); });
    });
    if (open.empty()) {
      if (price_ < best_price_) remember();
      return;
    }
    if (share_out(open) >= best_price_) return;
    const Ways& ways = **std::ranges::min_element(open, {}, [](const Ways* each) { return each->size(); });
    std::vector<std::pair<Price, const Way*>> by_share;
    by_share.reserve(ways.size());
    for (const Way& way : ways) by_share.emplace_back(share_of(way), &way);
    std::ranges::stable_sort(by_share, {}, &std::pair<Price, const Way*>::first);
    for (const auto& [share, way] : by_share) {
      if (is_over()) return;
      take(*way);
      descend(open);
      drop(*way);
    }
  }

  const Choices& choices_;
  std::size_t most_looks_;
  std::vector<Price> prices_;      ///< in units
  std::vector<std::size_t> uses_;  ///< by thing: ways taken that take it
  std::vector<Price> sharers_;     ///< by thing: open choices that may take it
  std::vector<std::size_t> seen_;  ///< by thing: the last choice that it was counted for
  std::vector<Price> shares_;      ///< by thing
  std::size_t choice_ = 0;         ///< counts all that were ever looked at
  std::size_t looks_ = 0;
  Price price_ = 0;  ///< of what is taken
  std::vector<std::size_t> best_;
  Price best_price_ = 0;
};

}  // namespace

std::optional<std::vector<std::size_t>> least_union(const std::vector<const Ways*>& choices,
                                                    const std::vector<Price>& prices,
                                                    std::size_t most_looks) {
  return LeastUnion(choices, prices, most_looks).run();
}

}  // namespace patrol
