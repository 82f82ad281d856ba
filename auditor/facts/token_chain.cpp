#include "auditor/facts/token_chain.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace patrol {
namespace {

/// `Nightly`, `Nightly/Linux`: the folders of a pipeline, the outermost first.
std::vector<std::string> folders_of(std::string_view folder) {
  std::vector<std::string> paths;
  for (const std::string& name : split(folder, '\\')) {
    if (!name.empty()) paths.push_back(paths.empty() ? name : paths.back() + "/" + name);
  }
  return paths;
}

/// The form with its braces filled in; nothing where an id is missing or not of its kind.
std::optional<std::string> fill(std::string text, const TokenIds& ids, const std::string& folder) {
  const std::string in_folder = folder.empty() || ids.pipeline.empty() ? "" : folder + "/";
  const std::array<std::pair<std::string_view, std::string>, 6> values{
      {{"{project}", ids.project},
       {"{repository}", ids.repository},
       {"{area}", ids.area},
       {"{iteration}", ids.iteration},
       {"{folder}", folder},
       {"{pipeline}", in_folder + ids.pipeline}}};
  for (const auto& [hole, value] : values) {
    const auto at = text.find(hole);
    if (at == std::string::npos) continue;
    if (value.empty()) return std::nullopt;
    text.replace(at, hole.size(), value);
  }
  return text;
}

}  // namespace

std::vector<std::string> token_chain(const Catalogue::SecurityNamespace& space, Permission::Level level,
                                     const TokenIds& ids) {
  const Catalogue::TokenForm* const last = space.form_at(level);
  if (last == nullptr) return {};
  const std::vector<std::string> folders = folders_of(ids.folder);
  std::vector<std::string> chain;
  for (const Catalogue::TokenForm& form : space.tokens) {
    const bool is_of_folders = form.token.find("{folder}") != std::string::npos;
    const std::vector<std::string> innermost{folders.empty() ? "" : folders.back()};
    for (const std::string& folder : is_of_folders ? folders : innermost) {
      auto token = fill(form.token, ids, folder);
      if (!token) return {};
      chain.push_back(std::move(*token));
    }
    if (&form == last) break;
  }
  std::ranges::reverse(chain);
  return chain;
}

std::optional<std::string> token_with_more_below(const Catalogue::SecurityNamespace& space,
                                                 Permission::Level level, const TokenIds& ids) {
  const Catalogue::TokenForm* const last = space.form_at(level);
  if (last == nullptr || !last->has_more_below) return std::nullopt;
  const auto first = std::ranges::find_if(space.tokens, &Catalogue::TokenForm::has_more_below);
  return fill(first->token, ids, "");
}

}  // namespace patrol
