#include "auditor/model/evidence.h"

#include <algorithm>
#include <array>

namespace patrol {
namespace {

struct KindWord {
  Gap::Kind kind;
  std::string_view word;
};
constexpr std::array kind_words{KindWord{Gap::Kind::not_collected, "not_collected"},
                                KindWord{Gap::Kind::unauthorized, "unauthorized"},
                                KindWord{Gap::Kind::forbidden, "forbidden"},
                                KindWord{Gap::Kind::not_found, "not_found"},
                                KindWord{Gap::Kind::unreachable, "unreachable"},
                                KindWord{Gap::Kind::throttled, "throttled"},
                                KindWord{Gap::Kind::bad_answer, "bad_answer"},
                                KindWord{Gap::Kind::cut_short, "cut_short"},
                                KindWord{Gap::Kind::not_expandable, "not_expandable"},
                                KindWord{Gap::Kind::not_decidable, "not_decidable"}};

}  // namespace

std::string_view to_word(Gap::Kind kind) {
  const auto* const found = std::ranges::find(kind_words, kind, &KindWord::kind);
  return found == kind_words.end() ? "?" : found->word;
}

std::optional<Gap::Kind> gap_kind_from(std::string_view word) {
  const auto* const found = std::ranges::find(kind_words, word, &KindWord::word);
  return found == kind_words.end() ? std::nullopt : std::optional{found->kind};
}

}  // namespace patrol
