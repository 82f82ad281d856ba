#pragma once

#include "auditor/cli/flag.h"
#include "auditor/model/result.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::cli {

/// A command line taken apart; what the values mean is not looked at here.
struct Arguments {
  std::map<std::string, std::vector<std::string>, std::less<>> flags;  ///< values by the flag's name
  std::vector<std::string> words;                                      ///< what is no flag

  bool has(const Flag& flag) const { return flags.contains(flag.name); }
  /// The values of a flag; none where it is not given.
  std::span<const std::string> all(const Flag& flag) const;
  std::optional<std::string> one(const Flag& flag) const;

  friend bool operator==(const Arguments&, const Arguments&) = default;
};

/// Takes a command line apart by the flags that a command knows, and tells all mistakes at once. Flags must
/// be written out: a prefix that is clear today may not be after the next version.
Result<Arguments, std::vector<Error>> parse_arguments(std::span<const std::string> line,
                                                      std::span<const Flag> known, std::size_t most_words);

}  // namespace patrol::cli
