#include "examples/emulator/options.h"

#include "auditor/model/text.h"
#include "examples/emulator/generate.h"
#include "examples/emulator/load.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

namespace patrol::emulator {
namespace {

struct Flag {
  std::string_view name;
  std::string_view value;  ///< its name in the help; empty where it takes none
  std::string_view help;
  std::optional<Error> (*read)(Options&, const std::string& value);
};

Error misuse(std::string_view flag, std::string what) {
  return {.kind = Error::Kind::usage, .where = std::string(flag), .what = std::move(what)};
}

std::optional<std::size_t> read_number(const std::string& text, std::size_t largest) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const std::size_t number = std::stoul(text);
  return number <= largest ? std::optional(number) : std::nullopt;
}

std::optional<Error> read_organization(Options& options, const std::string& value) {
  options.organization_files.push_back(value);
  return std::nullopt;
}

std::optional<Error> read_port(Options& options, const std::string& value) {
  const auto port = read_number(value, 65535);
  if (!port) return misuse("--port", fmt::format("`{}` is no port", value));
  options.port = static_cast<std::uint16_t>(*port);
  return std::nullopt;
}

std::optional<Error> read_port_file(Options& options, const std::string& value) {
  options.port_file = value;
  return std::nullopt;
}

std::optional<Error> read_now(Options& options, const std::string& value) {
  options.settings.now = parse_time(value);
  if (!options.settings.now)
    return misuse("--now", fmt::format("`{}` is no time such as 2026-11-23T09:00:00Z", value));
  return std::nullopt;
}

std::optional<Error> read_latency(Options& options, const std::string& value) {
  const auto latency = read_number(value, 60'000);
  if (!latency)
    return misuse("--latency", fmt::format("`{}` is no number of milliseconds up to 60000", value));
  options.settings.latency = std::chrono::milliseconds(*latency);
  return std::nullopt;
}

std::optional<Error> read_page_size(Options& options, const std::string& value) {
  const auto size = read_number(value, 10'000);
  if (!size || *size == 0)
    return misuse("--page-size", fmt::format("`{}` is no number from 1 to 10000", value));
  options.settings.page_size = *size;
  return std::nullopt;
}

std::optional<Error> read_throttle(Options& options, const std::string& value) {
  Result<ThrottleRule> rule = load_throttle(value);
  if (!rule) return rule.error();
  options.settings.throttle = rule.value();
  return std::nullopt;
}

std::optional<Error> read_fault(Options& options, const std::string& value) {
  const auto rules = load_faults(value, "--fault");
  if (!rules) return rules.error().front();
  options.faults.insert(options.faults.end(), rules.value().begin(), rules.value().end());
  return std::nullopt;
}

std::optional<Error> read_fault_file(Options& options, const std::string& value) {
  options.fault_files.push_back(value);
  return std::nullopt;
}

std::optional<Error> read_generated(Options& options, const std::string& value) {
  const Result<Generate> generate = read_generate(value);
  if (!generate) return generate.error();
  options.generate = generate.value();
  return std::nullopt;
}

std::optional<Error> read_stats_file(Options& options, const std::string& value) {
  options.stats_file = value;
  return std::nullopt;
}

std::optional<Error> read_help(Options& options, const std::string&) {
  options.help = true;
  return std::nullopt;
}

constexpr std::array flags{
    Flag{"--organization", "FILE", "an organization to serve; may be given several times", read_organization},
    Flag{"--port", "N", "port on 127.0.0.1; 0 takes a free one (default 8080)", read_port},
    Flag{"--port-file", "FILE", "write the port here once ready", read_port_file},
    Flag{"--now", "TIME", "the emulator's clock, such as 2026-11-23T09:00:00Z (default: the machine's)",
         read_now},
    Flag{"--latency", "MS", "every answer waits so long", read_latency},
    Flag{"--page-size", "N", "entries per page at most (default: as the service has it)", read_page_size},
    Flag{"--throttle", "RULE", "`after: 20, delay_ms: 300, retry_after: 1` or `after: 20, refuse: 3`",
         read_throttle},
    Flag{"--fault", "RULE", "`path: tokenadmin, nth: 2, answer: drop`; may be given several times",
         read_fault},
    Flag{"--faults", "FILE", "a YAML list of such rules", read_fault_file},
    Flag{"--generate", "SIZES", "`users=500,projects=50,accounts=20` added to the first organization",
         read_generated},
    Flag{"--stats-file", "FILE", "write the statistics of `GET /emulator/stats` here at the end",
         read_stats_file},
    Flag{"--help", "", "this text", read_help},
};

const Flag* find_flag(std::string_view name) {
  for (const Flag& flag : flags)
    if (flag.name == name) return &flag;
  return nullptr;
}

Error unknown_flag(const std::string& name) {
  std::vector<std::string> known;
  known.reserve(flags.size());
  for (const Flag& flag : flags) known.emplace_back(flag.name);
  const std::string_view near = nearest_word(name, known);
  return misuse("command line", near.empty()
                                    ? fmt::format("unknown option `{}`", name)
                                    : fmt::format("unknown option `{}`, did you mean `{}`?", name, near));
}

}  // namespace

Result<Options> read_options(std::span<const std::string> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Flag* flag = find_flag(arguments[i]);
    if (flag == nullptr) return unknown_flag(arguments[i]);
    std::string value;
    if (!flag->value.empty()) {
      if (i + 1 == arguments.size()) return misuse(flag->name, fmt::format("needs a {}", flag->value));
      value = arguments[++i];
    }
    if (auto error = flag->read(options, value)) return *error;
  }
  if (!options.help && options.organization_files.empty())
    return misuse("command line", "no organization to serve; give `--organization FILE`");
  return options;
}

std::string help_text() {
  std::string text =
      "azure-devops-emulator: an Azure DevOps for demonstrations and tests\n\n"
      "  azure-devops-emulator --organization FILE [option…]\n\n";
  for (const Flag& flag : flags)
    text += fmt::format("  {:<22} {}\n", fmt::format("{} {}", flag.name, flag.value), flag.help);
  text +=
      "\nEvery host H answers under http://127.0.0.1:PORT/H/…, say\n"
      "  http://127.0.0.1:8080/dev.azure.com/contoso/_apis/projects?api-version=7.1\n";
  return text;
}

}  // namespace patrol::emulator
