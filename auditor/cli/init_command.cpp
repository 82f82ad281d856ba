#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/options.h"
#include "auditor/cli/organization_flag.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/source.h"
#include "auditor/evaluate/draft.h"
#include "auditor/model/redact.h"
#include "auditor/model/visible_text.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/policy_parser.h"
#include "auditor/policy/write_documents.h"
#include "auditor/store/write_file.h"
#include "reporters/display_width.h"
#include "reporters/headline.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

using Why = LeftOut::Why;

constexpr std::size_t comment_width = 116;

constexpr Flag folder{"output", "FOLDER", Flag::Takes::one,
                      "write FOLDER/policies/NAME-rights.yaml and FOLDER/integrations/NAME.yaml; without it "
                      "both go to standard output"};
constexpr Flag force{"force", "", Flag::Takes::nothing, "replace files that are there"};
constexpr Flag integration_name{"name", "NAME", Flag::Takes::one,
                                "what the integration is called (by default as its account)"};
constexpr Flag pat{
    "pat", "NAME", Flag::Takes::one,
    "the token that the integration uses, by its name or id in Azure DevOps, where the account "
    "holds several; never the token itself"};

bool is_identifier(std::string_view text) {
  const auto is_alphanumeric = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !text.empty() && is_alphanumeric(text.front()) && std::ranges::all_of(text, [&](char c) {
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
  });
}

DraftRequest read_request(const Arguments& arguments, std::vector<Error>& mistakes) {
  DraftRequest request;
  request.organization = read_organization(arguments, mistakes);
  request.token = arguments.one(pat).value_or("");
  request.name = arguments.one(integration_name).value_or("");
  if (arguments.words.size() == 1 && !arguments.words.front().empty()) {
    request.account = arguments.words.front();
  } else {
    mistakes.push_back(
        {Error::Kind::usage, "",
         "the account is needed: an e-mail, an account name, a descriptor, or the id or name of "
         "a service principal"});
  }
  for (const auto& [what, text] :
       {std::pair{"the account", &request.account}, std::pair{"--name", &request.name}}) {
    if (redact(*text) == *text) continue;
    mistakes.push_back({Error::Kind::usage, what,
                        "looks like a token, which is never given here: revoke it, if it is real"});
  }
  if (redact(request.token) != request.token) {
    mistakes.push_back(
        {Error::Kind::usage, "--pat",
         "must be the name or id of a token, never the token itself: revoke it, if it is real"});
  }
  if (arguments.has(integration_name) && !is_identifier(request.name)) {
    mistakes.push_back(
        {Error::Kind::usage, "--name",
         "must be made of letters, digits, `.`, `_` and `-`, and start with a letter or digit"});
  }
  if (arguments.has(force) && !arguments.has(folder)) {
    mistakes.push_back({Error::Kind::usage, "--force", "means something together with --output alone"});
  }
  if (arguments.one(folder) == "") {
    mistakes.push_back({Error::Kind::usage, "--output", "a path is needed, this one is empty"});
  }
  return request;
}

/// Lines of a comment, the first with a dash, the others further in.
void add_item(std::vector<std::string>& lines, const std::string& text) {
  bool is_first = true;
  for (std::string& line : wrap(redact(visible_line(text)), comment_width - 6)) {
    lines.push_back((is_first ? "- " : "  ") + std::move(line));
    is_first = false;
  }
}

void add_text(std::vector<std::string>& lines, const std::string& text) {
  for (std::string& line : wrap(redact(visible_line(text)), comment_width - 2))
    lines.push_back(std::move(line));
}

std::string text_of(const LeftOut& left_out) {
  std::string text = left_out.what + ": " + left_out.reason;
  while (text.ends_with('.')) text.pop_back();
  if (!left_out.grant.empty()) text += "; to do: " + left_out.grant;
  return text;
}

std::string_view heading_of(Why why) {
  switch (why) {
    case Why::unread: return "Not a rule, because it could not be read or decided:";
    case Why::not_so: return "Not a rule, because it does not hold today:";
    case Why::no_words: return "Not a rule, because it can not be said:";
  }
  return "";
}

std::vector<std::string> policy_head(const Draft& draft, const Snapshot& snapshot) {
  std::vector<std::string> lines;
  add_text(lines,
           fmt::format("What {} holds in {}, as {} read it on {}: a start. Each rule passes on that day. "
                       "Take out what the integration does not need, and then from the account.",
                       draft.account, draft.integration.organization, tool_name(),
                       format_time(snapshot.collected_at)));
  for (const Why why : {Why::unread, Why::not_so, Why::no_words}) {
    bool is_first = true;
    for (const LeftOut& each : draft.left_out) {
      if (each.why != why) continue;
      if (is_first) {
        lines.emplace_back();
        lines.emplace_back(heading_of(why));
      }
      is_first = false;
      add_item(lines, text_of(each));
    }
  }
  if (!draft.notes.empty()) {
    lines.emplace_back();
    lines.emplace_back("Good to know:");
    for (const std::string& note : draft.notes) add_item(lines, note);
  }
  lines.emplace_back();
  add_text(lines,
           "Not looked at, and no rule: rights in areas and iterations, in queries, tags, dashboards and "
           "analytics; what single repositories, pipelines and releases take away of what is held in their "
           "project; secure files, feeds and deployment groups; and what it may do by entries or roles of "
           "its own in projects where it is in no group.");
  return lines;
}

std::vector<std::string> integration_head(const Draft& draft) {
  std::vector<std::string> lines;
  add_text(lines,
           fmt::format("What signs in with {}. Only a person knows the rest: `owner`, who answers for it; "
                       "the product's own policy in place of this one, with its `features`; and "
                       "`base_url` of `connection`, as typed into the product.",
                       draft.account));
  return lines;
}

/// Takes out what could not be loaded again: a name that the language refuses.
void keep_what_loads(Draft& draft) {
  std::vector<Rule> kept;
  for (Rule& rule : draft.policy.rules) {
    Policy alone = draft.policy;
    alone.rules = {rule};
    const auto read =
        parse_policy(write_policy(alone, built_in_catalogue(), {}), "the draft", built_in_catalogue());
    if (read) {
      kept.push_back(std::move(rule));
      continue;
    }
    draft.left_out.push_back(
        {.why = Why::no_words, .what = rule.title, .reason = read.error().front().what, .grant = ""});
  }
  draft.policy.rules = std::move(kept);
}

/// The two files of a draft, and where they go.
struct File {
  std::string path;
  std::string text;
};

std::array<File, 2> files_of(const Draft& draft, const Snapshot& snapshot) {
  return {File{"policies/" + draft.policy.id + ".yaml",
               write_policy(draft.policy, built_in_catalogue(), policy_head(draft, snapshot))},
          File{"integrations/" + draft.integration.name + ".yaml",
               write_integration(draft.integration, integration_head(draft))}};
}

/// As `patrol validate` would.
std::vector<Error> validate(const std::array<File, 2>& files) {
  const auto loaded =
      load_documents({.read = {{files[0].path, files[0].text}}, .errors = {}},
                     {.read = {{files[1].path, files[1].text}}, .errors = {}}, built_in_catalogue());
  return loaded ? std::vector<Error>{} : loaded.error();
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

std::vector<Error> write_files(const std::array<File, 2>& files, const fs::path& where, bool replace) {
  std::vector<Error> errors;
  for (const File& file : files) {
    const fs::path path = where / file.path;
    if (!replace && is_there(path)) {
      errors.push_back({Error::Kind::usage, path.string(),
                        "is there already; --force replaces it, --name gives "
                        "the integration another name"});
    }
  }
  if (!errors.empty()) return errors;
  for (const File& file : files) {
    const fs::path path = where / file.path;
    std::error_code problem;
    fs::create_directories(path.parent_path(), problem);
    if (problem) {
      errors.push_back({Error::Kind::usage, path.parent_path().string(), problem.message()});
    } else if (const auto probed = probe_writable(path.string()); !probed) {
      errors.push_back(probed.error());
    }
  }
  // Both or none: half of a draft can not be audited.
  if (!errors.empty()) return errors;
  for (const File& file : files) {
    if (const auto done = write_file((where / file.path).string(), file.text); !done) return {done.error()};
  }
  return {};
}

/// As a shell reads it as one word.
std::string quoted_path(const fs::path& path) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("/._-").find(c) != std::string_view::npos;
  };
  std::string text = log_line(path.string());
  if (std::ranges::all_of(text, is_plain)) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

/// Whether standard output took it.
bool tell(const Draft& draft, const std::array<File, 2>& files, const std::string& where, bool materialised,
          Session& session) {
  for (const LeftOut& each : draft.left_out) {
    if (each.why == Why::unread) session.messages.say("not known, and no rule: " + text_of(each));
  }
  if (where.empty()) {
    return print(session, "# " + files[0].path + "\n" + files[0].text + "---\n# " + files[1].path + "\n" +
                              files[1].text);
  }
  std::string text;
  for (const File& file : files)
    text += "written: " + log_line((fs::path(where) / file.path).string()) + "\n";
  text += fmt::format(
      "{}, each of which passes today; next: patrol audit --policies {} --integrations {}{}\n",
      counted(draft.policy.rules.size(), "rule", "rules"), quoted_path(fs::path(where) / files[0].path),
      quoted_path(fs::path(where) / files[1].path), materialised ? " --accept materialised" : "");
  return print(session, text);
}

int conclude(Draft draft, const Snapshot& snapshot, bool materialised, const Arguments& arguments,
             Session& session) {
  keep_what_loads(draft);
  if (materialised) {
    draft.notes.emplace_back(
        "Azure DevOps' own expansion of Entra groups was taken for the whole truth: audit it with `--accept "
        "materialised`");
  }
  const std::array<File, 2> files = files_of(draft, snapshot);
  if (const std::vector<Error> errors = validate(files); !errors.empty()) return refuse(session, errors);
  const std::string where = arguments.one(folder).value_or("");
  if (!where.empty()) {
    const std::vector<Error> errors = write_files(files, where, arguments.has(force));
    if (!errors.empty()) return refuse(session, errors);
  }
  if (!tell(draft, files, where, materialised, session)) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(draft.is_complete() ? ExitCode::ok : ExitCode::inconclusive);
}

int run_init(const Arguments& arguments, Session& session) {
  std::vector<Error> mistakes;
  const DraftRequest request = read_request(arguments, mistakes);
  Arguments others = arguments;
  others.flags.erase(std::string(folder.name));
  const auto read = read_options(others, std::move(mistakes));
  if (!read) return refuse_command_line(session, read.error(), "init");
  const Options& options = read.value();
  const auto source = prepare_source({request.organization}, options, session);
  if (!source) return refuse(session, source.error());

  const EvaluateOptions evaluating = evaluate_options(options);
  const Errand errand{.organizations = {request.organization},
                      .still_missing = [&](const std::string& organization, const Snapshot& so_far,
                                           const EvaluateOptions& deciding) {
                        return missing_for_draft(request, built_in_catalogue(), so_far,
                                                 deciding)[organization];
                      }};
  const auto snapshot = collect_live(errand, options, evaluating, source.value().asked(), session);
  session.messages.end_live();
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);
  auto draft = make_draft(request, built_in_catalogue(), snapshot.value(), evaluating);
  if (!draft) return refuse(session, {&draft.error(), 1});
  return conclude(std::move(draft).value(), snapshot.value(), evaluating.accept_materialised, arguments,
                  session);
}

constexpr std::array init_flags{flags::organization,
                                folder,
                                force,
                                integration_name,
                                pat,
                                flags::accept,
                                flags::token_file,
                                flags::server,
                                flags::login_server,
                                flags::now,
                                flags::concurrency,
                                flags::max_time};

constexpr std::array init_examples{
    Example{"Look at what it would write.", "patrol init svc-flow@contoso.com --organization contoso"},
    Example{"Begin with the account of an integration.",
            "patrol init svc-flow@contoso.com --organization contoso --output ."},
    Example{"And audit it.", "patrol audit --policies policies --integrations integrations"},
    Example{"A service principal, by its application id.",
            "patrol init 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60 --organization contoso"},
};

}  // namespace

const Command init_command{
    .name = "init",
    .summary = "write the integration and the tightest policy that an account's present rights satisfy",
    .usage = "ACCOUNT --organization NAME [--output FOLDER] [flags]",
    .details =
        "Reads what the account holds now: its token and scopes, its groups, its access level, what it may "
        "do at the "
        "organization and in the projects where it is in a group, its roles on service connections, variable "
        "groups, "
        "environments, agent queues and pools there, and its service hooks. Writes an integration file and a "
        "policy "
        "that allows just that, as a start: each rule passes on the day it is written. What could not be "
        "read is no "
        "rule, but said in the file and on standard error; what is not looked at stands in the file. The "
        "token is "
        "named, never shown. Nothing that is there is replaced without --force. An audit takes --policies in "
        "place of "
        "the library: name the library's folder beside the new one where other integrations need it. Exit "
        "code 0, or "
        "2 where something could not be read.",
    .flags = init_flags,
    .examples = init_examples,
    .most_words = 1,
    .run = run_init,
};

}  // namespace patrol::cli
