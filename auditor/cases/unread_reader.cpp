#include "auditor/cases/unread_reader.h"

#include "auditor/policy/values.h"

#include <array>
#include <string_view>
#include <utility>

namespace patrol::cases {
namespace {

/// A word under `unread` and the facts that it stands for.
struct Thing {
  std::string_view word;
  FactKey::Kind kind;
  bool is_of_account = false;  ///< without a name the integration's account is meant
  bool has_name = true;        ///< it may be of somebody or something
  bool is_list = false;        ///< a part of it can be seen
};

constexpr std::array things{Thing{"auditor", FactKey::Kind::connection, false, false, false},
                            Thing{"projects", FactKey::Kind::projects, false, false, true},
                            Thing{"namespaces", FactKey::Kind::namespaces, false, false, true},
                            Thing{"groups", FactKey::Kind::group_names, false, false, true},
                            Thing{"account", FactKey::Kind::account, true, true, true},
                            Thing{"members", FactKey::Kind::group, false, true, false},
                            Thing{"memberships", FactKey::Kind::memberships, true, true, true},
                            Thing{"tokens", FactKey::Kind::tokens, true, true, true},
                            Thing{"access_level", FactKey::Kind::entitlement, true, true, false},
                            Thing{"access", FactKey::Kind::access_control, false, true, false},
                            Thing{"access_below", FactKey::Kind::lists_below, false, true, false},
                            Thing{"subscriptions", FactKey::Kind::subscriptions, false, false, true},
                            Thing{"resources", FactKey::Kind::resources, false, true, true},
                            Thing{"roles", FactKey::Kind::role_assignments, false, true, true},
                            Thing{"identity", FactKey::Kind::identity, false, true, false}};

constexpr std::array reasons{Gap::Kind::forbidden,    Gap::Kind::unauthorized,  Gap::Kind::not_found,
                             Gap::Kind::unreachable,  Gap::Kind::throttled,     Gap::Kind::bad_answer,
                             Gap::Kind::cut_short,    Gap::Kind::not_collected, Gap::Kind::not_expandable,
                             Gap::Kind::not_decidable};

constexpr int longest_list = 100'000;

std::vector<std::string> words_of(bool lists_only) {
  std::vector<std::string> words;
  for (const Thing& thing : things) {
    if (thing.is_list || !lists_only) words.emplace_back(thing.word);
  }
  return words;
}

const Thing& thing_of(std::string_view word) {
  const Thing* found = things.data();
  for (const Thing& thing : things) {
    if (thing.word == word) found = &thing;
  }
  return *found;
}

class UnreadReader {
 public:
  UnreadReader(std::string account, bool is_cut, Problems& problems)
      : account_(std::move(account)), is_cut_(is_cut), words_(words_of(is_cut)), problems_(problems) {}

  Unread read(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::mapping) return read_mapping(node);
    const auto place = read_word(node, "thing that could not be read", words_, problems_);
    return start(place ? thing_of(words_[*place]) : things.front(), node.at);
  }

 private:
  Unread start(const Thing& thing, TextPosition at) {
    Unread unread{.kind = thing.kind};
    if (thing.is_of_account) unread.of = {account_, at};
    if (is_cut_) unread.seen = longest_list;
    return unread;
  }

  Unread read_mapping(const YamlNode& node) {
    Fields fields(node, "what could not be read", problems_);
    Unread unread;
    int named = 0;
    for (const std::string& word : words_) {
      const YamlNode* of = fields.take(word);
      if (of == nullptr) continue;
      ++named;
      unread = start(thing_of(word), of->at);
      read_of(*of, thing_of(word), unread);
    }
    if (named != 1) {
      problems_.add(node.at, "name exactly one thing that could not be read" + suggestion("", words_));
    }
    read_rest(fields, unread);
    fields.refuse_others();
    return unread;
  }

  void read_of(const YamlNode& node, const Thing& thing, Unread& unread) {
    const auto text = read_name(node, thing.word, problems_);
    if (!text) return;
    if (*text == "all") {
      unread.of = {};
    } else if (thing.has_name) {
      unread.of = {*text, node.at};
    } else {
      problems_.add(node.at, in_backticks(thing.word) + " is of nobody; write `all`");
    }
  }

  void read_rest(Fields& fields, Unread& unread) {
    if (unread.kind == FactKey::Kind::access_control || unread.kind == FactKey::Kind::lists_below) {
      if (const YamlNode* token = fields.take("at")) {
        unread.token = {read_name(*token, "at", problems_).value_or(""), token->at};
      }
    }
    if (is_cut_) {
      if (const YamlNode* seen = fields.take("seen")) {
        unread.seen =
            static_cast<std::size_t>(read_number(*seen, "seen", 0, longest_list, problems_).value_or(0));
      }
    }
    if (const YamlNode* because = fields.take("because")) {
      std::vector<std::string> words;
      words.reserve(reasons.size());
      for (const Gap::Kind kind : reasons) words.emplace_back(to_word(kind));
      if (const auto place = read_word(*because, "reason", words, problems_))
        unread.because = reasons.at(*place);
    }
  }

  std::string account_;
  bool is_cut_;
  std::vector<std::string> words_;
  Problems& problems_;
};

}  // namespace

std::vector<Unread> take_unread(Fields& fields, const std::string& account, Problems& problems) {
  std::vector<Unread> unread;
  for (const std::string_view key : {"unread", "cut"}) {
    const YamlNode* node = fields.take(key);
    if (node == nullptr) continue;
    UnreadReader reader(account, key == "cut", problems);
    if (node->kind != YamlNode::Kind::sequence) problems.add(node->at, in_backticks(key) + " must be a list");
    for (const YamlNode& item : node->items) unread.push_back(reader.read(item));
  }
  return unread;
}

}  // namespace patrol::cases
