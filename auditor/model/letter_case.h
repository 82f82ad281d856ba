#pragma once

namespace patrol {

/// The letter by which all cases of one letter are compared, of most scripts the small one: Unicode's simple
/// case folding. What has no case is itself. So are İ and ı, which only Turkish folds, and what is the
/// capital of no letter, or has it by folding alone: ſ, ϴ, ẞ, the signs of Ohm, Kelvin and Ångström. The
/// service may hold two names apart that differ in these.
char32_t fold_letter(char32_t letter);

}  // namespace patrol
