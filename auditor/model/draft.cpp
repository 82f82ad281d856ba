#include "auditor/model/draft.h"

#include <algorithm>

namespace patrol {

bool Draft::is_complete() const {
  return std::ranges::none_of(left_out, [](const LeftOut& each) { return each.why == LeftOut::Why::unread; });
}

}  // namespace patrol
