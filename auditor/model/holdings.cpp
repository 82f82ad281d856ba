#include "auditor/model/holdings.h"

namespace patrol {

std::string_view to_word(Excess::Kind kind) {
  switch (kind) {
    case Excess::Kind::scope: return "scope";
    case Excess::Kind::group: return "group";
    case Excess::Kind::role: return "role";
    case Excess::Kind::access_level: return "access_level";
  }
  return "?";
}

}  // namespace patrol
