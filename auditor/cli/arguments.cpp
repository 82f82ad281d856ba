#include "auditor/cli/arguments.h"

#include "auditor/cli/suggestion.h"

#include <boost/program_options.hpp>

#include <algorithm>
#include <utility>

namespace patrol::cli {
namespace {

namespace po = boost::program_options;

using Values = std::vector<std::string>;

constexpr std::string_view no_argument =
    "a credential is never an argument, because others see it in the list of processes: set PATROL_TOKEN or "
    "use --token-file";

/// Flags that people try for credentials; `--token-file` would be a misleading suggestion for them.
bool is_meant_for_a_secret(std::string_view name) {
  constexpr std::string_view tried[]{"token", "pat", "password", "bearer", "secret", "credential"};
  return std::ranges::find(tried, name) != std::end(tried);
}

Error usage(std::string what) {
  return {Error::Kind::usage, "", std::move(what)};
}

std::string quoted(std::string_view name) {
  return "`--" + std::string(name) + "`";
}

Error unknown_flag(std::string_view name, std::span<const Flag> known) {
  if (is_meant_for_a_secret(name)) return usage(std::string(no_argument));
  std::vector<std::string> names;
  for (const Flag& flag : known) names.emplace_back(flag.name);
  return usage("unknown flag " + quoted(name) + did_you_mean(name, names, "--"));
}

po::options_description describe(std::span<const Flag> known) {
  po::options_description description;
  for (const Flag& flag : known) {
    auto* const value = po::value<Values>();  // the description owns it
    if (flag.takes == Flag::Takes::nothing) value->zero_tokens();
    if (flag.takes == Flag::Takes::list) value->multitoken();
    description.add_options()(std::string(flag.name).c_str(), value);
  }
  return description;
}

std::vector<po::option> split_line(std::span<const std::string> line, std::span<const Flag> known) {
  using namespace po::command_line_style;
  const int style = allow_long | long_allow_adjacent | long_allow_next;
  const po::options_description description = describe(known);
  return po::command_line_parser(std::vector<std::string>(line.begin(), line.end()))
      .options(description)
      .style(style)
      .allow_unregistered()
      .run()
      .options;
}

/// What the library says of a line that it can not take apart, in our words and without the line's values.
Error explain(const po::error& error) {
  const auto* const syntax = dynamic_cast<const po::invalid_syntax*>(&error);
  if (syntax == nullptr) return usage("the command line can not be read");
  std::string name = syntax->get_option_name();
  name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
  switch (syntax->kind()) {
    case po::invalid_syntax::missing_parameter:
    case po::invalid_syntax::empty_adjacent_parameter: return usage(quoted(name) + " needs a value");
    case po::invalid_syntax::extra_parameter: return usage(quoted(name) + " takes no value");
    default: return usage(quoted(name) + " can not be read");
  }
}

/// Gathers what the library found, and the mistakes in it.
class Gatherer {
 public:
  Gatherer(std::span<const Flag> known, std::size_t most_words) : known_(known), most_words_(most_words) {}

  void add(const po::option& option) {
    if (option.position_key >= 0) {
      arguments_.words.insert(arguments_.words.end(), option.value.begin(), option.value.end());
      return;
    }
    const auto flag = std::ranges::find(known_, option.string_key, &Flag::name);
    if (flag == known_.end()) {
      errors_.push_back(unknown_flag(option.string_key, known_));
    } else {
      add(*flag, option.value);
    }
  }

  Result<Arguments, std::vector<Error>> take() {
    // Words after an unknown flag may be its value, and a secret: they are not told then.
    if (errors_.empty()) check_words();
    if (!errors_.empty()) return std::move(errors_);
    return std::move(arguments_);
  }

 private:
  void add(const Flag& flag, const Values& values) {
    const auto [place, is_new] = arguments_.flags.try_emplace(std::string(flag.name));
    if (!is_new && flag.takes == Flag::Takes::one) {
      errors_.push_back(usage(quoted(flag.name) + " is given twice"));
    }
    // The library takes whatever follows for the value, also the next flag.
    if (std::ranges::any_of(values, [](const std::string& value) { return value.starts_with("--"); })) {
      errors_.push_back(usage(quoted(flag.name) + " needs a value, and a flag follows"));
    }
    place->second.insert(place->second.end(), values.begin(), values.end());
  }

  void check_words() {
    for (const std::string& word : arguments_.words) {
      if (word.starts_with('-')) {
        errors_.push_back(usage("unknown flag `" + word.substr(0, word.find('=')) + "`"));
      }
    }
    if (errors_.empty() && arguments_.words.size() > most_words_) {
      errors_.push_back(usage("`" + arguments_.words[most_words_] + "` is one argument too many"));
    }
  }

  std::span<const Flag> known_;
  std::size_t most_words_;
  Arguments arguments_;
  std::vector<Error> errors_;
};

}  // namespace

std::span<const std::string> Arguments::all(const Flag& flag) const {
  const auto found = flags.find(flag.name);
  return found == flags.end() ? std::span<const std::string>{} : found->second;
}

std::optional<std::string> Arguments::one(const Flag& flag) const {
  const auto values = all(flag);
  return values.empty() ? std::nullopt : std::optional{values.front()};
}

Result<Arguments, std::vector<Error>> parse_arguments(std::span<const std::string> line,
                                                      std::span<const Flag> known, std::size_t most_words) {
  try {
    Gatherer gatherer(known, most_words);
    for (const po::option& option : split_line(line, known)) gatherer.add(option);
    return gatherer.take();
  } catch (const po::error& error) {
    return std::vector{explain(error)};
  }
}

}  // namespace patrol::cli
