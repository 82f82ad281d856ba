#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/scope_words.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Gathers scope ids from either way of naming them.
class ScopeReader {
 public:
  explicit ScopeReader(const RuleContext& context)
      : catalogue_(context.catalogue), problems_(context.problems) {}

  std::vector<std::string> read(const YamlNode& node) {
    switch (node.kind) {
      case YamlNode::Kind::mapping: read_words(node); break;
      case YamlNode::Kind::sequence: read_ids(node); break;
      case YamlNode::Kind::null:
      case YamlNode::Kind::scalar:
        problems_.add(node.at,
                      "`pat_scopes` must be a mapping such as `{Code: Read}`, or a list of ids such as "
                      "`[vso.code]`");
        break;
    }
    std::ranges::sort(ids_);
    return std::move(ids_);
  }

 private:
  void read_words(const YamlNode& node) {
    if (!asks_for_something(node, "pat_scopes", problems_)) return;
    for (const YamlNode::Entry& entry : node.entries) {
      const auto scopes = scopes_of_area(catalogue_, entry.key);
      if (scopes.empty()) {
        problems_.add(entry.at, "unknown area of scopes " + in_backticks(entry.key) +
                                    suggestion(entry.key, scope_areas(catalogue_)));
      } else if (entry.value.kind == YamlNode::Kind::sequence) {
        for (const YamlNode& level : read_list(entry.value, entry.key, problems_)) read_level(scopes, level);
      } else {
        read_level(scopes, entry.value);
      }
    }
  }

  void read_level(const std::vector<const Scope*>& scopes, const YamlNode& node) {
    const std::string& area = scopes.front()->area;
    const auto level = read_text(node, area, problems_);
    if (!level) return;
    if (const Scope* scope = scope_of_level(scopes, *level)) {
      add(scope->id, node.at);
      return;
    }
    std::vector<std::string> levels;
    levels.reserve(scopes.size());
    for (const Scope* scope : scopes) levels.push_back(scope->level);
    problems_.add(node.at,
                  in_backticks(area) + " has no level " + in_backticks(*level) + suggestion(*level, levels));
  }

  void read_ids(const YamlNode& node) {
    for (const YamlNode& item : read_list(node, "pat_scopes", problems_)) {
      const auto text = read_text(item, "pat_scopes[]", problems_);
      if (!text) continue;
      const std::string id = fold_case(*text);
      if (catalogue_.find_scope(id) != nullptr) {
        add(id, item.at);
        continue;
      }
      std::vector<std::string> known;
      known.reserve(catalogue_.scopes.size());
      for (const auto& [known_id, scope] : catalogue_.scopes) known.push_back(known_id);
      problems_.add(item.at, "unknown scope " + in_backticks(*text) + suggestion(*text, known));
    }
  }

  void add(const std::string& id, TextPosition at) {
    if (std::ranges::find(ids_, id) == ids_.end()) {
      ids_.push_back(id);
    } else {
      problems_.add(at, "the scope " + in_backticks(id) + " stands twice in `pat_scopes`; remove one");
    }
  }

  const Catalogue& catalogue_;
  Problems& problems_;
  std::vector<std::string> ids_;
};

std::optional<Amount> take_days(Fields& fields, std::string_view key, int least, const RuleContext& context) {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return std::nullopt;
  return context.parameters.read_amount(*node, key, {least, Parameters::widest.most}, context.problems);
}

}  // namespace

std::optional<Requirement> read_pat_scopes(const YamlNode& node, const RuleContext& context) {
  PatScopes scopes;
  if (is_required_word(node, "pat_scopes", context)) {
    scopes.required_only = true;
    return Requirement{scopes};
  }
  const YamlNode* named = &node;
  if (node.kind == YamlNode::Kind::mapping && node.entries.size() == 1 &&
      node.entries.front().key == "literal") {
    scopes.match = PatScopes::Match::literal;
    named = &node.entries.front().value;
  }
  scopes.ids = ScopeReader(context).read(*named);
  if (scopes.ids.empty()) return std::nullopt;
  return Requirement{std::move(scopes)};
}

std::optional<Requirement> read_pat(const YamlNode& node, const RuleContext& context) {
  Problems& problems = context.problems;
  if (!asks_for_something(node, "pat", problems)) return std::nullopt;
  Fields fields(node, "`pat`", problems);
  PatState state;
  state.valid = take_switch(fields, "valid", problems);
  state.min_days_left = take_days(fields, "min_days_left", 0, context);
  state.min_lifetime_days = take_days(fields, "min_lifetime_days", 1, context);
  state.max_lifetime_days = take_days(fields, "max_lifetime_days", 1, context);
  if (const YamlNode* organizations = fields.take("organizations")) {
    const auto word = read_word(*organizations, "value of `organizations`", {"one", "all"}, problems);
    state.one_organization = word == 0U;
    state.all_organizations = word == 1U;
  }
  state.unique = take_switch(fields, "unique", problems);
  fields.refuse_others();
  if (state.min_days_left && state.max_lifetime_days &&
      state.min_days_left->number > state.max_lifetime_days->number) {
    problems.add(node.at,
                 "no token can have `min_days_left` days left and live at most `max_lifetime_days`, which is "
                 "less; raise one or lower the other");
  }
  if (state.min_lifetime_days && state.max_lifetime_days &&
      state.min_lifetime_days->number > state.max_lifetime_days->number) {
    problems.add(node.at,
                 "no token can live at least `min_lifetime_days` and at most `max_lifetime_days`, which is "
                 "less; lower one or raise the other");
  }
  return Requirement{state};
}

}  // namespace patrol
